"""Write a route's graph for another program."""

from __future__ import annotations

from rutas.cli.command import Choice, Command, Option, book_option, out_option
from rutas.cli.opening import open_route, route_argument
from rutas.cli.output import print_or_write

__all__ = ["command", "run"]


def run(
    route: str, to: str = "json", view: str = "flow", out: str | None = None, book: str = "routes"
) -> int:
    """Print a view of a route in a format, or write it to a file."""
    from rutas.exchange import export
    from rutas.graph import view as view_of

    print_or_write(export(view_of(open_route(route, book), view), to), out)
    return 0


command = Command(
    "export",
    run,
    [
        route_argument(),
        Option("--to", type=Choice("rutas.exchange:FORMATS"), default="json"),
        Option("--view", type=Choice("rutas.graph.contract:VIEWS"), default="flow"),
        out_option("FILE", screen=True),
        book_option(),
    ],
)
