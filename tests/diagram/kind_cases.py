"""Draw a kind for tests: the real routes on every paper and theme, and random ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rutas.diagram.kinds import KINDS
from rutas.diagram.request import Request, Sheet
from rutas.model import Route
from rutas.paper.palette import THEMES
from rutas.paper.sizes import PAPERS
from tests.diagram.canvas_checks import Flaw, flaws
from tests.diagram.worlds import world
from tests.effort import cases

SHEETS = ("a4", "a4-landscape", "a3", "a3-landscape", "a2", "a2-landscape")
NAMES = ("colour", "grey", "high-contrast")
REAL = [(paper, NAMES[n % 3]) for n, paper in enumerate(SHEETS)]
REAL += [("a3-landscape", NAMES[1]), ("a4", NAMES[1]), ("a4", NAMES[2])]
SEEDS = range(cases(25))  # of each kind


def request(paper: str = "a3-landscape", theme: str = "colour", **more: Any) -> Request:
    return Request(PAPERS[paper], THEMES[theme], **more)


def drawn(kind: str, routes: list[Route], asked: Request) -> tuple[list[Sheet], list[Flaw]]:
    sheets = KINDS[kind].draw(routes, asked)
    return sheets, flaws(sheets, asked)


def real(kind: str, book: Mapping[str, Route], paper: str, theme: str) -> list[Flaw]:
    """The flaws of the real routes on one paper in one theme."""
    routes = (
        [list(book.values())]
        if KINDS[kind].of == "routes"
        else [[route] for route in book.values()]
    )
    return [flaw for some in routes for flaw in drawn(kind, some, request(paper, theme))[1]]


def any_route(kind: str, seed: int) -> list[Flaw]:
    """The flaws of a random route, or of some that follow each other."""
    asked = request(SHEETS[seed % 6], NAMES[seed // 6 % 3], lang=("es", "en")[seed % 2])
    start = seed + 1000 * sorted(KINDS).index(kind)
    if KINDS[kind].of == "route":
        return drawn(kind, [world(start)], asked)[1]
    count = 1 + seed % 6
    routes = [world(start + n, name=f"r{n}", follows=f"r{n + 1}") for n in range(count)]
    return drawn(kind, routes, asked)[1]


def bare(steps: int = 1, **fields: Any) -> Route:
    """A route that says nothing but its steps' names."""
    rows = [{"id": f"p{n}", "name": f"Paso {n}", "next": f"p{n + 1}"} for n in range(steps)]
    rows[-1] = {"id": f"p{steps - 1}", "name": "Fin", "outcome": "bien"}
    whole = {
        "id": "ruta",
        "name": "Ruta",
        "outcomes": {"bien": {"name": "Bien", "success": True}},
        "stages": [{"id": "e", "name": "Etapa", "steps": rows}],
    }
    whole |= fields
    if "ways_in" not in fields:
        whole["ways_in"] = {"to": whole["stages"][0]["steps"][0]["id"]}
    return Route.model_validate(whole)
