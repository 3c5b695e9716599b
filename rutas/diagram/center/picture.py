"""Draw a centre and the institutions round it: today's handovers go past it, tomorrow's lead to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import permutations, product
from typing import TYPE_CHECKING

import numpy as np

from rutas.diagram.center.lines import Lines, joined
from rutas.diagram.parts.curves import beside, pieces
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.model.choice import choice_word
from rutas.paper import measure, strokes
from rutas.paper.canvas import Edge, Node, Pen
from rutas.quantity import figure as number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.diagram.request import Request
    from rutas.improve.centre import Centre, Passing
    from rutas.layout.geometry import Point
    from rutas.model.catalogue import Actor
    from rutas.paper.canvas import Canvas
    from rutas.paper.fonts import Weight
    from rutas.paper.palette import Theme

    Floats = NDArray[np.float64]

__all__ = ["Picture", "guest_sign", "line_sign"]

_WIDE, _HIGH, _GAP = 132.0, 40.0, 9.0  # of an institution, at most; above one
_SECTOR = 13.0  # the room above those of a sector
_CENTRE = 168.0  # how wide the centre is, at most
_NAME, _OFFER = 14.0, 9.5  # the type of its name, and of what it offers
_ROUND = 46.0  # above and below the centre, where handovers of today go across
_DASH = (4.0, 2.6)
_GAPS = (2.5, 9.0, 16.0)  # and how far from its line
_ALONG = tuple(
    0.5 + side * n / 50 for n in range(22) for side in (1, -1)
)  # where a label may stand
_MOST_TRIED = 8  # sectors of which every division into two sides is tried
_SIDES = ("left", "right")
_TYPE: Mapping[str, tuple[float, Weight]] = {"today": (7.5, "regular"), "tomorrow": (8.5, "bold")}


@dataclass(frozen=True)
class Picture:
    """The picture in its room."""

    centre: Centre
    request: Request
    area: Rect

    @property
    def _wide(self) -> float:
        return min(_WIDE, self.area.width * 0.2)

    @property
    def _room(self) -> float:
        return min(_CENTRE, self.area.width * 0.26)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """The institutions: all who hand over or are handed over to, and who attend in the centre."""
        pairs = (*self.centre.today, *self.centre.tomorrow)
        ends = (name for one in pairs for name in (one.source, one.target))
        found = dict.fromkeys([*ends, *self.centre.guests])
        return tuple(name for name in found if name != self.centre.actor)

    def _sector(self, name: str) -> str:
        actor: Actor | None = self.centre.actors.get(name)
        return (actor.sector if actor else None) or ""

    @cached_property
    def _sides(self) -> dict[str, list[list[str]]]:
        """The institutions by side, those of a sector together: few of today's lines go across."""
        order = [*dict.fromkeys(self._sector(name) for name in self._names)]
        groups = [[name for name in self._names if self._sector(name) == one] for one in order]
        pairs = [(one.source, one.target) for one in self.centre.today]

        def cost(division: Sequence[int]) -> tuple[int, int]:
            side = {name: division[k] for k, group in enumerate(groups) for name in group}
            apart = abs(sum(1 if one else -1 for one in side.values()))
            across = sum(side.get(a) != side.get(b) for a, b in pairs)
            return max(apart - 1, 0) * 3 + across, apart

        tried = product((0, 1), repeat=min(len(groups), _MOST_TRIED))
        rest = [k % 2 for k in range(max(len(groups) - _MOST_TRIED, 0))]
        best = min(([*one, *rest] for one in tried), key=cost)
        return {
            name: self._ordered([group for k, group in enumerate(groups) if best[k] == side])
            for side, name in enumerate(_SIDES)
        }

    def _ordered(self, groups: list[list[str]]) -> list[list[str]]:
        """Order the sectors of a side so that its own lines of today are short."""
        pairs = [(one.source, one.target) for one in self.centre.today]

        def length(several: Iterable[list[str]]) -> int:
            place = {name: k for k, name in enumerate(name for group in several for name in group)}
            return sum(abs(place[a] - place[b]) for a, b in pairs if a in place and b in place)

        return list(min(permutations(groups), key=length)) if len(groups) <= _MOST_TRIED else groups

    @cached_property
    def _places(self) -> dict[str, Rect]:
        """Where the institutions stand: in two columns, each as high as the picture."""
        found = {}
        for side, groups in self._sides.items():
            count = sum(map(len, groups))
            if not count:
                continue
            room = self.area.height - len(groups) * _SECTOR
            each = min(_HIGH + _GAP * 3, room / count)
            high = min(_HIGH, each - 3)
            top = self.area.top + (room - each * count) / 2
            left = self.area.left if side == "left" else self.area.right - self._wide
            for group in groups:
                top += _SECTOR
                for name in group:
                    found[name] = Rect.sized(left, top, self._wide, high)
                    top += each
        return found

    @cached_property
    def _middle(self) -> Rect:
        x, y = self.area.centre
        most = self.area.height - 2 * _ROUND
        high = min(max(self._needed, 0.45 * most), most)
        return Rect.sized(x - self._room / 2, y - high / 2, self._room, high)

    @cached_property
    def _heading(self) -> list[str]:
        lang = self.request.lang
        actor = self.centre.actors.get(self.centre.actor)
        name = actor.name.to(lang) if actor else self.centre.actor
        return measure.fit(name, _NAME, self._room - 16, "bold", lines=4)

    @cached_property
    def _services(self) -> list[list[str]]:
        known, lang = self.centre.routes[0].catalogue.services, self.request.lang
        names = (known[one].name.to(lang) if one in known else one for one in self.centre.services)
        return [measure.fit(f"• {name}", _OFFER, self._room - 16, lines=3) for name in names]

    @property
    def _needed(self) -> float:
        """How high the centre has to be for all that it offers."""
        lines = sum(map(len, self._services)) * _OFFER * measure.LEADING + 3 * len(self._services)
        return len(self._heading) * _NAME * measure.LEADING + lines + 44

    def draw(self, canvas: Canvas) -> None:
        """Draw the institutions and the centre, then the lines of today, then those of tomorrow."""
        theme = self.request.theme
        taken = self._head(canvas)
        for name, place in self._places.items():
            self._institution(canvas, name, place)
        self._offer(canvas)
        lines = Lines(self.area, self._middle, self._places, self.centre.actor)
        today = [(one, lines.past(one, k)) for k, one in enumerate(joined(self.centre.today))]
        tomorrow = [(one, lines.straight(one)) for one in self.centre.tomorrow]
        drawn = [curve for _, curve in (*today, *tomorrow)]
        inked = np.array(
            [strokes.at(curve, n / 100) for curve in drawn for n in range(101)]
        ).reshape(-1, 2)
        taken += [*(place.inset(-2) for place in self._places.values()), self._middle]
        for one, curve in tomorrow:
            self._label(canvas, one, curve, taken, inked, ink=theme.text, when="tomorrow")
        for one, curve in today:
            self._label(canvas, one, curve, taken, inked, ink=theme.muted, when="today")
        grey = Pen(theme.rule, 0.8 * theme.pen, None, _DASH)
        for one, curve in today:
            self._edge(canvas, one, curve, grey, "today")
        black = Pen(theme.text, 1.5 * theme.pen)
        for one, curve in tomorrow:
            self._edge(canvas, one, curve, black, "tomorrow")

    # --- boxes ------------------------------------------------------------------------------------

    def _head(self, canvas: Canvas) -> list[Rect]:
        """Write the sectors above their institutions; return where."""
        written = []
        for group in (group for groups in self._sides.values() for group in groups):
            sector, place = self._sector(group[0]), self._places[group[0]]
            said = choice_word("sector", sector, self.request.lang) if sector else ""
            with canvas.owned(f"sector-{sector}"):
                ink, base = self.request.theme.ink(sector or None), place.top - 3.5
                words = said.capitalize()
                written.append(canvas.text(place.left, base, words, 8, ink, "semibold"))
        return written

    def _institution(self, canvas: Canvas, name: str, place: Rect) -> None:
        theme, actor = self.request.theme, self.centre.actors.get(name)
        ink = self.request.ink(actor)
        guest = name in self.centre.guests
        owner, whole = f"actor-{name}", actor.name.to(self.request.lang) if actor else name
        with canvas.owned(owner):
            canvas.rect(place, Pen(ink, (2.6 if guest else 1.0) * theme.pen, theme.ground(ink)))
            lines = measure.fit(whole, 8.5, place.width - 8, "bold", lines=2 if guest else 3)
            top = place.centre[1] - (len(lines) + guest) * 8.5 * measure.LEADING / 2
            top = canvas.texts(place.centre[0], top, lines, 8.5, ink, "bold", "middle")
            if guest:
                said = say("center.guest", self.request.lang)
                canvas.texts(place.centre[0], top, [said], 7.5, theme.text, anchor="middle")
        canvas.node(Node(owner, place, "box", ("node", "actor"), whole))

    def _offer(self, canvas: Canvas) -> None:
        """Draw the centre, with what it offers."""
        theme, place = self.request.theme, self._middle
        ink = self.request.ink(self.centre.actors.get(self.centre.actor))
        owner, left = f"actor-{self.centre.actor}", place.left + 8
        with canvas.owned(owner):
            canvas.rect(place, Pen(ink, 2.4 * theme.pen, theme.ground(ink)))
            top = place.top + 10
            top = (
                canvas.texts(place.centre[0], top, self._heading, _NAME, ink, "bold", "middle") + 8
            )
            said = say("center.offers", self.request.lang)
            top = canvas.texts(left, top, [said], 9, theme.text, "semibold") + 3
            for told in self._services:
                if top + len(told) * _OFFER * measure.LEADING > place.bottom - 4:
                    break
                top = canvas.texts(left, top, told, _OFFER, theme.text) + 3
        said = "; ".join(" ".join(told) for told in self._services)
        node = Node(
            owner, place, "box", ("node", "actor", "centre"), f"{' '.join(self._heading)}: {said}"
        )
        canvas.node(node)

    # --- lines ------------------------------------------------------------------------------------

    def _edge(self, canvas: Canvas, one: Passing, curve: list[Point], pen: Pen, when: str) -> None:
        edge = f"{when}-{one.source}--{one.target}"
        ends = f"actor-{one.source}", f"actor-{one.target}"
        said = say(f"center.line-{when}", self.request.lang, kinds=self._kinds(one))
        canvas.edge(Edge(edge, *ends, pieces(curve), pen, ("edge", when), said))
        if when == "tomorrow":
            with canvas.owned(edge):
                tip = strokes.arrow(curve[-1], strokes.at(curve, 0.9), 7, 2.8)
                canvas.polygon(tip, Pen(fill=pen.stroke))

    def _kinds(self, one: Passing) -> str:
        lang = self.request.lang
        return ", ".join(
            f"{say(f'actors.sign-{kind}', lang)}: {_people(people)}"
            for kind, people in one.kinds.items()
        )

    def _label(
        self, canvas: Canvas, one: Passing, curve: Sequence[Point], taken: list[Rect],
        inked: Floats, *, ink: str, when: str,
    ) -> None:  # fmt: skip
        """Write kinds and people beside a line, where it touches no line and nothing else written."""
        size, weight = _TYPE[when]
        lang = self.request.lang
        text = " · ".join(
            f"{say(f'actors.letter-{kind}', lang)} {_people(people)}"
            for kind, people in one.kinds.items()
        )
        wide = measure.width(text, size, weight) + 3

        def trouble(place: Rect) -> int:
            outside = not (self.area.left <= place.left and place.right <= self.area.right)
            written = sum(place.touches(other, 1) for other in taken)
            left, top, right, bottom = place.inset(-1)
            x, y = inked[:, 0], inked[:, 1]
            crossed = (left <= x) & (x <= right) & (top <= y) & (y <= bottom)
            return 1000 * (written + outside) + int(crossed.sum())

        place = min(beside(curve, wide, size * 1.25, _ALONG, _GAPS), key=trouble)
        taken.append(place)
        with canvas.owned(f"{when}-{one.source}--{one.target}"):
            canvas.text(place.left + 1.5, place.centre[1] + size * 0.33, text, size, ink, weight)


def _people(value: float) -> str:
    """Write people: whole, where they are not few.

    >>> _people(462.3), _people(4.26)
    ('462', '4,3')
    """
    return number(round(value, 0 if value >= 10 else 1))  # noqa: PLR2004  (two digits do)


def line_sign(canvas: Canvas, place: Rect, theme: Theme, *, when: str) -> None:
    """Draw the sign of a line in the legend."""
    y = place.centre[1]
    if when == "today":
        canvas.line(
            [(place.left, y), (place.right, y)], Pen(theme.rule, 0.8 * theme.pen, None, _DASH)
        )
        return
    canvas.line([(place.left, y), (place.right - 5, y)], Pen(theme.text, 1.5 * theme.pen))
    canvas.polygon(strokes.arrow((place.right, y), (place.left, y), 7, 2.8), Pen(fill=theme.text))


def guest_sign(canvas: Canvas, place: Rect, theme: Theme) -> None:
    """Draw the sign of who attends in the centre."""
    canvas.rect(place.inset(2), Pen(theme.text, 2.6 * theme.pen))
