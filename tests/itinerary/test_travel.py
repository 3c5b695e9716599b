"""A way takes the first departure, and the chain that arrives first."""

from __future__ import annotations

from math import inf

from rutas.itinerary.doors import HOME
from rutas.itinerary.travel import Legs
from rutas.model.territory import Territory

PLACES = {name: {"name": name} for name in ("x", "y", "z", "lejos")}
BUS = {"from": "x", "to": "y", "takes": "30 min", "cost": "5000 PYG", "leaves": ["7:00", "9:00"], "returns": ["8:00"]}  # fmt: skip
ON_FOOT = {"from": "y", "to": "z", "takes": "20 min"}


def legs(*travel: dict, **places: dict) -> Legs:
    points = [
        {"id": place, "name": place, "actor": "a", "place": place, "hours": "24 horas"}
        for place in PLACES
    ]
    tree = {"id": "t", "name": "T", "inside": "10 min", "travel": travel, "points": points}
    return Legs(Territory.model_validate({**tree, "places": {**PLACES, **places}}), "x")


def test_she_waits_for_a_departure_and_comes_back_by_the_other_timetable() -> None:
    made = legs(BUS)
    there = made.leg(HOME, "y", 400)
    assert (there.leaves, there.arrives, there.minutes, there.cost) == (420, 450, 30, 5000)
    assert made.leg("y", HOME, 460).leaves == 480
    assert made.leg(HOME, "y", 541).arrives == inf


def test_a_chain_adds_up_and_a_fare_that_nobody_knows_is_not_known() -> None:
    leg = legs(BUS, ON_FOOT).leg(HOME, "z", 420)
    assert (leg.arrives, leg.cost) == (470, None)


def test_the_same_door_is_no_way_and_the_same_place_a_short_one() -> None:
    made = legs(BUS)
    assert made.leg("y", "y", 500).minutes == 0
    assert made.leg(HOME, "x", 500).minutes == 10


def test_the_latest_departure_is_there_in_time() -> None:
    made = legs(BUS)
    assert [made.latest(HOME, "y", by, 240).leaves for by in (450, 500, 570)] == [420, 420, 540]
    assert legs({**BUS, "leaves": [], "returns": []}).latest(HOME, "y", 450, 240).leaves == 420


def test_where_no_chain_leads_the_crow_flies_if_both_places_are_known() -> None:
    made = legs(x={"name": "x", "at": [-25.0, -57.0]}, lejos={"name": "l", "at": [-25.1, -57.0]})
    leg = made.leg(HOME, "lejos", 400)
    assert leg.assumed
    assert 34 <= leg.minutes <= 36  # 11.1 km, 1.3 times, at 25 km/h
    assert legs().leg(HOME, "lejos", 400).arrives == inf
