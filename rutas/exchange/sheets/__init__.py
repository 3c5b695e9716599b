"""Write a route as a workbook or a folder of tables, and read it back with what people changed there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.exchange.normal import catalogue, normal
from rutas.exchange.sheets.gather import arrived
from rutas.exchange.sheets.remarks import annotate
from rutas.exchange.sheets.tables import tables
from rutas.reading import parse_text

if TYPE_CHECKING:
    from rutas.exchange.arrival import Base
    from rutas.exchange.sheets.tables import Table

__all__ = ["arrived", "folder", "workbook"]


def workbook(base: Base, *, source: bool = True) -> bytes:
    """Return a workbook of a route.

    Parameters
    ----------
    base
        The texts of the route's file and of its catalogue.
    source
        Whether the workbook brings them along, so that comments survive where the book has no such route.
    """
    from rutas.exchange.sheets.xlsx import write  # noqa: PLC0415  (the library that writes it)

    texts = base.route, base.catalogue
    trees = [parse_text(text)[0].tree or {} for text in texts]
    found = _tables(*trees)
    for text, tree in zip(texts, trees, strict=True):
        annotate(found, text, tree)
    return write(found, base if source else None)


def folder(base: Base, *, source: bool = True) -> dict[str, str]:
    """Return the same tables as CSV files, by the names of the files."""
    from rutas.exchange.sheets.csv_files import write  # noqa: PLC0415  (as its brother)

    trees = (parse_text(text)[0].tree or {} for text in (base.route, base.catalogue))
    return write(_tables(*trees), base if source else None)


def _tables(route: Any, shared: Any) -> list[Table]:
    return tables(normal(route), catalogue(shared))
