"""An itinerary holds: nothing is shut, too early or out of order; what has no day says why."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from math import inf
from typing import Any

import pytest

from rutas.hours import Schedule
from rutas.improve.local import local
from rutas.itinerary.day import Limits
from rutas.itinerary.plan import alternatives, plan, way_in
from rutas.itinerary.result import Family, Itinerary
from rutas.model.territory import Territory
from tests.itinerary.brute_force import DAYS, START, route, territory
from tests.itinerary.test_search import family
from tests.territory.district import chain, district, lacking, point

MONDAY = date(2026, 11, 30)


def one(*points: dict[str, Any], steps: int = 1, **fields: Any) -> Itinerary:
    """Plan a chain of steps in a district of one place."""
    asked = chain([0.0] * steps, papers=fields.pop("papers", False))
    there = district(*points, **{"complete": "yes", "inside": "10 min", **fields})
    who = Family("centro", MONDAY, MONDAY, "p0", ("fin",), until=MONDAY + timedelta(days=60))
    return plan(asked, there, who)


def test_she_goes_to_the_first_door_that_is_open_and_leaves_as_late_as_she_may() -> None:
    found = one(point(0, hours={"mié": "8:00-11:00"}))
    (day,) = found.days
    assert day.date == date(2026, 12, 2)
    assert (day.leave, day.stops[0].start, day.back) == (470, 480, 490)
    assert not day.trip


def test_who_is_after_the_turns_were_given_waits_for_no_door() -> None:
    early = one(point(0, hours={"lun": "8:00-11:00"}, tokens_at="6:30"))
    assert early.days[0].leave == 380
    late = one(point(0, hours={"lun": "8:00-11:00"}, tokens_at="4:05"))
    assert [(gone.visit.id, gone.reason) for gone in late.unplaced] == [("p0", "out-of-reach")]


def test_a_point_that_the_ficha_found_unable_is_left_out_unless_there_is_no_other() -> None:
    unable = point(0, hours={"lun": "8:00-11:00"}, ficha=lacking("gente"))
    other = {**point(0, hours={"vie": "8:00-11:00"}), "id": "y0"}
    found = one(unable, other)
    assert [stop.door.where for stop in found.days[0].stops] == ["y0"]
    found = one(unable)
    assert found.days[0].stops[0].door.doubtful


@pytest.mark.parametrize(
    ("points", "complete", "reason"),
    [
        ([], "yes", "no-point"),
        ([point(0, hours={"2020-01-01": "8:00-11:00"})], "yes", "never-open"),
        ([point(0, hours={"lun": "2:00-3:00"})], "yes", "out-of-reach"),
    ],
)
def test_what_has_no_day_says_why_and_what_follows_is_not_planned(points, complete, reason) -> None:
    found = one(*points, point(1), steps=2, complete=complete)
    assert [(gone.visit.id, gone.reason) for gone in found.unplaced] == [("p0", reason), ("p1", "follows")]  # fmt: skip
    assert not found.days


def test_of_visits_that_each_have_a_day_but_not_together_as_many_are_placed_as_fit() -> None:
    narrow = {"hours": {"2026-12-03": "8:00-8:05"}}
    found = one(point(0, **narrow), point(1, **narrow), point(2), steps=3)
    assert [found.visits[number].id for number in found.dates] == ["p0"]
    reasons = [(gone.visit.id, gone.reason) for gone in found.unplaced]
    assert reasons == [("p1", "no-day-left"), ("p2", "follows")]
    assert found.found.exact


def test_what_may_first_be_long_after_the_last_date_due_is_looked_for() -> None:
    asked = chain([0.0, 0.0], papers=False, stages=[{"id": "e", "name": "E", "steps": [
        {"id": "p0", "name": "P", "actor": "a0", "channel": "puerta", "by": "10 d", "next": "p1"},
        {"id": "p1", "name": "P", "actor": "a1", "channel": "puerta", "from": "3 y", "next": "fin"},
        {"id": "fin", "name": "Fin", "outcome": "bien"},
    ]}])  # fmt: skip
    there = district(point(0), point(1), complete="yes")
    found = plan(asked, there, Family("centro", MONDAY, MONDAY, "p0", ("fin",)))
    assert not found.unplaced
    assert found.finish == date(2029, 11, 30)
    assert found.until == date(2030, 11, 30)


def test_a_way_that_is_free_is_counted_in_the_currency_of_the_others() -> None:
    there = district(
        point(0, place="otro"), complete="yes", inside="5 min",
        places={name: {"name": name} for name in ("centro", "medio", "otro")},
        travel=[
            {"from": "centro", "to": "medio", "takes": "10 min", "cost": "0 PYG"},
            {"from": "medio", "to": "otro", "takes": "10 min", "cost": "2 USD"},
        ],
    )  # fmt: skip
    found = plan(chain([0.0]), there, Family("centro", MONDAY, MONDAY, "p0", ("fin",)))
    assert [way.cost for way in found.days[0].ways] == [2, 2]


def test_a_door_that_is_never_open_for_long_enough_is_too_short() -> None:
    asked = chain([0.0])
    steps = {"p0": asked.steps["p0"].model_copy(update={"takes": asked_for("3 h")})}
    stages = tuple(
        stage.model_copy(update={"steps": tuple(steps.get(s.id, s) for s in stage.steps)})
        for stage in asked.stages
    )
    longer = asked.model_copy(update={"stages": stages})
    there = district(point(0, hours={"lun": "8:00-9:00"}), complete="yes")
    who = Family("centro", MONDAY, MONDAY, "p0", ("fin",), until=MONDAY + timedelta(days=60))
    assert plan(longer, there, who).unplaced[0].reason == "too-long"


def asked_for(text: str) -> Any:
    from rutas.quantity import Duration

    return Duration.parse(text)


def test_where_the_list_may_lack_points_a_working_day_is_kept_to_ask() -> None:
    found = one(complete="no")
    assert found.asked == {"p0": "ask"}
    assert (found.days[0].date, found.days[0].goes, found.trips) == (MONDAY, False, 0)


def test_what_follows_a_visit_without_an_hour_is_another_day() -> None:
    found = one(point(1), steps=2, complete="no")
    assert [(day.date - MONDAY).days for day in found.days] == [0, 1]
    alike = one(point(0), point(1), steps=2)
    assert len(alike.days) == 1


def test_papers_go_from_visit_to_visit_and_what_is_not_in_hand_is_missing() -> None:
    found = one(point(0), point(1), steps=2, papers=True)
    assert found.papers == {0: ((), ()), 1: (("d0",), ())}
    asked, there = chain([0.0, 0.0]), district(point(0), point(1), complete="yes")
    who = Family("centro", MONDAY, MONDAY, "p1", ("fin",))
    assert plan(asked, there, who).papers == {0: ((), ("d0",))}
    assert plan(asked, there, replace(who, holds=frozenset(["d0"]))).papers == {0: (("d0",), ())}


def test_a_day_has_no_more_visits_than_she_bears() -> None:
    asked, there = chain([0.0] * 3, papers=False), district(*map(point, range(3)), complete="yes")
    who = Family("centro", MONDAY, MONDAY, "p0", ("fin",), limits=Limits(most=2))
    assert [len(day.stops) for day in plan(asked, there, who).days] == [2, 1]


def holds_up(found: Itinerary) -> None:
    """Walk an itinerary again: every opening, holiday, `from` and order is kept."""
    start, limits = found.family.start, found.family.limits
    for day in found.days:
        at = limits.leave
        assert len(day.stops) <= limits.most
        for stop in day.stops:
            visit = found.visits[stop.visit]
            assert (day.date - start).days >= visit.earliest
            for before, lag in visit.after.items():
                assert day.date >= found.dates[before] + timedelta(days=lag)
            assert stop.way.leaves >= at
            assert stop.start >= stop.way.arrives
            at = stop.end
            if stop.door.point:
                offer = stop.door.point.offer(
                    next(iter(found.route.steps[visit.step].service), None)
                )
                spans = (offer.hours or stop.door.point.hours).on(day.date, found.territory.calendar.days)  # fmt: skip
                assert any(a <= stop.start and stop.end <= b for a, b, _ in spans)
                assert stop.end - stop.start == visit.minutes
                if offer.tokens_at is not None:
                    assert stop.way.arrives <= offer.tokens_at
        assert day.back <= limits.back


@pytest.mark.parametrize("patience", [0.0, 30.0, inf])
def test_the_real_route_holds_up_from_birth_to_kindergarten(book, patience: float) -> None:
    there = book.territories["villeta"]
    asked = local(book["0-4"], there)
    born = date(2026, 12, 2)
    ends = tuple(
        name for name, step in asked.steps.items()
        if step.outcome and asked.outcomes[step.outcome].success
    )  # fmt: skip
    who = Family("tacuruty", born, born, way_in(asked, 0), ends, patience=patience)
    found = plan(asked, there, who)
    assert found.found.exact
    assert not found.unplaced
    assert len(found.visits) > 20
    holds_up(found)
    others = alternatives(asked, there, found)
    assert patience not in others
    assert all((o.trips, o.dates) != (found.trips, found.dates) for o in others.values())
    if patience == inf:
        assert all(o.trips >= found.trips for o in others.values())


def test_random_itineraries_hold_up() -> None:
    rng = random.Random("holds up")
    for number in range(200):
        asked = route(rng)
        there = territory(rng, len(asked.steps) - 1, timed=number % 2 == 0)
        holds_up(plan(asked, there, family(rng.choice([0.0, 1.0, 30.0, inf]))))


def test_taking_an_opening_away_never_improves_an_itinerary() -> None:
    rng = random.Random("an opening less")
    compared = 0
    for _ in range(150):
        asked = route(rng)
        there = territory(rng, len(asked.steps) - 1, timed=False)
        before = plan(asked, there, family(30.0))
        if before.unplaced:
            continue
        shut = START + timedelta(days=rng.randrange(DAYS))
        chosen = rng.choice(there.points)
        after = plan(asked, _without(there, chosen.id, shut), family(30.0))
        if not after.unplaced:
            compared += 1
            assert after.found.cost >= before.found.cost
    assert compared > 50


def _without(there: Territory, point_: str, day: date) -> Territory:
    points = tuple(
        one.model_copy(update={"hours": Schedule.parse(f"{one.hours}; {day.isoformat()} cerrado")})
        if one.id == point_
        else one
        for one in there.points
    )
    return there.model_copy(update={"points": points})
