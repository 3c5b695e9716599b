"""List the sessions of the technical table, and what they agreed that nobody noted as done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.command import Command, Option, book_option, format_option, out_option
from rutas.cli.opening import RouteName
from rutas.cli.output import is_stream, pour, print_or_write
from rutas.cli.table import print_answer
from rutas.cli.territories import day_of, day_option
from rutas.locale import say

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["command", "run"]


def run(
    late: bool = False, responsible: str | None = None, route: str | None = None,
    on: datetime | None = None, ics: bool = False, out: str | None = None,
    book: str = "routes", format: str = "table",
) -> int:  # fmt: skip
    """Print sessions and open agreements, or write their days as a calendar file."""
    from rutas.answers.sessions import answer, calendar, tables
    from rutas.book import load
    from rutas.errors import UsageError

    if out is not None and not ics:
        raise UsageError(say("cli.out-without-ics"))
    opened, day = load(book), day_of(on)
    found = answer(opened, day, late=late, responsible=responsible, route=route)
    asked = late or responsible is not None or route is not None
    if ics:
        text = calendar(found, opened, day, asked=asked)
        if is_stream(out):
            pour(text.encode(), out or "-")  # its ends of lines are the standard's everywhere
        else:
            print_or_write(text, out)
    else:
        print_answer(found, tables(found, opened, asked=asked), format)
    return 0


command = Command(
    "sessions",
    run,
    [
        Option("--late", is_flag=True),
        Option("--responsible", metavar="ACTOR"),
        Option("--route", metavar="ROUTE", type=RouteName()),
        day_option(),
        Option("--ics", is_flag=True),
        out_option("FILE", screen=True),
        book_option(),
        format_option(),
    ],
)
