"""Write the contents page of a folder of diagrams."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from rutas.answers.markdown import escaped
from rutas.diagram.kinds import KINDS
from rutas.diagram.parts.sheet_frame import day
from rutas.locale import language, say
from rutas.model.choice import choice_word
from rutas.publish.tasks import REPORT, SITE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.book import Book
    from rutas.model import Route
    from rutas.publish.manifest import Made

__all__ = ["page"]

_PAPER = re.compile(r"-(?P<size>a\d)(?P<across>-landscape)?(?:-\d+)?\.(?P<form>svg|pdf|png)$")


def page(book: Book, tasks: Mapping[str, Made]) -> str:
    """Return the page, in the language that is spoken: each route with its sheets and its report."""
    parts = [f"# {say('publish.title')}", say("publish.intro")]
    if SITE in tasks:
        parts.append(say("publish.site", links=_links(sorted(tasks[SITE].files))))
    for route in book.values():
        parts += [f"## {escaped(route.name)}", _meta(route), *_sheets(tasks, route.id)]
    for name, territory in book.territories.items():
        local = _sheets(tasks, name)
        for there in territory.demand:
            found = _sheets(tasks, f"{name} {there}")
            local += [f"### {escaped(book[there].name)}", *found] if found else []
        parts += [f"## {escaped(territory.name)}", *local] if local else []
    whole = _sheets(tasks, "")
    if whole:
        parts += [f"## {say('publish.whole')}", *whole]
    return "\n\n".join(parts) + "\n"


def _meta(route: Route) -> str:
    status = choice_word("status", route.status).capitalize()
    return f"{status} · {day(route.revised, language())}" if route.revised else status


def _sheets(tasks: Mapping[str, Made], route: str) -> list[str]:
    """Return a line a kind in the order of the kinds, with links to its files; and the flow as a picture."""
    lines = []
    picture = []
    for kind in (*KINDS, REPORT):
        made = tasks.get(f"{route} {kind}".lstrip())
        if made is None:
            continue
        title = say(f"publish.kind-{kind}")
        lines.append(f"- **{title}**{_paper(list(made.files))}: {_links(list(made.files))}")
        svgs = [file for file in made.files if file.endswith(".svg")]
        if kind == "flow" and svgs:
            picture = [f"![{title}]({svgs[0]})"]
    return [*(["\n".join(lines)] if lines else []), *picture]


def _paper(files: Sequence[str]) -> str:
    """Say what to print on, and how many sheets: files of one drawing are named after its paper.

    >>> _paper(["0-4-lanes-a3-landscape.svg", "0-4-lanes-a3-landscape-2.svg", "0-4-lanes.pdf"])
    ' (A3 horizontal, 2 hojas)'
    >>> _paper(["0-4-report.md"])
    ''
    """
    named = [match for file in files if (match := _PAPER.search(file))]
    if not named:
        return ""
    across = f" {say('publish.landscape')}" if named[0]["across"] else ""
    count = sum(match["form"] == named[0]["form"] for match in named)
    sheets = say("publish.sheets", count=count)
    return f" ({named[0]['size'].upper()}{across}, {sheets})"


def _links(files: Sequence[str]) -> str:
    """Link every file by its format; further sheets of a format by their number.

    >>> _links(["a.svg", "a-2.svg", "a.pdf"])
    '[PDF](a.pdf), SVG [1](a.svg) [2](a-2.svg)'
    """
    forms: dict[str, list[str]] = {}
    for file in files:
        forms.setdefault(PurePath(file).suffix[1:].upper(), []).append(file)
    return ", ".join(
        f"[{form}]({named[0]})"
        if len(named) == 1
        else f"{form} {' '.join(f'[{n}]({file})' for n, file in enumerate(named, 1))}"
        for form, named in sorted(forms.items(), key=lambda one: one[0] != "PDF")
    )
