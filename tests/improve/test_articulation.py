"""How near to each other institutions hand people over, beside what is counted by hand."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from rutas.analysis import Analysis
from rutas.analysis.interactions import step_handovers
from rutas.improve.articulation import articulation
from tests.territory.district import chain, district, lacking, point

ON = date(2026, 11, 30)
TWO = {"centro": {"name": "Centro"}, "loma": {"name": "Loma"}}
WAY = [{"from": "centro", "to": "loma", "takes": "60 min"}]


def told(*points, dropouts=(0.5, 0.0, 0.0), **fields):
    return articulation(Analysis(chain(list(dropouts)), draws=0), district(*points, **fields), ON)


def test_handovers_of_steps_add_up_to_those_of_actors(book):
    for route in book.values():
        found = Analysis(route, draws=0)
        added = defaultdict(float)
        for one in step_handovers(route, found.visits, found.figures):
            actors = (route.steps[step].actor[0] for step in (one.source, one.target))
            added[(*actors, one.kind)] += one.expected
        expected = {(h.source, h.target, h.kind): h.expected for h in found.interactions.handovers}
        assert added == pytest.approx(expected)


def test_two_of_three_steps_in_one_place():
    # half of those who enter go on to the second step, and all of these to the third
    near = told(point(0), point(1), point(2, place="loma"), places=TWO, travel=WAY, inside="10 min")
    assert (near.known, near.same_place, near.same_day) == (1.0, 0.5, 1.0)
    assert near.minutes == pytest.approx((10 + 60) / 2)


def test_a_step_whose_points_do_not_work_is_not_known():
    near = told(point(0), point(1), point(2, ficha=lacking("gente")))
    assert (near.known, near.same_place) == (0.5, 1.0)
    assert told() == type(near)(0.0, None, None, None)


@pytest.mark.parametrize(
    ("first", "then", "day"),
    [("lun 7:00-9:00", "lun 8:00-9:00", 1.0), ("lun 7:00-9:00", "lun 7:00-7:59", 0.0), ("lun 7:00-9:00", "mar 7:00-9:00", 0.0)],
)  # fmt: skip
def test_one_day_holds_both_where_the_way_fits_between_the_doors(first, then, day):
    points = point(0, hours=first), point(1, hours=then, place="loma")
    near = told(*points, dropouts=(0.5, 0.0), places=TWO, travel=WAY)
    assert near.same_day == day


def test_out_of_reach_is_unknown_and_not_far():
    assert told(point(0), point(1, place="loma"), dropouts=(0.5, 0.0), places=TWO).minutes is None
