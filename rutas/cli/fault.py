"""Write down a fault of the program for whoever can mend it."""

from __future__ import annotations

import os
import platform
import shlex
import sys
import tempfile
import traceback
from contextlib import suppress
from importlib import metadata
from typing import TYPE_CHECKING

from rutas.locale import say
from rutas.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["report"]


def report(errors: Sequence[BaseException]) -> str:
    """Write a report that can be sent, and say where it stands.

    Parameters
    ----------
    errors
        What was raised; what a worker process raised carries its own traceback.
    """
    text = "\n".join(_lines(errors))
    try:
        handle, path = tempfile.mkstemp(prefix="rutas-informe-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        return say("cli.report-here", report=text)
    return say("cli.report", path=path)


def _lines(errors: Sequence[BaseException]) -> Iterator[str]:
    yield f"rutas {__version__}, Python {platform.python_version()}, {platform.platform()}"
    yield ", ".join(sorted(_libraries()))
    yield f"$ rutas {_asked(sys.argv[1:])}"
    yield f"{sys.getfilesystemencoding()}, LANG={os.environ.get('LANG', '')}\n"
    for error in errors:
        yield from traceback.format_exception(error)


def _asked(words: Sequence[str]) -> str:
    """Return what was asked; of a family's itinerary only which options, as the rest is hers alone."""
    if "itinerary" not in words:
        return shlex.join(words)
    kept = (word == "itinerary" or word.startswith("-") for word in words)
    return " ".join(
        word.partition("=")[0] if keep else "…" for word, keep in zip(words, kept, strict=True)
    )


def _libraries() -> Iterator[str]:
    with suppress(metadata.PackageNotFoundError):  # run from its source, it has no list
        for asked in metadata.requires("rutas") or ():
            name = asked.partition(">")[0]
            if ";" not in asked:  # what only the tests need
                yield f"{name} {metadata.version(name)}"
