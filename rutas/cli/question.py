"""Make a command of a question: its arguments, one call, its tables or its document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from rutas.answers import document, find_question
from rutas.cli.asking import analysis, chosen, working
from rutas.cli.command import Choice, Command, Option, book_option, format_option
from rutas.cli.opening import ProfileName, StepName, route_argument, select_argument
from rutas.cli.points import tell_points
from rutas.cli.table import print_document, print_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rutas.answers.question import Parameter, Question

__all__ = ["command"]

# Questions that a terminal shows otherwise than as tables.
_SCREENS: Mapping[str, Callable[..., None]] = {"critical": tell_points}


def command(name: str) -> Command:
    """Return the command of a question."""
    question = find_question(name)
    params: list[click.Parameter] = [route_argument()]
    if question.selects:
        params.append(select_argument())
    params += map(_option, question.parameters)
    if question.selects:
        params.append(
            Option("--exclude", metavar="SELECT", multiple=True, type=StepName(selects=True))
        )
    if question.shortens:
        params.append(Option("--all", is_flag=True))
    if question.populations:
        params.append(Option("--profile", metavar="NAME", type=ProfileName()))
    return Command(name, _asker(question), [*params, book_option(), format_option()])


def _option(parameter: Parameter) -> Option:
    usual = {"default": True} if parameter.kind == "flag" else {"multiple": parameter.many}
    return Option(
        parameter.option, parameter.name, metavar=parameter.metavar or None,
        required=parameter.required, type=_TYPES[parameter.kind](parameter),
        is_flag=parameter.kind == "flag", **usual,
    )  # fmt: skip


_TYPES: Mapping[str, Callable[[Parameter], click.ParamType[Any]]] = {
    "step": lambda _: StepName(),
    "change": lambda _: StepName(after="."),
    "profile": lambda _: ProfileName(),
    "word": lambda parameter: Choice(parameter.words),
    "count": lambda _: click.IntRange(min=1),
    "flag": lambda _: click.BOOL,
}


def _asker(question: Question) -> Callable[..., int]:
    def run(
        route: str, book: str = "routes", format: str = "table", all: bool = False, **given: Any
    ) -> int:  # fmt: skip
        """Answer a question about a route."""
        with working():
            profile = given.pop("profile", None) if question.populations else None
            found = analysis(route, book, profile)
            if question.selects:
                given["select"] = chosen(found, given["select"], given.pop("exclude"))
            answer = question.answer(found, **given)
        if format == "json":
            print_document(document(answer, route=found.route.id))
        elif format == "table" and question.name in _SCREENS:
            _SCREENS[question.name](answer, found.route, all=all, **given)
        else:
            print_tables(question.tables(answer, found.route), format, all=all)
        return 0

    return run
