"""Draw how routes fare in many districts: a row a district, the worst first, down some columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, Self

from rutas.answers.atlas import (
    completing,
    endless,
    longest_wait,
    resource_name,
    wait_words,
)
from rutas.diagram.local import below_banner, draw_banner
from rutas.diagram.parts import icons
from rutas.diagram.parts.sheet_frame import Frame, Sign, day, foot, noted
from rutas.diagram.parts.type_size import largest_type
from rutas.diagram.request import Sheet
from rutas.layout.geometry import Rect
from rutas.locale import number, say, speaking
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen
from rutas.quantity import UNKNOWN, percent, short_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rutas.answers.atlas_rows import Atlas, District, OnRoute
    from rutas.book import Book
    from rutas.diagram.request import Request
    from rutas.paper.fonts import Weight
    from rutas.paper.palette import Theme

__all__ = ["Districts", "draw"]

_SIZE = 7.0
_ROW = _SIZE * measure.LEADING + 1.7
_RANK, _NAME, _PEOPLE, _BAR, _SHARE, _BUSY = 14.0, 72.0, 28.0, 20.0, 24.0, 34.0
_HEAD = 3.0 * _SIZE
_GAP, _PAD = 10.0, 3.0
_AIR = 1.8  # of its height, that a row takes at the most where there is room
_WORDS = 120.0  # from so much room on a row says in words where most are lost, and what is busiest
_FULL = 1.0  # of a capacity: more cannot be attended


@dataclass(frozen=True)
class Districts:
    """Districts as they are drawn.

    Attributes
    ----------
    found
        What was found of them.
    book, on
        The book whose routes they are, and the day that was asked about.
    """

    found: Atlas
    book: Book
    on: date

    name = "atlas"
    banner = "atlas.banner"

    @property
    def example(self) -> bool:
        """Whether the districts are made up."""
        return self.found.seed is not None


def draw(districts: Districts, request: Request) -> list[Sheet]:
    """Draw districts in their order, down the columns, on as few sheets as they take."""
    with speaking(request.lang):
        return largest_type(request, lambda asked: _Plan(districts, asked)).sheets()


class _Plan:
    """How the districts stand on sheets: a plan for `largest_type`."""

    def __init__(self, districts: Districts, request: Request) -> None:
        self.districts, self.request, self.theme = districts, request, request.theme
        self.found, self.book = districts.found, districts.book
        names = [self.book[route].name.to(request.lang) for route in self.found.routes]
        said = [say("atlas.reading"), *([say("atlas.example")] if self._marked else [])]
        if self.found.failed:
            said.append(say("atlas.failed-all", ids=", ".join(one.id for one in self.found.failed)))
        today = day(districts.on.isoformat(), request.lang)
        ends = foot(
            say("atlas.title"), " · ".join(names), None, districts.on.isoformat(), request.lang
        )
        cells = [(say("atlas.block-districts"), number(len(self.found.districts))),
                 (say("atlas.block-day"), today)]  # fmt: skip
        if districts.example:
            cells.append((say("atlas.block-seed"), str(self.found.seed)))
        self.frame = Frame(request, say("atlas.title"), " ".join(said), cells, _signs(), *ends)

    @property
    def _marked(self) -> bool:
        """Whether some of the territories are made up, and not all that is drawn."""
        return not self.districts.example and any(one.example for one in self.found.districts)

    # --- room -------------------------------------------------------------------------------------

    @property
    def _least(self) -> float:
        """The width that a column needs."""
        routes = len(self.found.routes)
        return _RANK + _NAME + _PEOPLE + routes * (_BAR + _SHARE) + _BUSY

    @cached_property
    def area(self) -> Rect:
        """The room for the columns."""
        return below_banner(self.districts, self.frame.area)

    @property
    def _rows(self) -> int:
        """How many districts stand in a column, below its head."""
        return max(1, int((self.area.height - _HEAD) / _ROW))

    @cached_property
    def _columns(self) -> int:
        most = max(1, int((self.area.width + _GAP) / (self._least + _GAP)))
        return max(1, min(most, ceil(len(self.found.districts) / self._rows)))

    @property
    def _standing(self) -> int:
        """How many districts stand in a column, so that all columns are about as full."""
        return max(1, ceil(len(self.found.districts) / (self._columns * self.count)))

    @property
    def count(self) -> int:
        """The number of sheets."""
        return max(1, ceil(len(self.found.districts) / (self._rows * self._columns)))

    @property
    def lost(self) -> float:
        """What is left out: 1 where rows have no room for words."""
        return float(not self._words(next(self._places())))

    @property
    def hoped(self) -> tuple[int, float]:
        """How many sheets, and what is left out."""
        return self.count, self.lost

    @property
    def fill(self) -> float:
        """Which share of its room the fullest sheet needs."""
        most = self._rows * max(1, int((self.area.width + _GAP) / (self._least + _GAP)))
        return min(1.0, len(self.found.districts) / most)

    def within(self, count: int, lost: float) -> Self | None:
        """Return it if a column has its room, and it has no more sheets and leaves out no more."""
        fits = self.area.width >= self._least
        return self if fits and self.count <= count and self.lost <= lost else None

    # --- sheets -----------------------------------------------------------------------------------

    def sheets(self) -> list[Sheet]:
        """Draw it."""
        told, stand = say("atlas.description", districts=len(self.found.districts)), self._standing
        high = min(_AIR * _ROW, (self.area.height - _HEAD) / stand)
        drawn = []
        for page in range(self.count):
            canvas = Canvas.of(self.request.paper)
            draw_banner(canvas, self.districts, self.request, self.frame.area)
            for column, place in enumerate(self._places()):
                first = (page * self._columns + column) * stand
                some = self.found.districts[first : first + stand]
                if some:
                    self._head(canvas, place)
                for row, one in enumerate(some):
                    top = place.top + _HEAD + row * high
                    self._row(canvas, Rect.sized(place.left, top, place.width, high), one)
            self.frame.draw(
                canvas, page + 1, self.count
            )  # last: its legend has what is on the sheet
            drawn.append(Sheet(canvas, self.frame.title, told))
        return drawn

    @property
    def _wide(self) -> float:
        """How wide a column is."""
        return (self.area.width - (self._columns - 1) * _GAP) / self._columns

    @cached_property
    def _named(self) -> float:
        """The width of the names: that of the longest, where the words keep their room."""
        spare = self._wide - self._least - 2 * _PAD
        names = [measure.width(self._name(one), _SIZE, "semibold") for one in self.found.districts]
        room = max(0.0, spare - _WORDS if spare >= _WORDS else spare)
        return _NAME + min(room, max(0.0, max(names, default=0.0) + 2 * _PAD - _NAME))

    def _name(self, one: District) -> str:
        return one.name + (say("atlas.mark") if self._marked and one.example else "")

    def _places(self) -> Iterator[Rect]:
        wide = self._wide
        for column in range(self._columns):
            left = self.area.left + column * (wide + _GAP)
            yield Rect.sized(left, self.area.top, wide, self.area.height)

    def _words(self, place: Rect) -> float:
        """Return the room for words at the end of a row; none where it would be little."""
        room = place.width - self._least - (self._named - _NAME) - 2 * _PAD
        return room if room >= _WORDS else 0.0

    def _head(self, canvas: Canvas, place: Rect) -> None:
        """Name the columns of figures, once above each column of districts."""
        base = place.top + _HEAD - 4
        ink = self.theme.text
        with canvas.owned("ruler"):
            x = place.left + _RANK + self._named
            name = measure.fit(say("cli.col-district"), _SIZE, self._named, "bold")[0]
            canvas.text(place.left + _RANK, base, name, _SIZE, ink, "bold")
            canvas.text(
                x + _PEOPLE - _PAD, base, say("atlas.head-people"), _SIZE, ink, "bold", "end"
            )
            x += _PEOPLE
            for route in self.found.routes:
                short = measure.fit(route, _SIZE, _BAR + _SHARE - _PAD, "bold")[0]
                canvas.text(x, base, short, _SIZE, ink, "bold")
                x += _BAR + _SHARE
            busy = say("atlas.head-busy" if self.found.play is None else "atlas.head-wait")
            canvas.text(x + _BUSY - _PAD, base, busy, _SIZE, ink, "bold", "end")
            if room := self._words(place):
                told = say(
                    "atlas.head-words" if self.found.play is None else "atlas.head-words-played"
                )
                lines = measure.fit(told, _SIZE, room, "bold", lines=2)
                top = base - measure.ASCENT * _SIZE - (len(lines) - 1) * _SIZE * measure.LEADING
                canvas.texts(x + _BUSY + _PAD, top, lines, _SIZE, ink, "bold")
            canvas.line([(place.left, base + 3), (place.right, base + 3)], Pen(ink, 0.8))

    def _row(self, canvas: Canvas, place: Rect, one: District) -> None:
        theme, owner = self.theme, f"district-{one.id}"
        middle = place.centre[1]
        base = middle + 0.33 * _SIZE
        people = UNKNOWN if one.people_per_year is None else number(round(one.people_per_year))
        named = self._name(one)
        with canvas.owned(owner):
            canvas.rect(place, Pen(fill="#ffffff"))
            canvas.line(
                [(place.left, place.bottom), (place.right, place.bottom)], Pen(theme.rule, 0.3)
            )
            x = place.left + _RANK
            canvas.text(x - _PAD, base, str(one.rank), _SIZE, theme.muted, anchor="end")
            name = measure.fit(named, _SIZE, self._named - _PAD, "semibold")[0]
            canvas.text(x, base, name, _SIZE, theme.text, "semibold")
            x += self._named + _PEOPLE
            canvas.text(x - _PAD, base, people, _SIZE, theme.text, anchor="end")
            for route in one.routes:
                _bar(canvas, Rect.sized(x, middle - 3.2, _BAR - _PAD, 6.4), route, theme)
                weight: Weight = "bold" if route.route == one.worst else "regular"
                share = percent(completing(route))
                canvas.text(x + _BAR, base, share, _SIZE, theme.text, weight)
                x += _BAR + _SHARE
            told, sign = self._load(one)
            if sign:
                canvas.signs.add(sign)
                icons.triangle(canvas, x - 1, middle - 3, _SIZE - 1, theme.critical)
            canvas.text(x + _BUSY - _PAD, base, told, _SIZE, theme.text, anchor="end")
            words = [*self._said(one)]
            if room := self._words(place):
                lines = self._lines(words, room, place.height)
                above = (len(lines) - 1) * measure.LEADING / 2 + measure.ASCENT
                canvas.texts(x + _BUSY + _PAD, base - above * _SIZE, lines, _SIZE, theme.text)
        shares = "; ".join(f"{route.route} {percent(completing(route))}" for route in one.routes)
        said = ". ".join([f"{one.rank}. {named}", shares, *words])
        canvas.node(Node(owner, place, "box", ("node", "district"), said))

    def _load(self, one: District) -> tuple[str, str]:
        """Say what has most to do, or is waited for longest, and which sign marks that it is too much."""
        if self.found.play is not None:
            if endless(one):
                return say("atlas.grows"), "growing"
            longest = longest_wait(one)
            return short_span(longest[2]) if longest else UNKNOWN, ""
        busy = max(
            (route.busiest.utilisation for route in one.routes if route.busiest), default=None
        )
        if busy is None:
            return UNKNOWN, ""
        return percent(busy), "over" if busy > _FULL else ""

    @staticmethod
    def _lines(words: Sequence[str], room: float, high: float) -> list[str]:
        """Write words one below the other where a row is high enough, and else one after the other."""
        if high >= (len(words) * measure.LEADING + 0.1) * _SIZE:
            return [line for one in words for line in measure.fit(one, _SIZE, room)]
        return measure.fit(" · ".join(words), _SIZE, room)

    def _said(self, one: District) -> Iterator[str]:
        """Say of the worst route where most are lost, then of all what has most to do or is waited for."""
        worst = next(route for route in one.routes if route.route == one.worst)
        if worst.lost_most:
            step = self.book[worst.route].steps[worst.lost_most.step].title.to(self.request.lang)
            yield f"{step} −{percent(worst.lost_most.share)}"
        busy = [
            (r.busiest.utilisation, r.route, r.busiest.resource) for r in one.routes if r.busiest
        ]
        if self.found.play is not None:
            yield wait_words(one, self.book)
        elif busy:
            most, route, resource = max(busy)
            yield f"{resource_name(route, resource, self.book)} {percent(most)}"


def _bar(canvas: Canvas, place: Rect, route: OnRoute, theme: Theme) -> None:
    """Draw the share of those who complete, of all who enter."""
    canvas.signs.add("completing")
    canvas.rect(place, Pen(theme.text, 0.4, "#ffffff"))
    wide = place.width * min(1.0, completing(route))
    if wide > 0:
        canvas.rect(Rect.sized(place.left, place.top, wide, place.height), Pen(fill=theme.text))


def _signs() -> list[Sign]:
    return [
        Sign("completing", say("atlas.sign-completing"), 20, _bar_sign, noted("completing")),
        Sign("over", say("atlas.sign-over"), 8, _over_sign, noted("over")),
        Sign("growing", say("atlas.sign-growing"), 8, _over_sign, noted("growing")),
    ]


def _bar_sign(canvas: Canvas, place: Rect, theme: Theme) -> None:
    bar = Rect.sized(place.left, place.top + 3, place.width, 6)
    canvas.rect(bar, Pen(theme.text, 0.4, "#ffffff"))
    canvas.rect(Rect.sized(bar.left, bar.top, bar.width * 0.4, bar.height), Pen(fill=theme.text))


def _over_sign(canvas: Canvas, place: Rect, theme: Theme) -> None:
    icons.triangle(canvas, place.left, place.top + 3, 7, theme.critical)
