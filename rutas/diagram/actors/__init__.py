"""Draw who hands over to whom: a network of few actors, a matrix of many."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rutas.diagram.actors.handovers import handovers, level_of, order
from rutas.diagram.actors.matrix import Matrix, cut
from rutas.diagram.actors.network import DASHES, Network
from rutas.diagram.parts import icons
from rutas.diagram.parts.card_texts import CardTexts
from rutas.diagram.parts.sheet_frame import Frame, Sign, block, feet
from rutas.diagram.request import Request, Sheet
from rutas.locale import say
from rutas.model import HANDOVERS
from rutas.paper import strokes
from rutas.paper.canvas import Canvas, Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.actors.handovers import Handovers
    from rutas.layout.geometry import Rect
    from rutas.model import Route
    from rutas.paper.palette import Theme

__all__ = ["MOST_IN_NETWORK", "draw"]

MOST_IN_NETWORK = 10
"""With more actors than this, a matrix is clearer than a network."""
_MOST_ARROWS = 20


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Draw the handovers between the actors of a route.

    Up to ten actors stand in a network, unless arrows are many; more in a matrix. A matrix
    that does not fit goes on further sheets.
    """
    route = routes[0]
    texts = CardTexts(route, request.lang)
    names, found = order(route), handovers(route, request)
    network = 1 < len(names) <= MOST_IN_NETWORK and len(found) <= _MOST_ARROWS
    frame = _frame(route, request, found, network=network)
    description = _description(route, found, len(names), request.lang)
    if network:
        canvas = Canvas.of(request.paper)
        frame.draw(canvas)
        Network(texts, request, found, names, frame.area).draw(canvas)
        return [Sheet(canvas, frame.title, description)]
    rows, columns = cut(texts, names, frame.area)
    parts = [(some, others) for some in rows for others in columns]
    sheets = []
    for index, (some, others) in enumerate(parts, 1):
        canvas = Canvas.of(request.paper)
        frame.draw(canvas, index, len(parts))
        Matrix(texts, request, found, names, some, others, frame.area).draw(canvas)
        sheets.append(Sheet(canvas, frame.title, description))
    return sheets


def _description(route: Route, found: Sequence[Handovers], actors: int, lang: str) -> str:
    known = route.catalogue.actors
    total = sum(one.count for one in found)
    vertical = sum(
        one.count
        for one in found
        if level_of(known.get(one.source)) != level_of(known.get(one.target))
    )
    return say("actors.description", lang, actors=actors, total=total, vertical=vertical)


def _frame(route: Route, request: Request, found: Sequence[Handovers], *, network: bool) -> Frame:
    lang = request.lang
    used = {kind for one in found for kind in one.kinds}
    signs = [
        Sign(
            kind,
            say(f"actors.sign-{kind}", lang),
            26 if network else 8,
            partial(_kind, letter=say(f"actors.letter-{kind}", lang), kind=kind, line=network),
        )
        for kind in HANDOVERS
        if kind in used
    ]
    if any(one.critical for one in found):
        signs.append(Sign("critical", say("actors.sign-critical", lang), 8, icons.critical))
    if not network:
        signs.append(Sign("level", say("actors.sign-level", lang), 16, _level))
    return Frame(
        request,
        say("actors.title", lang, route=route.name.to(lang)),
        say(f"actors.reading-{'network' if network else 'matrix'}", lang),
        block(route, lang),
        signs,
        *feet(route, lang),
    )


def _kind(canvas: Canvas, place: Rect, theme: Theme, *, letter: str, kind: str, line: bool) -> None:
    canvas.text(place.left, place.top + 8.8, letter, 8, theme.text, "bold")
    if line:
        y = place.centre[1]
        start, end = (place.left + 8, y), (place.right - 5, y)
        canvas.line([start, end], Pen(theme.text, 1.2, None, DASHES[kind]))
        canvas.polygon(strokes.arrow((place.right, y), start, 5, 2), Pen(fill=theme.text))


def _level(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.rect(place.inset(1.5), Pen(theme.text, 1.6))
