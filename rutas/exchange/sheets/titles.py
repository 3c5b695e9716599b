"""Call sheets and columns as people do, and know them by what people call them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from rutas.exchange.sheets.columns import SHEETS
from rutas.locale import LANGUAGES, say
from rutas.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.exchange.sheets.columns import Column, Sheet

__all__ = ["column_of", "column_title", "columns_of", "field_of", "sheet_title", "sheets_by_name"]

_LANGUAGE = re.compile(r"\(([a-z]{2,3})\)\s*$")


def sheet_title(key: str) -> str:
    """Return what a sheet is called.

    >>> sheet_title("steps")
    'Pasos'
    """
    return say(f"sheets.sheet-{key}")


def column_title(column: Column, lang: str = "") -> str:
    """Return what a column is called; that of a text in another language says which.

    >>> from rutas.exchange.sheets.columns import Column
    >>> column_title(Column("wait")), column_title(Column("name", "text"), "gn")
    ('Espera', 'Nombre (gn)')
    """
    return say(f"sheets.{column.key}") + (f" ({lang})" if lang else "")


@cache
def sheets_by_name() -> Mapping[str, Sheet]:
    """Return the sheets by their names in every language and their keys, each as `fold` leaves it."""
    found: dict[str, Any] = {}
    for sheet in SHEETS:
        for name in (sheet.key, *(say(f"sheets.sheet-{sheet.key}", lang) for lang in LANGUAGES)):
            found.setdefault(fold(name), sheet)
    return found


@cache
def columns_of(sheet: Sheet) -> Mapping[str, Column]:
    """Return the columns of a sheet by their names in every language and their keys."""
    found: dict[str, Any] = {}
    for column in sheet.columns:
        for name in (column.key, *(say(f"sheets.{column.key}", lang) for lang in LANGUAGES)):
            found.setdefault(fold(name), column)
    return found


def column_of(sheet: Sheet, header: str) -> tuple[Column, str] | None:
    """Return the column that a header names, and the language of its texts, or nothing.

    >>> column, lang = column_of(sheets_by_name()["pasos"], "NOMBRE (gn)")
    >>> column.key, lang
    ('name', 'gn')
    """
    known = columns_of(sheet)
    if (column := known.get(fold(header))) is not None:
        return column, ""
    named = _LANGUAGE.search(header)
    column = known.get(fold(header[: named.start()])) if named else None
    return (column, named[1]) if named and column is not None and column.codec == "text" else None


@cache
def _fields() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for sheet in SHEETS:
        for name, column in columns_of(sheet).items():
            found.setdefault(name, column.field)
    return found


def field_of(word: str) -> str:
    """Return the field that a word for it means; the word itself, if none.

    >>> field_of("Espera"), field_of("wait"), field_of("cosa")
    ('wait', 'wait', 'cosa')
    """
    return _fields().get(fold(word), word.strip())
