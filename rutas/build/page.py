"""Write the contents page of a folder of diagrams."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from rutas.locale import has, say

if TYPE_CHECKING:
    from rutas.book import Book
    from rutas.build.manifest import Manifest

__all__ = ["NAME", "page"]

NAME = "README.md"


def page(book: Book, manifest: Manifest) -> str:
    """Return the page, in the language that is spoken: each route with its sheets and its report."""
    parts = [f"# {say('build.title')}", say("build.intro")]
    for route in book.values():
        parts += [f"## {route.name}", _meta(route), *_sheets(manifest, route.id)]
    whole = _sheets(manifest, "")
    if whole:
        parts += [f"## {say('build.whole')}", *whole]
    return "\n\n".join(parts) + "\n"


def _meta(route: object) -> str:
    status = say(f"build.status-{getattr(route, 'status')}")  # noqa: B009
    revised = getattr(route, "revised")  # noqa: B009
    return f"{status} · {revised}" if revised else status


def _sheets(manifest: Manifest, route: str) -> list[str]:
    """Return a line a kind, with links to its files, and the flow itself as a picture."""
    lines = []
    picture = []
    for name, made in manifest.tasks.items():
        owner, _, kind = name.rpartition(" ")
        if owner != route:
            continue
        key = f"build.kind-{kind}"
        links = ", ".join(f"[{_label(file)}]({file})" for file in made.files)
        lines.append(f"- **{say(key) if has(key) else kind}**: {links}")
        svgs = [file for file in made.files if file.endswith(".svg")]
        if kind == "flow" and svgs:
            picture = [f"![{say(key)}]({svgs[0]})"]
    return [*(["\n".join(sorted(lines))] if lines else []), *picture]


def _label(file: str) -> str:
    """Return a file's format, and its sheet where it is a further one.

    >>> _label("0-4-flow-a4.pdf"), _label("0-4-flow-a4-2.svg")
    ('PDF', 'SVG 2')
    """
    path = PurePath(file)
    last = path.stem.rpartition("-")[2]
    return path.suffix[1:].upper() + (f" {last}" if last.isdigit() else "")
