"""A route in its territory, beside what a chain of steps with quotas gives by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rutas
from rutas.improve.effects import effects
from rutas.improve.local import local, settled
from tests.effort import cases
from tests.territory.district import chain, district, lacking, point

ON = date(2026, 11, 30)
YEAR = 365.25


def value(route, territory):
    there = local(route, territory)
    return settled(there, effects(there, territory, ON))


def test_the_figures_of_the_example():
    book = rutas.load("routes")
    villeta = book.territories["villeta"]
    there = local(book["0-4"], villeta)
    found = effects(there, villeta, ON)
    assert found.shut == ("testigos",)
    assert found.passed == ("pani-embarazada",)
    after = settled(there, found)
    assert after.room["inscripcion-nacimiento"] == pytest.approx(0.33, abs=0.005)
    assert (round(after.completing, 1), round(after.services, 1)) == (32.1, 4146.0)
    open_to_all = settled(there, type(found)((), (), ()))
    assert (round(open_to_all.completing, 1), round(open_to_all.services, 1)) == (154.2, 5625.9)


@settings(max_examples=cases(60), deadline=None)
@given(
    dropouts=st.lists(st.sampled_from([0.0, 0.1, 0.4]), min_size=1, max_size=4),
    quotas=st.lists(st.none() | st.integers(1, 12), min_size=4, max_size=4),
)
def test_in_a_chain_as_many_pass_as_there_is_room_for(dropouts, quotas):
    points = [point(i, **({"quota": q} if q else {})) for i, q in enumerate(quotas)]
    found = value(chain(dropouts), district(*points))
    flow = 10.0
    for dropout, quota in zip(dropouts, quotas, strict=False):
        flow = min(flow, quota or flow) * (1 - dropout)
    assert found.completing == pytest.approx(YEAR * flow, rel=1e-6)
    assert found.method == "exact"


@settings(max_examples=cases(40), deadline=None)
@given(
    dropouts=st.lists(st.sampled_from([0.0, 0.1, 0.4]), min_size=1, max_size=4),
    demand=st.sampled_from([None, 3.0]),
)
def test_with_every_point_ready_and_no_quota_only_set_and_demand_change_it(dropouts, demand):
    route = chain(dropouts)
    more = {"demand": {"r": f"{demand} per day"}} if demand else {}
    there = district(
        *map(point, range(4)), set={"r": {"p0.dropout": "20 %"}}, complete="yes", **more
    )
    found = value(route, there)
    assert found.route == local(route, there)
    assert found.route.steps["p0"].dropout.mean == 0.2
    assert found.route.demand.mean == (demand or 10)


def test_without_a_paper_nobody_goes_on_and_without_a_service_people_do():
    needed = value(chain([0.1, 0.2]), district(point(0, ficha=lacking("gente")), point(1)))
    assert needed.completing == needed.services == 0
    free = value(
        chain([0.1, 0.2], papers=False), district(point(0, ficha=lacking("gente")), point(1))
    )
    assert free.completing == pytest.approx(YEAR * 10 * 0.9 * 0.8)
    assert free.services == pytest.approx(YEAR * 10 * 0.9 * 0.8)


def test_a_point_that_is_absent_proves_nothing_unless_the_list_is_complete():
    route, points = chain([0.1, 0.2]), (point(1),)
    assert value(route, district(*points)).completing == pytest.approx(YEAR * 10 * 0.72)
    assert value(route, district(*points, complete="yes")).completing == 0
    assert effects(route, district(*points), ON).assumed == ("p0",)


def test_one_working_point_is_enough():
    shut = point(0, id="x9", ficha=lacking("gente"))
    assert value(chain([0.1]), district(shut, point(0))).completing == pytest.approx(YEAR * 9)


def test_a_quota_counts_only_where_every_working_point_has_one_and_on_open_days():
    route = chain([0.0])
    with_other = district(point(0, quota=1), point(0, id="x9"))
    assert value(route, with_other).room == {}
    weekdays = district(point(0, quota=14, hours="lun 7:00-8:00"))
    assert value(route, weekdays).completing == pytest.approx(YEAR * 2)
    doubled = district(point(0, quota=10), set={"r": {"p0.repeat": {"times": 2, "every": "7 d"}}})
    assert value(route, doubled).completing == pytest.approx(YEAR * 5)
