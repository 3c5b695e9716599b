"""List the kinds of diagram: a new kind is a room beside the others, and a row here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from rutas.errors import UsageError
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from rutas.diagram.request import Request, Sheet
    from rutas.model import Route

__all__ = ["KINDS", "Kind", "Subject", "kind"]

Subject = Literal[
    "route", "routes", "territory", "local-route", "board", "instruments", "family", "improvement",
    "districts", "play",
]  # fmt: skip
"""What a drawing is of: a route, all routes as one life, a territory, a route in it, its board, the
instruments of the system in all of them, a family's way through a route in one, an improvement, many
districts at once, or the play of one, day by day."""


@dataclass(frozen=True)
class Kind:
    """A kind of diagram.

    Attributes
    ----------
    name, paper
        Its room in this folder, and its usual paper.
    of
        What it is a drawing of.
    parts
        Whether a part of a route can be drawn by itself.
    built
        Whether it is among what is made of a whole book, or drawn when a meeting asks for it.
    sized
        Whether the size of its type can be asked for.
    exercise
        Whether it can be drawn blank, to be filled in.
    beside
        The kind whose sheets it points to, by the number of the sheet on which a step is.
    """

    name: str
    paper: str
    of: Subject = "route"
    parts: bool = False
    built: bool = True
    sized: bool = False
    exercise: bool = False
    beside: str = ""

    @property
    def local(self) -> bool:
        """Whether it draws a territory, a route in it, its board, or what else is no route."""
        return self.of not in {"route", "routes"}

    @property
    def draw(self) -> Callable[[Any, Request], list[Sheet]]:
        """The function that turns what is drawn and a request into sheets.

        What is drawn is a list of routes (of one, unless the kind is `of` several), a `Local`, a `Board`,
        a `Schedule`, a `Centre`, `Districts` or `Queues`.
        """
        draw: Callable[[Any, Request], list[Sheet]]
        draw = import_module(f"rutas.diagram.{self.name}").draw
        return draw

    @property
    def sheet_numbers(self) -> Callable[[Route, Request], dict[str, int]]:
        """The function that says on which sheet each step is, of a kind that others stand beside."""
        numbers: Callable[[Route, Request], dict[str, int]]
        numbers = import_module(f"rutas.diagram.{self.name}").sheet_numbers
        return numbers


_ROWS = (
    Kind("overview", "a4", beside="flow"),
    Kind("flow", "a4", parts=True, sized=True),
    Kind("lanes", "a3-landscape", parts=True, sized=True),
    Kind("sheet", "a3-landscape", parts=True),
    Kind("losses", "a3"),
    Kind("actors", "a4-landscape"),
    Kind("calendar", "a3-landscape", parts=True),
    Kind("handout", "a4", parts=True, exercise=True),
    Kind("point", "a4", parts=True, built=False),
    Kind("versions", "a4", built=False),
    Kind("lifecycle", "a3-landscape", of="routes"),
    Kind("center", "a3-landscape", of="improvement", built=False),
    Kind("queues", "a3-landscape", of="play", built=False),
    Kind("guide", "a4", of="territory"),
    Kind("week", "a4-landscape", of="territory"),
    Kind("readiness", "a3-landscape", of="territory"),
    Kind("map", "a4", of="territory"),
    Kind("plan", "a4", of="local-route"),
    Kind("articulation", "a4", of="local-route"),
    Kind("itinerary", "a4", of="family", built=False),
    Kind("assessment", "a4", of="board", built=False),
    Kind("actions", "a4", of="board", built=False),
    Kind("form", "a4", of="board", built=False),
    Kind("schedule", "a4-landscape", of="instruments", built=False),
    Kind("atlas", "a3-landscape", of="districts", built=False),
)

KINDS = {row.name: row for row in _ROWS}
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
