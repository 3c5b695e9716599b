"""What is played of a book: routes as they are in a territory, each changed as far as a change is of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rutas.answers.scenario import Scenario, placed
from rutas.book import Book, load
from rutas.errors import Mistake, UsageError
from rutas.improve.bundle import Bundle
from rutas.simulation.district import Asked

DAY = date(2027, 1, 1)


@pytest.fixture(scope="module")
def book() -> Book:
    return load(Path(__file__).parents[1] / "routes")


def test_in_a_territory_people_queue_for_what_its_doors_hand_out_and_nobody_is_turned_away(book: Book) -> None:  # fmt: skip
    villeta = book.territories["villeta"]
    there = placed(book["0-4"], villeta, DAY)
    assert there.demand == villeta.demand["0-4"]
    asked = Asked((there,), DAY, years=1, territory=villeta)
    doors = [one.id for one in asked.setting([there]).resources]
    limited = {one.partition(":")[2] for one in doors if one.startswith("service:")}
    assert limited
    for name, step in there.steps.items():
        if limited & set(step.service):
            assert step.dropout == book["0-4"].steps[name].dropout


def test_nowhere_in_particular_a_route_is_as_it_is_written(book: Book) -> None:
    assert placed(book["0-4"], None, DAY) is book["0-4"]


def test_each_route_is_changed_by_what_is_of_it(book: Book) -> None:
    routes = tuple(book.values())
    scenario = Scenario(
        set=["inscripcion.wait=2 d", "actors.usf.capacity=60 per day"], close=["piecito"]
    )
    first, *others = scenario.after(routes)
    assert first.steps["inscripcion"].wait.mean == 2
    assert all(one.catalogue.actors["usf"].capacity.mean == 60 for one in (first, *others))
    assert others[0].steps == book["5-13"].steps
    assert scenario.before(routes) == routes


def test_a_profile_alone_is_the_change_and_beside_others_what_is_changed(book: Book) -> None:
    routes = (book["0-4"],)
    assert Scenario(profile="rural").before(routes) == routes
    with_more = Scenario(profile="rural", close=["cedula"])
    (before,) = with_more.before(routes)
    (after,) = with_more.after(routes)
    assert not before.profiles
    assert before.steps["cedula"].dropout != after.steps["cedula"].dropout
    assert before.steps["parto"] == after.steps["parto"]


def test_improvements_change_the_routes_that_they_are_of(book: Book) -> None:
    name = next(iter(book.improvements))
    scenario = Scenario(improve=Bundle(book.improvements, (name,)))
    changed = {
        one.id
        for one, old in zip(scenario.after(book.values()), book.values(), strict=True)
        if one != old
    }
    assert changed == set(book.improvements[name].routes)


def test_a_change_that_fits_no_route_is_refused(book: Book) -> None:
    with pytest.raises(Mistake, match="nada"):
        Scenario(set=["nada.wait=2 d"]).after(book.values())
    with pytest.raises(UsageError, match="rural"):
        Scenario(profile="rurall").after(book.values())
