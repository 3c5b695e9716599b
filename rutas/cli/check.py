"""Tell everything that is wrong with a book, and where; or what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.cli.checked import checked
from rutas.cli.command import Argument, Choice, Command, Option, book_option, format_option
from rutas.cli.opening import RouteName
from rutas.cli.output import tell
from rutas.cli.table import console, print_answer, print_document, print_tables
from rutas.errors import LEVELS
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rutas.rules import Report

__all__ = ["command", "run"]


def run(
    routes: Sequence[str] = (),
    book: str = "routes",
    level: str = "warning",
    only: str = "",
    format: str = "table",
    what_is_missing: bool = False,
) -> int:
    """Check routes, or the whole book; return 0, 1 with findings, 2 for a book that cannot be read."""
    if what_is_missing:
        return _missing(routes, book, format)
    codes = _codes(only)
    reports, readable = [], True
    for found, ok in checked(routes, book):
        readable = readable and ok
        reports.append(_filtered(found, level, codes))
    whole = _together(reports)
    _print(whole, format)
    if not readable:
        return 2
    return 1 if whole.problems else 0


def _codes(only: str) -> set[str] | None:
    """Return the codes that are asked for, or nothing for all."""
    if not only.strip():
        return None
    from rutas.rules.engine.explain import explain

    return {explain(word).code for word in only.replace(",", " ").split()}


def _together(reports: Sequence[Report]) -> Report:
    from rutas.rules import Report

    return Report(
        tuple(problem for report in reports for problem in report.problems),
        tuple(silenced for report in reports for silenced in report.silenced),
        {route: sound for report in reports for route, sound in report.sound.items()},
    )


def _filtered(report: Report, level: str, codes: Collection[str] | None) -> Report:
    """Leave what is at or above a level, and of the codes that are asked for.

    Nothing hides a mistake of form, for which a file cannot be read.
    """
    from rutas.rules import RULES, Report

    shown = LEVELS[: LEVELS.index(level) + 1]
    rules = {rule.code for rule in RULES}

    def kept(problem: Any) -> bool:
        asked = codes is None or problem.rule in codes or problem.rule not in rules
        return problem.level in shown and asked

    return Report(
        tuple(filter(kept, report.problems)),
        tuple(silenced for silenced in report.silenced if kept(silenced.problem)),
        report.sound,
    )


def _print(report: Report, format: str) -> None:
    from rutas.answers import document
    from rutas.answers.check import answer, tables
    from rutas.rules.formats import FORMATS

    if format == "json":
        print_document(document(answer(report)))
    elif format in FORMATS:
        print(FORMATS[format](report))
    elif format == "table":
        _print_table(report)
    else:
        print_tables(tables(answer(report)), format)


def _print_table(report: Report) -> None:
    from rich.text import Text

    from rutas.cli.problems import tell_problems

    screen = console()
    if report.problems:
        tell_problems(report.problems, stderr=False)
    else:
        screen.print(Text(say("cli.nothing-wrong")))
    if report.silenced:
        screen.print(Text(say("cli.silenced", count=len(report.silenced))), soft_wrap=True)
    for silenced in report.silenced:
        kept = silenced.problem
        place = f"{kept.place}: {kept.rule}"
        screen.print(Text(f"    {place} {silenced.reason}", style="dim"), soft_wrap=True)
    for route, sound in report.sound.items():
        if sound is None:
            tell(say("cli.not-decided", route=route))


def _missing(names: Sequence[str], book: str, format: str) -> int:
    """Tell, for each analysis, which quantities are missing or estimated."""
    from rutas.answers.check import completeness, completeness_tables
    from rutas.cli.opening import open_routes

    found = completeness(open_routes(names, book))
    print_answer(found, completeness_tables(found), format)
    return 0


command = Command(
    "check",
    run,
    [
        Argument("routes", nargs=-1, type=RouteName(), metavar="[ROUTE]..."),
        book_option(),
        Option("--level", type=Choice("rutas.errors:LEVELS"), default="warning"),
        Option("--only", default="", metavar="R001,R005"),
        Option("--what-is-missing", is_flag=True),
        format_option("table", "json", "rutas.rules.formats:FORMATS", "csv", "md"),
    ],
)
