"""Choose the frame of a sheet of steps and links: its legend has the signs in use that need words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.parts.legend import channel_sign, goes_by_two_names, sheet_named, signs
from rutas.diagram.parts.seen_signs import seen_signs
from rutas.diagram.parts.sheet_frame import Frame, block, feet
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.parts.drawn_route import DrawnRoute
    from rutas.diagram.parts.off_page import SheetLinks

__all__ = ["frame"]

# cards have names, diamonds ask, series are told beside their sign, the subtitle tells of arrows
_PLAIN = {"step", "decision", "series", "flow"}


def frame(drawn: DrawnRoute, kind: str, *on_sheet: SheetLinks, connectors: bool = False) -> Frame:
    """Return the frame of a sheet.

    Parameters
    ----------
    drawn
        The route.
    kind
        The kind of diagram; its title and how to read it are messages.
    on_sheet
        What is on the sheet.
    connectors
        Whether room is kept for the signs of connectors that may come to be on it.
    """
    items = [key for one in on_sheet for key in one.items]
    links = [link for one in on_sheet for link in one.links]
    incoming = {connector.incoming for one in on_sheet for connector in one.connectors}
    lang, route = drawn.request.lang, drawn.route
    keys = drawn.signs(items, links) - _PLAIN
    if "indirect" in keys:  # its dashes are those of the line
        keys.discard("indirect-flow")
    incoming |= {True, False} if connectors else set()
    keys |= {"connector-in" if into else "connector-out" for into in incoming}
    shown = [drawn.items[key] for key in items]
    in_lanes = kind == "lanes"
    joins = (one.step.id for one in shown if one.gathers)
    if not in_lanes and all(map(drawn.streams.joins, joins)):  # cards tell of what opens and joins
        keys.discard("fork")
    if {"critical", "indirect"} <= keys:
        keys.discard("critical-indirect")
    entries = signs(keys, lang)
    if connectors or any(one.sheet for part in on_sheet for one in part.connectors):
        entries = sheet_named(entries, lang)
    steps = [one.step for one in shown if one.kind == "step"]
    entries += [
        channel_sign(channel, lang, names)
        for channel, names in drawn.channels(items).items()
        if in_lanes or goes_by_two_names(channel, lang, names)  # else its word is on each card
    ]
    entries += seen_signs(route, steps, drawn.request, in_lanes=in_lanes)
    return Frame(
        drawn.request,
        say(f"diagram.{kind}-title", lang, route=route.name.to(lang)),
        say(f"diagram.{kind}-reading", lang),
        block(route, lang),
        entries,
        *feet(route, lang),
        _steps(drawn, items),
    )


def _steps(drawn: DrawnRoute, items: Sequence[str]) -> tuple[str, str]:
    """Return which steps a sheet has, and the same with numbers as wide as the route's can be."""
    numbers = [drawn.texts.number[drawn.items[key].step.id] for key in items]
    widest = "8" * len(str(len(drawn.texts.number)))
    ends = [(str(min(numbers)), str(max(numbers))), (widest, widest)]
    shown, room = (say("diagram.steps", drawn.request.lang, first=a, last=b) for a, b in ends)
    return shown, room
