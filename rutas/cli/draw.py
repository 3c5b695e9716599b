"""Draw a route on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rutas.cli.asking import chosen, working
from rutas.cli.command import Command, Option, book_option
from rutas.cli.opening import StepName, open_routes, route_argument
from rutas.cli.output import tell
from rutas.locale import language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.analysis import Analysis

__all__ = ["command", "run"]

_KINDS = ("flow", "lanes", "sheet", "actors", "calendar", "lifecycle")
_FORMATS = ("pdf", "svg", "png", "dot")
_THEMES = ("colour", "grey", "high-contrast")


def run(
    routes: Sequence[str] = (), kind: str = "flow", paper: str | None = None, theme: str = "colour",
    highlight: str = "", story: Sequence[str] = (), critical: bool = True,
    format: str | None = None, out: str = ".", book: str = "routes",
) -> int:  # fmt: skip
    """Draw routes, each for itself, or all as one life, and write the files."""
    from rutas.analysis import analyse
    from rutas.build.marks import marks
    from rutas.diagram import draw
    from rutas.diagram.kinds import KINDS
    from rutas.diagram.paper import paper as find_paper
    from rutas.diagram.poster import POSTERS

    if paper is not None and paper not in POSTERS:
        find_paper(paper)  # a wrong word is told before anything is worked out
    opened = open_routes(routes, book)
    together = kind in KINDS and KINDS[kind].many
    groups = [opened] if together else [[route] for route in opened]
    for group in groups:
        with working("cli.drawing"):
            found = [analyse(route) for route in group]
            marked = [point for one in found for point in one.points] if critical else []
            drawing = draw(
                group if together else group[0], kind=kind, paper=paper, theme=theme,
                critical=marks(marked), highlight=_chosen(found, highlight), story=tuple(story),
                lang=language(),
            )  # fmt: skip
            written = drawing.save(out, format)
        for path in written:
            tell(say("cli.wrote", path=path))
    return 0


def _chosen(found: Sequence[Analysis], expression: str) -> list[str]:
    """Return the steps to be marked, of all the routes that are drawn."""
    return (
        [step for one in found for step in chosen(one, (expression,)) or ()] if expression else []
    )


command = Command(
    "draw",
    run,
    [
        route_argument(several=True),
        Option("--kind", type=click.Choice(_KINDS), default="flow"),
        Option("--paper", metavar="PAPER"),
        Option("--theme", type=click.Choice(_THEMES), default="colour"),
        Option("--highlight", metavar="SELECT", default="", type=StepName(selects=True)),
        Option("--story", metavar="STEP", multiple=True, type=StepName()),
        Option("--critical/--no-critical", default=True),
        Option("--format", type=click.Choice(_FORMATS)),
        Option("--out", default=".", metavar="PATH", type=click.Path()),
        book_option(),
    ],
)
