"""Create a commented route, or territory, to start from."""

from __future__ import annotations

from rutas.cli.command import Argument, Command, Option, book_option
from rutas.cli.output import tell
from rutas.locale import say

__all__ = ["command", "run"]


def run(name: str, book: str = "routes", territory: bool = False) -> int:
    """Write a route, or a territory, into the book, and a catalogue where there is none."""
    from rutas.schema import schema
    from rutas.starter import start, start_territory

    begin = start_territory if territory else start
    for path in begin(name, book, schema=schema):
        tell(say("cli.new-written" if path.suffix == ".yaml" else "cli.wrote", path=path))
    return 0


command = Command(
    "new",
    run,
    [
        Argument("name", metavar="ROUTE"),
        Option("--territory", is_flag=True),
        book_option(),
    ],
)
