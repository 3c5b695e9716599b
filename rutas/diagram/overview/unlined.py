"""Tell at both ends of a link that no line shows where it leads, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.parts.off_page import Connector, connector_width
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.parts.drawn_route import DrawnLink, DrawnRoute

__all__ = ["APART", "CHIP", "TELLING", "rows_of", "told"]

CHIP = 12.0
"""The height of a connector, with air."""
TELLING = 6.0
"""From a name to the connectors beside it."""
APART = 3.0
"""From one connector to the next."""


def told(link: DrawnLink, drawn: DrawnRoute, *, incoming: bool) -> Connector:
    """Return what is said at a station of a link that no line shows: where it leads, or comes from."""
    other = drawn.items[link.source if incoming else link.target]
    side = "in" if incoming else "out"
    is_step = other.kind == "step" or other.id == f"step-{other.step.id}"
    text = (
        str(drawn.texts.number[other.step.id])
        if is_step
        else say(f"diagram.connector-{other.kind}", drawn.request.lang)
    )
    key = f"connector-{link.id.removeprefix('link-')}-{side}"
    return Connector(key, text, incoming=incoming, back=link.back)


def rows_of(links: Sequence[Connector], room: float) -> int:
    """Return how many rows connectors take."""
    rows, left = 0, 0.0
    for link in links:
        wide = connector_width(link) + APART
        if not rows or left + wide > room:
            rows, left = rows + 1, 0.0
        left += wide
    return rows
