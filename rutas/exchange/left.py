"""Say of a file that came home what it would say if nothing had been changed since it left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.exchange.normal import normal
from rutas.reading import parse_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.exchange.arrival import Arrival

__all__ = ["MARK", "as_left", "holds", "known_to", "tree_of"]

Tree = dict[str, Any]
MARK = "\ufeff"


def as_left(arrival: Arrival, parsed: Mapping[str, Any] | None = None) -> tuple[Tree, Tree] | None:
    """Return what a file would say if nothing had been changed; its route may be as the base says it."""
    if arrival.left is None:
        return None
    route, catalogue = arrival.left
    if route is None:
        route = normal(tree_of(arrival.base.route if arrival.base else "", parsed))
    return route, catalogue


def tree_of(text: str, parsed: Mapping[str, Any] | None = None) -> Tree:
    """Return the tree of a text, which may have been read before."""
    if parsed and text in parsed:
        tree = parsed[text]
    else:
        tree = parse_text(text.removeprefix(MARK))[0].tree if text.strip() else {}
    return tree if isinstance(tree, dict) else {}


def holds(left: Tree, book: Tree) -> bool:
    """Tell whether a catalogue left whole: some files carry only the entries that the route uses."""
    return all(
        set(left.get(section) or ()) == set(entries)
        for section, entries in book.items()
        if isinstance(entries, dict)
    )


def known_to(left: Tree, book: Tree) -> Tree:
    """Return of a catalogue that left with a route what the book has too: the rest is new to it."""
    return {
        section: {key: entry for key, entry in entries.items() if key in (book.get(section) or {})}
        for section, entries in left.items()
        if isinstance(entries, dict)
    }
