"""Draw the pocket guide of a territory: each service at its points, with the week in seven columns."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.guide.content import absent, sections, span_words
from rutas.diagram.local import (
    Listing,
    age_signs,
    below_banner,
    draw_age,
    holidays_known,
    local_frame,
)
from rutas.diagram.parts.seen_signs import sector_signs
from rutas.diagram.parts.stack import Piece, head_bar
from rutas.diagram.parts.type_size import largest_type
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.answers.guide_rows import Guide
    from rutas.diagram.guide.content import Entry, Section
    from rutas.diagram.local import Local
    from rutas.diagram.request import Request, Sheet

__all__ = ["draw"]

_HEAD, _SIZE, _SMALL = 10.5, 9.0, 8.5  # the type of heads, of points, of hours
_LEAD, _LOW = _SIZE * measure.LEADING, _SMALL * measure.LEADING
_PAD, _GAP, _AGE = 4.0, 9.0, 8.0  # inside a row; before a head; the sign of an old datum
_LEAST = 370.0  # the width, on A5 and with larger type
_BESIDE = 460.0  # the least width at which a point stands beside its week, not above it
_NAMES = 0.3  # the share of the width that is then the point's
_DAYS = 7
_TALLEST = 0.5  # of a sheet, a row at most


def draw(local: Local, request: Request) -> list[Sheet]:
    """Draw the guide of a territory on as many sheets as its services take."""
    told = sections(local, request.lang)
    return largest_type(request, lambda asked: _Guide(local, asked, told).plan()).sheets()


class _Guide:
    def __init__(self, local: Local, request: Request, told: tuple[list[Section], Guide]) -> None:
        self.local, self.request, self.theme = local, request, request.theme
        self.lang = request.lang
        self.told, self.found = told
        name = local.territory.name.to(self.lang)
        self.frame = local_frame(
            local, request, say("guide.title", self.lang, name=name),
            f"{say('guide.reading', self.lang)} {holidays_known(local, self.lang)}".strip(),
            [*age_signs(self.lang), *sector_signs((one.actor for one in self.told), request)],
        )  # fmt: skip

    def plan(self) -> Listing:
        """Return how it would stand on sheets."""
        said = {"services": len(self.found.services), "points": len(self.local.territory.points)}
        words = say("guide.description", self.lang, **said)
        return Listing(self.local, self.request, self.frame, [*self._pieces()], words, _LEAST)

    # --- what is measured -------------------------------------------------------------------------

    @cached_property
    def area(self) -> Rect:
        """The room for the services."""
        return below_banner(self.local, self.frame.area)

    @cached_property
    def _beside(self) -> bool:
        return self.area.width >= _BESIDE

    @cached_property
    def _named(self) -> float:
        """How wide what stands beside the week is: nothing where that stands above it."""
        return self.area.width * _NAMES if self._beside else 0.0

    @cached_property
    def _wide(self) -> float:
        """The width of a day."""
        return (self.area.width - self._named) / _DAYS

    @cached_property
    def _most(self) -> int:
        """The lines that a part of a row has at most."""
        return max(2, int(self.area.height * _TALLEST / _LEAD / (1 if self._beside else 2)) - 3)

    def _pieces(self) -> Iterator[Piece]:
        for section in self.told:
            head = self._head(section)
            for entry in section.entries:
                yield self._row(entry, section, head)
        title, names = absent(self.local, self.found, self.lang)
        head = self._bar("absent", title)
        for service, name in names:
            yield self._line(f"absent-{service}", name, head)
        if not self.local.territory.points:
            yield self._line("none", say("guide.no-points", self.lang), None)

    # --- heads ------------------------------------------------------------------------------------

    def _bar(self, owner: str, title: str, aside: str = "", ink: str = "") -> Piece:
        """Return the bar over a service."""
        ink = ink or self.theme.stage
        return head_bar(self.area, owner, title, ink, _HEAD, aside=aside, gap=_GAP, lines=3)

    def _head(self, section: Section) -> Piece:
        """Return what stands over the points of a service: its name, its papers, the days."""
        bar = self._bar(section.id, section.title, section.aside, self.request.ink(section.actor))
        room = self.area.width - 2 * _PAD
        bring = measure.fit(section.bring, _SMALL, room, "semibold", lines=4)

        def draw(canvas: Canvas, top: float) -> None:
            bar.draw(canvas, top)
            y = top + bar.height + 2
            with canvas.owned(section.id):
                x = self.area.left + _PAD
                y = canvas.texts(x, y, bring, _SMALL, self.theme.text, "semibold")
                for day, x in enumerate(self._days()):
                    name = say(f"hours.day-{day}", self.lang)
                    middle, base = x + self._wide / 2, y + 1 + measure.ASCENT * _SMALL
                    canvas.text(middle, base, name, _SMALL, self.theme.muted, anchor="middle")

        return Piece(bar.height + 2 + len(bring) * _LOW + _LOW + 3, draw)

    def _days(self) -> Iterator[float]:
        for day in range(_DAYS):
            yield self.area.left + self._named + day * self._wide

    # --- rows -------------------------------------------------------------------------------------

    def _row(self, entry: Entry, section: Section, head: Piece) -> Piece:
        room = (self._named or self.area.width) - 2 * _PAD
        shift = _AGE + 3 if entry.age else 0.0
        name = measure.fit(entry.name, _SIZE, room - shift, "bold", lines=3)
        details = " · ".join(entry.details)
        told = measure.fit(details, _SMALL, room, lines=self._most) if details else []
        hours = [self._day(entry, day) for day in range(_DAYS)]
        right = self.area.width - self._named - 2 * _PAD
        below = measure.fit(" ".join(entry.below), _SMALL, right, lines=self._most)
        info = len(name) * _LEAD + len(told) * _LOW + (2 * _PAD if self._beside else _PAD + 1)
        days = max(map(len, hours)) * _LOW + 2 * _PAD - 2 if entry.week else 0.0
        rest = len(below) * _LOW + 2 * _PAD - 2 if below else 0.0
        start = 0.0 if self._beside else info
        high = max(info, start + days + rest)
        if days and not below:
            days = high - start
        ink = self.request.ink(section.actor)

        def draw(canvas: Canvas, top: float) -> None:
            place = Rect.sized(self.area.left, top, self.area.width, high)
            with canvas.owned(entry.id):
                canvas.rect(place, Pen(self.theme.rule, 0.5, "#ffffff"))
                x, y = place.left + _PAD, top + _PAD - 1
                draw_age(canvas, x, y, _AGE, self.theme, entry.age)
                y = canvas.texts(x + shift, y, name, _SIZE, ink, "bold")
                canvas.texts(x, y, told, _SMALL, self.theme.text)
                bottom = top + start + days
                if days:
                    self._week(canvas, Rect(place.left, top + start, place.right, bottom), hours)
                elif self._beside:
                    edge = place.left + self._named
                    canvas.line([(edge, top), (edge, place.bottom)], Pen(self.theme.rule, 0.5))
                x = place.left + self._named + _PAD
                canvas.texts(x, bottom + _PAD - 1, below, _SMALL, self.theme.text)
            canvas.node(Node(entry.id, place, "box", ("node", "door"), entry.said))

        return Piece(high, draw, head)

    def _day(self, entry: Entry, day: int) -> list[str]:
        """Return the hours of a day in lines."""
        words = span_words(entry.week.get(day, ()), self.lang)
        room = self._wide - _PAD
        return [line for one in words for line in measure.wrap(one, _SMALL, room, "semibold")]

    def _week(self, canvas: Canvas, place: Rect, hours: Sequence[Sequence[str]]) -> None:
        """Draw the seven days, each with its hours."""
        for x, lines in zip(self._days(), hours, strict=True):
            cell = Rect(x, place.top, x + self._wide, place.bottom)
            canvas.rect(cell, Pen(self.theme.rule, 0.5))
            middle = cell.centre[0]
            y, ink = place.top + _PAD - 1, self.theme.text
            canvas.texts(middle, y, lines, _SMALL, ink, "semibold", "middle")

    def _line(self, owner: str, text: str, head: Piece | None) -> Piece:
        """Return a line of a list."""
        lines = measure.fit(text, _SIZE, self.area.width - 20, lines=3)
        high = len(lines) * _LEAD + 3

        def draw(canvas: Canvas, top: float) -> None:
            place = Rect.sized(self.area.left, top, self.area.width, high)
            with canvas.owned(owner):
                dot = Rect.sized(place.left + 6, top + 6, 3, 3)
                canvas.rect(dot, Pen(fill=self.theme.text))
                canvas.texts(place.left + 16, top + 2, lines, _SIZE, self.theme.text)
            canvas.node(Node(owner, place, "box", ("node",), text))

        return Piece(high, draw, head)
