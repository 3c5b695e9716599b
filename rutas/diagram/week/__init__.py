"""Draw the week of a territory: every point against Monday to Sunday, from early morning to evening."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.local import (
    Listing,
    age_signs,
    below_banner,
    by_place,
    draw_age,
    holidays_known,
    local_frame,
)
from rutas.diagram.parts.seen_signs import sector_signs
from rutas.diagram.parts.stack import Piece, head_bar, ruled_row
from rutas.diagram.parts.type_size import largest_type
from rutas.diagram.week.bars import CLOSES, HIGH, OPENS, draw_bars, signs, x_of
from rutas.hours import clock, united
from rutas.hours.clock import DAY
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.diagram.local import Local
    from rutas.diagram.request import Request, Sheet
    from rutas.hours import Schedule, Span
    from rutas.model.territory import Point
    from rutas.paper.canvas import Canvas

__all__ = ["draw"]

_DAYS, _HOUR = 7, 60
_AXIS = (5, 8, 12, 16, 19)  # the hours that are written
_HEAD, _NAME, _SIZE = 8.5, 8.5, 7.2
_LEAD, _LOW = _NAME * measure.LEADING, _SIZE * measure.LEADING
_WORDS = 7.5  # what the week does not say
_RULER, _PAD, _AGE = 23.0, 2.0, 8.0
_NAMES = (0.22, 120.0)  # the names: a share of the width, and the least
_LEAST = 500.0  # the width with larger type
_BETWEEN = 5.0  # from the edge of a day to its line


def draw(local: Local, request: Request) -> list[Sheet]:
    """Draw the week of a territory's points, place by place, on as many sheets as they take."""
    return largest_type(request, lambda asked: _Week(local, asked).plan()).sheets()


class _Week:
    def __init__(self, local: Local, request: Request) -> None:
        self.local, self.request, self.theme = local, request, request.theme
        self.lang = request.lang
        points = local.territory.points
        actors = (local.book.catalogue.actors.get(one.actor[0]) for one in points)
        name = local.territory.name.to(self.lang)
        self.frame = local_frame(
            local, request, say("week.title", self.lang, name=name),
            f"{say('week.reading', self.lang)} {holidays_known(local, self.lang)}".strip(),
            [
                *signs(self.lang),
                *age_signs(self.lang),
                *sector_signs(actors, request),
            ],
        )  # fmt: skip

    def plan(self) -> Listing:
        """Return how it would stand on sheets."""
        words = say("week.description", self.lang, points=len(self.local.territory.points))
        ruler = Piece(_RULER, self._ruler)
        return Listing(
            self.local, self.request, self.frame, [*self._pieces()], words, _LEAST, ruler
        )

    # --- what is measured -------------------------------------------------------------------------

    @cached_property
    def area(self) -> Rect:
        """The room for ruler and rows."""
        return below_banner(self.local, self.frame.area)

    @cached_property
    def _named(self) -> float:
        share, least = _NAMES
        return max(self.area.width * share, least)

    @cached_property
    def _wide(self) -> float:
        return (self.area.width - self._named) / _DAYS

    def _line(self, day: int, top: float) -> Rect:
        """Return the line of a day."""
        left = self.area.left + self._named + day * self._wide
        return Rect(left + _BETWEEN, top, left + self._wide - _BETWEEN, top + HIGH)

    # --- the ruler --------------------------------------------------------------------------------

    def _ruler(self, canvas: Canvas, top: float) -> None:
        top += 3
        for day in range(_DAYS):
            line = self._line(day, top)
            name, ink = say(f"hours.day-{day}", self.lang), self.theme.text
            base = top + measure.ASCENT * _HEAD
            canvas.text(line.centre[0], base, name, _HEAD, ink, "semibold", "middle")
            for hour in self._axis:
                x, y = x_of(hour * _HOUR, line), top + 18.5
                canvas.text(x, y, str(hour), _SIZE, self.theme.muted, anchor="middle")

    @cached_property
    def _axis(self) -> tuple[int, ...]:
        """The hours that have room on the ruler."""
        room = (
            self._line(0, 0).width
            / (CLOSES - OPENS)
            * _HOUR
            * min(two - one for one, two in zip(_AXIS, _AXIS[1:], strict=False))
        )
        return _AXIS if room > measure.width("00", _SIZE) + 3 else _AXIS[::2]

    # --- rows -------------------------------------------------------------------------------------

    def _pieces(self) -> Iterator[Piece]:
        for number, (place, points) in enumerate(by_place(self.local, self.lang)):
            head = self._place(f"place-{number}", place)
            for point in points:
                yield self._row(point, head)
        if not self.local.territory.points:
            yield self._place("none", say("week.no-points", self.lang))

    def _place(self, owner: str, name: str) -> Piece:
        return head_bar(self.area, owner, name, self.theme.stage, _HEAD)

    def _row(self, point: Point, head: Piece) -> Piece:
        age = self.local.age(point)
        shift = _AGE + 3 if age else 0.0
        room, ink = self._named - _PAD - shift, self._ink(point)
        name = measure.fit(point.name.to(self.lang), _NAME, room, "semibold", lines=3)
        own = sum(point.offer(one).hours != point.hours for one in point.offers)
        note = measure.fit(
            say("week.own-hours", self.lang, services=own) if own else "", _SIZE, room, lines=3
        )
        week, sometimes = point.hours.week, _sometimes(point.hours)
        times = [self._times(week.get(day, ()), sometimes.get(day, ())) for day in range(_DAYS)]
        words = point.hours.exceptions.words(self.lang) if point.hours.exceptions.lines else ""
        below = measure.fit(
            words[:1].upper() + words[1:], _WORDS, self._wide * _DAYS - 2 * _BETWEEN, lines=4
        )
        deep = max(map(len, times)) * _LOW + 1.5
        left = len(name) * _LEAD + len(note) * _LOW
        right = HIGH + deep + len(below) * _WORDS * measure.LEADING
        high = max(left, right) + 2 * _PAD
        owner = f"point-{point.id}"
        said = f"{point.name.to(self.lang)}. {point.hours.words(self.lang)}"

        def draw(canvas: Canvas, place: Rect) -> None:
            x, y = place.left, place.top + _PAD
            draw_age(canvas, x, y, _AGE, self.theme, age)
            y = canvas.texts(x + shift, y, name, _NAME, ink, "semibold")
            canvas.texts(x + shift, y, note, _SIZE, self.theme.muted)
            letter = say("week.letter", self.lang)
            for day, lines in enumerate(times):
                line, spans = self._line(day, place.top + _PAD), week.get(day, ())
                some = sometimes.get(day, ())
                draw_bars(canvas, line, spans, some, self.theme, ink, letter)
                x, y = line.centre[0], line.bottom + 1.5
                canvas.texts(x, y, lines, _SIZE, self.theme.text, anchor="middle")
            x = place.left + self._named + _BETWEEN
            y = place.top + _PAD + HIGH + deep
            canvas.texts(x, y, below, _WORDS, self.theme.text)

        return ruled_row(
            Rect.sized(self.area.left, 0.0, self.area.width, high), owner, draw,
            said=said, classes=("point",), rule=self.theme.rule, head=head,
        )  # fmt: skip

    def _ink(self, point: Point) -> str:
        return self.request.ink(self.local.book.catalogue.actors.get(point.actor[0]))

    def _times(self, spans: Sequence[Span], sometimes: Sequence[Span]) -> list[str]:
        """Write the hours of a day; those of some weeks only stand in brackets."""
        room = self._wide - 4
        plain = [self._span(span) for span in spans]
        said = [*plain, *(f"({self._span(span)})" for span in sometimes)]
        lines: list[str] = []
        for one in said:
            longer = f"{lines[-1]} {one}" if lines else one
            if lines and measure.width(longer, _SIZE) <= room:
                lines[-1] = longer
            else:
                lines.append(one)
        return [line for whole in lines for line in measure.wrap(whole, _SIZE, room)]

    def _span(self, span: Span) -> str:
        if span.minutes == DAY:
            return say("guide.all-day", self.lang)
        letter = f"\u00a0{say('week.letter', self.lang)}" if span.appointment else ""
        return f"{clock(span.opens)}–{clock(span.closes)}{letter}"


def _sometimes(hours: Schedule) -> dict[int, tuple[Span, ...]]:
    """Return the hours of days that are not said of every week, by day of the week."""
    lines = [line for line in hours.exceptions.lines if not line.always]
    by_day = {
        day: united(span for line in lines if day in line.days for span in line.spans)
        for day in range(_DAYS)
    }
    return {day: spans for day, spans in by_day.items() if spans}
