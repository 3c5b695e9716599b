"""Give a text to whoever asked: on the screen, or in a file."""

from __future__ import annotations

import sys
from typing import Any

from rutas.locale import say

__all__ = ["print_lines", "print_or_write", "shortened", "tell"]

_MOST = 500


def print_or_write(text: str, out: str | None) -> None:
    """Print a text, or write it to a file, whole or not at all; ``-`` is the screen too."""
    if out in {None, "-"}:
        print(text, end="" if text.endswith("\n") else "\n")
        return
    from rutas.files import write

    changed = write(out, text)
    tell(say("cli.wrote" if changed else "cli.same", path=out))


def print_lines(text: str) -> None:
    """Print lines with their ends as they are, whatever the system ends its own with."""
    sys.stdout.flush()
    reconfigure: Any = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(newline="")
    sys.stdout.write(text)


def tell(message: str) -> None:
    """Say something that is no answer: it goes to stderr, so that stdout holds the answer alone."""
    print(message, file=sys.stderr, flush=True)


def shortened(text: str) -> str:
    """Return a text that a person can still read: the middle of a very long one is left out.

    >>> shortened("corto"), len(shortened("largo" * 1000))
    ('corto', 500)
    """
    half = (_MOST - 3) // 2
    return text if len(text) <= _MOST else f"{text[:half]} … {text[-(_MOST - 3 - half) :]}"
