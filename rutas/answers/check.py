"""Everything that is wrong with a book, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rutas.answers.row import Count, like, row
from rutas.answers.table import Column, Table
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from rutas.book import Book
    from rutas.errors import Problem as Found
    from rutas.model import Route
    from rutas.rules import Report

__all__ = [
    "Check", "Completeness", "Problem", "Silenced", "answer", "checked_folder", "completeness",
    "completeness_tables", "tables",
]  # fmt: skip


@row
class Problem:
    """One thing that is wrong in a file.

    Attributes
    ----------
    file
        The file, as it was named.
    line, column
        Where in the file, counted from 1; 0 where the whole file is meant.
    level
        How grave it is.
    rule
        The stable code of what is wrong.
    route, step
        The ids that it belongs to; null where it belongs to none.
    message, hint
        What is wrong, and what to do instead.
    story
        Ids of steps: the shortest way to see a route fail.
    """

    file: str
    line: Count
    column: Count
    level: Literal["error", "warning", "info"]
    rule: str
    route: str | None
    step: str | None
    message: str
    hint: str
    story: tuple[str, ...]


@row
class Silenced(Problem):
    """A problem that the authors keep on purpose.

    Attributes
    ----------
    reason
        Why they do.
    """

    reason: str


@row
class Check:
    """Everything that is wrong with a book.

    Attributes
    ----------
    problems
        What is to be mended, file by file, in the order of the lines.
    silenced
        What is kept on purpose.
    sound
        By route: sound under the token rules, not sound, or null where it was not decided.
    """

    problems: tuple[Problem, ...]
    silenced: tuple[Silenced, ...]
    sound: Mapping[str, bool | None]


def answer(report: Report) -> Check:
    """Return what an examination found.

    Examples
    --------
    >>> from rutas.rules import Report
    >>> answer(Report(problems=(), sound={"0-4": True}))
    Check(problems=(), silenced=(), sound={'0-4': True})
    """

    def problem(found: Found) -> Problem:
        return like(Problem, found, file=found.path)

    return Check(
        problems=tuple(map(problem, report.problems)),
        silenced=tuple(
            like(Silenced, problem(one.problem), reason=one.reason) for one in report.silenced
        ),
        sound=report.sound,
    )


def checked_folder(folder: str | Path, names: Collection[str] | None = None) -> tuple[Report, bool]:
    """Check a book, its territories and boards too; or only some routes, territories and sessions of it.

    Parameters
    ----------
    folder
        The book's folder.
    names
        Ids or names of files; the whole of the book where left out.

    Returns
    -------
    What was found, and whether all of it could be read: what is wrong with its form is all there is to say
    of a book that cannot be.

    Raises
    ------
    UsageError
        If the book has nothing of a name.
    """
    from rutas.book import read
    from rutas.rules import Report, report

    found, problems = read(folder)
    if found is None:
        return Report(tuple(problems)), False
    named = None if names is None else [_named(found, name) for name in names]
    if named is not None and set(named) <= found.routes.keys():
        return report(found, named), True
    whole = report(found, named)
    there = found.territories
    wrong = [*found.improvements.problems, *there.problems, *found.boards.problems] if named is None else [
        problem for name in named if name in there for problem in there.problems_of(name)
    ]  # fmt: skip
    return replace(whole, problems=(*whole.problems, *wrong)), not wrong


def _named(book: Book, name: str) -> str:
    """Return the id of a route, a territory or a session, that is named by its id or its file."""
    for known, file in book.files.items():
        if Path(file.path).name == name and (known in book.routes or known in book.sessions):
            return known
    territories = {Path(file.path).name: one for one, file in book.territories.files.items()}
    if name in territories or name in book.territories:
        return territories.get(name, name)
    return book[name].id


def tables(found: Check) -> Iterator[Table]:
    """Show the problems, a row each."""
    columns = ("file", "line", "column", "level", "rule", "message")
    yield Table(Problem, found.problems, [Column(name) for name in columns])


@row
class Account:
    """How complete a route is for one analysis.

    Attributes
    ----------
    route
        The route's id.
    analysis
        Which analysis.
    measured
        How many quantities were measured.
    proxies, norms, estimates, missing
        The paths of the others, the weightiest first.
    first
        What the first of them would allow.
    """

    route: str
    analysis: Literal["people", "time", "capacity", "documents", "interactions"]
    measured: Count
    proxies: tuple[str, ...]
    norms: tuple[str, ...]
    estimates: tuple[str, ...]
    missing: tuple[str, ...]
    first: str


@row
class Completeness:
    """What routes lack for each analysis.

    Attributes
    ----------
    analyses
        A row a route and analysis.
    """

    analyses: tuple[Account, ...]


def completeness(routes: Iterable[Route]) -> Completeness:
    """Return, for each analysis, which quantities are missing or estimated."""
    from rutas.rules.engine.missing import missing

    return Completeness(
        analyses=tuple(
            like(
                Account, one, route=route.id, first=one.first.allows if one.first else "",
                **{
                    state: tuple(quantity.path for quantity in getattr(one, state))
                    for state in ("proxies", "norms", "estimates", "missing")
                },
            )
            for route in routes
            for one in missing(route)
        )
    )  # fmt: skip


_ACCOUNTS = (
    Column("route", whole=True),
    Column("analysis", lambda name: say(f"missing.analysis-{name}")),
    Column("measured", align="right"),
    *(
        Column(state, lambda paths: str(len(paths)), align="right")
        for state in ("proxies", "norms", "estimates", "missing")
    ),
)


def completeness_tables(found: Completeness) -> Iterator[Table]:
    """Show what is lacking, a row a route and analysis, and what to look for first."""
    notes = [
        say(
            "missing.first",
            route=one.route,
            analysis=say(f"missing.analysis-{one.analysis}"),
            first=one.first,
        )
        for one in found.analyses
        if one.first
    ]
    yield Table(Account, found.analyses, _ACCOUNTS, notes=notes)
