"""Run the program: one command a file; each parses, makes one library call, prints, and tells how it went.

A command's file holds a plain function ``run``, which tests call directly, and ``command``, which says
what its arguments are. It returns the exit status: 0 fine, 1 findings, 2 wrong usage, a book that cannot
be read or a file that cannot be written, 70 a fault of the program itself.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(args: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status.

    Parameters
    ----------
    args
        What stands after ``rutas``; by default the arguments of the process, which is then our own.

    Examples
    --------
    >>> main(["--version"])  # doctest: +ELLIPSIS
    rutas ...
    0
    """
    if args is None:
        from rutas.cli.process import prepare

        prepare()
        args = sys.argv[1:]
    from rutas.cli.guard import guarded
    from rutas.cli.root import root

    return guarded(root, args)
