"""Tell who attends where and when in a territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.asking import working
from rutas.cli.command import Argument, Command, Option, book_option, format_option
from rutas.cli.table import print_answer
from rutas.cli.territories import (
    Minutes,
    Moment,
    day_of,
    day_option,
    moment_of,
    print_local,
    territory_argument,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

__all__ = ["command", "run"]


def run(
    territory: str | None = None, services: Sequence[str] = (), near: str | None = None,
    at: datetime | None = None, within: float | None = None, on: datetime | None = None,
    book: str = "routes", format: str = "table",
) -> int:  # fmt: skip
    """Print a territory's guide of services; all territories at a glance where none is named."""
    from rutas.answers.guide import answer, summaries
    from rutas.answers.guide_tables import summary_tables, tables
    from rutas.book import load

    opened = load(book)
    if territory is None:
        found = summaries(opened, day_of(on))
        print_answer(found, summary_tables(found), format)
        return 0
    there = opened.territories[territory]
    moment = moment_of(on, at)
    with working():
        told = answer(there, opened, moment, services=services, near=near, within=within)
    print_local(told, tables(told, there, opened, moment.date()), there, format)
    return 0


command = Command(
    "guide",
    run,
    [
        territory_argument(required=False),
        Argument("services", nargs=-1, metavar="[SERVICE]..."),
        Option("--near", metavar="PLACE"),
        Option("--at", metavar="MOMENT", type=Moment()),
        Option("--within", metavar="TIME", type=Minutes()),
        day_option(),
        book_option(),
        format_option(),
    ],
)
