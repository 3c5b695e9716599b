"""Say what is wrong in a workbook, at its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.answers.words import letters
from rutas.exchange.arrival import CellProblem
from rutas.exchange.places import STRIDE
from rutas.exchange.sheets.base import BASE
from rutas.exchange.sheets.cells import Cell
from rutas.exchange.sheets.titles import column_of, columns_of, sheets_by_name
from rutas.locale import has, say
from rutas.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rutas.errors import Problem
    from rutas.exchange.arrival import Base
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
                step=self._step(self.raws[sheet], row),
                sheet=self.raws[sheet].name, cell=_reference(row, column),
            )
        )  # fmt: skip

    def as_wholes(self, base: Base | None) -> None:
        """Tell of sheets that are not as they left: in another encoding, or the route's own text changed."""
        for number, raw in enumerate(self.raws):
            place = Cell.at("", (number, 0, 0))
            if raw.name == BASE:
                if base is None:
                    self.say("base-changed", place, level="warning", given=raw.name)
            elif raw.encoding == "Windows-1252":
                self.say("encoding", place, level="warning", given=raw.name, encoding=raw.encoding)

    def placed(self, problem: Problem) -> Problem:
        """Return a problem of a place that `marks` made, as one of a cell."""
        sheet, row = divmod(problem.line - 1, STRIDE)
        raw = self.raws[sheet] if 0 <= sheet < len(self.raws) and problem.line else None
        if raw is None:
            return problem
        column = problem.column - 1
        header = raw.rows[0][column].strip() if raw.rows and column < len(raw.rows[0]) else ""
        step = problem.step or self._step(raw, row)
        where = ""
        if header and row:
            named = {"column": header, "step": step} if step else {"column": header}
            where = say("sheets.of-step" if step else "sheets.in-column", **named)
        return CellProblem(
            str(self.path), row + 1, column + 1, problem.rule, f"{problem.message}{where}", problem.hint,
            problem.level, problem.route, step,
            sheet=raw.name, cell=_reference(row, column),
        )  # fmt: skip

    def _step(self, raw: Raw, row: int) -> str | None:
        """Return the step that a row of the sheet of the steps is about."""
        sheet = sheets_by_name().get(fold(raw.name))
        if row == 0 or sheet is None or sheet.key != "steps":
            return None
        named = columns_of(sheet)["id"], ""
        ids = [
            cell.strip()
            for header, cell in zip(raw.rows[0], raw.rows[row], strict=True)
            if column_of(sheet, header.strip()) == named
        ]
        return next(iter(ids), None) or None


def _reference(row: int, column: int) -> str:
    """Return the name of a cell.

    >>> _reference(11, 13), _reference(0, 26)
    ('N12', 'AA1')
    """
    return f"{letters(column)}{row + 1}"
