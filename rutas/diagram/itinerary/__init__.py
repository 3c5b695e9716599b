"""Draw a family's itinerary: a card a day, papers to tick, a strip of months, what to confirm by phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, cast

from rutas.diagram.local import Listing, below_banner, local_frame
from rutas.diagram.parts.stack import Piece, head_bar
from rutas.diagram.parts.type_size import largest_type
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Node, Pen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.diagram.local import Local
    from rutas.diagram.request import Request, Sheet
    from rutas.model.territory import Point
    from rutas.paper.canvas import Canvas
    from rutas.paper.fonts import Weight
    from rutas.prose.itinerary import Told, ToldDay, ToldVisit

__all__ = ["draw"]

_HEAD, _SIZE = 13.0, 11.0
_LEAD = _SIZE * measure.LEADING
_PAD, _GAP, _BOX = 6.0, 10.0, 16.0  # inside a card; between cards; a box to tick, with its room
_LEAST = 330.0
_MONTHS, _MONTH = 12, 15.0  # of a year, and how high one is drawn
_YEAR = 40.0  # the width of a year's name
_MOST = 12  # lines of a paragraph
_BESIDE, _PAPERS = (
    400.0,
    0.38,
)  # the least width at which papers stand beside a visit, and their share

_Line = tuple[str, "Weight", bool]
"""A text, its weight, and whether a box to tick stands before it."""
_Set = tuple[str, "Weight", bool, bool]
"""A line of a text, its weight, whether it has a box, and whether it stands beside one."""


@dataclass(frozen=True)
class _Block:
    """A visit in lines: what is said of it, and its papers."""

    columns: tuple[Sequence[_Set], ...]

    @property
    def height(self) -> float:
        return max(map(len, self.columns)) * _LEAD + _PAD / 2


def draw(local: Local, request: Request) -> list[Sheet]:
    """Draw a family's itinerary on as many sheets as its days take."""
    return largest_type(request, lambda asked: _Itinerary(local, asked).plan()).sheets()


class _Itinerary:
    def __init__(self, local: Local, request: Request) -> None:
        self.local, self.request, self.theme = local, request, request.theme
        self.told = cast("Told", local.told)
        self.lang = request.lang
        self.frame = local_frame(local, request, self.told.title, self._say("reading"))

    def _say(self, key: str, **words: object) -> str:
        return say(f"itinerary.{key}", self.lang, **words)

    def plan(self) -> Listing:
        """Return how it would stand on sheets."""
        words = self._say("description", days=len(self.told.days))
        return Listing(self.local, self.request, self.frame, [*self._pieces()], words, _LEAST)

    @cached_property
    def area(self) -> Rect:
        """The room for the cards."""
        return below_banner(self.local, self.frame.area)

    def _pieces(self) -> Iterator[Piece]:
        yield self._text("lead", self.told.lead, "semibold")
        if self.told.days:
            yield self._strip()
        for day in self.told.days:
            yield self._card(day)
        if self._phones:
            yield self._text("confirm", [self._say("to-confirm") + ":", *self._phones])
        yield self._text("notes", self.told.notes)

    @cached_property
    def _phones(self) -> list[str]:
        """The points of which a datum has to be confirmed, with their telephones."""
        names = dict.fromkeys(
            one.point for one in self.told.shown if one.point and (one.stale or one.doubtful)
        )
        points = [self.local.territory.by_id[name] for name in names]
        return [self._phone(point) for point in points]

    def _phone(self, point: Point) -> str:
        phone = point.phone and say("guide.phone", self.lang, phone=point.phone)
        return " · ".join(filter(None, (f"– {point.name.to(self.lang)}", phone)))

    # --- texts ------------------------------------------------------------------------------------

    def _set(self, texts: Sequence[_Line], room: float) -> list[_Set]:
        lines: list[_Set] = []
        for text, weight, box in texts:
            wide = room - (_BOX if box else 0)
            for n, line in enumerate(measure.fit(text, _SIZE, wide, weight, lines=_MOST)):
                lines.append((line, weight, box and n == 0, box))
        return lines

    def _text(self, owner: str, texts: Sequence[str], weight: Weight = "regular") -> Piece:
        lines = self._set([(text, weight, False) for text in texts], self.area.width)
        high = len(lines) * _LEAD + _GAP

        def draw(canvas: Canvas, top: float) -> None:
            with canvas.owned(owner):
                self._lines(canvas, self.area.left, top + _GAP / 2, lines)

        return Piece(high, draw)

    # --- a day ------------------------------------------------------------------------------------

    def _card(self, day: ToldDay) -> Piece:
        owner = f"day-{day.date.isoformat()}"
        head = head_bar(self.area, owner, day.title, self.theme.stage, _HEAD, gap=_GAP, lines=2)
        going = " ".join(filter(None, (day.way, day.cost)))
        first = self._set([(going, "regular", False)] if going else [], self.area.width - 2 * _PAD)
        blocks = [self._block(visit) for visit in day.visits]
        high = len(first) * _LEAD + sum(block.height for block in blocks) + _PAD
        texts = [line for block in blocks for lines in block.columns for line, *_ in lines]
        said = " ".join([f"{day.title}.", going, *texts])

        def draw(canvas: Canvas, top: float) -> None:
            head.draw(canvas, top)
            start = top + head.height - 1
            place = Rect.sized(self.area.left, start, self.area.width, high)
            with canvas.owned(owner):
                canvas.rect(place, Pen(self.theme.text, 0.8 * self.theme.pen, "#ffffff"))
                y = self._lines(canvas, place.left + _PAD, start + _PAD - 2, first)
                for block in blocks:
                    for left, lines in zip(self._lefts, block.columns, strict=True):
                        self._lines(canvas, left, y + _PAD / 2, lines)
                    y += block.height
            card = Rect(place.left, top + _GAP, place.right, place.bottom)
            canvas.node(Node(owner, card, "box", ("node", "day"), said))

        return Piece(head.height + high, draw)

    @cached_property
    def _wide(self) -> tuple[float, float]:
        """The widths of what is said of a visit and of its papers: side by side, or one below the other."""
        room = self.area.width - 2 * _PAD
        papers = room * _PAPERS
        return (room - papers - _PAD, papers) if room >= _BESIDE else (room, 0.0)

    @property
    def _lefts(self) -> tuple[float, float]:
        left = self.area.left + _PAD
        return left, left + self._wide[0] + _PAD

    def _block(self, visit: ToldVisit) -> _Block:
        """Set a visit: what, where and what is to be minded; beside it the papers."""
        told: list[_Line] = [(visit.title, "bold", False), (visit.where, "regular", False)]
        told += [(alert, "semibold", False) for alert in visit.alerts]
        papers: list[_Line] = [(paper, "regular", True) for paper in visit.bring]
        if visit.get:
            papers.append((self._say("get", papers=visit.get), "regular", False))
        if not self._wide[1]:
            told, papers = told + papers, []
        return _Block(
            tuple(
                self._set(some, room) for some, room in zip((told, papers), self._wide, strict=True)
            )
        )

    def _lines(self, canvas: Canvas, left: float, top: float, lines: Sequence[_Set]) -> float:
        """Draw lines, and return where the next has its top."""
        for text, weight, box, beside in lines:
            base = top + measure.ASCENT * _SIZE
            if box:
                tick = Rect.sized(left + 1, base - 8.5, 9, 9)
                canvas.rect(tick, Pen(self.theme.text, self.theme.pen, "#ffffff"))
            canvas.text(left + (_BOX if beside else 0), base, text, _SIZE, self.theme.text, weight)
            top += _LEAD
        return top

    # --- months -----------------------------------------------------------------------------------

    def _strip(self) -> Piece:
        """Return the months of each year, those filled on which she does something, with how many days."""
        dates = [day.date for day in self.told.days]
        years = range(dates[0].year, dates[-1].year + 1)
        high = _LEAD + len(years) * (_MONTH + 2) + _GAP
        wide = (self.area.width - _YEAR) / _MONTHS

        def draw(canvas: Canvas, top: float) -> None:
            with canvas.owned("months"):
                canvas.texts(
                    self.area.left, top, [self._say("months")], _SIZE, self.theme.text, "semibold"
                )
                for row, year in enumerate(years):
                    y = top + _LEAD + 2 + row * (_MONTH + 2)
                    base = y + _MONTH / 2 + 0.36 * _SIZE
                    canvas.text(self.area.left, base, str(year), _SIZE, self.theme.text, "semibold")
                    for month in range(_MONTHS):
                        count = sum((one.year, one.month) == (year, month + 1) for one in dates)
                        place = Rect.sized(
                            self.area.left + _YEAR + month * wide, y, wide - 2, _MONTH
                        )
                        self._month(canvas, place, date(year, month + 1, 1), count)

        return Piece(high, draw)

    def _month(self, canvas: Canvas, place: Rect, first: date, count: int) -> None:
        fill = self.theme.text if count else "#ffffff"
        canvas.rect(place, Pen(self.theme.rule, 0.6, fill))
        name = say(f"hours.month-{first.month}", self.lang)[:3]
        text = f"{name} {count}" if count > 1 else name
        ink, weight = ("#ffffff", "bold") if count else (self.theme.text, "regular")
        base = place.centre[1] + 0.36 * _SIZE
        canvas.text(place.centre[0], base, text, _SIZE, ink, cast("Weight", weight), "middle")
