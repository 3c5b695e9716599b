"""Show a route as stages and steps, in words, or one of its steps in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.command import Argument, Choice, Command, Option, book_option, format_option
from rutas.cli.opening import StepName, is_path, open_route, route_argument
from rutas.cli.table import console, print_document, print_tables
from rutas.cli.territories import (
    day_of,
    day_option,
    in_territory,
    local_record,
    tell_example,
    territory_option,
)
from rutas.locale import language

if TYPE_CHECKING:
    from datetime import datetime

    from rutas.model.territory import Territory

__all__ = ["command", "run"]


def run(
    route: str, step: str | None = None, as_: str = "rows", book: str = "routes",
    format: str = "table", territory: str | None = None, on: datetime | None = None,
) -> int:  # fmt: skip
    """Print a route, or a step of it."""
    from rutas.answers.doors import doors, table
    from rutas.answers.record import route_record, step_record
    from rutas.answers.show import tables
    from rutas.prose import as_text, step_tables

    if (there := _territory(route, book)) is not None:
        return _show_territory(there, format)
    opened, place = in_territory(open_route(route, book), territory, book, on)
    tell_example(place)
    where = doors(opened, place, day_of(on), language()) if place else {}
    if step is None and as_ == "text":
        print(as_text(opened, width=console().width, doors=where), end="")
    elif format == "json":
        record = route_record(opened) if step is None else step_record(opened, step)
        told = {name: own for name, own in where.items() if step in {None, name}}
        print_document(record | ({"territory": local_record(place, told)} if place else {}))
    elif step is None:
        by_step = [table(opened, where, opened.steps)] if where and format != "csv" else []
        print_tables([*tables(opened), *by_step], format)
    else:
        print_tables(step_tables(opened, step, where.get(step, ())), format)
    return 0


def _territory(name: str, book: str) -> Territory | None:
    """Return a territory of the book, where it has one of a name, and no route."""
    from rutas.book import load

    if is_path(name):
        return None
    opened = load(book)
    return (
        opened.territories[name]
        if name not in opened.routes and name in opened.territories
        else None
    )


def _show_territory(territory: Territory, format: str) -> int:
    """Print a territory as its file has it, or its points."""
    from rutas.answers.show import territory_tables

    if format == "json":
        from rutas.answers import document

        print_document(
            document(territory.model_dump(mode="json", by_alias=True, exclude_unset=True))
        )
    else:
        print_tables(territory_tables(territory), format)
    return 0


command = Command(
    "show",
    run,
    [
        route_argument(),
        Argument("step", required=False, metavar="[STEP]", type=StepName()),
        Option("--as", "as_", type=Choice("rows", "text"), default="rows"),
        territory_option(),
        day_option(),
        book_option(),
        format_option(),
    ],
)
