"""Create a commented route to start from."""

from __future__ import annotations

from rutas.cli.command import Argument, Command, book_option
from rutas.cli.output import tell
from rutas.locale import say

__all__ = ["command", "run"]


def run(name: str, book: str = "routes") -> int:
    """Write a route into the book, and a catalogue where there is none."""
    from rutas.schema import schema
    from rutas.starter import start

    for path in start(name, book, schema=schema):
        tell(say("cli.new-written" if path.suffix == ".yaml" else "cli.wrote", path=path))
    return 0


command = Command("new", run, [Argument("name", metavar="ROUTE"), book_option()])
