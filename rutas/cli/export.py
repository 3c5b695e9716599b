"""Write a route's graph for another program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rutas.cli.command import Choice, Command, Option, book_option, out_option
from rutas.cli.opening import open_route, route_argument
from rutas.cli.output import is_stream, pour, print_or_write, tell
from rutas.locale import say

if TYPE_CHECKING:
    from rutas.model import Route

__all__ = ["command", "run"]


def run(
    route: str, to: str = "json", view: str = "flow", out: str | None = None, book: str = "routes",
    excel: bool = False,
) -> int:  # fmt: skip
    """Print a route, or a view of it, in a format, or write it to a file."""
    from rutas.exchange import FORMATS, export
    from rutas.graph import view as view_of

    opened = open_route(route, book)
    if FORMATS[to].whole:
        more = {"excel": True} if excel and to == "visio" else {}
        print_or_write(export(opened, to, **more), out)
        return 0
    graph = view_of(opened, view)
    if to == "csv":
        _tables(graph, opened, view, out, excel=excel)
    else:
        print_or_write(export(graph, to), out)
    return 0


def _tables(graph: Any, route: Route, view: str, out: str | None, *, excel: bool) -> None:
    """Print the nodes, or write them to a file and the links to another beside it."""
    from rutas.exchange.rows import links, write

    nodes = write(graph, excel=excel)
    if out is None or is_stream(out):
        pour(nodes.encode(), out or "-")
        tell(say("exchange.links-apart"))
        return
    path = Path(out)
    if path.suffix.lower() == ".csv" and not path.is_dir():
        files = path, path.with_name(f"{path.stem}-links{path.suffix}")
    else:
        files = path / f"{route.id}-{view}-nodes.csv", path / f"{route.id}-{view}-links.csv"
    for file, text in zip(files, (nodes, links(graph, excel=excel)), strict=True):
        print_or_write(text, str(file))


command = Command(
    "export",
    run,
    [
        route_argument(),
        Option("--to", type=Choice("rutas.exchange:FORMATS"), default="json"),
        Option("--view", type=Choice("rutas.graph.contract:VIEWS"), default="flow"),
        out_option("PATH", screen=True),
        Option("--excel", is_flag=True),
        book_option(),
    ],
)
