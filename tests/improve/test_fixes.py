"""A plan's rows add up, and its order is that of a brute force over all sets of fixes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rutas
from rutas.analysis import analyse
from rutas.errors import UsageError
from rutas.improve.actions import after_actions, direction, overdue
from rutas.improve.fixes import Plan, plan
from tests.effort import cases
from tests.territory.district import CATALOGUE, chain, district, lacking, point

ON = date(2026, 11, 30)
YEAR = 365.25
DROPOUTS = [0.1, 0.4, 0.0]
# of each step: a point that always works and its quota, or none; and points that lack something, with quotas
STEP = st.tuples(st.none() | st.integers(1, 9), st.lists(st.integers(1, 9), max_size=2))


def made(steps):
    points, quotas = [], {}
    for i, (working, shut) in enumerate(steps):
        if working:
            points.append(point(i, id=f"w{i}", quota=working))
        for k, quota in enumerate(shut):
            name = f"f{i}{k}"
            points.append(point(i, id=name, quota=quota, ficha=lacking("gente")))
            quotas[name] = (i, quota)
    return district(*points), quotas


def by_hand(steps, quotas, fixed):
    """Return the people of a year once some points are mended: as many pass as there is room for."""
    flow = 10.0
    for i, (working, shut) in enumerate(steps):
        room = (working or 0) + sum(
            q for name, (at, q) in quotas.items() if at == i and name in fixed
        )
        if room:
            flow = min(flow, room)
        elif shut:  # listed, and none of them works
            # whoever comes to the last step, whose paper nobody asks for, passes without the service
            flow = 0.0 if i < len(steps) - 1 else flow
        flow *= 1 - DROPOUTS[i]
    return YEAR * flow


@settings(max_examples=cases(40), deadline=None)
@given(steps=st.lists(STEP, min_size=3, max_size=3))
def test_rows_add_up_and_each_adds_most(steps):
    territory, quotas = made(steps)
    told = Plan(chain(DROPOUTS), territory, ON)
    nothing, everything = (by_hand(steps, quotas, fixed) for fixed in (set(), set(quotas)))
    assert sum(one.gain.people for one in told.fixes) == pytest.approx(
        everything - nothing, abs=1e-4
    )
    done = set()
    for one in told.fixes:
        before = by_hand(steps, quotas, done)
        gains = {
            name: by_hand(steps, quotas, done | {name}) - before
            for name in quotas
            if name not in done
        }
        assert one.gain.people == pytest.approx(max(gains.values()), abs=1e-4)
        assert gains[one.point] == pytest.approx(one.gain.people, abs=1e-4)
        alone = by_hand(steps, quotas, {one.point}) - nothing
        last = everything - by_hand(steps, quotas, set(quotas) - {one.point})
        assert (one.alone.people, one.last.people) == pytest.approx((alone, last), abs=1e-4)
        done.add(one.point)
        assert one.total.people == pytest.approx(by_hand(steps, quotas, done) - nothing, abs=1e-4)
    assert done == set(quotas)
    assert told.states <= 2 ** len(quotas)


def test_the_figures_of_the_example():
    book = rutas.load("routes")
    told = plan(book["0-4"], book.territories["villeta"], ON)
    first = told.fixes[0]
    assert (first.point, first.items) == ("identificaciones", ("camara",))
    assert [round(one, 1) for one in (*first.gain, *first.last)] == [16.1, 65.9, 122.0, 500.4]
    assert (first.cost.known, first.cost.complete, first.takes_days) == ({"PYG": 25e6}, True, 90)
    assert told.fixes[-1].total == pytest.approx(
        (154.15849 - 32.13320, 5625.89649 - 4146.00276), abs=1e-3
    )
    assert told.method == "exact"


def test_two_doors_of_one_step_are_worth_nothing_twice():
    shut = [point(0, id=name, ficha=lacking("gente")) for name in ("uno", "dos")]
    first, second = plan(chain([0.1, 0.2]), district(*shut, point(1)), ON).fixes
    assert first.gain.people == first.alone.people == second.alone.people > 0
    assert second.gain == second.last == first.last == (0, 0)


def test_two_steps_in_a_row_are_worth_nothing_alone():
    shut = [point(i, ficha=lacking("gente")) for i in (0, 1)]
    first, second = plan(chain([0.1, 0.2, 0.0]), district(*shut, point(2)), ON).fixes
    assert first.alone.people == second.alone.people == 0
    assert second.gain.people == second.last.people == pytest.approx(YEAR * 10 * 0.72)


def test_what_a_point_can_work_without_is_told_apart_with_what_is_at_stake():
    territory = district(point(0, ficha=lacking("rampa")), point(0, id="x9"))
    told = plan(chain([0.3]), territory, ON)
    assert told.fixes == ()
    (one,) = told.others(analyse(told.after(()).route).points)
    assert (one.point, one.item, one.cost.known, one.actor) == ("x0", "rampa", {"PYG": 50.0}, "a0")
    assert one.gain == 1.0  # all that is known of it was a no
    assert one.at_stake == pytest.approx(YEAR * 10 * 0.3 / 2)


def test_a_plan_needs_to_know_how_many_enter():
    route = chain([0.1]).model_copy(update={"demand": None})
    with pytest.raises(UsageError, match="demand"):
        plan(route, district(point(0)), ON)


def acting(**fields):
    usual = {
        "id": "uno",
        "what": "Algo",
        "who": ["a0", "a2"],
        "by": "2026-11-29",
        "state": "agreed",
    }
    return {**usual, **fields}


def test_actions_that_are_agreed_change_the_territory_and_others_do_not():
    for state, changes in (
        ("agreed", True),
        ("under-way", True),
        ("done", True),
        ("proposed", False),
        ("dropped", False),
    ):
        action = acting(state=state, fixes="x0", set={"r": {"p0.dropout": "5 %"}})
        after = after_actions(district(point(0, ficha=lacking("gente")), actions=[action]))
        assert (after.by_id["x0"].ficha.answers["gente"] == "yes") == changes
        assert ("r" in after.set) == changes


def test_an_action_is_overdue_the_day_after_and_horizontal_within_a_level():
    actions = [
        acting(),
        acting(by="2026-11-30"),
        acting(state="done"),
        acting(who=["a0", "a1"]),
        acting(who="familia"),
    ]
    made_of = [district(actions=[one]).actions[0] for one in actions]
    assert [overdue(one, ON) for one in made_of] == [True, False, False, True, True]
    told = [direction(one, CATALOGUE) for one in made_of]
    assert told == ["horizontal", "horizontal", "horizontal", "vertical", None]
