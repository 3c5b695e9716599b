"""Show a route as stages and steps, in words, or one of its steps in full."""

from __future__ import annotations

from rutas.cli.command import Argument, Choice, Command, Option, book_option, format_option
from rutas.cli.opening import StepName, open_route, route_argument
from rutas.cli.table import console, print_document, print_tables

__all__ = ["command", "run"]


def run(
    route: str, step: str | None = None, as_: str = "rows", book: str = "routes",
    format: str = "table",
) -> int:  # fmt: skip
    """Print a route, or a step of it."""
    from rutas.answers.record import route_record, step_record
    from rutas.answers.show import tables
    from rutas.prose import as_text, step_tables

    opened = open_route(route, book)
    if step is None and as_ == "text":
        print(as_text(opened, width=console().width), end="")
    elif format == "json":
        print_document(route_record(opened) if step is None else step_record(opened, step))
    else:
        print_tables(tables(opened) if step is None else step_tables(opened, step), format)
    return 0


command = Command(
    "show",
    run,
    [
        route_argument(),
        Argument("step", required=False, metavar="[STEP]", type=StepName()),
        Option("--as", "as_", type=Choice("rows", "text"), default="rows"),
        book_option(),
        format_option(),
    ],
)
