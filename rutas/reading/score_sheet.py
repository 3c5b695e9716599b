"""Read the sheet of a self-assessment: a row a person, a column a statement, a level in each cell."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rutas.errors import guessed, nearest
from rutas.locale import say
from rutas.model.board import is_code
from rutas.model.personal import personal
from rutas.model.text import fold
from rutas.reading.places import File
from rutas.reading.source import source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.errors import Problem
    from rutas.model.board import Instrument

__all__ = ["Scores", "read_score_sheet", "score_sheet"]

Scores = dict[str, dict[str, int]]
"""The levels that each person gave, by her code and the statement's id."""

_DELIMITERS = ";\t,"
_CODE = {"codigo", "code"}
_MOST = 2000  # rows, and columns


def score_sheet(instrument: Instrument, scores: Mapping[str, Mapping[str, int]]) -> str:
    """Return a sheet as a spreadsheet of any country opens it; without scores, one to be filled in."""
    out = StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow([say("board.code"), *instrument.items])
    rows.writerow([say("board.remark"), *instrument.numbers.values()])
    for code, given in scores.items():
        rows.writerow([code, *(given.get(name, "") for name in instrument.items)])
    return "\ufeff" + out.getvalue()


def read_score_sheet(path: str | Path, instrument: Instrument) -> tuple[Scores, list[Problem]]:
    """Read a sheet, and tell every mistake in it at its row and column.

    Parameters
    ----------
    path
        The file: CSV with ``;``, ``,`` or tabs. Its first row names the columns: the code, and each
        statement by its id, its number (``2.3``) or its words. A row, or a column, that begins with ``#``
        is the reader's own.
    instrument
        What was asked.

    Returns
    -------
    The scores; an empty cell is no answer.
    """
    text, code, values = source(Path(path))
    file = File(str(path), text)
    if code:
        return {}, [file.problem(code, values.pop("line", 0), values.pop("column", 0), **values)]
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    rows = list(csv.reader(StringIO(text), delimiter=delimiter))
    return _Sheet(file, instrument, rows).read()


class _Sheet:
    def __init__(self, file: File, instrument: Instrument, rows: Sequence[Sequence[str]]) -> None:
        self.file, self.instrument, self.rows = file, instrument, rows
        self.problems: list[Problem] = []
        self.names = {fold(name): name for name in instrument.items}
        self.names |= {fold(number): name for name, number in instrument.numbers.items()}
        self.names |= {fold(item.text): name for name, item in instrument.items.items()}

    def read(self) -> tuple[Scores, list[Problem]]:
        """Read all rows, or say why none can be."""
        if not self.rows or len(self.rows) > _MOST or len(self.rows[0]) > _MOST:
            self._tell("sheet-size", 1, 1, most=_MOST)
            return {}, self.problems
        columns = self._columns()
        scores: Scores = {}
        for number, row in enumerate(self.rows[1:], 2):
            if any(cell.strip() for cell in row) and not row[0].startswith("#"):
                self._row(number, row, columns, scores)
        if not scores and not self.problems:
            self._tell("sheet-empty", 1, 1)
        return scores, self.problems

    def _columns(self) -> dict[int, str]:
        """Return the statement of each column."""
        if fold(self.rows[0][0]) not in _CODE:
            self._tell("sheet-no-code", 1, 1, given=self.rows[0][0])
        found: dict[int, str] = {}
        for place, cell in enumerate(self.rows[0][1:], 1):
            if not cell.strip() or cell.startswith("#"):
                continue
            name = self.names.get(fold(cell))
            if name is None:
                guess = guessed(nearest(cell.strip(), self.instrument.items))
                self._tell("unknown-board-item", 1, place + 1, given=cell.strip(), guess=guess)
            elif name in found.values():
                self._tell("sheet-column-twice", 1, place + 1, given=name)
            else:
                found[place] = name
        return found

    def _row(
        self, number: int, row: Sequence[str], columns: Mapping[int, str], scores: Scores
    ) -> None:
        code = row[0].strip()
        if not is_code(code):
            self._tell("not-a-code", number, 1, given=code)
        elif code in scores:
            self._tell("code-twice", number, 1, given=code)
        scores[code] = dict(self._levels(number, row, columns, code))
        for place, cell in enumerate(row[1:], 2):
            if place - 1 not in columns and (found := personal(cell)):
                self._tell(f"personal-{found[0]}", number, place, given=found[1])

    def _levels(
        self, number: int, row: Sequence[str], columns: Mapping[int, str], code: str
    ) -> Iterator[tuple[str, int]]:
        for place, name in columns.items():
            cell = row[place].strip() if place < len(row) else ""
            if not cell:
                continue
            if cell.isdecimal() and int(cell) in self.instrument.scale:
                yield name, int(cell)
            else:
                levels = ", ".join(map(str, self.instrument.scale))
                values = {"given": cell, "item": name, "person": code, "levels": levels}
                self._tell("off-the-scale", number, place + 1, **values)

    def _tell(self, code: str, row: int, column: int, **values: Any) -> None:
        """Tell of a cell by its row and column; what is shown points at its first sign."""
        before = self.rows[row - 1][: column - 1] if self.rows else ()
        excerpt = self.file.excerpt(row, 1 + sum(len(cell) + 1 for cell in before))
        self.problems.append(
            replace(self.file.problem(code, row, column, **values), excerpt=excerpt)
        )
