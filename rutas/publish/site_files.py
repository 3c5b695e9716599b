"""Make the files of the page of a book, and find the drawings that stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.kinds import KINDS
from rutas.site.gather import gather
from rutas.site.render import data, page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.book import Book
    from rutas.publish.manifest import Made

__all__ = ["drawings_of", "site_files"]

_DOCUMENT = "rutas.json"


def site_files(
    index: str, book: Book, names: str, territories: Sequence[str] | None,
    drawings: Mapping[str, Mapping[str, Sequence[str]]],
) -> dict[str, bytes]:  # fmt: skip
    """Return the page, called `index`, and its document, by the names of their files."""
    found = gather(book, names, territories=territories, drawings=drawings)
    return {index: page(found).encode(), _DOCUMENT: data(found).encode()}


def drawings_of(book: Book, made: Mapping[str, Made]) -> dict[str, dict[str, list[str]]]:
    """Return the files of the drawings of each route, by kind: what can be seen, and what can be printed."""
    shown = {
        route: {kind: _seen(made[f"{route} {kind}"]) for kind in KINDS if f"{route} {kind}" in made}
        for route in book
    }
    return {
        route: {kind: files for kind, files in kinds.items() if files}
        for route, kinds in shown.items()
    }


def _seen(made: Made) -> list[str]:
    return [name for name in made.files if name.endswith((".svg", ".pdf"))]
