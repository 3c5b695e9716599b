"""Explain the signs of which only the finished sheet tells whether they are on it.

How much a card says depends on its room: so room is kept for these signs in the legend, and those that
are then not on the sheet are left out.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from rutas.diagram.parts.card_texts import CardTexts, listed
from rutas.diagram.parts.sheet_frame import Sign
from rutas.locale import say
from rutas.model.choice import choice_word
from rutas.paper.canvas import Pen, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

    from rutas.diagram.request import Request
    from rutas.layout.geometry import Rect
    from rutas.model import Actor, Route, Step
    from rutas.paper.canvas import Canvas
    from rutas.paper.palette import Theme

__all__ = ["sector_signs", "seen_signs"]

_MORE_CHANNELS = re.compile(r" \+\d+$")
_MORE_ACTORS = re.compile(r"(^|\u00a0)\+\d+$")


def seen_signs(
    route: Route, steps: Iterable[Step], request: Request, *, in_lanes: bool = False
) -> list[Sign]:
    """Return the legend's entries of what cards may say in short, and of the colours of sectors.

    Who else attends a step, which its card counts but for those `in_lanes`, is named.
    """
    shown = list(steps)
    signs = [("produces", 5, _written("»"), _starts)] if any(s.produces for s in shown) else []
    if any(len(step.channel) > 1 for step in shown):
        signs.append(("more", 9, _written("+1"), _more_channels))
    if any(step.decision for step in shown):
        signs.append(("answer", 5, _dot, _dots))
    found = [
        Sign(key, say(f"diagram.sign-{key}", request.lang), width, draw, seen)
        for key, width, draw, seen in signs
    ]
    found += [] if in_lanes else _more_actors(route, shown, request.lang)
    actors = [route.catalogue.actors.get(key) for step in shown for key in step.actor[:1]]
    return [*found, *sector_signs(actors, request)]


def sector_signs(actors: Iterable[Actor | None], request: Request) -> list[Sign]:
    """Return the legend's entries of the colours of sectors.

    Colours are explained where there are several: greys tell no sector from another, nor does one ink.
    """
    sectors = dict.fromkeys(filter(None, map(request.sector, actors)))
    inks = {sector: request.theme.ink(sector) for sector in sectors}
    order = [sector for sector in request.theme.inks if sector in inks]
    if len(set(inks.values())) == 1 or request.theme.name == "grey":
        return []
    return [_sector(sector, inks[sector], request.lang) for sector in order]


def _more_actors(route: Route, steps: Iterable[Step], lang: str) -> list[Sign]:
    """Return an entry for each actor that attends steps beside the one whom their cards name."""
    texts, beside = CardTexts(route, lang), dict[str, list[str]]()
    for step in steps:
        for actor in step.actor[1:]:
            beside.setdefault(actor, []).append(step.id)
    found = []
    for actor, at in beside.items():
        known = route.catalogue.actors.get(actor)
        name = known.name.to(lang) if known else actor
        numbers = listed([str(texts.number[step]) for step in at])
        words = say("diagram.sign-more-actor", lang, name=name, steps=numbers)
        lead = say("diagram.sign-more-actors", lang)
        seen = partial(_more_on, steps=frozenset(f"step-{step}" for step in at))
        found.append(Sign(f"actor-{actor}", words, 9, _written("+1"), seen, lead))
    return found


def _sector(sector: str, ink: str, lang: str) -> Sign:
    hospital = sector == "hospital"
    word = say("diagram.sector-hospital", lang) if hospital else choice_word("sector", sector, lang)
    return Sign(f"sector-{sector}", word, 8, partial(_square, ink=ink), partial(_inked, ink=ink))


def _written(text: str) -> Callable[[Canvas, Rect, Theme], None]:
    def draw(canvas: Canvas, place: Rect, theme: Theme) -> None:
        canvas.text(place.left, place.top + 8.7, text, 8, theme.text, "semibold")

    return draw


def _dot(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.ellipse(place.centre, (2.0, 2.0), Pen(fill=theme.text))


def _square(canvas: Canvas, place: Rect, theme: Theme, *, ink: str) -> None:  # noqa: ARG001  (its ink is known)
    canvas.rect(place._replace(top=place.top + 2, bottom=place.top + 10), Pen(fill=ink))


def _texts(canvas: Canvas) -> Iterable[tuple[str, str]]:
    """Yield what is written on steps, each with the id of the step."""
    for item in canvas.shapes:
        if isinstance(item, Run) and (item.owner or "").startswith("step-"):
            yield item.owner or "", item.text


def _starts(canvas: Canvas) -> bool:
    return any(text.startswith("»") for _, text in _texts(canvas))


def _more_channels(canvas: Canvas) -> bool:
    return any(_MORE_CHANNELS.search(text) for _, text in _texts(canvas))


def _more_on(canvas: Canvas, *, steps: Container[str]) -> bool:
    return any(step in steps and _MORE_ACTORS.search(text) for step, text in _texts(canvas))


def _dots(canvas: Canvas) -> bool:
    diamonds = {node.id for node in canvas.nodes if node.shape == "diamond"}
    shapes = (one for one in canvas.shapes if not isinstance(one, Run) and one.owner in diamonds)
    return any(one.kind == "ellipse" for one in shapes)


def _inked(canvas: Canvas, *, ink: str) -> bool:
    return any(
        ink in ([one.colour] if isinstance(one, Run) else [one.pen.fill, one.pen.stroke])
        for one in canvas.shapes
    )
