"""Open what a question is asked of: a route, its analysis, the steps that a selection names."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rutas.cli.opening import open_route
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.analysis import Analysis

__all__ = ["analysis", "chosen", "working"]


@contextmanager
def working(what: str = "cli.working") -> Iterator[None]:
    """Show that something is being worked out, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rutas.cli.table import console

    with console(stderr=True).status(say(what)):
        yield


def analysis(route: str, book: str, profile: str | None = None) -> Analysis:
    """Return the analysis of a route; each measure is worked out when it is first asked for."""
    from rutas.analysis import analyse

    opened = open_route(route, book)
    if profile is None:
        return analyse(opened)
    from rutas.compare.whatif import population

    return analyse(population(opened, profile))


def chosen(found: Analysis, select: Sequence[str], exclude: Sequence[str] = ()) -> list[str] | None:
    """Return the ids of the steps that a selection names; nothing where nothing is selected."""
    if not select and not exclude:
        return None
    from rutas.selection import select as select_steps

    def points() -> dict[str, list[str]]:
        return {one.step: [reason.reason for reason in one.reasons] for one in found.points}

    return select_steps(found.route, select, exclude=exclude, points=points)
