"""Write Markdown: texts that read as they are, and tables (GitHub Flavored Markdown [1]_).

References
----------
.. [1] GitHub (2019). *GitHub Flavored Markdown Spec*, version 0.29. https://github.github.com/gfm/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["bullet", "escaped", "table"]

_SIGNS = re.compile(r"[\\`*_\[\]<>&|~$#]")
# what would begin a heading, a list, a rule, or underline the line before
_BLOCK = re.compile(r"^(\s*)([+=:-]|\d+[.)](?=\s|$))")


def escaped(text: object) -> str:
    r"""Return a text so that Markdown shows it as it is: no emphasis, no tag, no link, on one line.

    >>> print(escaped("Llenar <formulario> *hoy* & [x](y)"))
    Llenar \<formulario\> \*hoy\* \& \[x\](y)
    >>> print(escaped("1. Ir\na pie"))
    1\. Ir a pie
    """
    line = _SIGNS.sub(r"\\\g<0>", " ".join(str(text).splitlines()))
    return _BLOCK.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", line)


def bullet(text: object) -> str:
    """Return a text as an item of a list."""
    return f"* {escaped(text)}"


def table(
    header: Iterable[object], rows: Iterable[Iterable[object]], *, right: int | Sequence[bool] = 1
) -> list[str]:
    r"""Return the lines of a table.

    Parameters
    ----------
    header
        The columns' names.
    rows
        Texts; they read as they are.
    right
        From which column on figures stand to the right; or for each column whether they do.

    Examples
    --------
    >>> print("\n".join(table(["a", "n"], [["x|y", "1"]])))
    | a | n |
    |---|--:|
    | x\|y | 1 |
    """
    lines = [[escaped(cell) for cell in line] for line in (header, *rows)]
    sides = [k >= right for k in range(len(lines[0]))] if isinstance(right, int) else right
    said = [f"| {' | '.join(line)} |" for line in lines]
    return [said[0], "|" + "|".join("--:" if one else "---" for one in sides) + "|", *said[1:]]
