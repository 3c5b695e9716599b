"""Find the territories that are to be drawn, and the routes whose way through them is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rutas.diagram.kinds import Kind
    from rutas.diagram.local import Local

__all__ = ["locals_of", "named_territories"]


def named_territories(names: Sequence[str], book: str) -> bool:
    """Tell whether all that is named is territories, by their files."""
    from pathlib import Path

    folder = Path(book) / "territories"
    return bool(names) and all(any(folder.glob(f"{name}.y*ml")) for name in names)


def locals_of(
    kind: Kind, names: Sequence[str], territory: str | None, book: str, on: date
) -> Iterator[Local]:
    """Yield what is drawn: the territories that are named, or all; where the kind shows routes, each of them.

    Raises
    ------
    BookError
        If the book cannot be read.
    UsageError
        If it has no such territory or route.
    """
    from rutas.book import load
    from rutas.diagram.local import Local

    opened = load(book)
    named = [name for name in names if name in opened.territories]
    others = [name for name in names if name not in named]
    if kind.of == "territory":
        named, others = [*named, *others], []
    if territory is not None:
        named.append(territory)
    for name in named or list(opened.territories):
        there = opened.territories[name]
        if kind.of == "territory":
            yield Local(there, opened, on)
            continue
        for route in others or there.demand:
            yield Local(there, opened, on, opened[route])
