"""Run the program: one command a file; each parses, makes one library call, prints, and tells how it went.

A command's file holds a plain function ``run``, which tests call directly, and ``command``, which says
what its arguments are. It returns the exit status: 0 fine, 1 findings, 2 wrong usage or a book that
cannot be read.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

# What a command imports and reads lives as long as the command does. Looking through it for what could
# be thrown away, every few hundred objects, is a tenth of the time that a short question takes.
_SELDOM = 100_000


def main(args: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status.

    Parameters
    ----------
    args
        What stands after ``rutas``; by default the arguments of the process.

    Examples
    --------
    >>> main(["--version"])  # doctest: +ELLIPSIS
    rutas ...
    0
    """
    from rutas.cli.guard import guarded
    from rutas.cli.root import root

    if args is None:  # a process of our own
        gc.set_threshold(_SELDOM)
    return guarded(root, args)
