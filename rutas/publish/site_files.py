"""Make the files of the page of a book, and find the drawings that stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.kinds import KINDS
from rutas.locale import say, speaking
from rutas.site.gather import gather
from rutas.site.render import data, page
from rutas.site.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.answers.diff_rows import Change
    from rutas.book import Book
    from rutas.publish.manifest import Made

__all__ = ["changes_since", "drawings_of", "site_files"]

_DOCUMENT = "rutas.json"


def site_files(
    index: str, book: Book, names: str, territories: Sequence[str] | None,
    drawings: Mapping[str, Mapping[str, Sequence[str]]], since: str | None = None,
) -> dict[str, bytes]:  # fmt: skip
    """Return the page, called `index`, and its document, by the names of their files."""
    with speaking(Wording(names).lang):
        changes = changes_since(book, since) if since else None
    found = gather(book, names, territories=territories, drawings=drawings, changes=changes)
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


def changes_since(book: Book, revision: str) -> dict[str, list[str]]:
    """Say what changed in each route since a revision of git: its sum, then each change with its effect.

    Raises
    ------
    BookError, UsageError
        If there is no such revision, or its book cannot be read.
    """
    from rutas.answers.diff import answer_pair  # noqa: PLC0415  (only who asks needs it)
    from rutas.book import load_revision  # noqa: PLC0415  (as above)
    from rutas.compare.diff import Version  # noqa: PLC0415  (as above)

    then = load_revision(revision, book.path)
    told = {}
    for name, route in book.items():
        old = Version(f"{revision}:{name}", then, then[name], revision) if name in then else None
        found, _ = answer_pair(old, Version(name, book, route))
        told[name] = [found.summary, *map(_change, found.changes)]
    return told


def _change(change: Change) -> str:
    effect = "" if change.effect == "neutral" else f" ({say(f'diff.effect-{change.effect}')})"
    return f"{change.text}{effect}"
