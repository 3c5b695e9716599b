"""Take what commands about territories are told: a territory, a day, a moment, minutes, a budget."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import click

from rutas.cli.command import Argument, Option
from rutas.cli.opening import Offered, book_of
from rutas.cli.output import tell
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rutas.answers.table import Table
    from rutas.model import Text
    from rutas.model.route import Route
    from rutas.model.territory import Territory
    from rutas.quantity import Money

__all__ = [
    "Budget", "Minutes", "Moment", "TerritoryName", "day_of", "day_option", "in_territory", "local_record",
    "moment_of", "named_in", "print_local", "tell_example",
    "territory_argument", "territory_option",
]  # fmt: skip

_MINUTE = 24 * 60


class TerritoryName(Offered):
    """The id of a territory of the book."""

    name = "territory"

    def offers(self, ctx: click.Context, incomplete: str) -> Iterable[tuple[str, str]]:  # noqa: ARG002  (all are the same)
        """Return the names of the book's files of territories."""
        from pathlib import Path

        paths = sorted((Path(book_of(ctx)) / "territories").glob("*.y*ml"))
        return [(path.stem, "") for path in paths if path.stem not in {"calendar", "ficha"}]


class Moment(click.ParamType[datetime]):
    """A day, or a moment of one, as ISO 8601 writes it."""

    name = "moment"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read it, or say what it should be."""
        try:
            return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(say("territory.no-moment", given=value), param, ctx)


class Minutes(click.ParamType[float]):
    """A duration, in minutes."""

    name = "minutes"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read it, or say what is wrong with it."""
        from rutas.errors import Mistake
        from rutas.quantity import Duration

        try:
            return round(Duration.parse(str(value)).mean * _MINUTE, 6)
        except Mistake as mistake:
            self.fail(f"{mistake} {mistake.hint}", param, ctx)


class Budget(click.ParamType["Money"]):
    """A sum of money; ``20M`` is twenty millions of guaraníes."""

    name = "money"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Money:
        """Read it, or say what it should be."""
        from rutas.errors import Mistake
        from rutas.quantity import Money

        text = str(value).strip()
        with suppress(Mistake):
            return Money.parse(text)
        try:
            return Money.parse(f"{text} PYG")
        except Mistake:
            self.fail(say("territory.no-budget", given=value), param, ctx)


def territory_argument(*, required: bool = True) -> Argument:
    """Return the argument TERRITORY."""
    return Argument("territory", required=required, metavar="TERRITORY", type=TerritoryName())


def territory_option() -> Option:
    """Return the option ``--territory``: the route as it is in a territory."""
    return Option("--territory", metavar="TERRITORY", type=TerritoryName())


def day_option() -> Option:
    """Return the option ``--on``: the day that is asked about, today where nothing is said."""
    return Option("--on", metavar="DATE", type=Moment())


def day_of(on: datetime | None) -> date:
    """Return the day that is asked about."""
    return on.date() if on else date.today()  # noqa: DTZ011  (the reader's own day)


def moment_of(on: datetime | None, at: datetime | None) -> datetime:
    """Return the moment from which on something is to be open: now, or the beginning of another day."""
    if at is not None:
        return at
    return datetime.combine(on.date(), time()) if on else datetime.now()  # noqa: DTZ005  (the reader's own time)


def in_territory(
    route: Route, name: str | None, book: str, on: datetime | None = None
) -> tuple[Route, Territory | None]:
    """Return a route as it is in a territory, called by both names; as it is where none is named."""
    if name is None:
        return route, None
    from rutas.book import load
    from rutas.improve.local import within

    territory = load(book).territories[name]
    found = within(route, territory, day_of(on)).route
    # a population's change set is of the route anywhere, and would undo what the points do
    return found.model_copy(update={"profiles": {}}).called(named_in(territory)), territory


def named_in(territory: Territory) -> Text:
    """Return what to call a territory beside a route: on every sheet it says where data are made up."""
    from rutas.locale import LANGUAGES
    from rutas.model import Text

    if not territory.example:
        return territory.name
    names = {
        lang: say("territory.made-up", lang, name=territory.name.to(lang)) for lang in LANGUAGES
    }
    return Text(names["es"], names)


def local_record(territory: Territory, doors: Mapping[str, Sequence[str]] | None) -> dict[str, Any]:
    """Return what a document says of the territory in which its route is."""
    told = {"id": territory.id, "example": territory.example}
    return (
        told if doors is None else {**told, "doors": {name: [*own] for name, own in doors.items()}}
    )


def print_local(found: object, tables: Iterable[Table], territory: Territory, format: str) -> None:
    """Print an answer about a territory; what a spreadsheet's rows cannot say of it is told beside them."""
    from rutas.cli.table import print_answer

    print_answer(found, tables, format)
    if format in {"csv", "excel"}:
        tell_example(territory)


def tell_example(territory: Territory | None) -> None:
    """Say that something an answer rests on is made up, where it is."""
    if territory is not None and territory.example:
        tell(say("territory.example"))
