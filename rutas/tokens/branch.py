"""Say what branches side by side are, and how arrivals at a step go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Branch", "Branches", "Meet"]


class Branch(NamedTuple):
    """A part of the route that is walked beside others.

    Attributes
    ----------
    parent
        The branch around it.
    fork
        The position of the step that opens it; -1 for the whole route.
    links
        Which of the fork's links lead into it: more than one once they have met.
    depth
        How many branches are around it.
    """

    parent: int
    fork: int
    links: frozenset[int]
    depth: int


class Meet(NamedTuple):
    """How the arrivals at a step go together.

    Attributes
    ----------
    each
        Whether all parts arrive (side by side) or one of them does (alternatives).
    parts
        Positions of steps that lead here, -1 for a way in, or further meets.
    left
        For each part that does not always arrive, the steps after which it may be elsewhere for good:
        until then the others wait for it. Nothing for one that always arrives.
    """

    each: bool
    parts: tuple[int | Meet, ...]
    left: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Branches:
    """The branches of a route.

    Attributes
    ----------
    order
        Positions of the steps that can be reached, so that every link but those back leads forward.
    table
        Every branch; the first is the whole route.
    of
        The branch of each step, by position; -1 where it cannot be reached.
    meets
        How the arrivals at each step go together, links back left out.
    end
        How the ends of the route go together.
    back
        Links back, as pairs of positions.
    """

    order: tuple[int, ...]
    table: tuple[Branch, ...]
    of: tuple[int, ...]
    meets: tuple[Meet, ...]
    end: Meet
    back: frozenset[tuple[int, int]]
