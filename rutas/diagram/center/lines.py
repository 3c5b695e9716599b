"""Lay the lines of a centre's picture: today's past the centre, tomorrow's to it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from rutas.improve.centre import Passing
from rutas.paper.strokes import at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rutas.layout.geometry import Point, Rect

__all__ = ["Lines", "joined"]

_APART = 5.5  # between there and back
_REACHES = (0.8, 0.5, 0.25)  # how far towards the centre a line that goes past it begins to bend


def joined(passings: Iterable[Passing]) -> list[Passing]:
    """Return handovers, there and back as one."""
    found: dict[tuple[str, str], Passing] = {}
    for one in passings:
        back = found.get((one.target, one.source))
        kinds = {**(back.kinds if back else {})}
        for kind, people in one.kinds.items():
            kinds[kind] = kinds.get(kind, 0.0) + people
        pair = (one.target, one.source) if back else (one.source, one.target)
        found[pair] = Passing(*pair, kinds)
    return list(found.values())


@dataclass(frozen=True)
class Lines:
    """Where lines run.

    Attributes
    ----------
    area, middle
        The room of the picture, and the place of the centre.
    places
        Those of the institutions, at the sides.
    centre
        The id of the centre.
    """

    area: Rect
    middle: Rect
    places: Mapping[str, Rect]
    centre: str

    def _place(self, name: str) -> Rect:
        return self.middle if name == self.centre else self.places[name]

    def _door(self, name: str) -> Point:
        """Return the middle of the side of an institution that looks to the centre."""
        place = self._place(name)
        return (place.right if place.left < self.area.centre[0] else place.left), place.centre[1]

    def past(self, one: Passing, number: int) -> list[Point]:
        """Return a line of today: along a side, or above or below the centre."""
        if self.centre in {one.source, one.target}:
            return self.straight(one, apart=0.0)
        a, b = self._door(one.source), self._door(one.target)
        corridor = self.middle.left - min(place.right for place in self.places.values())
        if a[0] == b[0]:
            inward = 1 if a[0] < self.area.centre[0] else -1
            out = a[0] + inward * min(18 + abs(a[1] - b[1]) * 0.45, corridor * 1.1)
            return [a, (out, a[1]), (out, b[1]), b]
        above = a[1] + b[1] < 2 * self.area.centre[1]
        inward = 1 if a[0] < b[0] else -1
        room = abs((self.middle.top if above else self.middle.bottom) - self._edge_of(above=above))
        first = 8 + 5 * (number % 5)  # not all at one level
        for lift, part in product(range(first, max(int(room), first + 1), 8), _REACHES):
            level = self.middle.top - lift if above else self.middle.bottom + lift
            over = (level - (a[1] + b[1]) / 8) / 0.75  # what brings its middle there
            reach = inward * corridor * part
            curve = [a, (a[0] + reach, over), (b[0] - reach, over), b]
            if not any(self.middle.inset(-5).holds(at(curve, n / 30)) for n in range(31)):
                break
        return curve

    def _edge_of(self, *, above: bool) -> float:
        return self.area.top if above else self.area.bottom

    def straight(self, one: Passing, apart: float = _APART) -> list[Point]:
        """Return a line between an institution and the centre, straight, there beside back."""
        outward = one.source == self.centre
        name = one.target if outward else one.source
        x, y = self._door(name)
        part = (y - self.area.top) / self.area.height
        inner = self.middle.top + 14 + part * (self.middle.height - 28)
        end = self.middle.left if x < self.area.centre[0] else self.middle.right
        shift = apart if outward else -apart
        near, far = (x, y + shift), (end, inner + shift)
        start, stop = (far, near) if outward else (near, far)
        thirds = [
            (start[0] + (stop[0] - start[0]) * t, start[1] + (stop[1] - start[1]) * t)
            for t in (1 / 3, 2 / 3)
        ]
        return [start, *thirds, stop]
