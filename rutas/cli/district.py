"""Take what is played: routes, days and people, a place, and what changes; and show how far it is."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from rutas.cli.command import Count, Option
from rutas.cli.improving import bundle_of, improve_option
from rutas.cli.opening import ProfileName, StepName, is_path, open_routes
from rutas.cli.territories import Moment, day_of
from rutas.errors import UsageError
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from rutas.book import Book
    from rutas.model import Route
    from rutas.simulation.district import Asked

__all__ = [
    "asked_of",
    "change_options",
    "play_options",
    "playing",
    "refuse_absurd",
    "refuse_unknown",
]

_LATEST = 100  # years that are played, at most, and the years between which a play may start
_FROM, _TO = 1950, 2200


def play_options(years: int) -> list[Option]:
    """Return the options that say which days are played, and with whom."""
    return [
        Option("--years", metavar="NUMBER", type=Count(), default=years),
        Option("--start", metavar="DATE", type=Moment()),
        Option("--seed", metavar="NUMBER", type=Count(), default=1),
    ]


def change_options() -> list[Option]:
    """Return the options that change the routes."""
    return [
        Option(
            "--set", "set_", metavar="STEP.FIELD=VALUE", multiple=True, type=StepName(after=".")
        ),
        Option("--close", metavar="STEP", multiple=True, type=StepName()),
        improve_option(),
        Option("--profile", metavar="NAME", type=ProfileName()),
    ]


def asked_of(
    routes: Sequence[str], book: str, *, years: int, start: datetime | None, seed: int,
    territory: str | None = None, set_: Sequence[str] = (), close: Sequence[str] = (),
    improve: str | None = None, profile: str | None = None, against: bool = False, **more: Any,
) -> Asked:  # fmt: skip
    """Return what is asked.

    Parameters
    ----------
    routes, book
        The routes by name, all of the book where none is named; and its folder.
    against
        Whether the routes are played without the change, too, where there is one.
    more
        What else of `Asked` is told.

    Raises
    ------
    UsageError
        If something is named that is not there, or nobody says how many people enter.
    """
    from rutas.answers.scenario import Scenario, placed
    from rutas.book import load
    from rutas.simulation.district import Asked

    opened = load(book)
    first = start.date() if start else date(day_of(None).year + 1, 1, 1)
    refuse_absurd(first, years)
    scenario = Scenario(set_, close, bundle_of(improve, book) if improve else None, profile)
    there = opened.territories[territory] if territory else None
    local = [placed(route, there, first) for route in open_routes(routes, book)]
    refuse_unknown(local, routes, opened)
    return Asked(
        routes=scenario.after(local),
        before=scenario.before(local) if against and scenario else (),
        start=first, years=years, seed=seed, territory=there,
        holidays=opened.territories.calendar.days, **more,
    )  # fmt: skip


def refuse_absurd(first: date, years: int) -> None:
    """Refuse years of another century."""
    if not (first.year >= _FROM and first.year + years <= _TO and years <= _LATEST):
        told = say(
            "simulation.no-years", start=first, years=years, first=_FROM, last=_TO, most=_LATEST
        )
        raise click.UsageError(told)


def refuse_unknown(local: Sequence[Route], names: Sequence[str], book: Book) -> None:
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
def playing(what: str = "simulation.playing") -> Iterator[Callable[[int, int], None] | None]:
    """Show on a terminal how far something long is, and how long it still takes."""
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
        task = progress.add_task(say(what), total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)
