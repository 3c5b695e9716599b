"""List the kinds of diagram: a new kind is a room beside the others, and a row here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from rutas.errors import UsageError
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rutas.diagram.request import Request, Sheet
    from rutas.model import Route

__all__ = ["KINDS", "Kind", "kind"]


@dataclass(frozen=True)
class Kind:
    """A kind of diagram.

    Attributes
    ----------
    name, paper
        Its room in this folder, and its usual paper.
    many
        Whether it takes many routes.
    parts
        Whether a part of a route can be drawn by itself.
    built
        Whether it is among what is made of a whole book, or drawn when a meeting asks for it.
    sized
        Whether the size of its type can be asked for.
    beside
        The kind whose sheets it points to, by the number of the sheet on which a step is.
    """

    name: str
    paper: str
    many: bool = False
    parts: bool = False
    built: bool = True
    sized: bool = False
    beside: str = ""

    @property
    def draw(self) -> Callable[[Sequence[Route], Request], list[Sheet]]:
        """The function that turns routes (one, unless `many`) and a request into sheets."""
        draw: Callable[[Sequence[Route], Request], list[Sheet]]
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
    Kind("handout", "a4", parts=True),
    Kind("point", "a4", parts=True, built=False),
    Kind("versions", "a4", built=False),
    Kind("lifecycle", "a3-landscape", many=True),
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
