"""Play a district day by day, and tell who waits how long before which door."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from rutas.cli.command import Command, Count, Option, book_option, format_option
from rutas.cli.improving import bundle_of, improve_option
from rutas.cli.opening import ProfileName, StepName, is_path, open_routes, route_argument
from rutas.cli.output import tell
from rutas.cli.table import print_answer
from rutas.cli.territories import Moment, day_of, tell_example, territory_option
from rutas.errors import UsageError
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rutas.book import Book
    from rutas.model import Route

__all__ = ["command", "run"]

_INTERRUPTED = 130
_LATEST = 100  # years that are played, at most, and the years between which a play may start
_FROM, _TO = 1950, 2200


class Part(click.ParamType[float]):
    """A part of something, above nothing and below all of it."""

    name = "part"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read it, or say what it should be."""
        from rutas.errors import Mistake
        from rutas.quantity import Share

        try:
            part = value if isinstance(value, float) else Share.parse(str(value)).mean
        except Mistake:
            part = 0.0
        if not 0 < part < 1:
            self.fail(say("simulation.no-part", given=value), param, ctx)
        return part


def run(
    routes: Sequence[str], years: int = 5, start: datetime | None = None, territory: str | None = None,
    seed: int = 1, precision: float = 0.05, max: int = 200, set_: Sequence[str] = (),
    close: Sequence[str] = (), improve: str | None = None, profile: str | None = None,
    against: bool = False, shock: Sequence[str] = (), force: bool = False,
    book: str = "routes", format: str = "table",
) -> int:  # fmt: skip
    """Print what comes of a district that is played for some years; 130 if it was interrupted."""
    from rutas.answers.scenario import Scenario, placed
    from rutas.answers.simulate import answer
    from rutas.answers.simulate_tables import tables
    from rutas.book import load
    from rutas.simulation.district import Asked, district

    opened = load(book)
    first = start.date() if start else date(day_of(None).year + 1, 1, 1)
    _within(first, years)
    scenario = Scenario(set_, close, bundle_of(improve, book) if improve else None, profile)
    if against and not scenario:
        raise click.UsageError(say("simulation.against-what"))
    there = opened.territories[territory] if territory else None
    written = open_routes(routes, book)
    local = [placed(route, there, first) for route in written]
    _demanded(local, routes, opened)
    asked = Asked(
        routes=scenario.after(local),
        before=scenario.before(local) if against else (),
        start=first, years=years, seed=seed, territory=there,
        holidays=opened.territories.calendar.days, shocks=tuple(shock),
        precision=precision, most=max, force=force,
    )  # fmt: skip
    with _playing() as told:
        played = district(asked, told)
    found = answer(played)
    print_answer(found, tables(found, asked.routes, first), format)
    if format in {"csv", "excel"}:
        tell(say("simulation.seed", seed=seed))
    tell_example(there)
    return _INTERRUPTED if found.interrupted else 0


def _within(first: date, years: int) -> None:
    """Refuse years of another century."""
    if not (first.year >= _FROM and first.year + years <= _TO and years <= _LATEST):
        told = say(
            "simulation.no-years", start=first, years=years, first=_FROM, last=_TO, most=_LATEST
        )
        raise click.UsageError(told)


def _demanded(local: Sequence[Route], names: Sequence[str], book: Book) -> None:
    """Refuse routes of which nobody says how many people enter, all at once, each with its line.

    Raises
    ------
    UsageError
        If there are any.
    """
    from rutas.reading import parse

    paths = {name: name for name in names if is_path(name)}
    missing = [route.id for route in local if route.demand is None]
    files = [parse(one)[0] for one in paths.values()] if missing else []
    places = {str(file.tree["id"]): file for file in files} | dict(book.files)
    told = []
    for name in missing:
        line, column = places[name].find(("ways_in",), key=True)
        place = f"{places[name].path}:{line}:{column}"
        told.append(say("simulation.no-demand", route=name, place=place))
    if told:
        raise UsageError(" ".join(told))


@contextmanager
def _playing() -> Iterator[Callable[[int, int], None] | None]:
    """Show on a terminal how far the play is, and how long it still takes."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from rutas.cli.table import console

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:
        task = progress.add_task(say("simulation.playing"), total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)


command = Command(
    "simulate",
    run,
    [
        route_argument(several=True),
        Option("--years", metavar="NUMBER", type=Count(), default=5),
        Option("--start", metavar="DATE", type=Moment()),
        territory_option(),
        Option("--seed", metavar="NUMBER", type=Count(), default=1),
        Option("--precision", metavar="SHARE", type=Part(), default="5%"),
        Option("--max", metavar="NUMBER", type=Count(), default=200),
        Option(
            "--set", "set_", metavar="STEP.FIELD=VALUE", multiple=True, type=StepName(after=".")
        ),
        Option("--close", metavar="STEP", multiple=True, type=StepName()),
        improve_option(),
        Option("--profile", metavar="NAME", type=ProfileName()),
        Option("--against", is_flag=True),
        Option("--shock", metavar="WHO: WHAT WHEN", multiple=True),
        Option("--force", is_flag=True),
        book_option(),
        format_option(),
    ],
)
