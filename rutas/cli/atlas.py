"""Measure the routes of many districts at once, and tell where they fare worst."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from rutas.cli.command import Choice, Command, Count, Option, book_option, format_option
from rutas.cli.district import playing, refuse_absurd, refuse_unknown
from rutas.cli.opening import route_argument
from rutas.cli.output import tell
from rutas.cli.table import print_answer
from rutas.cli.territories import day_of, day_option
from rutas.locale import language, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rutas.atlas.asked import Asked, Measures
    from rutas.book import Book
    from rutas.diagram.atlas import Districts

__all__ = ["command", "run"]

_SHEETS = (".pdf", ".svg", ".png")


def run(
    routes: Sequence[str] = (), districts: int | None = None, seed: int = 1,
    measures: Measures = "exact", years: int = 5, replications: int = 3, executor: str = "processes",
    force: bool = False, all: bool = False, out: str | None = None,
    on: datetime | None = None, book: str = "routes", format: str = "table",
) -> int:  # fmt: skip
    """Print or draw how routes fare in the territories of a book, or in districts that are made up.

    The status is 1 if a district could not be measured.
    """
    from rutas.answers.atlas import answer, tables
    from rutas.atlas import Asked, atlas, generated, of_book
    from rutas.atlas import executor as named
    from rutas.book import load
    from rutas.diagram.atlas import Districts

    if out is not None and not out.casefold().endswith(_SHEETS):
        raise click.UsageError(say("atlas.no-extension", out=out))
    opened, opens = load(book), named(executor)
    names = tuple(dict.fromkeys(opened[name].id for name in routes)) or tuple(opened)
    asked = Asked(names, measures, day_of(on), years, 0, replications, seed)
    made_up = None if districts is None else seed
    there = of_book(opened) if districts is None else generated(opened, names, districts, seed=seed)
    if measures == "simulation":
        asked = _played(asked, opened, len(there), force=force)
    with playing("atlas.working") as told:
        found = atlas(opened, there, asked, executor=opens, told=told)
    answered = answer(found, asked, seed=made_up, of=len(there))
    if out is None:
        print_answer(answered, tables(answered, opened), format, all=all)
    else:
        _draw(Districts(answered, opened, day_of(on)), out)
    if out is not None or format != "table":
        for failed in found.failed:
            tell(say("atlas.failed", id=failed.district.id, error=failed.error))
    if found.stopped is not None:
        raise found.stopped
    return 1 if found.failed else 0


def _played(asked: Asked, book: Book, count: int, *, force: bool) -> Asked:
    """Return what is asked with the days before the start; refuse what is never played, or takes for ever.

    Raises
    ------
    UsageError
        If a route doesn't say how many people enter, or some go round for ever; if there are too many visits.
    """
    from rutas.atlas import visits
    from rutas.errors import UsageError
    from rutas.locale import number
    from rutas.simulation.district import MOST_VISITS, longest

    refuse_absurd(asked.start, asked.years)
    routes = [book[name] for name in asked.routes]
    refuse_unknown(routes, (), book)
    asked = replace(asked, warm_up=longest(routes))
    whole = count * visits(routes, asked)
    if whole > MOST_VISITS and not force:
        most = number(MOST_VISITS)
        raise UsageError(say("atlas.too-many", visits=round(whole), most=most))
    return asked


def _draw(districts: Districts, out: str) -> None:
    from rutas.diagram import draw_local

    for path in draw_local(districts, "atlas", lang=language()).save(out):
        tell(say("cli.wrote", path=path))


command = Command(
    "atlas",
    run,
    [
        route_argument(several=True),
        Option("--districts", metavar="COUNT", type=Count()),
        Option("--seed", metavar="NUMBER", type=Count(), default=1),
        Option("--measures", type=Choice("rutas.atlas:MEASURES"), default="exact"),
        Option("--years", metavar="NUMBER", type=Count(), default=5),
        Option("--replications", metavar="NUMBER", type=Count(), default=3),
        Option("--executor", metavar="EXECUTOR", default="processes"),
        Option("--force", is_flag=True),
        Option("--all", is_flag=True),
        Option("--out", metavar="FILE"),
        day_option(),
        book_option(),
        format_option(),
    ],
)
