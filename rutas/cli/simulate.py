"""Play a district day by day, and tell who waits how long before which door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from rutas.cli.command import Command, Count, Option, book_option, format_option
from rutas.cli.district import asked_of, change_options, play_options, playing
from rutas.cli.opening import route_argument
from rutas.cli.output import tell
from rutas.cli.table import print_answer
from rutas.cli.territories import tell_example, territory_option
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["command", "run"]

_INTERRUPTED = 130


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
    routes: Sequence[str], territory: str | None = None, precision: float = 0.05, max: int = 200,
    against: bool = False, shock: Sequence[str] = (), force: bool = False, book: str = "routes",
    format: str = "table", **given: Any,
) -> int:  # fmt: skip
    """Print what comes of a district that is played for some years; 130 if it was interrupted."""
    from rutas.answers.simulate import answer
    from rutas.answers.simulate_tables import tables
    from rutas.simulation.district import district

    if against and not any(given[name] for name in ("set_", "close", "improve", "profile")):
        raise click.UsageError(say("simulation.against-what"))
    asked = asked_of(
        routes, book, territory=territory, against=against, shocks=tuple(shock), precision=precision,
        most=max, force=force, **given,
    )  # fmt: skip
    with playing() as told:
        played = district(asked, told)
    found = answer(played)
    print_answer(found, tables(found, asked.routes, asked.start), format)
    if format in {"csv", "excel"}:
        tell(say("simulation.seed", seed=asked.seed))
    tell_example(asked.territory)
    return _INTERRUPTED if found.interrupted else 0


command = Command(
    "simulate",
    run,
    [
        route_argument(several=True),
        *play_options(years=5),
        territory_option(),
        Option("--precision", metavar="SHARE", type=Part(), default="5%"),
        Option("--max", metavar="NUMBER", type=Count(), default=200),
        *change_options(),
        Option("--against", is_flag=True),
        Option("--shock", metavar="WHO: WHAT WHEN", multiple=True),
        Option("--force", is_flag=True),
        book_option(),
        format_option(),
    ],
)
