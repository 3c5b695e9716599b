"""Draw queues day by day: a strip a service, on one axis of time, with and without a change."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from rutas.diagram.local import Listing, below_banner
from rutas.diagram.parts.sheet_frame import Frame, day
from rutas.diagram.parts.stack import Piece, head_bar, ruled_row, stacked
from rutas.diagram.parts.type_size import largest_type
from rutas.diagram.queues.axis import SIZE, Days
from rutas.diagram.queues.plot import LABELS, Plot
from rutas.diagram.queues.signs import signs
from rutas.layout.geometry import Rect
from rutas.locale import LANGUAGES, number, say, speaking
from rutas.paper import measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.diagram.queues.content import Queues, Strip
    from rutas.diagram.request import Request, Sheet
    from rutas.paper.canvas import Canvas

__all__ = ["draw"]

_NAME = 9.0
_LEAD, _LOW = _NAME * measure.LEADING, SIZE * measure.LEADING
_WORDS = (0.19, 120.0)  # the names: a share of the width, and the least
_HIGH, _TALL = 74.0, 280.0  # of a strip
_PAD, _RULER = 4.0, 12.0
_SLACK = 0.01  # so that rounding moves no strip to another sheet
_LEAST = 480.0  # the width with larger type


def draw(queues: Queues, request: Request) -> list[Sheet]:
    """Draw the queues of services on as few sheets as hold them, each strip as high as there is room."""
    with speaking(request.lang if request.lang in LANGUAGES else LANGUAGES[0]):
        plan = largest_type(request, lambda asked: _Sheet(queues, asked).plan())
        return _Sheet(queues, plan.request).plan(filled=True).sheets()


def levelled(heights: Sequence[float], room: float) -> list[float]:
    """Return the heights of strips that fill a sheet: all alike, but for those that are higher already.

    >>> levelled([50, 80, 50], 270), levelled([50, 110, 50], 270)
    ([90.0, 90.0, 90.0], [80.0, 110, 80.0])
    """
    level = left = room
    for index, high in enumerate(sorted(heights, reverse=True)):
        level = left / (len(heights) - index)
        if high <= level:
            break
        left -= high
    return [max(high, min(level, _TALL)) for high in heights]


class _Sheet:
    def __init__(self, queues: Queues, request: Request) -> None:
        self.queues, self.request, self.theme = queues, request, request.theme
        self.lang = request.lang
        title = say("queues.title", self.lang, routes=queues.title)
        reading = say(f"queues.reading-{self.days.long}", self.lang)
        if queues.change:
            reading += f" {say('queues.with-change', self.lang, change=queues.change)}"
        self.frame = Frame(
            request, title, reading, [*self._cells()],
            signs(self.lang), f"{title} · {say('queues.standing', self.lang)}",
            say("queues.seed", self.lang, seed=queues.seed),
        )  # fmt: skip

    @cached_property
    def days(self) -> Days:
        """The days, right of the names and of the numbers of the scales."""
        page, (share, least) = self.request.paper.printable, _WORDS
        left = page.left + max(share * page.width, least) + LABELS
        return Days(self.queues.start, max(self.queues.days, 1), left, page.right)

    def _cells(self) -> Iterator[tuple[str, str]]:
        queues, lang = self.queues, self.lang
        last = queues.start + timedelta(days=queues.days - 1)
        ends = {"first": day(queues.start.isoformat(), lang), "last": day(last.isoformat(), lang)}
        yield say("diagram.block-route", lang), ", ".join(queues.routes)
        if queues.territory:
            yield say("diagram.block-territory", lang), queues.territory
        yield say("queues.block-days", lang), say("queues.days", lang, **ends)
        yield say("queues.block-replications", lang), number(queues.replications, 0, lang)
        yield say("queues.block-seed", lang), str(queues.seed)

    def plan(self, *, filled: bool = False) -> Listing:
        """Return how it would stand on sheets: with strips as low as can be, or as high as fills them."""
        words = say("queues.description", self.lang, n=len(self.queues.strips))
        ruler = Piece(_RULER, lambda canvas, top: self.days.ruler(canvas, top, self.theme))
        pieces = [self._strip(strip) for strip in self.queues.strips]
        if filled:
            room = below_banner(self.queues, self.area).height - _RULER
            pages = [[piece.height for piece in page] for page in stacked(pieces, room)]
            heights = chain.from_iterable(levelled(page, room - _SLACK) for page in pages)
            pieces = [self._strip(*one) for one in zip(self.queues.strips, heights, strict=True)]
        if not pieces:
            none = say("queues.none", self.lang)
            pieces = [head_bar(self.area, "none", none, self.theme.stage, _NAME)]
        return Listing(self.queues, self.request, self.frame, pieces, words, _LEAST, ruler)

    @property
    def area(self) -> Rect:
        """The room for the ruler and the strips."""
        return self.frame.area

    def _strip(self, strip: Strip, high: float = 0.0) -> Piece:
        room = self.days.left - LABELS - self.area.left - _PAD
        called = measure.fit(strip.name, _NAME, room, "semibold", lines=3)
        notes = [line for note in strip.notes for line in measure.fit(note, SIZE, room, lines=3)]
        words = len(called) * _LEAD + len(notes) * _LOW + 2 * _PAD
        owner = strip.resource.replace(":", "-")

        def draw(canvas: Canvas, place: Rect) -> None:
            top = canvas.texts(
                place.left, place.top + _PAD, called, _NAME, self.theme.text, "semibold"
            )
            canvas.texts(place.left, top, notes, SIZE, self.theme.text)
            plot = Plot(self.days, place.top + _PAD, place.bottom - _PAD, self.theme, self.lang)
            plot.draw(canvas, strip)

        return ruled_row(
            Rect.sized(self.area.left, 0.0, self.area.width, max(_HIGH, words, high)), owner, draw,
            said=". ".join([strip.name, *strip.notes]), classes=("service",), rule=self.theme.rule,
        )  # fmt: skip
