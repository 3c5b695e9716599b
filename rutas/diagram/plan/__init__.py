"""Draw what to mend first in a territory: each fix with what it adds, what it costs and who does it."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

from rutas.answers.plan import answer, cost_words
from rutas.answers.territory import more_words, people_words
from rutas.diagram.local import Listing, age_signs, below_banner, draw_age, local_frame
from rutas.diagram.parts.figures import Figure, figures
from rutas.diagram.parts.rows import Cell, Column, Rows
from rutas.diagram.parts.sheet_frame import Sign
from rutas.layout.geometry import Rect
from rutas.locale import LANGUAGES, number, say, speaking
from rutas.paper.canvas import Canvas, Pen
from rutas.quantity import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.answers.plan_rows import Fix, Other
    from rutas.diagram.local import Local
    from rutas.diagram.parts.stack import Piece
    from rutas.diagram.request import Request, Sheet
    from rutas.model import Route
    from rutas.paper.palette import Theme

__all__ = ["draw"]

_BAR, _AGE, _RANK = (
    9.0,
    8.0,
    14.0,
)  # how high a bar is, the sign of an old datum, the type of a rank


def draw(local: Local, request: Request) -> list[Sheet]:
    """Draw the improvement plan of a route in a territory, on as many sheets as its fixes take."""
    with speaking(request.lang if request.lang in LANGUAGES else LANGUAGES[0]):
        return _Plan(local, request).sheets()


class _Plan:
    def __init__(self, local: Local, request: Request) -> None:
        self.local, self.request, self.lang = local, request, request.lang
        self.route, self.territory = cast("Route", local.route), local.territory
        self.found = answer(self.territory, local.on, self.route)
        signs = [
            Sign(key, say(f"plan.sign-{key}", self.lang), 16, partial(_bar_sign, key=key))
            for key in ("adds", "before")
        ]
        self.frame = local_frame(
            local, request, self._say("title", name=self._territory, route=self._route),
            self._say("reading"), [*signs, *age_signs(self.lang)],
        )  # fmt: skip

    def _say(self, key: str, **words: object) -> str:
        return say(f"plan.{key}", self.lang, **words)

    @property
    def _named(self) -> list[Fix | Other]:
        return [*self.found.fixes, *self.found.others]

    @property
    def _territory(self) -> str:
        return self.territory.name.to(self.lang)

    @property
    def _route(self) -> str:
        return self.route.name.to(self.lang)

    def sheets(self) -> list[Sheet]:
        """Fill the sheets, each about as full as the others."""
        area = below_banner(self.local, self.frame.area)
        description = self._say(
            "description", fixes=len(self.found.fixes), others=len(self.found.others)
        )
        pieces = [*self._pieces(area)]
        return Listing(self.local, self.request, self.frame, pieces, description).sheets()

    def _pieces(self, area: Rect) -> Iterator[Piece]:
        yield figures(area, self.request.theme, self._year())
        rows = Rows(area, self.request.theme, [
            Column("", 0.07), Column(self._say("col-fix"), 0.4), Column(self._say("col-cost"), 0.21),
            Column(self._say("col-adds"), 0.32),
        ])  # fmt: skip
        head = rows.head("fixes", self._say("fixes"), self._say("fixes-reading"))
        for one in self.found.fixes:
            yield rows.row(f"fix-{one.point}", list(self._fix(one)), head, self._said(one))
        if not self.found.fixes:
            yield rows.note("no-fixes", self._say("no-fixes"), head)
        if self.found.others:
            more = Rows(area, self.request.theme, [
                Column(self._say("col-other"), 0.47), Column(self._say("col-cost"), 0.21),
                Column(self._say("col-readiness"), 0.14, right=True),
                Column(self._say("col-stake"), 0.18, right=True),
            ])  # fmt: skip
            head = more.head("others", self._say("others"), self._say("others-reading"))
            for other in self.found.others:
                key = f"other-{other.point}--{other.item}"
                yield more.row(key, self._other(other), head, self._said(other))

    # --- what is told -----------------------------------------------------------------------------

    def _year(self) -> list[Figure]:
        """Return what a year brings today, with what is agreed, and with every fix."""
        now, agreed = self.found.before, self.found.after
        whole = self.found.fixes[-1].total if self.found.fixes else None
        told = [("now", now.people, now.services), ("agreed", agreed.people, agreed.services)]
        if whole and now.people is not None and now.services is not None:
            told.append(("mended", now.people + whole.people, now.services + whole.services))
        people, services = self._say("people"), self._say("services")
        return [
            Figure(self._say(key), ((people_words(a), people), (people_words(b), services)))
            for key, a, b in told
        ]

    def _point(self, name: str) -> str:
        return self.territory.by_id[name].name.to(self.lang)

    def _items(self, one: Fix | Other) -> str:
        items = one.items if hasattr(one, "items") else (one.item,)
        asked = self.territory.questions.items
        return "; ".join(asked[name].name.to(self.lang) for name in items)

    def _who(self, one: Fix | Other) -> str:
        return self._say("who", actor=self.route.catalogue.actors[one.actor].name.to(self.lang))

    def _cost(self, one: Fix | Other) -> str:
        return self._say("cost-unknown") if one.cost is None else cost_words(one)

    def _takes(self, one: Fix | Other) -> str:
        return self._say("takes", time=span(one.takes_days, self.lang)) if one.takes_days else ""

    def _fix(self, one: Fix) -> Iterator[Cell]:
        yield Cell(above=_RANK + 2, draw=partial(self._rank, one))
        missing = self._say("missing", items=self._items(one))
        yield Cell.of(missing, self._who(one), strong=self._point(one.point))
        yield Cell.of(self._cost(one), self._takes(one))
        told = Cell.of(*self._adds(one))
        yield Cell(told.paragraphs, _BAR + 3, partial(self._bar, one))

    def _rank(self, one: Fix, canvas: Canvas, place: Rect) -> None:
        """Draw the rank of a fix, and whether what is known of its point is old."""
        theme, text = self.request.theme, str(one.rank)
        base = place.top + _RANK * 0.72
        end = canvas.text(place.left, base, text, _RANK, theme.text, "bold").right
        age = self.local.age(self.territory.by_id[one.point])
        draw_age(canvas, end + 4, base - _AGE, _AGE, theme, age)

    def _adds(self, one: Fix) -> Iterator[str]:
        yield self._say("adds", people=more_words(one.people), services=more_words(one.services))
        total = {"people": more_words(one.total.people), "services": more_words(one.total.services)}
        yield self._say("total", **total)
        if (one.alone, one.last) != (one.total, one.total):
            yield self._say(
                "alone", alone=more_words(one.alone.people), last=more_words(one.last.people)
            )

    @cached_property
    def _most(self) -> float:
        return max((abs(one.total.people) for one in self.found.fixes), default=0.0)

    def _bar(self, one: Fix, canvas: Canvas, place: Rect) -> None:
        """Draw what a fix adds to the people of those before it, on one scale for all fixes."""
        theme = self.request.theme
        if not self._most:
            return
        unit = place.width / self._most
        start, end = sorted((one.total.people - one.people, one.total.people))
        low, high = place.left + max(start, 0.0) * unit, place.left + max(end, 0.0) * unit
        bar = Rect(place.left, place.top, place.left, place.top + _BAR)
        if low > place.left + 0.5:
            before = Rect(bar.left, bar.top + 2.5, low, bar.bottom - 2.5)
            canvas.rect(before, Pen(theme.rule, 0.75, "#ffffff"))
        if high > low + 0.5:
            canvas.rect(Rect(low, bar.top, high, bar.bottom), Pen(fill=theme.text))

    def _other(self, one: Other) -> list[Cell]:
        return [
            Cell.of(self._say("missing", items=self._items(one)), self._who(one),
                    strong=self._point(one.point)),
            Cell.of(self._cost(one), self._takes(one)),
            Cell.of(self._say("points", points=number(100 * one.readiness, 0, self.lang))),
            Cell.of(people_words(one.at_stake)),
        ]  # fmt: skip

    def _said(self, one: Fix | Other) -> str:
        missing = self._say("missing", items=self._items(one))
        return ". ".join([self._point(one.point), missing, self._who(one), self._cost(one)])


def _bar_sign(canvas: Canvas, place: Rect, theme: Theme, *, key: str) -> None:
    bar = Rect.sized(place.left, place.top + 2, place.width, _BAR)
    if key == "adds":
        canvas.rect(bar, Pen(fill=theme.text))
    else:
        thin = Rect(bar.left, bar.top + 2.5, bar.right, bar.bottom - 2.5)
        canvas.rect(thin, Pen(theme.rule, 0.75, "#ffffff"))
