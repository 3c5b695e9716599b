"""How far the survey got, how old the data are, what is offered, and how far it is."""

from __future__ import annotations

from datetime import date

import pytest

import rutas
from rutas.territory.coverage import coverage, nearest_point, no_point, people_within, weekly_hours
from rutas.territory.survey import ages, latest, percent
from rutas.territory.travel import Roads
from tests.territory.district import CATALOGUE, district, point

ON = date(2026, 11, 30)


def test_the_published_counts_of_the_four_territories():
    territories = rutas.load("routes").territories
    shares = {name: percent([latest(one, ON)]) for name, one in territories.items()}
    assert shares == {
        "san-juan-nepomuceno": 92, "villeta": 98, "santa-rosa-del-aguaray": 9, "mariscal-estigarribia": 79,
    }  # fmt: skip
    surveys = [latest(one, ON) for one in territories.values()]
    assert (sum(s.surveyed for s in surveys), sum(s.points for s in surveys)) == (226, 325)
    assert percent(surveys) == 70


def test_of_several_surveys_the_latest_that_is_not_after_the_day_counts():
    there = district(survey=[
        {"on": "2025-01-01", "points": 4, "surveyed": 1}, {"on": "2026-01-01", "points": 4, "surveyed": 3},
        {"on": "2027-01-01", "points": 4, "surveyed": 4},
    ])  # fmt: skip
    assert [
        latest(there, day) and latest(there, day).surveyed for day in (ON, date(2024, 1, 1))
    ] == [3, None]


def test_data_are_stale_after_the_days_that_the_territory_lets_pass():
    there = district(
        point(0, surveyed={"on": "2026-11-20"}), point(1, surveyed={"on": "2026-11-19"}), point(2),
        stale_after="10 d",
    )  # fmt: skip
    told = ages(there, ON)
    assert (told.points, told.undated, told.median_days) == (1, 1, 10.5)


def test_coverage_counts_services_and_not_points():
    there = district(point(0), point(1, offers=["s0", "s1"]))
    assert coverage(there.points, ["s0", "s1", "s2", "s3"]) == 0.5
    assert coverage(there.points, []) is None
    assert no_point(there, ["s0", "s2"]) == ("s2",)


PLACES = {
    "centro": {"name": "Centro", "people": 100, "at": [-25.5, -57.5]}, "loma": {"name": "Loma", "people": 300},
    "monte": {"name": "Monte", "at": [-25.5, -57.0], "people": 50}, "isla": {"name": "Isla", "people": 50},
}  # fmt: skip
WAYS = [
    {"from": "centro", "to": "loma", "takes": "20..40 min"},
    {"from": "loma", "to": "centro", "takes": "50 min"},
]


def test_the_quickest_chain_is_taken_and_a_straight_line_only_where_there_is_none():
    roads = Roads(district(places=PLACES, travel=WAYS, inside="5 min"))
    assert roads.way("centro", "loma").minutes == roads.way("loma", "centro").minutes == 30
    assert roads.way("centro", "centro").minutes == 5
    line = roads.way("centro", "monte")
    # half a degree of longitude at 25.5° S is 50.2 km: 1.3 times as far, at 25 km/h
    assert line.assumed
    assert line.minutes == pytest.approx(1.3 * 50.18 / 25 * 60, rel=1e-3)
    assert roads.way("loma", "isla") is None


def test_people_within_counts_those_who_may_use_a_point():
    there = district(point(0), point(1, serves="loma"), places=PLACES, travel=WAYS)
    roads = Roads(there)
    assert people_within(there, "s0", 60, roads, CATALOGUE) == pytest.approx(400 / 500)
    assert people_within(there, "s1", 60, roads, CATALOGUE) == pytest.approx(300 / 500)
    assert people_within(there, "s0", 10, roads, CATALOGUE) == pytest.approx(100 / 500)
    assert nearest_point(there.points, "isla", roads, CATALOGUE) is None
    assert people_within(district(point(0)), "s0", 60, Roads(district()), CATALOGUE) is None


def test_hours_a_week_are_of_the_union_of_the_doors():
    there = district(
        point(0, hours="lun-vie 7:00-13:00"), point(1, offers=["s0"], hours="lun 12:00-14:00")
    )
    assert weekly_hours(there, "s0", ON) == 31.0
