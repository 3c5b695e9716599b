"""Write a workbook again with every problem as a red cell and a note."""

from __future__ import annotations

import io
from collections import defaultdict
from typing import TYPE_CHECKING

from rutas.exchange.sheets.raw import read_sheets
from rutas.exchange.sheets.tables import EXPORTED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rutas.errors import Problem

__all__ = ["marked"]


def marked(path: Path, problems: Iterable[Problem]) -> bytes:
    """Return the bytes of a workbook that holds the texts of another, its problems marked.

    Parameters
    ----------
    path
        A workbook, or a folder of CSV files.
    problems
        What is wrong in it; what has no cell is left out.
    """
    import xlsxwriter  # noqa: PLC0415  (by who writes one)

    notes: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    for problem in problems:
        if sheet := getattr(problem, "sheet", None):
            said = f"{problem.message} {problem.hint}".strip()
            notes[sheet, problem.line - 1, problem.column - 1].append(said)
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True, "strings_to_formulas": False}) as book:
        text = {"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True}
        plain, red = book.add_format(text), book.add_format({**text, "bg_color": "#F4B6B0"})
        for found in read_sheets(path):
            sheet = book.add_worksheet(found.name)
            if found.name[:1] == "_":
                sheet.very_hidden()
            for i, row in enumerate(found.rows):
                for j, cell in enumerate(row):
                    told = notes.get((found.name, i, j))
                    if cell or told:
                        sheet.write_string(i, j, str(cell), red if told else plain)
                    if told:
                        sheet.write_comment(
                            i, j, "\n".join(told), {"x_scale": 3, "y_scale": 1 + len(told)}
                        )
            sheet.set_column(0, 60, 18)
            for j in (
                j for j, cell in enumerate(found.rows[0] if found.rows else []) if cell == EXPORTED
            ):
                sheet.set_column(j, j, None, plain, {"hidden": True})
            sheet.freeze_panes(1, 0)
    return raw.getvalue()
