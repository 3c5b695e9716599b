"""Show on a terminal what the figures of an answer rest on; an address stays in one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.table import console
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rutas.answers.table import Table
    from rutas.model import Route

__all__ = ["tell_sources"]


def tell_sources(route: Route, tables: Iterable[Table]) -> None:
    """Say each source in a line, and what it is cited for in another."""
    from rich.padding import Padding
    from rich.text import Text

    from rutas.answers.sources import cited_for, source_words

    screen = console()
    for table in tables:
        screen.print()
        screen.print(Text(f"{say('cli.sources')} ({route.id})", style="bold"))
        for source in table.rows:
            said = Text(f"{source.id}: {source_words(source)}", overflow="ignore")
            screen.print(said, crop=False)
            screen.print(Padding(Text(cited_for(route, source), style="dim"), (0, 0, 0, 4)))
