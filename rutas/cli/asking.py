"""Open what a question is asked of: a route, its analysis, the steps that a selection names."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rutas.cli.command import Option, book_option, format_option
from rutas.cli.opening import ProfileName, StepName, open_route
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import click

    from rutas.analysis import Analysis
    from rutas.model import Route

__all__ = ["analysis", "chosen", "figures_of", "question_options", "working"]


@contextmanager
def working(what: str = "cli.working") -> Iterator[None]:
    """Show that something is being worked out, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rutas.cli.table import console

    with console(stderr=True).status(say(what)):
        yield


def figures_of(route: Route, profile: str | None) -> Route:
    """Return the route with the figures of one of its populations."""
    if profile is None:
        return route
    from rutas.errors import UsageError, guessed, nearest
    from rutas.model import apply

    if profile not in route.profiles:
        hint = guessed(nearest(profile, route.profiles))
        known = ", ".join(route.profiles) or "–"
        raise UsageError(say("cli.no-such-profile", given=profile, guess=hint, known=known))
    return apply(route, route.profiles[profile].set)


def analysis(route: str, book: str, profile: str | None = None) -> Analysis:
    """Return the analysis of a route; each measure is worked out when it is first asked for."""
    from rutas.analysis import analyse

    return analyse(figures_of(open_route(route, book), profile))


def chosen(found: Analysis, select: Sequence[str], exclude: Sequence[str] = ()) -> list[str] | None:
    """Return the ids of the steps that a selection names; nothing where nothing is selected."""
    if not select and not exclude:
        return None
    from rutas.selection import select as select_steps

    def points() -> dict[str, list[str]]:
        return {one.step: [reason.reason for reason in one.reasons] for one in found.points}

    return select_steps(found.route, select, exclude=exclude, points=points)


def question_options(*, selects: bool = False) -> list[click.Parameter]:
    """Return the options that every question has."""
    exclude = Option("--exclude", metavar="SELECT", multiple=True, type=StepName(selects=True))
    profile = Option("--profile", metavar="NAME", type=ProfileName())
    return [*([exclude] if selects else []), profile, book_option(), format_option()]
