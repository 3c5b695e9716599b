"""Draw the map itself: dots for places with their points beside them, ways between them, and a scale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.map.marks import HIGH, WIDE
from rutas.diagram.map.placing import DOT, beside, on_line, scaled
from rutas.diagram.parts.stack import Piece
from rutas.layout.geometry import Rect
from rutas.locale import number, say
from rutas.paper import measure
from rutas.paper.canvas import Node, Pen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from functools import partial

    from rutas.diagram.local import Local
    from rutas.diagram.map.positions import Positions
    from rutas.diagram.request import Request
    from rutas.layout.geometry import Point
    from rutas.model.territory import Point as Door
    from rutas.paper.canvas import Canvas

__all__ = ["Panel"]

_NAME, _SMALL = 9.0, 8.0
_WIDEST, _PAD, _GAP = 112.0, 3.0, 3.0  # of a name; inside a box; between marks
_MARKS = 4  # in a row
_RULE = 90.0  # of a scale, at most
_ROUND = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480)


@dataclass(frozen=True)
class _Box:
    """What stands beside a place."""

    name: list[str]
    people: str
    doors: list[Door]
    told: str
    size: Point


class Panel:
    """The map of a territory.

    Parameters
    ----------
    local, request
        The territory, and what is asked.
    positions
        Where its places lie.
    looks
        How the mark of each point is drawn.
    area
        The room of a sheet.
    share
        How much of its height the map takes.
    """

    def __init__(
        self, local: Local, request: Request, positions: Positions, looks: Mapping[str, partial[None]],
        area: Rect, share: float,
    ) -> None:  # fmt: skip
        self.local, self.request, self.theme, self.lang = (
            local,
            request,
            request.theme,
            request.lang,
        )
        self.positions, self.looks = positions, looks
        self.place = Rect.sized(area.left, 0, area.width, area.height * share - 4)
        self.room = self.place.inset(6)

    @property
    def piece(self) -> Piece:
        """The map, as it stands above the lists."""
        return Piece(self.place.height + 4, self._draw)

    @property
    def crowded(self) -> bool:
        """Whether some place has no room beside it for its points."""
        return len(self._whole) < len(self._boxes)

    # --- where things stand -----------------------------------------------------------------------

    @cached_property
    def _boxes(self) -> dict[str, _Box]:
        return {name: self._box(name, brief=False) for name in self.local.territory.places}

    def _box(self, name: str, *, brief: bool) -> _Box:
        territory = self.local.territory
        place = territory.places[name]
        doors = [one for one in territory.points if one.place == name]
        names = measure.fit(place.name.to(self.lang), _NAME, _WIDEST, "bold", lines=2)
        people = "" if place.people is None else self._people(place.people)
        told = say("map.doors", self.lang, points=len(doors)) if brief and doors else ""
        shown = [] if brief else doors
        rows, across = -(-len(shown) // _MARKS), min(len(shown), _MARKS)
        wide = max(
            *(measure.width(line, _NAME, "bold") for line in names),
            *(measure.width(line, _SMALL) for line in (people, told)),
            across * (WIDE + _GAP) - _GAP,
        )
        lines = len(names) * _NAME + (bool(people) + bool(told)) * _SMALL
        high = lines * measure.LEADING + rows * (HIGH + _GAP) + (1 if rows else 0)
        return _Box(names, people, shown, told, (wide + 2 * _PAD, high + 2 * _PAD))

    def _people(self, people: int) -> str:
        return say("map.people", self.lang, people=number(people, 0, self.lang))

    @cached_property
    def _dots(self) -> tuple[dict[str, Point], float]:
        """Where the dots are: so far from the edges that most boxes have room, if they can."""
        sizes = [box.size for box in self._boxes.values()]
        across = min(max(wide for wide, _ in sizes) / 2, self.room.width * 0.3)
        down = min(max(high for _, high in sizes) * 0.6, self.room.height * 0.3)
        room = self.room
        inner = Rect(room.left + across, room.top + down, room.right - across, room.bottom - down)
        return scaled(self.positions.at, inner)

    @property
    def unit(self) -> float:
        """How many points a kilometre or a minute takes."""
        return self._dots[1]

    @cached_property
    def _rule(self) -> tuple[int, Rect] | None:
        """How long the scale is, in units, and where it stands."""
        fitting = [length for length in _ROUND if length * self.unit <= _RULE]
        if not self.positions.unit or not self.unit or not fitting:
            return None
        length = fitting[-1]
        words = self._rule_words(length)
        wide = max(length * self.unit, measure.width(words, _SMALL)) + 4
        return length, Rect.sized(self.room.left, self.room.bottom - 18, wide, 18)

    def _rule_words(self, length: int) -> str:
        return say(f"map.scale-{self.positions.unit}", self.lang, length=length)

    @cached_property
    def _whole(self) -> dict[str, Rect]:
        """Where boxes with all their points have room."""
        sizes = {name: box.size for name, box in self._boxes.items()}
        return beside(self._dots[0], sizes, self.room, self._taken, self._lines)

    @property
    def _lines(self) -> list[tuple[Point, Point]]:
        dots = self._dots[0]
        return [(dots[one], dots[other]) for one, other, _ in self._ways()]

    @property
    def _taken(self) -> list[Rect]:
        return [self._rule[1]] if self._rule else []

    @cached_property
    def _told(self) -> dict[str, tuple[_Box, Rect]]:
        """What stands beside each place, and where: the number of points alone where room is scarce."""
        if not self.crowded:
            return {name: (self._boxes[name], place) for name, place in self._whole.items()}
        brief = {name: self._box(name, brief=True) for name in self._boxes}
        sizes = {name: box.size for name, box in brief.items()}
        places = beside(self._dots[0], sizes, self.room, self._taken, self._lines)
        return {name: (brief[name], place) for name, place in places.items()}

    # --- drawing ----------------------------------------------------------------------------------

    def _draw(self, canvas: Canvas, top: float) -> None:
        theme, dots = self.theme, self._dots[0]
        down = top - self.place.top

        def at(name: str) -> Point:
            return dots[name][0], dots[name][1] + down

        with canvas.owned("map"):
            canvas.rect(self.place.moved(0, down), Pen(theme.rule, 0.75, "#ffffff"))
            ways = list(self._ways())
            for one, other, _ in ways:
                canvas.line([at(one), at(other)], Pen(theme.rule, 1.2 * theme.pen))
            for name, (_, place) in self._told.items():
                room = place.moved(0, down)
                x, y = at(name)
                near = min(max(x, room.left), room.right), min(max(y, room.top), room.bottom)
                canvas.line([(x, y), near], Pen(theme.text, 0.6))
            for name in dots:
                canvas.ellipse(at(name), (DOT, DOT), Pen(theme.text, 0.8, theme.text))
            self._labels(canvas, ways, down)
            self._scale(canvas, down)
        for name, (box, place) in self._told.items():
            self._beside(canvas, name, box, place.moved(0, down))

    def _ways(self) -> Iterator[tuple[str, str, str]]:
        """Yield the ways of the file, each once, with how long they take."""
        seen = set()
        for one in self.local.territory.travel:
            ends = frozenset((one.from_, one.to))
            if ends not in seen and len(ends) > 1:
                seen.add(ends)
                yield one.from_, one.to, one.takes.wording(self.lang)

    def _labels(self, canvas: Canvas, ways: list[tuple[str, str, str]], down: float) -> None:
        """Write on each way how long it takes, where there is room: the list below has them all."""
        dots = self._dots[0]
        taken = [*self._taken, *(place for _, place in self._told.values())]
        taken += [Rect.sized(x - DOT, y - DOT, 2 * DOT, 2 * DOT) for x, y in dots.values()]
        for one, other, text in ways:
            size = measure.width(text, _SMALL) + 3, _SMALL * measure.LEADING
            place = on_line((dots[one], dots[other]), size, taken)
            if place is not None:
                taken.append(place)
                box = place.moved(0, down)
                canvas.rect(box, Pen(fill="#ffffff"))
                base = box.top + measure.ASCENT * _SMALL + 0.5
                canvas.text(box.centre[0], base, text, _SMALL, self.theme.text, anchor="middle")

    def _scale(self, canvas: Canvas, down: float) -> None:
        if self._rule is None:
            return
        length, place = self._rule
        box, pen = place.moved(0, down), Pen(self.theme.text, 1.0)
        y, end = box.bottom - 4, box.left + length * self.unit
        canvas.line([(box.left, y - 3), (box.left, y), (end, y), (end, y - 3)], pen)
        canvas.rect(Rect(box.left, box.top, box.right, y - 3.5), Pen(fill="#ffffff"))
        canvas.text(box.left, y - 6, self._rule_words(length), _SMALL, self.theme.text)

    def _beside(self, canvas: Canvas, name: str, box: _Box, place: Rect) -> None:
        theme, owner = self.theme, f"place-{name}"
        with canvas.owned(owner):
            canvas.rect(place, Pen(theme.rule, 0.6, "#ffffff"), 2)
            x, y = place.left + _PAD, place.top + _PAD - 0.5
            y = canvas.texts(x, y, box.name, _NAME, theme.text, "bold")
            y = canvas.texts(
                x, y, [one for one in (box.people, box.told) if one], _SMALL, theme.text
            )
            for index, door in enumerate(box.doors):
                row, column = divmod(index, _MARKS)
                left, high = x + column * (WIDE + _GAP), y + 1.5 + row * (HIGH + _GAP)
                self.looks[door.id](canvas, left, high)
        doors = ", ".join(door.name.to(self.lang) for door in box.doors)
        said = ". ".join(filter(None, [" ".join(box.name), box.people, box.told, doors]))
        canvas.node(Node(owner, place, "box", ("node", "place"), said))
