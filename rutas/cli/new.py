"""Create what a book holds, commented, to start from."""

from __future__ import annotations

from rutas.cli.command import Argument, Command, Option, book_option
from rutas.cli.output import tell
from rutas.locale import say

__all__ = ["command", "run"]

_KINDS = ("territory", "session", "board", "improvement")


def run(name: str, book: str = "routes", kind: str | None = None) -> int:
    """Write a route, or something of another kind, into the book, and a catalogue where there is none."""
    from rutas import starter
    from rutas.schema import schema

    begin = {
        None: starter.start,
        "territory": starter.start_territory,
        "session": starter.start_session,
        "board": starter.start_board,
        "improvement": starter.start_improvement,
    }[kind]
    for path in begin(name, book, schema=schema):
        tell(say("cli.new-written" if path.suffix == ".yaml" else "cli.wrote", path=path))
    return 0


command = Command(
    "new",
    run,
    [
        Argument("name", metavar="NAME"),
        *(Option(f"--{kind}", "kind", flag_value=kind) for kind in _KINDS),
        book_option(),
    ],
)
