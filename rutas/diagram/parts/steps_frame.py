"""Choose the furniture of a sheet of steps and links: its legend has exactly the signs in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.parts.legend import channel_sign, signs
from rutas.diagram.parts.sheet_frame import Frame, block, feet
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.parts.drawn_route import Join, Plan
    from rutas.diagram.parts.off_page import Tag

__all__ = ["frame"]


def frame(
    plan: Plan, kind: str, items: Sequence[str], joins: Sequence[Join], tags: Sequence[Tag]
) -> Frame:
    """Return the frame of a sheet.

    Parameters
    ----------
    plan
        The route.
    kind
        The kind of diagram; its title and how to read it are messages.
    items, joins, tags
        What is on the sheet.
    """
    lang, route = plan.request.lang, plan.route
    keys = plan.signs(items, joins)
    keys |= {"connector-in" if tag.incoming else "connector-out" for tag in tags}
    entries = signs(keys, lang)
    entries += [channel_sign(kind, lang, names) for kind, names in plan.channels(items).items()]
    return Frame(
        plan.request,
        say(f"diagram.{kind}-title", lang, route=route.name.to(lang)),
        say(f"diagram.{kind}-reading", lang),
        block(route, lang),
        entries,
        *feet(route, lang),
        _steps(plan, items),
    )


def _steps(plan: Plan, items: Sequence[str]) -> tuple[str, str]:
    """Return which steps a sheet has, and the same with numbers as wide as the route's can be."""
    numbers = [plan.facts.number[plan.items[key].step.id] for key in items]
    widest = "8" * len(str(len(plan.facts.number)))
    ends = [(str(min(numbers)), str(max(numbers))), (widest, widest)]
    shown, room = (say("diagram.steps", plan.request.lang, first=a, last=b) for a, b in ends)
    return shown, room
