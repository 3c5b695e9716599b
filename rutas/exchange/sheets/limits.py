"""Refuse a workbook that would unfold without measure, before it is unfolded."""

from __future__ import annotations

from rutas.errors import UsageError
from rutas.locale import say

__all__ = ["MOST_BYTES", "MOST_TEXT", "check_bytes", "check_extent", "check_text"]

MOST_BYTES = 128 * 2**20
_MOST_ROWS, _MOST_COLUMNS, _MOST_CELLS = 100_000, 500, 5_000_000
MOST_TEXT = 256 * 2**20  # letters of all cells of a sheet: one text may be repeated in many


def check_bytes(size: int) -> None:
    """Refuse more bytes than are read.

    Raises
    ------
    UsageError
        If there are.
    """
    if size > MOST_BYTES:
        raise _too_large(f"{size // 2**20} MB", f"{MOST_BYTES // 2**20} MB")


def check_extent(name: str, rows: int, columns: int) -> None:
    """Refuse a sheet of more rows, columns or cells than are read.

    Raises
    ------
    UsageError
        If it has.
    """
    if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
        raise _too_large(f"{name}: {rows} × {columns}", f"{_MOST_ROWS} × {_MOST_COLUMNS}")
    if rows * columns > _MOST_CELLS:
        raise _too_large(f"{name}: {rows * columns}", f"{_MOST_CELLS}")


def check_text(name: str, letters: int) -> None:
    """Refuse a sheet whose cells say more than is read.

    Raises
    ------
    UsageError
        If they do.
    """
    if letters > MOST_TEXT:
        raise _too_large(f"{name}: {letters // 2**20} MB", f"{MOST_TEXT // 2**20} MB")


def _too_large(given: str, most: str) -> UsageError:
    return UsageError(say("sheets.too-large", given=given, most=most))
