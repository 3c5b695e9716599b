"""Plan a family's days, doors and papers."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import click

from rutas.cli.asking import working
from rutas.cli.command import Choice, Command, Count, Option, book_option, format_option
from rutas.cli.opening import StepName, route_argument
from rutas.cli.output import print_or_write, tell
from rutas.cli.territories import (
    Moment,
    TerritoryName,
    day_of,
    day_option,
    named_in,
    print_local,
    tell_example,
)
from rutas.locale import language, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from rutas.book import Book
    from rutas.diagram.drawing import Drawing
    from rutas.prose.itinerary import Told

__all__ = ["command", "run"]

_LEAVE, _BACK, _MOST = 4 * 60, 21 * 60, 6
_SHEETS = (".svg", ".pdf", ".png")
_FILES = (*_SHEETS, ".md", ".ics")
_YEARS = range(1900, 2200)
_MANY = 12  # visits of a day, at most: the ways to order them double with each


class Clock(click.ParamType[int]):
    """A time of day, in minutes from midnight."""

    name = "clock"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read it, or say what it should be."""
        from rutas.errors import Mistake
        from rutas.hours import read_clock

        try:
            return value if isinstance(value, int) else read_clock(str(value))
        except Mistake:
            self.fail(say("itinerary.no-clock", given=value), param, ctx)


class Patience(click.ParamType[float]):
    """For how many days one visit is put off to save a trip; ``max`` has no bound."""

    name = "patience"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read it, or say what it should be."""
        from rutas.errors import Mistake
        from rutas.quantity import Duration

        if isinstance(value, float) or str(value).strip().casefold() == "max":
            return value if isinstance(value, float) else inf
        try:
            return Duration.parse(str(value)).mean
        except Mistake:
            self.fail(say("itinerary.no-patience", given=value), param, ctx)


def run(
    route: str, territory: str, home: str, born: datetime, start: datetime | None = None,
    from_: str | None = None, to: Sequence[str] = (), answer: Sequence[str] = (),
    holds: Sequence[str] = (), pace: str = "best", patience: float = 30.0, leave: int = _LEAVE,
    back: int = _BACK, a_day: int = _MOST, until: datetime | None = None, out: str | None = None,
    handout: bool = False,
    on: datetime | None = None, book: str = "routes", format: str = "table",
) -> int:  # fmt: skip
    """Print or write a family's itinerary; the status is 1 if something in it is to be minded."""
    from rutas.answers.itinerary import answer as plan
    from rutas.answers.itinerary import family_of
    from rutas.book import load
    from rutas.improve.local import local
    from rutas.itinerary.day import Limits
    from rutas.prose.itinerary import Told

    if out is not None and not out.casefold().endswith(_FILES):
        raise click.UsageError(say("itinerary.no-extension", out=out))
    if handout and not (out or "").casefold().endswith(_SHEETS):
        raise click.UsageError(say("itinerary.handout-sheet"))
    if leave >= back:
        from rutas.hours import clock

        raise click.UsageError(say("itinerary.leave-after", leave=clock(leave), back=clock(back)))
    if a_day > _MANY:
        raise click.UsageError(say("itinerary.many-a-day", given=a_day, most=_MANY))
    opened, today = load(book), day_of(on)
    there = opened.territories[territory]
    asked = local(opened[route], there)
    first = start.date() if start else max(born.date(), today)
    _refuse_absurd({"--born": born.date(), "--start": first, "--until": until and until.date()})
    if until and until.date() < first:
        told = say(
            "itinerary.until-before", until=until.date().isoformat(), start=first.isoformat()
        )
        raise click.UsageError(told)
    family = family_of(
        asked, there, home=home, born=born.date(), start=first, starts=from_, ends=to,
        answers=answer, holds=holds, pace=pace, patience=patience,
        limits=Limits(leave, back, a_day), until=until.date() if until else None,
    )  # fmt: skip
    with working():
        found, _ = plan(asked, there, family, today)
    said = Told(found, asked, there, language(), carried=out is not None)
    if out is None:
        from rutas.prose.itinerary_table import tables

        print_local(found, tables(said), there, format)
    else:
        _write(said, out, opened, today, handout=handout)
        tell_example(there)
    return 0 if found.sound else 1


def _refuse_absurd(days: Mapping[str, date | None]) -> None:
    """Refuse a day of another century."""
    for option, day in days.items():
        if day and day.year not in _YEARS:
            told = say(
                "itinerary.no-year", option=option, given=day, first=_YEARS[0], last=_YEARS[-1]
            )
            raise click.UsageError(told)


def _write(told: Told, out: str, book: Book, on: date, *, handout: bool) -> None:
    """Write the itinerary as its file's name says."""
    ending = out.casefold().rpartition(".")[2]
    if ending in {"md", "ics"}:
        from rutas.prose.itinerary_files import as_calendar, as_markdown

        print_or_write(as_markdown(told) if ending == "md" else as_calendar(told), out)
        return
    drawing = _handout(told) if handout else _sheet(told, book, on)
    for path in drawing.save(out):
        tell(say("cli.wrote", path=path))


def _sheet(told: Told, book: Book, on: date) -> Drawing:
    from rutas.diagram import draw_local
    from rutas.diagram.local import Local

    local = Local(told.territory, book, on, told.route, told)
    return draw_local(local, "itinerary", lang=language())


def _handout(told: Told) -> Drawing:
    """Draw the hand-out of the steps that are planned, with their days and doors."""
    from rutas.diagram import draw
    from rutas.diagram.request import Part

    steps, place = told.of_steps, told.territory.places[told.found.home].name.to(language())
    name = say("itinerary.from-place", place=place)
    return draw(
        told.route.called(named_in(told.territory)), "handout", lang=language(),
        part=Part(frozenset(steps), name),
        dates={step: dates for step, (dates, _) in steps.items()},
        doors={step: places for step, (_, places) in steps.items()},
    )  # fmt: skip


command = Command(
    "itinerary",
    run,
    [
        route_argument(),
        Option("--territory", metavar="TERRITORY", type=TerritoryName(), required=True),
        Option("--home", metavar="PLACE", required=True),
        Option("--born", metavar="DATE", type=Moment(), required=True),
        Option("--start", metavar="DATE", type=Moment()),
        Option("--from", "from_", metavar="STEP", type=StepName()),
        Option("--to", metavar="STEP", multiple=True, type=StepName()),
        Option("--answer", metavar="STEP=TARGET", multiple=True),
        Option("--holds", metavar="DOCUMENT", multiple=True),
        Option("--pace", type=Choice("rutas.itinerary.visits:PACES"), default="best"),
        Option("--patience", metavar="TIME", type=Patience(), default="30 d"),
        Option("--leave", metavar="TIME", type=Clock(), default=_LEAVE),
        Option("--back", metavar="TIME", type=Clock(), default=_BACK),
        Option("--a-day", metavar="NUMBER", type=Count(), default=_MOST),
        Option("--until", metavar="DATE", type=Moment()),
        day_option(),
        Option("--out", metavar="FILE"),
        Option("--handout", is_flag=True),
        book_option(),
        format_option(),
    ],
)
