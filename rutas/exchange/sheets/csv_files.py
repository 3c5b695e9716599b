"""Write the tables of a route as CSV files, one a table, as a spreadsheet in Spanish opens them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from rutas.answers.sheet import harmless
from rutas.exchange.sheets.base import BASE, base_lines
from rutas.exchange.sheets.tables import EXPORTED
from rutas.exchange.sheets.titles import sheet_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.exchange.arrival import Base
    from rutas.exchange.sheets.tables import Table

__all__ = ["write"]

_MARK = "\ufeff"  # by which spreadsheets know UTF-8


def write(tables: Iterable[Table], base: Base | None) -> dict[str, str]:
    """Return the texts of the files, by name."""
    found = {}
    for table in tables:
        keeps = table.sheet.key != "route"
        rows = [[*table.headers, *([EXPORTED] if keeps else [])]]
        for row, name in zip(table.rows, table.exported, strict=True):
            rows.append([*row, *([name] if keeps else [])])
        found[f"{sheet_title(table.sheet.key)}.csv"] = _csv(rows)
    if base:
        found[f"{BASE}.csv"] = _csv(base_lines(base))
    return found


def _csv(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows(map(harmless, row) for row in rows)
    return _MARK + out.getvalue()
