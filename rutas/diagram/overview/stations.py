"""Draw a strip of the map: lines first, then stations, termini and bars with their names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rutas.diagram.overview.unlined import APART, CHIP, TELLING, rows_of
from rutas.diagram.parts import icons
from rutas.diagram.parts.cards import classes
from rutas.diagram.parts.link_drawing import EXITS
from rutas.diagram.parts.off_page import connector_height, connector_width, draw_connector
from rutas.layout.geometry import Rect
from rutas.layout.routing import smooth
from rutas.paper import measure
from rutas.paper.canvas import Edge, Node, Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.overview.lanes import Track
    from rutas.diagram.overview.look import Look
    from rutas.diagram.overview.strip import Column, Stop, Strip
    from rutas.diagram.parts.off_page import Connector
    from rutas.diagram.request import Request
    from rutas.layout.geometry import Point
    from rutas.paper.canvas import Canvas
    from rutas.paper.fonts import Weight
    from rutas.paper.palette import Theme

__all__ = ["draw_station", "draw_strip", "line_ink"]

_PORT = 0.22  # of a station's height, from its middle to where lines turn in and out
_FLANK = 0.4  # how flat the points of a decision are


def line_ink(theme: Theme, stream: int) -> str:
    """Return the ink of a stream's line; the route itself, -1, is black."""
    if stream < 0:
        return theme.text
    inks = list(theme.inks.values())[:6]
    return inks[(1, 2, 4, 5, 3, 0)[stream % 6]]


def draw_strip(canvas: Canvas, strip: Strip, place: Rect) -> None:
    """Draw a strip in a place, its stations spread over the height."""
    rows = [max(len(column.stops) for column in columns) for columns in strip.columns]
    spare = max(place.height - strip.high, 0.0) / sum(rows)
    tops = [place.top]
    for high, count in zip(strip.highs, rows, strict=True):
        tops.append(tops[-1] + high + min(spare, strip.look.high * 2) * count)
    for number, (section, columns) in enumerate(zip(strip.sections, strip.columns, strict=True)):
        room = Rect(place.left, tops[number], place.right, tops[number + 1])
        if section.bar:
            _bar(canvas, strip, columns[0].stops[0], _bar_place(strip, number, room))
            continue
        ends = []
        for other, edge in ((number - 1, room.top), (number + 1, room.bottom)):
            near = 0 <= other < len(strip.sections) and strip.sections[other].bar
            beside = Rect(place.left, tops[other], place.right, tops[other + 1]) if near else room
            bar = _bar_place(strip, other, beside) if near else room
            ends.append((bar.bottom if other < number else bar.top) if near else edge)
        for side, column in enumerate(columns):
            stream = side if len(columns) > 1 else -1
            bars = (strip.sections[number - 1], strip.sections[(number + 1) % len(strip.sections)])
            keys = (bars[0].columns[0][0], bars[1].columns[0][0])
            _Line(strip, column, room, (ends[0], ends[1]), keys, stream).draw(canvas)


def _bar_place(strip: Strip, number: int, room: Rect) -> Rect:
    """Return where the bar of a section stands: in the middle of its room, its connectors below it."""
    (stop,) = strip.columns[number][0].stops
    high = stop.high - 8  # of the air, half stays outside
    return Rect.sized(room.left, room.centre[1] - high / 2, room.width, high)


def _bar(canvas: Canvas, strip: Strip, stop: Stop, place: Rect) -> None:
    """Draw a station at which streams fork or join: a bar from side to side with its name inside."""
    look, request = strip.look, strip.drawn.request
    theme = request.theme
    number = strip.place[stop.item.id][0]
    whole, shown = place.right, strip.beside_bar(number, stop.told)
    place = place._replace(right=whole - (shown + 4 if shown else 0))
    with canvas.owned(stop.item.id):
        canvas.rect(place, Pen(theme.text, 1.8 * theme.pen, "#ffffff"), 4)
        y = place.top + 3 + max(look.high, len(stop.words) * look.row) / 2
        x = place.left + 3 + look.broad / 2
        draw_station(canvas, (x, y), look, _number(strip, stop), theme.text, "fork", theme)
        _words(canvas, strip, stop, x + look.broad / 2 + 5, y)
        if stop.sheet:
            right = place.right - 6
            canvas.text(
                right, y + 0.32 * look.size, stop.sheet, look.size, theme.muted, "semibold", "end"
            )
    canvas.node(Node(stop.item.id, place, "box", _classes(stop, request), _title(strip, stop)))
    top = place.centre[1] - rows_of(stop.told, shown) * CHIP / 2
    _row(canvas, stop.told, (place.right + 4, whole), top, theme)


class _Line:
    """A run of stations, or a stream, in its place."""

    def __init__(
        self,
        strip: Strip,
        column: Column,
        room: Rect,
        ends: tuple[float, float],
        bars: tuple[str, str],
        stream: int,
    ) -> None:
        self.strip, self.column, self.look = strip, column, strip.look
        self.left, self.ends, self.bars, self.stream = room.left + column.left, ends, bars, stream
        spare = (room.height - column.high) / max(len(column.stops), 1)
        self.tops: list[float] = []
        top = room.top
        for stop in column.stops:
            self.tops.append(top)
            top += stop.high + spare
        self.theme = strip.drawn.request.theme

    def lane(self, number: int) -> float:
        """Return where a lane runs."""
        return self.left + self.look.broad / 2 + number * self.look.pitch

    def middle(self, row: int) -> float:
        """Return the height of a station."""
        stop, look = self.column.stops[row], self.look
        return (
            self.tops[row]
            + look.over(stop.head)
            + 1.5
            + max(look.high, len(stop.words) * look.row) / 2
        )

    def draw(self, canvas: Canvas) -> None:
        """Draw the lines, and then the stations on them."""
        paths = {track.link: self._path(track) for track in self.column.lanes.tracks}
        links = {link.id: link for link in self.strip.drawn.links}
        for track in self.column.lanes.tracks:
            link = links[track.link]
            hops = _crossings(paths, track.link)
            points = smooth(paths[track.link], 1.1 * self.look.pen + 2, hops, 0.9 * self.look.pen)
            pen = Pen(self._ink(track), self.look.pen * min(self.theme.pen, 1.2))
            if link.kind in EXITS:
                pen = replace(pen, width=0.5 * pen.width, dash=EXITS[link.kind])
            kind = [] if link.kind == "flow" else [link.kind]
            ends = link.source, link.target
            canvas.edge(Edge(link.id, *ends, tuple(points), pen, ("link", *kind), link.tooltip))
        for row in range(len(self.column.stops)):
            self._stop(canvas, row)

    def _ink(self, track: Track) -> str:
        """Return the ink of a link's line."""
        if self.stream >= 0:
            return line_ink(self.theme, self.stream)
        source = self.bars[0] if track.start < 0 else self.column.stops[track.start].item.id
        item = self.strip.drawn.items[source]
        if item.kind == "step" and item.step.parallel:
            return line_ink(self.theme, track.lane)
        stream = 0 if item.kind == "start" else self.strip.streams.get(item.step.id, 0)
        return line_ink(self.theme, stream - 1)

    def _path(self, track: Track) -> list[Point]:
        """Return the corners of a link's line."""
        x, look = self.lane(track.lane), self.look
        half, port, of = look.high / 2, _PORT * look.high, self.column.lanes.of
        if track.start < 0:
            points = [(x, self.ends[0])]
        elif of[track.start] == track.lane:
            points = [(x, self.middle(track.start) + half)]
        else:
            y = self.middle(track.start) + port
            points = [(self._edge(track.start, port, x), y), (x, y)]
        if track.joins:
            return [*points, (x, points[-1][1] + look.pen * 1.1 + 2.5)]
        if track.end == len(of):
            return [*points, (x, self.ends[1])]
        if of[track.end] == track.lane:
            return [*points, (x, self.middle(track.end) - half)]
        y = self.middle(track.end) - port
        return [*points, (x, y), (self._edge(track.end, port, x), y)]

    def _edge(self, row: int, port: float, towards: float) -> float:
        """Return where a line that turns off a station leaves its border."""
        x = self.lane(self.column.lanes.of[row])
        inset = _FLANK * port if self.column.stops[row].item.diamond else 0.08 * self.look.high
        reach = self.look.broad / 2 - inset
        return x + reach if towards > x else x - reach

    def _stop(self, canvas: Canvas, row: int) -> None:
        stop, look, theme = self.column.stops[row], self.look, self.theme
        strip, request = self.strip, self.strip.drawn.request
        x, y = self.lane(self.column.lanes.of[row]), self.middle(row)
        words = self.left + strip.words_at(self.column.lanes.count)
        ink = line_ink(theme, self.stream)
        with canvas.owned(stop.item.id):
            if words - x > look.broad / 2 + 2 * look.pitch:
                canvas.line([(x, y), (words - 3, y)], Pen(theme.rule, 0.5))
            shape = "diamond" if stop.item.diamond else stop.item.kind
            if stop.item.kind == "step" and (
                {"fork", "join"} & {*classes(stop.item.step, request)}
            ):
                shape = "fork"
            draw_station(canvas, (x, y), look, _number(strip, stop), ink, shape, theme)
            _words(canvas, strip, stop, words, y)
        self._head(canvas, row, words)
        box = Rect.sized(x - look.broad / 2, y - look.high / 2, look.broad, look.high)
        form = {"step": "box", "diamond": "diamond"}.get(shape, "pill")
        canvas.head(f"head:{stop.item.id}")
        canvas.node(Node(stop.item.id, box, form, _classes(stop, request), _title(strip, stop)))
        _chips(canvas, strip, stop, (words, self.left + self.column.wide), y)

    def _head(self, canvas: Canvas, row: int, words: float) -> None:
        """Write what stands over a station: its stream or its stage, and its sheet."""
        stop, look, theme = self.column.stops[row], self.look, self.theme
        if not stop.head:
            return
        right = self.left + self.column.wide - (6 if self.stream >= 0 else 0)
        top, ink = self.tops[row], line_ink(theme, self.stream)
        with canvas.owned(f"head:{stop.item.id}"):
            base = top + measure.ASCENT * look.size
            canvas.text(right, base, stop.sheet, look.size, theme.muted, "semibold", "end")
            end = canvas.texts(words, top, stop.head, look.size, ink, "bold")
            canvas.line([(words, end), (right, end)], Pen(theme.rule, 0.5))


def _crossings(paths: dict[str, list[Point]], own: str) -> list[Point]:
    """Return the places at which a line's level pieces cross upright pieces of others."""
    found = []
    for (x1, y1), (x2, y2) in zip(paths[own], paths[own][1:], strict=False):
        if abs(y1 - y2) > 0.01:  # noqa: PLR2004  (points: upright)
            continue
        left, right = sorted((x1, x2))
        for name, path in paths.items():
            for (a, top), (b, bottom) in zip(path, path[1:], strict=False):
                if name != own and a == b and left + 1 < a < right - 1 and top < y1 < bottom:
                    found.append((a, y1))
    return found


def draw_station(
    canvas: Canvas, at: Point, look: Look, number: str, ink: str, shape: str, theme: Theme
) -> None:
    """Draw a station: pointed where people are asked, square where streams fork or join.

    `shape` is ``step``, ``diamond``, ``fork``, ``start`` or ``end``.
    """
    (x, y), half, wide = at, look.high / 2, look.broad / 2
    place = Rect(x - wide, y - half, x + wide, y + half)
    pen = Pen(ink, 1.5 * theme.pen, "#ffffff")
    if shape == "diamond":
        flat = wide - _FLANK * half
        points = [(x - wide, y), (x - flat, y - half), (x + flat, y - half), (x + wide, y)]
        canvas.polygon([*points, (x + flat, y + half), (x - flat, y + half)], pen)
    elif shape == "end":
        canvas.rect(place, Pen(theme.text, 1.5, theme.text), half)
    elif shape == "start":
        canvas.rect(place, Pen(theme.text, 1.5 * theme.pen, "#ffffff"), half)
    elif shape == "fork":
        canvas.rect(place.inset(0.5), Pen(ink, 2.5 * theme.pen, "#ffffff"))
    else:
        canvas.rect(place, pen, half)
    if number:
        base = y + 0.34 * look.number
        colour = "#ffffff" if shape == "end" else theme.text
        canvas.text(x, base, number, look.number, colour, "bold", "middle")


def _number(strip: Strip, stop: Stop) -> str:
    """Return a step's number; a way in and an outcome beside their step have none."""
    item = stop.item
    bare = item.kind != "step" and item.id != f"step-{item.step.id}"
    return "" if bare else str(strip.drawn.texts.number[item.step.id])


def _title(strip: Strip, stop: Stop) -> str:
    item = stop.item
    name = strip.drawn.texts.name(item.step) if item.kind == "step" else item.text
    return f"{_number(strip, stop)} {name}".strip()


def _classes(stop: Stop, request: Request) -> tuple[str, ...]:
    item = stop.item
    if item.kind == "step":
        return ("node", *classes(item.step, request))
    if item.kind == "start":
        return ("node", "start")
    return ("node", "end", "success" if item.success else "failure")


def _weight(strip: Strip, stop: Stop) -> Weight:
    item = stop.item
    bar = strip.sections[strip.place[item.id][0]].bar
    return "semibold" if _marked(strip, stop) or bar or item.kind != "step" else "regular"


def _marked(strip: Strip, stop: Stop) -> bool:
    item = stop.item
    return item.kind == "step" and strip.drawn.request.mark(item.step) is not None


def _words(canvas: Canvas, strip: Strip, stop: Stop, left: float, y: float) -> None:
    """Write a station's name, its lines round the station's height; a critical one with its sign."""
    look, theme = strip.look, strip.drawn.request.theme
    top = y - len(stop.words) * look.row / 2 + 0.08 * look.size
    if _marked(strip, stop):
        icons.triangle(canvas, left, top + 0.08 * look.size, 0.75 * look.size, theme.critical)
        left += look.size
    canvas.texts(left, top, stop.words, look.size, theme.text, _weight(strip, stop))


def _chips(canvas: Canvas, strip: Strip, stop: Stop, sides: tuple[float, float], y: float) -> None:
    """Draw the connectors of the links that no line shows: beside the name, or below it."""
    look = strip.look
    first, right = sides
    first += look.size if _marked(strip, stop) else 0.0
    top = y + max(look.high, len(stop.words) * look.row) / 2 + 1
    if stop.beside:
        first += measure.width(stop.words[-1], look.size, _weight(strip, stop)) + TELLING
        top = y + (len(stop.words) - 1) * look.row / 2 - CHIP / 2 + 0.5
    _row(canvas, stop.told, (first, right), top, strip.drawn.request.theme)


def _row(
    canvas: Canvas, links: Sequence[Connector], sides: tuple[float, float], top: float, theme: Theme
) -> None:
    """Draw connectors in rows between two sides."""
    left, right = sides
    for link in links:
        wide = connector_width(link)
        if left > sides[0] and left + wide > right + 0.01:
            left, top = sides[0], top + CHIP
        draw_connector(canvas, link, Rect.sized(left, top, wide, connector_height(link)), theme)
        left += wide + APART
