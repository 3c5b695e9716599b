"""Tell which improvement would win most, and which set of them is the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.asking import working
from rutas.cli.command import Command, Count, Option, book_option, format_option
from rutas.cli.opening import open_routes, route_argument
from rutas.cli.territories import Budget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.quantity import Money

__all__ = ["command", "run"]


def run(
    routes: Sequence[str] = (), choose: int | None = None, budget: Money | None = None,
    book: str = "routes", format: str = "table",
) -> int:  # fmt: skip
    """Print what the improvements of a book would win on some routes, or on all."""
    from rutas.answers.improvements import answer, tables
    from rutas.book import load
    from rutas.cli.table import print_answer
    from rutas.errors import UsageError
    from rutas.locale import say

    if choose is not None and budget is not None:
        raise UsageError(say("improve.one-choice"))
    catalogue = load(book).improvements
    asked = {route.id: route for route in open_routes(routes, book)}
    with working():
        found = answer(asked, catalogue, choose=choose, budget=budget)
    print_answer(found, tables(found, asked, catalogue), format)
    return 0


command = Command(
    "improvements",
    run,
    [
        route_argument(several=True),
        Option("--choose", metavar="COUNT", type=Count()),
        Option("--budget", metavar="MONEY", type=Budget()),
        book_option(),
        format_option(),
    ],
)
