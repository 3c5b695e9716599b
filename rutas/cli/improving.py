"""Take the improvements that a command is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rutas.cli.command import Option
from rutas.cli.opening import Offered, book_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import click

    from rutas.improve.bundle import Bundle

__all__ = ["ImprovementNames", "bundle_of", "improve_option", "improving"]


class ImprovementNames(Offered):
    """An improvement of the book, or several with commas."""

    name = "improvement"

    def offers(self, ctx: click.Context, incomplete: str) -> Iterable[tuple[str, str]]:
        """Return the ids of the book's improvements, after those that are written."""
        from rutas.model.tree import mapping
        from rutas.reading import parse

        path = Path(book_of(ctx)) / "improvements.yaml"
        tree: Any = parse(path)[0].tree if path.is_file() else None
        head = incomplete[: incomplete.rfind(",") + 1]
        known = mapping((mapping(tree) or {}).get("improvements")) or {}
        return [(f"{head}{name}", "") for name in known]


def improve_option() -> Option:
    """Return the option ``--improve``."""
    return Option("--improve", metavar="IMPROVEMENT", type=ImprovementNames())


def bundle_of(words: str, book: str) -> Bundle:
    """Return the improvements that are named, with commas between them.

    Raises
    ------
    UsageError
        If the book has no such improvement.
    """
    from rutas.book import load
    from rutas.improve.bundle import Bundle

    catalogue = load(book).improvements
    names = tuple(dict.fromkeys(filter(None, map(str.strip, words.split(",")))))
    for name in names or (words,):
        catalogue[name]
    return Bundle(catalogue, names)


def improving(given: Mapping[str, Any], book: str) -> dict[str, Bundle]:
    """Return the improvements among what a question is told, read."""
    return {"improve": bundle_of(given["improve"], book)} if given.get("improve") else {}
