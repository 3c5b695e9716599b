"""Write lists and tables of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["listed", "table"]


def listed(words: Iterable[object]) -> str:
    """Write words one after the other."""
    return ", ".join(map(str, words))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, right: int = 1) -> list[str]:
    r"""Return the lines of a Markdown table.

    Parameters
    ----------
    header
        The columns' names.
    rows
        Texts; a bar in one is escaped.
    right
        From which column on figures stand to the right.

    Examples
    --------
    >>> print("\n".join(table(["a", "n"], [["x|y", "1"]])))
    | a | n |
    |---|--:|
    | x\|y | 1 |
    """
    rule = ["---" if k < right else "--:" for k in range(len(header))]
    lines = [header, *rows]
    said = ["| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines]
    return [said[0], "|" + "|".join(rule) + "|", *said[1:]]


def _cell(text: str) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ")
