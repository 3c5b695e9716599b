"""Draw a centre that improvements propose: who hands over to whom today and tomorrow, what that changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rutas.answers.improvements import price_words
from rutas.answers.territory import people_words
from rutas.diagram.center.picture import Picture, guest_sign, line_sign
from rutas.diagram.parts.figures import Figure, figures
from rutas.diagram.parts.rows import Cell, Column, Rows
from rutas.diagram.parts.sheet_frame import Frame, Sign, foot
from rutas.diagram.parts.stack import pile
from rutas.diagram.request import Sheet
from rutas.improve.bundle import price, ready_days
from rutas.layout.geometry import Rect
from rutas.locale import LANGUAGES, say, speaking
from rutas.model import HANDOVERS
from rutas.paper.canvas import Canvas
from rutas.quantity import UNKNOWN, figure, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.diagram.parts.stack import Piece
    from rutas.diagram.request import Request
    from rutas.improve.centre import Centre
    from rutas.model import Step
    from rutas.paper.palette import Theme

__all__ = ["draw"]

_BESIDE, _BELOW, _BETWEEN = (
    0.31,
    0.42,
    14.0,
)  # the part for what stands beside the picture, or below it


def draw(centre: Centre, request: Request) -> list[Sheet]:
    """Draw the centre in the middle of the institutions, and beside it what a family is spared: one sheet."""
    with speaking(request.lang if request.lang in LANGUAGES else LANGUAGES[0]):
        return [_Center(centre, request).sheet()]


class _Center:
    def __init__(self, centre: Centre, request: Request) -> None:
        self.centre, self.request, self.lang = centre, request, request.lang
        self.actors = centre.actors
        self.name = self._actor(centre.actor)
        self.frame = Frame(
            request, self._say("title", name=self.name), self._say("reading", unit=self._unit),
            [*self._cells()], [*self._signs()],
            *foot("; ".join(centre.bundle.called.values()), self._say("standing"), None,
                  max((route.revised or "" for route in centre.routes), default=""), self.lang),
        )  # fmt: skip

    def _say(self, key: str, **words: object) -> str:
        return say(f"center.{key}", self.lang, **words)

    @property
    def _unit(self) -> str:
        return self._say("a-year" if self.centre.yearly else "of-a-hundred")

    def _actor(self, name: str) -> str:
        return self.actors[name].name.to(self.lang) if name in self.actors else name

    def _first(self, step: Step) -> str:
        return self._actor(step.actor[0]) if step.actor else UNKNOWN

    def _cells(self) -> Iterator[tuple[str, str]]:
        catalogue, names = self.centre.bundle
        cost, ready = price(catalogue, names), ready_days(catalogue, names)
        once, yearly = (price_words(one, cost.currency) for one in (cost.once, cost.yearly))
        yield self._say("block-improvement"), "; ".join(self.centre.bundle.called.values())
        yield self._say("block-routes"), ", ".join(route.id for route in self.centre.routes)
        yield (
            self._say("block-cost", currency=cost.currency or ""),
            say("improve.prices", self.lang, once=once, yearly=yearly),
        )
        yield self._say("block-ready"), UNKNOWN if ready is None else span(ready, self.lang)

    def _signs(self) -> Iterator[Sign]:
        for when in ("today", "tomorrow"):
            yield Sign(when, self._say(f"sign-{when}"), 26, partial(line_sign, when=when))
        yield Sign("guest", self._say("sign-guest"), 14, guest_sign)
        used = {kind for one in (*self.centre.today, *self.centre.tomorrow) for kind in one.kinds}
        for kind in (kind for kind in HANDOVERS if kind in used):
            letter = say(f"actors.letter-{kind}", self.lang)
            drawn = partial(_letter, letter=letter)
            yield Sign(f"kind-{kind}", say(f"actors.sign-{kind}", self.lang), 8, drawn)

    def sheet(self) -> Sheet:
        """Draw it."""
        area, canvas = self.frame.area, Canvas.of(self.request.paper)
        if self.request.paper.landscape:
            left = area.right - area.width * _BESIDE
            picture = Rect(area.left, area.top, left - _BETWEEN, area.bottom)
            panel = Rect(left, area.top, area.right, area.bottom)
        else:
            top = area.bottom - area.height * _BELOW
            picture = Rect(area.left, area.top, area.right, top - _BETWEEN)
            panel = Rect(area.left, top, area.right, area.bottom)
        Picture(self.centre, self.request, picture).draw(canvas)
        pile(canvas, self._fitting(panel), panel.top)
        self.frame.draw(canvas)
        words = {
            "name": self.name,
            "steps": len(self.centre.moved),
            "links": len(self.centre.tomorrow),
        }
        return Sheet(canvas, self.frame.title, self._say("description", **words))

    # --- beside the picture -----------------------------------------------------------------------

    def _fitting(self, panel: Rect) -> list[Piece]:
        """Return the figures and as many rows as have room; of the rest, how many they are."""
        rows = Rows(panel, self.request.theme, [
            Column(self._say("col-route"), 0.14), Column(self._say("col-step"), 0.5),
            Column(self._say("col-today"), 0.36),
        ])  # fmt: skip
        head = rows.head("moved", self._say("moved"), self._say("moved-reading", name=self.name))
        pieces = [figures(panel, self.request.theme, [*self._states()]), head]
        if not self.centre.moved:
            return [*pieces, rows.note("none-moved", self._say("none-moved"))]
        told = [
            rows.row(f"moved-{route.id}--{step.id}", [
                Cell.of(route.id), Cell.of(step.title.to(self.lang)), Cell.of(self._first(step)),
            ], None, f"{route.id}: {step.title.to(self.lang)}")
            for route, step in self.centre.moved
        ]  # fmt: skip
        rest = [rows.note("more", self._say("more", count=n)) for n in range(1, len(told) + 1)]
        room = panel.height - sum(piece.height for piece in pieces)
        several = ([*told[: len(told) - n], *rest[n - 1 : n]] for n in range(len(told) + 1))
        fitting = next(one for one in several if sum(piece.height for piece in one) <= room)
        return [*pieces, *fitting]

    def _states(self) -> Iterator[Figure]:
        """Return the figures of today and of tomorrow."""
        doors = len({step.actor[0] for _, step in self.centre.moved if step.actor})
        for when, several, count in (
            ("today", self.centre.before, doors),
            ("tomorrow", self.centre.after, min(doors, 1)),
        ):
            yield Figure(self._say(f"state-{when}"), (
                (people_words(self.centre.completing(several)), self._say("people")),
                (figure(self.centre.alone(several)), self._say("alone")),
                (str(count), self._say("doors", doors=count, steps=len(self.centre.moved))),
            ))  # fmt: skip


def _letter(canvas: Canvas, place: Rect, theme: Theme, *, letter: str) -> None:
    canvas.text(place.left, place.top + 8.8, letter, 8, theme.text, "bold")
