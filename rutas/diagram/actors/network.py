"""Draw the handovers as a network: actors on an oval, an arrow for each pair."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, permutations
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

from rutas.diagram.parts import icons
from rutas.diagram.parts.curves import beside, cubic, part, pieces
from rutas.layout.geometry import Point, Rect
from rutas.locale import say
from rutas.paper import measure, strokes
from rutas.paper.canvas import Canvas, Edge, Node, Pen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.diagram.actors.handovers import Handovers
    from rutas.diagram.parts.card_texts import CardTexts
    from rutas.diagram.request import Request

__all__ = ["DASHES", "Network"]

DASHES: dict[str, tuple[float, float] | None] = {
    "self": None,
    "referral": (7, 2.5),
    "accompanied": (1.6, 2.2),
    "system": (3.4, 2.6),
}
"""How the line of each kind of handover is broken."""

_WIDE, _HIGH = 122.0, 40.0  # at least
_APART = 12.0  # with the room of an arrow's head
_TYPE, _BELOW = 8.5, 8.0  # of a name, and the room that the count below it takes
_LEAD = _TYPE * measure.LEADING
_PAD, _ROUNDING = 4.0, 0.01
_RIM = 1.0  # of paper round the head of an arrow
_FAN = 0.3  # how far from the middle of an actor a line may start, in its width or height
_EXACT = 7  # up to so many actors every order round the oval is tried


@dataclass(frozen=True)
class Network:
    """The whole network on one sheet."""

    texts: CardTexts
    request: Request
    handovers: Sequence[Handovers]
    names: Sequence[str]
    area: Rect

    @cached_property
    def _rects(self) -> dict[str, Rect]:
        """Where the actors stand, as high as their names need unless an arrow then has no room."""
        ring = _ring(self.names, [(one.source, one.target) for one in self.handovers])
        for most in (4, 3):
            lines = {name: len(self._lines(name, most)) for name in ring}
            found = self._oval({name: _high(count) for name, count in lines.items()})
            if all(not a.touches(b, _APART) for a, b in combinations(found.values(), 2)):
                return found
        return self._oval(dict.fromkeys(ring, _high(0)))

    def _oval(self, heights: Mapping[str, float]) -> dict[str, Rect]:
        """Return actors of such heights on an oval, in that order."""
        across = (self.area.width - _WIDE) / 2 - 4
        down = (self.area.height - max(heights.values())) / 2 - 4
        x, y = self.area.centre
        found = {}
        for index, (name, high) in enumerate(heights.items()):
            turn = 2 * pi * index / len(heights) - pi / 2
            centre = (x + across * cos(turn), y + down * sin(turn))
            found[name] = Rect.sized(centre[0] - _WIDE / 2, centre[1] - high / 2, _WIDE, high)
        return found

    def _lines(self, name: str, lines: int) -> list[str]:
        """Return the lines of an actor's name, at most so many."""
        known = [*map(self.texts.actor_name, self.names)]
        whole = self.texts.actor_name(name)
        return measure.fit(whole, _TYPE, _WIDE - 8, "bold", lines=lines, beside=known)

    def draw(self, canvas: Canvas) -> None:
        """Draw the arrows, then the actors over them, then the labels."""
        for name in self.names:
            self._actor(canvas, name, self._rects[name])
        taken: list[Rect] = [rect.inset(-3) for rect in self._rects.values()]
        arrows = sorted(self.handovers, key=lambda one: (one.source, one.target))
        curves = [self._curve(one) for one in arrows]
        inked = [strokes.at(curve, n / 60) for curve in curves for n in range(61)]
        for one, curve in zip(arrows, curves, strict=True):
            self._arrow(canvas, one, curve, taken, inked)

    def _actor(self, canvas: Canvas, name: str, place: Rect) -> None:
        theme = self.request.theme
        ink = self.request.ink(self.texts.route.catalogue.actors.get(name))
        node = f"actor-{name}"
        steps = sum(step.actor[:1] == (name,) for step in self.texts.route.steps.values())
        count = say("actors.steps", self.request.lang, count=steps)
        with canvas.owned(node):
            canvas.rect(place, Pen(ink, 1.8, theme.ground(ink)))
            lines = self._lines(name, _fitting(place.height))
            top = place.centre[1] - (len(lines) * _LEAD + _BELOW) / 2
            top = canvas.texts(place.centre[0], top, lines, _TYPE, ink, "bold", "middle")
            canvas.texts(place.centre[0], top, [count], 7, theme.text, anchor="middle")
        canvas.node(
            Node(node, place, "box", ("node", "actor"), f"{self.texts.actor_name(name)}: {count}")
        )

    def _arrow(
        self,
        canvas: Canvas,
        one: Handovers,
        points: list[Point],
        taken: list[Rect],
        inked: Sequence[Point],
    ) -> None:
        theme = self.request.theme
        main = max(one.kinds, key=lambda kind: one.kinds[kind])
        dash = DASHES[main]
        ink = theme.critical if one.critical else theme.text
        width = min(0.8 + 0.6 * one.count, 3.2)
        lang = self.request.lang
        names = [self.texts.actor_name(end) for end in (one.source, one.target)]
        how = ", ".join(say(f"actors.sign-{kind}", lang) for kind in one.kinds)
        tooltip = say(
            "actors.tooltip", lang, source=names[0], target=names[1], count=one.count, how=how
        )
        pen = Pen(ink, width, None, dash)
        edge = f"link-{one.source}--{one.target}"
        ends = f"actor-{one.source}", f"actor-{one.target}"
        canvas.edge(Edge(edge, *ends, pieces(points), pen, ("edge", "link"), tooltip))
        with canvas.owned(edge):
            for more, fill in (
                (_RIM, "#ffffff"),
                (0.0, ink),
            ):  # a head stands out from others below it
                back = strokes.at(points, 0.94)
                head = strokes.arrow(points[-1], back, 6 + width + more, 2 + width / 2 + more)
                canvas.polygon(head, Pen(fill=fill))
            self._label(canvas, one, points, taken, inked)

    def _curve(self, one: Handovers) -> list[Point]:
        """Bend a line towards the middle, and to its own right, so that there and back lie apart."""
        source, target = self._rects[one.source], self._rects[one.target]
        a, b = _towards(source, target.centre), _towards(target, source.centre)
        x, y = self.area.centre
        length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
        right = (-(b[1] - a[1]) / length, (b[0] - a[0]) / length)
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        aside = 13
        control = (
            middle[0] + (x - middle[0]) * 0.42 + right[0] * aside,
            middle[1] + (y - middle[1]) * 0.42 + right[1] * aside,
        )
        curve = cubic(a, control, b)
        start = _leave(curve, self._rects[one.source])
        end = 1 - _leave(curve[::-1], self._rects[one.target].inset(-1.5))
        return part(curve, start, end)

    def _label(
        self,
        canvas: Canvas,
        one: Handovers,
        points: Sequence[Point],
        taken: list[Rect],
        inked: Sequence[Point],
    ) -> None:
        """Write count and kinds beside the line, where it touches no line and nothing else written."""
        theme, lang = self.request.theme, self.request.lang
        letters = "".join(say(f"actors.letter-{kind}", lang) for kind in one.kinds)
        text = f"{one.count} {letters}"
        mark = 7 if one.critical else 0.0
        wide = measure.width(text, 8, "bold") + mark + 3

        def trouble(place: Rect) -> int:
            outside = not (self.area.left <= place.left and place.right <= self.area.right)
            written = sum(place.touches(other, 1) for other in taken)
            return 1000 * (written + outside) + sum(
                place.inset(-1.5).holds(point) for point in inked
            )

        place = min(beside(points, wide, 11), key=trouble)
        taken.append(place)
        base = place.centre[1] + 2.8
        if one.critical:
            icons.triangle(canvas, place.left + 1, base - 5.4, 5.6, theme.critical)
        canvas.text(place.left + mark + 1.5, base, text, 8, theme.text, "bold")


def _high(lines: int) -> float:
    """Return how high an actor with so many lines of a name is."""
    return max(_HIGH, lines * _LEAD + _BELOW + 2 * _PAD)


def _fitting(high: float) -> int:
    """Return how many lines of a name an actor so high has room for."""
    return int((high - _BELOW - 2 * _PAD) / _LEAD + _ROUNDING)


def _towards(place: Rect, other: Point) -> Point:
    """Return where in an actor a line to another begins: on the other's side of the middle."""
    x, y = place.centre
    across, down = _FAN * place.width, _FAN * place.height
    return (
        x + max(-across, min(across, (other[0] - x) * _FAN)),
        y + max(-down, min(down, (other[1] - y) * _FAN)),
    )


def _ring(names: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Order the actors round the oval so that few arrows cross and ties lie near each other."""
    links = sorted({(min(pair), max(pair)) for pair in pairs})
    if len(names) <= _EXACT:
        first, *rest = names
        orders = [[first, *order] for order in permutations(rest)]
        return min(orders, key=lambda order: _cost(order, links))
    best = list(names)
    improved = True
    while improved:
        improved = False
        for i in range(len(best)):
            for j in range(i + 1, len(best)):
                other = best.copy()
                other[i], other[j] = other[j], other[i]
                if _cost(other, links) < _cost(best, links):
                    best, improved = other, True
    return best


def _cost(order: Sequence[str], links: Sequence[tuple[str, str]]) -> tuple[int, int]:
    place = {name: index for index, name in enumerate(order)}
    chords = [sorted((place[a], place[b])) for a, b in links]
    crossings = sum(
        a < c < b < d or c < a < d < b
        for i, (a, b) in enumerate(chords)
        for c, d in chords[i + 1 :]
    )
    lengths = sum(min(b - a, len(order) - b + a) for a, b in chords)
    return crossings, lengths


def _leave(curve: Sequence[Point], rect: Rect) -> float:
    """Return how far along a curve, which starts inside a rectangle, it leaves it."""
    low, high = 0.0, 0.5
    for _ in range(40):
        t = (low + high) / 2
        low, high = (t, high) if rect.holds(strokes.at(curve, t)) else (low, t)
    return high
