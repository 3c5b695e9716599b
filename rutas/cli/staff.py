"""Find the fewest places with which people wait no longer than is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.cli.asking import working
from rutas.cli.command import Command, Count, Option, book_option, format_option
from rutas.cli.district import asked_of, change_options, play_options
from rutas.cli.opening import route_argument
from rutas.cli.output import tell
from rutas.cli.table import print_answer
from rutas.cli.territories import tell_example, territory_option
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["command", "run"]


def run(
    route: str, target: Sequence[str], replications: int = 20, force: bool = False,
    book: str = "routes", format: str = "table", **given: Any,
) -> int:  # fmt: skip
    """Print the fewest places that reach some targets; the status is 1 if no number of them does."""
    from rutas.answers.staff import answer, tables
    from rutas.simulation.staff import reach

    asked = asked_of([route], book, most=replications, force=force, **given)
    with working("staff.searching"):
        found = answer(reach(asked, target), asked.territory)
    print_answer(found, tables(found, asked.routes[0]), format)
    if format in {"csv", "excel"}:
        tell(say("simulation.seed", seed=asked.seed))
    tell_example(asked.territory)
    return 0 if found.reachable else 1


command = Command(
    "staff",
    run,
    [
        route_argument(),
        Option("--target", metavar="WHO.wait.FIGURE<=TIME", multiple=True, required=True),
        *play_options(years=2),
        territory_option(),
        Option("--replications", metavar="NUMBER", type=Count(), default=20),
        *change_options(),
        Option("--force", is_flag=True),
        book_option(),
        format_option(),
    ],
)
