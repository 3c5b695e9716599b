"""Give a text to whoever asked: on the screen, or in a file."""

from __future__ import annotations

import os
import stat
import sys
from typing import Any

from rutas.locale import say

__all__ = ["is_stream", "pour", "print_lines", "print_or_write", "shortened", "tell"]

_MOST = 500
_SCREEN = frozenset({"-", "/dev/stdout"})


def print_or_write(text: str, out: str | None) -> None:
    """Print a text, pour it into a pipe, or write it to a file, whole or not at all."""
    if out is None or out in _SCREEN:
        print(text, end="" if text.endswith("\n") else "\n")
        return
    if is_stream(out):
        pour(text.encode(), out)
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


def is_stream(out: str | None) -> bool:
    """Tell whether something is the screen, a pipe or a device: what is written to and never replaced.

    >>> is_stream("-"), is_stream("0-4.svg")
    (True, False)
    """
    if out is None or out in _SCREEN:
        return True
    from pathlib import Path  # as in `rutas.cli.command`

    try:
        mode = Path(out).stat().st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def pour(raw: bytes, out: str) -> None:
    """Write bytes to the screen, a pipe or a device.

    Raises
    ------
    OSError
        If it cannot be written, as a pipe from which nobody reads.
    """
    if out in _SCREEN:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        return
    # a pipe without a reader is an error at once, and no reason to wait
    handle = os.open(out, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "wb") as stream:
        if hasattr(os, "set_blocking"):
            os.set_blocking(handle, True)
        stream.write(raw)


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
