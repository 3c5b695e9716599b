"""On thousands of random routes: nothing crashes, and graph, games and rules agree."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import assume, given, settings

from rutas.book import Book
from rutas.model.catalogue import Catalogue
from rutas.model.criteria import Criteria
from rutas.rules import report
from rutas.rules.engine.case import Case, Shelf
from rutas.rules.engine.earliest import earliest, ready
from tests.effort import cases
from tests.game import exact, play
from tests.strategies import nested_routes, routes

UNSOUND = {"R001", "R002", "R010", "R011", "R012", "R013"}


def book_of(route):
    return Book(Path("libro"), Catalogue(), Criteria(), {route.id: route}, {})


def case_of(route):
    return Case(Shelf(book_of(route)), route)


@settings(max_examples=cases(100))
@given(routes(times=True))
def test_a_route_is_told_to_fail_exactly_where_it_is_not_sound(route):
    found = report(book_of(route))
    told = {problem.rule for problem in found.problems} & UNSOUND
    assert bool(told) == (found.sound[route.id] is False)


@settings(max_examples=cases(100))
@given(routes())
def test_a_story_walks_along_links_or_names_steps_of_the_route(route):
    for problem in report(book_of(route)).problems:
        assert set(problem.story) <= set(route.steps)
        assert problem.step is None or problem.step in route.steps
        assert problem.message


@settings(max_examples=cases(100))
@given(nested_routes(losses=False))
def test_what_can_be_completed_without_a_step_is_what_games_complete_without_it(route):
    assume(all(share > 0 for step in route.steps.values() for share in step.shares))
    played = exact(route)
    assume(played is not None and played["completion"] > 1e-6)
    case = case_of(route)
    for name in route.steps:
        without = bool(set(case.starts) & case.completing_without({name}))
        assert without == (played["passing"][name] < played["completion"] - 1e-7), name


@settings(max_examples=cases(60))
@given(routes(losses=False, times=True))
def test_nobody_is_through_earlier_than_at_best(route):

    ways = tuple(way.model_copy(update={"at": _birth()}) for way in route.ways_in)
    route = route.model_copy(update={"ways_in": ways})
    ages = earliest(route)
    ends = [
        ready(step, ages[step.id])
        for step in route.steps.values()
        if step.outcome and step.id in ages
    ]
    generator = random.Random(7)
    for _ in range(5):
        walked = play(route, generator)
        if walked and walked["days"] is not None:
            assert walked["days"] >= min(ends) - 1e-9
            assert set(walked["visits"]) <= set(ages)


def _birth():
    from rutas.quantity import Age

    return Age.parse("0 d")
