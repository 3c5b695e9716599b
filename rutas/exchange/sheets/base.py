"""Keep a route as it left in a sheet that nobody sees, so that what comes home is told from what left."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from rutas.exchange.arrival import Base

if TYPE_CHECKING:
    from rutas.exchange.sheets.raw import Raw

__all__ = ["BASE", "base_lines", "base_of"]

BASE = "_base"
"""The name of the sheet."""
_VERSION = "rutas 1"
_MOST = 30_000  # letters that a cell surely holds


def base_lines(base: Base) -> list[list[str]]:
    """Return the rows of the hidden sheet that keeps a route as it left.

    >>> base_lines(Base("id: a", "actors: {}"))[0][0], base_lines(Base("id: a", ""))[1]
    ('rutas 1', ['|id: a', '|'])
    """
    columns = [list(_pieces(text)) for text in (base.route, base.catalogue)]
    height = max(map(len, columns))
    rows = [[column[i] if i < len(column) else "" for column in columns] for i in range(height)]
    return [[_VERSION, _digest(base)], *rows]


def _pieces(text: str) -> list[str]:
    """Return a text's lines, each behind a bar; what a cell cannot hold goes on behind a plus."""
    found: list[str] = []
    for line in _lines(text).split("\n"):
        starts = range(0, max(len(line), 1), _MOST)
        found += [("|" if i == 0 else "+") + line[i : i + _MOST] for i in starts]
    return found


def _digest(base: Base) -> str:
    return hashlib.sha256(_lines(f"{base.route}\0{base.catalogue}").encode()).hexdigest()


def _lines(text: str) -> str:
    """Return a text with the ends of lines that a cell keeps."""
    return text.replace("\r\n", "\n")


def base_of(raw: Raw | None) -> Base | None:
    """Return the route as it left; nothing, where it isn't there or was changed."""
    if raw is None or not raw.rows or raw.rows[0][0] != _VERSION:
        return None
    texts = []
    for column in (0, 1):
        lines: list[str] = []
        for row in raw.rows[1:]:
            cell = str(row[column]) if column < len(row) else ""
            if cell[:1] == "|":
                lines.append(cell[1:])
            elif cell[:1] == "+" and lines:
                lines[-1] += cell[1:]
        texts.append("\n".join(lines))
    base = Base(*texts)
    return base if raw.rows[0][1] == _digest(base) else None
