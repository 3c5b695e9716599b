"""Hold what a sheet of a territory is drawn from, and frame it: its day, its sources, what is made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING, Literal, Protocol, Self

from rutas.diagram.parts import icons
from rutas.diagram.parts.sheet_frame import Frame, Sign, day, foot, noted
from rutas.diagram.parts.stack import Piece, aired, pile, stacked
from rutas.diagram.request import Sheet
from rutas.hours import day_in_words
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.model.choice import choice_word
from rutas.model.territory import EXAMPLE
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Pen
from rutas.territory.survey import is_stale, latest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rutas.book import Book
    from rutas.diagram.request import Request
    from rutas.model import Route
    from rutas.model.territory import Point, Territory
    from rutas.paper.palette import Theme
    from rutas.prose.itinerary import Told

__all__ = [
    "Age", "Listing", "Local", "MadeUp", "age_signs", "below_banner", "by_place", "draw_age",
    "draw_banner", "holidays_known", "local_frame",
]  # fmt: skip

Age = Literal["stale", "undated", ""]
"""What has to be said of a point's datum: it is old, nobody says how old it is, or nothing."""

_YEAR = timedelta(days=364)
_SOURCES = 4  # of the points, that are named
_AIR = 0.8  # of their heights, that the rows of a list stand apart at the most, so that a sheet is filled
_BANNER = 10.5  # the type of what says that data are made up


class MadeUp(Protocol):
    """What is drawn, and may be made up."""

    @property
    def example(self) -> bool:
        """Whether it is."""

    @property
    def banner(self) -> str:
        """The message that then says so, large."""


@dataclass(frozen=True)
class Local:
    """A territory as it is drawn.

    Attributes
    ----------
    territory, book
        The territory, and the book in which it stands.
    on
        The day that is asked about.
    route
        The route whose way through it is drawn, where a kind shows one.
    told
        A family's itinerary through it, where a kind shows one.
    """

    territory: Territory
    book: Book
    on: date
    route: Route | None = None
    told: Told | None = None

    @property
    def name(self) -> str:
        """What its files are called by: the territory, and the route."""
        return f"{self.territory.id}-{self.route.id}" if self.route else self.territory.id

    banner = "local.banner"

    @property
    def example(self) -> bool:
        """Whether something of it is made up."""
        return self.territory.example

    def age(self, point: Point) -> Age:
        """Return whether what is known of a point is old, or of an unknown day."""
        if point.surveyed is None:
            return "undated"
        return "stale" if is_stale(self.territory, point, self.on) else ""


def local_frame(
    local: Local, request: Request, title: str, reading: str, signs: Sequence[Sign] = ()
) -> Frame:
    """Return what stands round a drawing of a territory: its day, its sources, its points, its foot."""
    lang, territory = request.lang, local.territory
    return Frame(
        request, title, f"{reading} {_sources(local, lang)}".strip(), _cells(local, lang), signs,
        *foot(territory.name.to(lang), _standing(territory, lang), None, local.on.isoformat(), lang),
    )  # fmt: skip


def _standing(territory: Territory, lang: str) -> str:
    """Say how far a territory was taken; one with made-up data says so at every foot."""
    if territory.example:
        return say("local.example", lang)
    return choice_word("territory-status", territory.status, lang).capitalize()


def _cells(local: Local, lang: str) -> list[tuple[str, str]]:
    territory, survey = local.territory, latest(local.territory, local.on)
    place = territory.department.to(lang) if territory.department else ""
    listed = (
        say("local.listed", lang, listed=len(territory.points), points=survey.points)
        if survey
        else str(len(territory.points))
    )
    cells = [
        ("territory", territory.name.to(lang)),
        ("department", place),
        ("route", local.route.id if local.route else ""),
        ("points", listed),
        ("day", day(local.on.isoformat(), lang)),
    ]
    return [(say(f"local.block-{key}", lang), value) for key, value in cells if value]


def holidays_known(local: Local, lang: str) -> str:
    """Say until when it is known which holidays are moved, where that is less than the year asked about."""
    known = local.territory.calendar.known_until
    if known is None or known >= local.on + _YEAR:
        return ""
    return say("territory.known-until", lang, day=day_in_words(known, lang))


def _sources(local: Local, lang: str) -> str:
    """Say where the count of points and what is said of them come from."""
    titles = {name: one.title.to(lang) for name, one in local.book.catalogue.sources.items()}
    titles |= {name: say(f"local.source-{name}", lang) for name in (EXAMPLE, "estimate")}
    survey = latest(local.territory, local.on)
    found = {}
    if survey and survey.source:
        found["survey"] = [titles[survey.source]]
    if named := dict.fromkeys(one.source for one in local.territory.points if one.source):
        shown = [titles[name] for name in [*named][:_SOURCES]]
        more = len(named) - len(shown)
        found["points"] = [*shown, say("local.sources-more", lang, more=more)] if more else shown
    said = [say(f"local.sources-{key}", lang, sources=", ".join(of)) for key, of in found.items()]
    return say("local.sources", lang, sources="; ".join(said)) if said else ""


def by_place(local: Local, lang: str) -> Iterator[tuple[str, list[Point]]]:
    """Yield the points that stand in each place, under its name; last those to which nobody goes."""
    order = [*local.territory.places, None]
    points = sorted(local.territory.points, key=lambda one: order.index(one.place))
    for place, here in groupby(points, key=lambda one: one.place):
        where = local.territory.places[place].name.to(lang) if place else ""
        yield where or say("local.no-place", lang), list(here)


def age_signs(lang: str) -> list[Sign]:
    """Return the signs of the legend for data that have to be confirmed."""
    ages: tuple[Age, ...] = ("stale", "undated")
    return [
        Sign(age, say(f"local.age-{age}", lang), 8, partial(_age_sign, age=age), noted(age))
        for age in ages
    ]


def _age_sign(canvas: Canvas, place: Rect, theme: Theme, *, age: Age) -> None:
    draw_age(canvas, place.left, place.top + 2, 8, theme, age)


def draw_age(canvas: Canvas, x: float, y: float, size: float, theme: Theme, age: Age) -> None:
    """Draw the sign of a datum that has to be confirmed; nothing beside any other."""
    if age:
        canvas.signs.add(age)
        icons.hourglass(canvas, x, y, size, theme.text, "#ffffff", full=age == "stale")


def below_banner(local: MadeUp, area: Rect) -> Rect:
    """Return the room that is left for a drawing below what says that data are made up."""
    if not local.example:
        return area
    return Rect(area.left, area.top + _BANNER * 2 + 5, area.right, area.bottom)


def draw_banner(canvas: Canvas, local: MadeUp, request: Request, area: Rect) -> None:
    """Say at the top of a room, large, that data are made up; nothing where none are."""
    if not local.example:
        return
    theme = request.theme
    place = Rect.sized(area.left, area.top, area.width, _BANNER * 2)
    with canvas.owned("banner"):
        canvas.rect(place, Pen(theme.text, 1.4, "#ffffff"))
        words = measure.fit(say(local.banner, request.lang), _BANNER, area.width - 12, "bold")[0]
        base = place.centre[1] + _BANNER * 0.35
        canvas.text(place.centre[0], base, words, _BANNER, theme.text, "bold", "middle")


@dataclass(frozen=True)
class Listing:
    """How pieces would stand one below the other on framed sheets: a plan for `largest_type`.

    Attributes
    ----------
    local, request, frame
        What is drawn, what is asked, and what stands round it.
    pieces, ruler
        The pieces, and what stands above them on every sheet.
    description
        What a screen reader says of each sheet.
    least
        The width in points that they need at least: with larger type they get less.
    """

    local: MadeUp
    request: Request
    frame: Frame
    pieces: Sequence[Piece]
    description: str
    least: float = 0.0
    ruler: Piece | None = None

    lost = 0.0  # nothing is left out, whatever the type

    @cached_property
    def _room(self) -> float:
        return below_banner(self.local, self.frame.area).height - sum(
            piece.height for piece in self._above
        )

    @cached_property
    def _pages(self) -> list[list[Piece]]:
        return stacked(self.pieces, self._room)

    @property
    def _above(self) -> list[Piece]:
        return [self.ruler] if self.ruler else []

    @property
    def count(self) -> int:
        """The number of its sheets."""
        return len(self._pages)

    @property
    def hoped(self) -> tuple[int, float]:
        """How many sheets, and what is left out."""
        return self.count, self.lost

    @property
    def fill(self) -> float:
        """Which share of its height the fullest sheet needs."""
        return max(sum(piece.height for piece in page) for page in self._pages) / self._room

    def within(self, count: int, lost: float) -> Self | None:  # noqa: ARG002  (nothing is left out)
        """Return it if its columns are wide enough, and it has no more sheets."""
        return self if self.frame.area.width >= self.least and self.count <= count else None

    def sheets(self) -> list[Sheet]:
        """Draw it."""
        sheets = []
        for number, page in enumerate(self._pages, 1):
            canvas = Canvas.of(self.request.paper)
            draw_banner(canvas, self.local, self.request, self.frame.area)
            filled = [*self._above, *aired(page, self._room, _AIR)]
            pile(canvas, filled, below_banner(self.local, self.frame.area).top)
            self.frame.draw(canvas, number, self.count)  # last: its legend has what is on the sheet
            sheets.append(Sheet(canvas, self.frame.title, self.description))
        return sheets
