"""Draw a territory as a map: its places, the points that stand there, and in what state they are."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from rutas.answers.readiness import answer
from rutas.diagram.local import Listing, age_signs, below_banner, by_place, draw_age, local_frame
from rutas.diagram.map.marks import HIGH, WIDE, draw_mark, letter, status_sign
from rutas.diagram.map.panel import Panel
from rutas.diagram.map.positions import positions
from rutas.diagram.parts.rows import Cell, Column, Rows
from rutas.diagram.parts.sheet_frame import Sign
from rutas.diagram.parts.stack import stacked
from rutas.hours import clock
from rutas.locale import LANGUAGES, say, speaking
from rutas.model.choice import choice_word
from rutas.quantity import UNKNOWN, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.answers.readiness import Point as Ready
    from rutas.diagram.local import Local
    from rutas.diagram.parts.stack import Piece
    from rutas.diagram.request import Request, Sheet
    from rutas.layout.geometry import Rect
    from rutas.model.territory import Point
    from rutas.paper.canvas import Canvas
    from rutas.paper.palette import Theme

__all__ = ["draw"]

_SHARES = (0.5, 0.6, 0.7, 0.8, 0.9)  # of a sheet, that the map may take
_LETTER = 8.5
_AGE = 8.0


def draw(local: Local, request: Request) -> list[Sheet]:
    """Draw the map of a territory, and the list of its points and ways, on as many sheets as they take."""
    with speaking(request.lang if request.lang in LANGUAGES else LANGUAGES[0]):
        return _Map(local, request).sheets()


class _Map:
    def __init__(self, local: Local, request: Request) -> None:
        self.local, self.request, self.lang = local, request, request.lang
        self.territory = local.territory
        self.ready = {one.point: one for one in answer(local.territory, local.on).points}
        self.places = positions(local.territory)
        order = [one for _, points in by_place(local, self.lang) for one in points]
        self.marks = {
            point.id: f"{self._letter(point)}{number}" for number, point in enumerate(order, 1)
        }
        self.frame = local_frame(
            local, request, self._say("title", name=self.territory.name.to(self.lang)),
            self._say(f"reading-{self.places.unit or 'none'}"), list(self._signs()),
        )  # fmt: skip

    def _say(self, key: str, **words: object) -> str:
        return say(f"map.{key}", self.lang, **words)

    def _sector(self, point: Point) -> str | None:
        actor = self.local.book.catalogue.actors.get(point.actor[0])
        return actor.sector if actor else None

    def _letter(self, point: Point) -> str:
        return letter(self._sector(point), self.lang)

    def _signs(self) -> Iterator[Sign]:
        points = self.territory.points
        for status in ("ready", "unknown", "unready"):
            if any(one.status == status for one in self.ready.values()):
                drawn = partial(status_sign, status=status)
                yield Sign(status, self._say(f"sign-{status}"), WIDE, drawn)
        for sector in dict.fromkeys(map(self._sector, points)):
            word = choice_word("sector", sector, self.lang) if sector else self._say("other")
            text = letter(sector, self.lang)
            yield Sign(f"sector-{sector or 'other'}", word, 8, partial(_letter_sign, text=text))
        yield from age_signs(self.lang)

    # --- sheets -----------------------------------------------------------------------------------

    @cached_property
    def area(self) -> Rect:
        """The room for the map and the lists."""
        return below_banner(self.local, self.frame.area)

    def _panel(self, lists: list[Piece]) -> Panel:
        """Return the map: as large as costs no sheet, or a whole one where that is too little."""
        looks = {point.id: self._look(point) for point in self.territory.points}
        panels = {
            share: Panel(self.local, self.request, self.places, looks, self.area, share)
            for share in (*_SHARES, 1.0)
        }
        pages = {
            share: len(stacked([panel.piece, *lists], self.area.height))
            for share, panel in panels.items()
        }
        free = [share for share in _SHARES if pages[share] == pages[_SHARES[0]]]
        best = max(free, key=lambda share: (round(panels[share].unit, 3), -share))
        return panels[1.0] if panels[best].crowded else panels[best]

    def _look(self, point: Point) -> partial[None]:
        """Return how the mark of a point is drawn at a place."""
        actor = self.local.book.catalogue.actors.get(point.actor[0])
        ink, theme = self.request.ink(actor), self.request.theme
        status = self.ready[point.id].status
        return partial(draw_mark, text=self.marks[point.id], status=status, ink=ink, theme=theme)

    def sheets(self) -> list[Sheet]:
        """Fill the sheets: the map, then the lists."""
        lists = list(self._lists())
        whole = [self._panel(lists).piece] if self.territory.places else []
        territory = self.territory
        description = self._say(
            "description", places=len(territory.places), points=len(territory.points)
        )
        pieces = [*whole, *lists]
        return Listing(self.local, self.request, self.frame, pieces, description).sheets()

    def _lists(self) -> Iterator[Piece]:
        theme = self.request.theme
        rows = Rows(self.area, theme, [
            Column(self._say("col-mark"), 0.1), Column(self._say("col-point"), 0.33),
            Column(self._say("col-place"), 0.19), Column(self._say("col-state"), 0.38),
        ])  # fmt: skip
        head = rows.head("points", self._say("points"))
        for place, points in by_place(self.local, self.lang):
            for point in points:
                name = point.name.to(self.lang)
                cells = self._point(point, place)
                yield rows.row(f"point-{point.id}", cells, head, f"{name}, {place}")
        if not self.territory.points:
            yield rows.note("no-points", say("guide.no-points", self.lang), head)
        if self.territory.travel:
            yield from self._ways()

    def _ways(self) -> Iterator[Piece]:
        rows = Rows(self.area, self.request.theme, [
            Column(self._say("col-from"), 0.4), Column(self._say("col-takes"), 0.15),
            Column(self._say("col-cost"), 0.15), Column(self._say("col-leaves"), 0.3),
        ])  # fmt: skip
        head = rows.head("ways", self._say("ways"))
        names = {key: place.name.to(self.lang) for key, place in self.territory.places.items()}
        for number, one in enumerate(self.territory.travel):
            ends = f"{names[one.from_]} – {names[one.to]}"
            cells = [
                Cell.of(strong=ends),
                Cell.of(one.takes.wording(self.lang)),
                Cell.of(one.cost.wording(self.lang) if one.cost else UNKNOWN),
                Cell.of(self._times("leaves", one.leaves), self._times("returns", one.returns)),
            ]
            yield rows.row(f"way-{number}", cells, head, ends)

    def _times(self, key: str, times: tuple[int, ...]) -> str:
        return self._say(key, times=", ".join(map(clock, times))) if times else ""

    # --- what is told -----------------------------------------------------------------------------

    def _point(self, point: Point, place: str) -> list[Cell]:
        age, look = self.local.age(point), self._look(point)

        def mark(canvas: Canvas, room: Rect) -> None:
            look(canvas, room.left, room.top)
            draw_age(canvas, room.left + WIDE + 3, room.top + 3, _AGE, self.request.theme, age)

        actors = self.local.book.catalogue.actors
        who = ", ".join(actors[name].name.to(self.lang) for name in point.actor)
        return [
            Cell(above=HIGH, draw=mark),
            Cell.of(who, strong=point.name.to(self.lang)),
            Cell.of(place, self._say("offers", services=len(point.offers))),
            Cell.of(*self._state(self.ready[point.id])),
        ]

    def _state(self, one: Ready) -> Iterator[str]:
        status = say(f"territory.status-{one.status}", self.lang)
        status = status[:1].upper() + status[1:]
        known = one.readiness is not None
        yield self._say("state", status=status, share=percent(one.readiness)) if known else status
        items = self.territory.questions.items
        for key, essential in (("missing-essential", True), ("missing", False)):
            named = [items[name] for name in one.missing if items[name].essential == essential]
            if named:
                yield self._say(key, items="; ".join(item.name.to(self.lang) for item in named))


def _letter_sign(canvas: Canvas, place: Rect, theme: Theme, *, text: str) -> None:
    canvas.text(place.left, place.top + 8.7, text, _LETTER, theme.text, "bold")
