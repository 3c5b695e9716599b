"""Choose the furniture of a sheet of steps and links: its legend has exactly the signs in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.page import Frame, block
from rutas.diagram.signs import channel_sign, signs
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.plan import Join, Plan
    from rutas.diagram.tags import Tag

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
    entries += [channel_sign(kind, lang) for kind in plan.channels(items)]
    date = route.revised or "—"
    return Frame(
        plan.request,
        say(f"diagram.{kind}-title", lang, route=route.name.to(lang)),
        say(f"diagram.{kind}-reading", lang),
        block(route, lang),
        entries,
        say("diagram.foot", lang, status=say(f"diagram.status-{route.status}", lang)),
        say("diagram.foot-version", lang, version=route.version or "—", date=date),
    )
