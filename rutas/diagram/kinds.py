"""List the kinds of diagram. A new kind is a new file and a row here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.diagram import actors, calendar, flow, lanes, lifecycle, sheet
from rutas.errors import UsageError
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rutas.diagram.request import Request, Sheet
    from rutas.model import Route

__all__ = ["KINDS", "Kind", "kind"]


@dataclass(frozen=True)
class Kind:
    """A kind of diagram: its usual paper, the function that draws it, and of how many routes.

    `draw` turns routes (one, unless `many`) and a request into sheets.
    """

    paper: str
    draw: Callable[[Sequence[Route], Request], list[Sheet]]
    many: bool = False


KINDS: dict[str, Kind] = {
    "flow": Kind("a4", flow.draw),
    "lanes": Kind("a3-landscape", lanes.draw),
    "sheet": Kind("a3-landscape", sheet.draw),
    "actors": Kind("a4-landscape", actors.draw),
    "calendar": Kind("a3-landscape", calendar.draw),
    "lifecycle": Kind("a3-landscape", lifecycle.draw, many=True),
}
"""Every kind by its name."""


def kind(name: str) -> Kind:
    """Return a kind by its name.

    Raises
    ------
    UsageError
        If there is no such kind.
    """
    try:
        return KINDS[name]
    except KeyError:
        raise UsageError(say("diagram.unknown-kind", given=name, known=", ".join(KINDS))) from None
