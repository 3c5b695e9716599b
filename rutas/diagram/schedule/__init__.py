"""Draw how far the instruments of the system got: a bar a territory on an axis of time."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.answers.progress import answer, counted_words
from rutas.diagram.local import Listing
from rutas.diagram.parts.sheet_frame import Frame, day, foot
from rutas.diagram.parts.stack import Piece, head_bar, ruled_row
from rutas.diagram.parts.type_size import largest_type
from rutas.diagram.schedule.axis import Axis, signs
from rutas.layout.geometry import Rect
from rutas.locale import language, say, speaking
from rutas.model.choice import choice_word
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.answers.progress import Cell, Instrument
    from rutas.diagram.board import Schedule
    from rutas.diagram.request import Request, Sheet

__all__ = ["draw"]

_NAME, _SIZE = 9.5, 8.5
_LEAD = _SIZE * measure.LEADING
_TERRITORY, _STATE = 0.19, 0.25  # of the width; the rest is the axis
_PAD, _GAP = 3.0, 6.0
_LEAST = 560.0  # the width with larger type


def draw(schedule: Schedule, request: Request) -> list[Sheet]:
    """Draw the instruments, each with its territories, on as few sheets as they take."""
    with speaking(request.lang):
        return largest_type(request, lambda asked: _Sheet(schedule, asked).plan()).sheets()


class _Sheet:
    def __init__(self, schedule: Schedule, request: Request) -> None:
        self.schedule, self.request, self.theme = schedule, request, request.theme
        self.found = answer(schedule.book, schedule.on)
        lang = request.lang
        today = day(schedule.on.isoformat(), lang)
        ends = foot(
            say("schedule.title"),
            say("schedule.as-of", day=today),
            None,
            schedule.on.isoformat(),
            lang,
        )
        reading = f"{say('schedule.reading')} {self._sources()}".strip()
        self.frame = Frame(request, say("schedule.title"), reading, [], signs(), *ends)

    def _sources(self) -> str:
        """Say where all this was published."""
        known = self.schedule.book.catalogue.sources
        named = dict.fromkeys(one.source for one in self.found.instruments if one.source)
        titles = "; ".join(known[name].title.to(self.request.lang) for name in named)
        return say("schedule.sources", titles=titles) if titles else ""

    def plan(self) -> Listing:
        """Return how it would stand on sheets."""
        words = say("schedule.description", n=len(self.found.instruments))
        ruler = Piece(_LEAD + 9, self._ruler) if self.axis else None
        return Listing(
            self.schedule, self.request, self.frame, [*self._pieces()], words, _LEAST, ruler
        )

    # --- the axis ---------------------------------------------------------------------------------

    @property
    def area(self) -> Rect:
        """The room for ruler and rows."""
        return self.frame.area

    @cached_property
    def axis(self) -> Axis | None:
        """The axis of time, where any day is known."""
        told = [
            date.fromisoformat(one)
            for cell in self.found.cells
            for one in (cell.planned_from, cell.planned_to, cell.real_from, cell.real_to)
            if one
        ]
        left = self.area.left + self.area.width * (_TERRITORY + _STATE)
        return Axis.of(told, self.schedule.on, left + 8, self.area.right - 8) if told else None

    def _ruler(self, canvas: Canvas, top: float) -> None:
        if self.axis:
            self.axis.ruler(canvas, top, self.theme, self.request.lang)

    # --- rows -------------------------------------------------------------------------------------

    def _pieces(self) -> Iterator[Piece]:
        for one in self.found.instruments:
            cells = [cell for cell in self.found.cells if cell.instrument == one.instrument]
            head = head_bar(
                self.area, f"instrument-{one.instrument}", one.name, self.theme.stage, _NAME,
                aside=self._told(one), gap=_GAP,
            )  # fmt: skip
            if one.narrative or not cells:
                yield self._words(one, head)
            for cell in cells:
                yield self._row(cell, head)
        if not self.found.instruments:
            yield head_bar(self.area, "none", say("progress.none"), self.theme.stage, _NAME)

    def _told(self, one: Instrument) -> str:
        approved = say("progress.approved", day=day(one.approved, self.request.lang))
        told = [approved if one.approved else say("progress.not-approved")]
        told += [choice_word("instrument-state", one.state, language())] if one.state else []
        told += [counted_words(one)] if one.done is not None else []
        return " · ".join(told)

    def _words(self, one: Instrument, head: Piece) -> Piece:
        """Return the line that says what comes next."""
        said = one.narrative or say("schedule.nowhere")
        lines = measure.fit(said, _SIZE, self.area.width - 2 * _PAD, lines=3)
        owner = f"next-{one.instrument}"
        high = len(lines) * _LEAD + 2 * _PAD

        def draw(canvas: Canvas, top: float) -> None:
            place = Rect.sized(self.area.left, top, self.area.width, high)
            with canvas.owned(owner):
                canvas.rect(place, Pen(fill="#ffffff"))
                canvas.texts(place.left + _PAD, top + _PAD, lines, _SIZE, self.theme.muted)
            canvas.node(Node(owner, place, "box", ("node", "next"), said))

        return Piece(high, draw, head)

    def _row(self, cell: Cell, head: Piece) -> Piece:
        name = self.schedule.book.territories[cell.territory].name.to(self.request.lang)
        called = measure.fit(
            name, _SIZE, self.area.width * _TERRITORY - 2 * _PAD, "semibold", lines=3
        )
        told = [choice_word("instrument-state", cell.state, language())] if cell.state else []
        told += [counted_words(cell)] if cell.done is not None else []
        told += [say("schedule.late")] if cell.late else []
        state = measure.fit(" · ".join(told), _SIZE, self.area.width * _STATE - 2 * _PAD, lines=3)
        high = max(len(called), len(state), 1) * _LEAD + 2 * _PAD + 2
        owner = f"cell-{cell.instrument}-{cell.territory}"

        def draw(canvas: Canvas, place: Rect) -> None:
            canvas.texts(
                place.left + _PAD, place.top + _PAD, called, _SIZE, self.theme.text, "semibold"
            )
            x = place.left + self.area.width * _TERRITORY + _PAD
            canvas.texts(x, place.top + _PAD, state, _SIZE, self.theme.text)
            if self.axis:
                self.axis.bar(canvas, place, cell, self.theme)

        return ruled_row(
            Rect.sized(self.area.left, 0.0, self.area.width, high), owner, draw,
            said=f"{name}: {' · '.join(told)}", classes=("cell",), rule=self.theme.rule, head=head,
        )  # fmt: skip
