"""Hold what a sheet of a territory is drawn from, and frame it: what day is asked, what is made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.diagram.parts.sheet_frame import Frame, day, foot
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.model.choice import choice_word
from rutas.paper import measure
from rutas.paper.canvas import Pen
from rutas.territory.survey import latest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rutas.book import Book
    from rutas.diagram.parts.sheet_frame import Sign
    from rutas.diagram.request import Request
    from rutas.model import Route
    from rutas.model.territory import Territory
    from rutas.paper.canvas import Canvas

__all__ = ["Local", "banner", "below_banner", "local_frame"]

_BANNER = 10.5  # the type of what says that data are made up


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
    """

    territory: Territory
    book: Book
    on: date
    route: Route | None = None

    @property
    def name(self) -> str:
        """What its files are called by: the territory, and the route."""
        return f"{self.territory.id}-{self.route.id}" if self.route else self.territory.id


def local_frame(
    local: Local, request: Request, title: str, reading: str, signs: Sequence[Sign] = ()
) -> Frame:
    """Return what stands round a drawing of a territory: its day, its survey, its points, its foot."""
    lang, territory = request.lang, local.territory
    return Frame(
        request, title, reading, _cells(local, lang), signs,
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


def below_banner(local: Local, area: Rect) -> Rect:
    """Return the room that is left for a drawing below what says that data are made up."""
    if not local.territory.example:
        return area
    return Rect(area.left, area.top + _BANNER * 2 + 5, area.right, area.bottom)


def banner(canvas: Canvas, local: Local, request: Request, area: Rect) -> None:
    """Say at the top of a room, large, that data are made up; nothing where none are."""
    if not local.territory.example:
        return
    theme = request.theme
    place = Rect.sized(area.left, area.top, area.width, _BANNER * 2)
    with canvas.owned("banner"):
        canvas.rect(place, Pen(theme.text, 1.4, "#ffffff"))
        words = measure.fit(say("local.banner", request.lang), _BANNER, area.width - 12, "bold")[0]
        base = place.centre[1] + _BANNER * 0.35
        canvas.text(place.centre[0], base, words, _BANNER, theme.text, "bold", "middle")
