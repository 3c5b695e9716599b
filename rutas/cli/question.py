"""Make a command of a question: its arguments, one call, its tables or its document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from rutas.answers import document, find_question
from rutas.answers.row import plain
from rutas.cli.asking import chosen, population_of, routes_and_terms, working
from rutas.cli.command import Choice, Command, Count, Option, book_option, format_option
from rutas.cli.improving import ImprovementNames, improving
from rutas.cli.opening import ProfileName, StepName, route_words
from rutas.cli.points import tell_points
from rutas.cli.revisions import Since
from rutas.cli.sources import tell_sources
from rutas.cli.table import print_document, print_tables
from rutas.cli.territories import day_of, in_territory, local_record, tell_example, territory_option
from rutas.locale import language, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rutas.answers.question import Parameter, Question
    from rutas.answers.table import Table
    from rutas.model import Route
    from rutas.model.territory import Territory

__all__ = ["command"]

# Questions that a terminal shows otherwise than as tables.
_SCREENS: Mapping[str, Callable[..., None]] = {"critical": tell_points}


def command(name: str) -> Command:
    """Return the command of a question."""
    question = find_question(name)
    params: list[click.Parameter] = [route_words(question)]
    params += map(_option, question.parameters)
    if question.selects:
        params.append(
            Option("--exclude", metavar="SELECT", multiple=True, type=StepName(selects=True))
        )
    if question.shortens:
        params.append(Option("--all", is_flag=True))
    if question.populations:
        params.append(Option("--profile", metavar="NAME", type=ProfileName()))
    params += [territory_option(), Option("--sources", is_flag=True)]
    return Command(name, _asker(question), [*params, book_option(), format_option()])


def _option(parameter: Parameter) -> Option:
    flag = {"is_flag": True, "default": True}
    more = flag if parameter.kind == "flag" else {"multiple": parameter.many}
    return Option(
        parameter.option, parameter.name, metavar=parameter.metavar or None,
        required=parameter.required, type=_TYPES[parameter.kind](parameter), **more,
    )  # fmt: skip


_TYPES: Mapping[str, Callable[[Parameter], click.ParamType[Any]]] = {
    "step": lambda _: StepName(),
    "change": lambda _: StepName(after="."),
    "profile": lambda _: ProfileName(),
    "word": lambda parameter: Choice(parameter.words),
    "count": lambda _: Count(),
    "flag": lambda _: click.BOOL,
    "improvement": lambda _: ImprovementNames(),
}


def _asker(question: Question) -> Callable[..., int]:
    def run(
        routes: Sequence[str], book: str = "routes", format: str = "table", all: bool = False,
        sources: bool = False, territory: str | None = None, **given: Any,
    ) -> int:  # fmt: skip
        """Answer a question about a route, or about several."""
        from rutas.analysis import analyse
        from rutas.answers.doors import table
        from rutas.answers.sources import sources_table

        with working():
            profile = given.pop("profile", None) if question.populations else None
            given |= improving(given, book)
            named, terms = routes_and_terms(routes, book, selects=question.selects)
            one = len(named) == len(routes) - len(terms) == 1
            local = [
                in_territory(population_of(route, profile), territory, book) for route in named
            ]
            asked = [analyse(route) for route, _ in local]
            told = [given] * len(asked)
            if question.selects:
                since = Since(book, {route.id: route for route in named})
                steps = chosen(asked, terms, given.pop("exclude"), since)
                told = [{**given, "select": here} for here in steps]
            answers = [
                (found.route, question.answer(found, **more))
                for found, more in zip(asked, told, strict=True)
            ]
        cites = {
            route.id: [sources_table(route, more.get("select"))]
            for (route, _), more in zip(answers, told, strict=True)
            if sources
        }
        where = local[0][1] if local else None
        tell_example(where)
        doors = _doors(question, answers, where)
        if format == "json":
            documents = [
                _document(answer, route.id, cites, where, doors) for route, answer in answers
            ]
            print_document(documents[0] if one else document({"routes": documents}))
            return 0
        if format == "table" and question.name in _SCREENS:
            _SCREENS[question.name](answers, all=all, doors=doors, **given)
        else:
            tables = {
                route.id: _marked(question.tables(answer, route), where)
                for route, answer in answers
            }
            if format == "md":
                for route, _ in answers:
                    if route.id in doors:
                        tables[route.id].append(table(route, doors[route.id], doors[route.id]))
                    tables[route.id] += cites.get(route.id, ())
            print_tables(next(iter(tables.values())) if one else tables, format, all=all)
        if format == "table":
            for route, _ in answers:
                tell_sources(route, cites.get(route.id, ()))
        return 0

    return run


def _marked(tables: Iterable[Table], territory: Territory | None) -> list[Table]:
    """Say below what is made up that it is: a table is handed on without what a terminal was told."""
    told = list(tables)
    if told and territory is not None and territory.example:
        told[0] = replace(told[0], notes=[*told[0].notes, say("territory.example")])
    return told


def _doors(
    question: Question, answers: Sequence[tuple[Route, Any]], territory: Territory | None
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return by route at which points the steps of an answer are attended, where it tells them."""
    from rutas.answers.doors import doors

    if territory is None or question.located is None:
        return {}
    told = {}
    for route, answer in answers:
        found = doors(route, territory, day_of(None), language())
        told[route.id] = {step: found[step] for step in question.located(answer) if step in found}
    return told


def _document(
    answer: Any,
    route: str,
    cites: Mapping[str, Sequence[Table]],
    territory: Territory | None,
    doors: Mapping[str, Mapping[str, Sequence[str]]],
) -> dict[str, Any]:
    """Return an answer's document, with the sources and the territory where they are asked for."""
    more: dict[str, Any] = {}
    if route in cites:
        more["sources"] = plain(list(cites[route][0].rows))
    if territory is not None:
        more["territory"] = local_record(territory, doors.get(route))
    return {**document(answer, route=route), **more}
