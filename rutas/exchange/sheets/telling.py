"""Say what is wrong in a workbook, at its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.exchange.arrival import CellProblem
from rutas.exchange.places import STRIDE
from rutas.locale import has, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rutas.errors import Problem
    from rutas.exchange.sheets.cells import Cell
    from rutas.exchange.sheets.raw import Raw

__all__ = ["Teller"]


class Teller:
    """The problems of a workbook.

    Parameters
    ----------
    path
        The workbook.
    raws
        Its sheets.
    """

    def __init__(self, path: Path, raws: Sequence[Raw]) -> None:
        self.path, self.raws = path, raws
        self.problems: list[Problem] = []

    def say(self, code: str, cell: Cell, *, level: str = "error", **values: Any) -> None:
        """Tell what is wrong with a cell, from the messages of the area ``sheets``."""
        hint = f"sheets.{code}-hint"
        sheet, row, column = cell.place
        self.problems.append(
            CellProblem(
                str(self.path), row + 1, column + 1, code, say(f"sheets.{code}", **values),
                say(hint, **values) if has(hint) else "", level,
                sheet=self.raws[sheet].name, cell=_reference(row, column),
            )
        )  # fmt: skip

    def placed(self, problem: Problem) -> Problem:
        """Return a problem of a place that `marks` made, as one of a cell."""
        sheet, row = divmod(problem.line - 1, STRIDE)
        raw = self.raws[sheet] if 0 <= sheet < len(self.raws) and problem.line else None
        if raw is None:
            return problem
        column = problem.column - 1
        header = raw.rows[0][column].strip() if raw.rows and column < len(raw.rows[0]) else ""
        where = say("sheets.in-column", column=header) if header and row else ""
        return CellProblem(
            str(self.path), row + 1, column + 1, problem.rule, f"{problem.message}{where}", problem.hint,
            problem.level, problem.route, problem.step,
            sheet=raw.name, cell=_reference(row, column),
        )  # fmt: skip


def _reference(row: int, column: int) -> str:
    """Return the name of a cell.

    >>> _reference(11, 13), _reference(0, 26)
    ('N12', 'AA1')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
