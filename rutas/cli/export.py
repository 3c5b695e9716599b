"""Write a route's graph for another program."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rutas.cli.command import Choice, Command, Option, book_option, out_option
from rutas.cli.opening import is_path, open_route, route_argument
from rutas.cli.output import is_stream, pour, print_or_write, tell
from rutas.locale import say

if TYPE_CHECKING:
    from rutas.exchange.arrival import Base
    from rutas.model import Route

__all__ = ["command", "run"]


def run(
    route: str, to: str = "json", view: str = "flow", out: str | None = None, book: str = "routes",
    excel: bool = False, source: bool = True, documents: bool = False,
) -> int:  # fmt: skip
    """Print a route, or a view of it, in a format, or write it to a file."""
    from rutas.exchange import FORMATS, LEAVING, export
    from rutas.graph import view as view_of

    if to in LEAVING:
        return _leave(route, to, out, book, source=source)
    opened = open_route(route, book)
    if FORMATS[to].whole:
        more: dict[str, Any] = {"excel": excel} if to == "visio" else {}
        if to == "bpmn":
            base = _base(route, book)[1]
            more = {"base": base, "source": source, "documents": documents}
        print_or_write(export(opened, to, **more), out)
        return 0
    graph = view_of(opened, view)
    if to == "csv":
        _tables(graph, opened, view, out, excel=excel)
    else:
        print_or_write(export(graph, to), out)
    return 0


def _leave(route: str, to: str, out: str | None, book: str, *, source: bool) -> int:
    """Write a route so that it can come home."""
    from rutas.errors import UsageError
    from rutas.exchange import leave
    from rutas.files import write

    name, base = _base(route, book)
    written = leave(base, to, source=source)
    if isinstance(written, dict):
        if out is None or is_stream(out):
            raise UsageError(say("exchange.needs-out", given=to))
        for file, text in written.items():
            write(Path(out) / file, text)
        target = Path(out)
    elif out is not None and not is_stream(out):
        target = Path(out) / f"{name}.{to}" if Path(out).is_dir() else Path(out)
        write(target, written)
    elif sys.stdout.isatty():
        raise UsageError(say("exchange.needs-out", given=to))
    else:
        pour(written, out or "-")
        return 0
    tell(say("sheets.wrote-sheets", path=target))
    return 0


def _base(route: str, book: str) -> tuple[str, Base]:
    """Return a route's id, and the texts of its file and of its catalogue's."""
    from rutas.book import load
    from rutas.exchange.arrival import Base
    from rutas.reading import parse

    opened = open_route(route, book)
    file = Path(route)
    if is_path(route) and not (file.parent / "catalogue.yaml").is_file():
        return opened.id, Base(parse(file)[0].text, load(book).files["catalogue"].text)
    files = load(file.parent if is_path(route) else book).files
    return opened.id, Base(files[opened.id].text, files["catalogue"].text)


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
        Option(
            "--to", type=Choice("rutas.exchange:FORMATS", "rutas.exchange:LEAVING"), default="json"
        ),
        Option("--view", type=Choice("rutas.graph.contract:VIEWS"), default="flow"),
        out_option("PATH", screen=True),
        Option("--excel", is_flag=True),
        Option("--no-source", "source", is_flag=True, flag_value=False, default=True),
        Option("--documents", is_flag=True),
        book_option(),
    ],
)
