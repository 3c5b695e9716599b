"""A play comes out the same however it is worked out, and loses nobody."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutas.model import Route
from rutas.simulation.play import play
from rutas.simulation.record import Record, Tally
from rutas.simulation.resources import Calendar, resources
from rutas.simulation.setting import Setting
from rutas.tokens.figures import figures
from rutas.tokens.net import compile as compile_net
from rutas.tokens.simulate import simulate
from tests.simulation.scripted import scripted
from tests.strategies import nested_routes, route_of

few = settings(
    deadline=None,
    derandomize=True,
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
START = date(2027, 1, 1)


def of(*routes: Route, days: int = 60) -> Setting:
    """Nothing but some days: no warm-up, no holidays."""
    found = resources(routes, Calendar(START, days))
    return Setting(routes, START, 0, days, seed=1, resources=found)


def apart(one: Record, other: Record) -> list[str]:
    """The names of what differs between two records."""
    found = []
    for name in [field.name for field in fields(Record)]:
        left, right = getattr(one, name), getattr(other, name)
        if isinstance(left, Tally):
            same = left.keys.tolist() == right.keys.tolist()
            same &= left.counts.tolist() == right.counts.tolist()
        else:
            same = np.array_equal(left, right)
        if not same:
            found.append(name)
    return found


FIELDS: dict[str, list[dict[str, Any]]] = {
    "capacity": [{"capacity": "2 per wk"}, {"capacity": "1 per day"}, {"capacity": "9 per day"}],
    "patience": [{"patience": "5..20 d"}],
    "no_show": [{"no_show": "30 %"}, {"no_show": "30 %", "tries": "2"}],
    "lead": [{"lead": "36 h"}],
    "urgent": [{"urgent": "yes"}],
    "takes": [{"takes": "30 min"}, {"takes": "6 h"}],
    "from": [{"from": "2 mo"}],
    "within": [{"within": "20 d"}],
    "repeat": [{"repeat": {"times": "1..3", "every": "12..60 h"}}],
}


@st.composite
def queueing_routes(draw: st.DrawFn) -> Route:
    """A route whose branches nest, with queues at some steps and all that people do in them."""
    route = draw(nested_routes(times=True, exits=True))
    steps = [step.model_dump(mode="json", exclude_defaults=True) for step in route.steps.values()]
    for step in steps:
        for key in draw(st.lists(st.sampled_from(sorted(FIELDS)), max_size=4, unique=True)):
            if key != "patience" or "leaves" not in step:
                step.update(draw(st.sampled_from(FIELDS[key])))
    return route_of(steps, demand=draw(st.sampled_from(["1 per day", "3 per wk"])))


@few
@given(queueing_routes())
def test_it_is_the_same_walked_ahead_or_day_by_day_together_or_apart(route: Route) -> None:
    made = of(route)
    together = play(made, [0, 1, 2])
    assert apart(together, play(made, [0, 1, 2], day_by_day=True)) == []
    assert apart(together, Record.merged([play(made, [0]), play(made, [1, 2])])) == []


@few
@given(queueing_routes())
def test_nobody_is_lost_from_the_count(route: Route) -> None:
    record = play(of(route), [0, 1])
    left = record.completed + record.lost + record.stuck + record.ended
    inside = np.cumsum(record.entered - left, axis=2)
    assert (inside == record.inside).all()
    assert (record.inside >= 0).all()
    waiting = np.cumsum(record.came - record.served - record.gave_up, axis=2)
    assert (waiting == record.waiting).all()
    assert (record.waiting >= 0).all()
    resources = record.slots.shape[1]
    assert (record.served[:, :resources] <= record.slots).all()
    fates = record.cohorts.by(4)
    counted = {int(what): int(fates.counts[fates.columns[1] == what].sum()) for what in range(7)}
    entered, completed, lost, _, staying, stuck, ended = (counted[k] for k in range(7))
    assert entered == completed + lost + staying + stuck + ended == record.entered.sum()
    assert record.journeys.counts.sum() == completed
    assert record.waits.counts.sum() == record.served.sum()


def test_who_comes_first_is_served_first_and_the_urgent_before_her() -> None:
    """One place a day; those sent on from ``a`` are urgent at ``b`` by their link, the others come on their own."""
    steps = [
        {"id": "a", "next": {"to": "b", "urgent": "yes"}},
        {"id": "c", "next": "b"},
        {"id": "b", "capacity": "5 per wk", "outcome": "bien"},
    ]
    ways = [{"to": "a", "share": "30 %"}, {"to": "c", "share": "70 %"}]
    route = route_of(steps, ways, demand="2 per day")
    record = play(of(route, days=365), [0])
    urgent = route_of(
        [dict(step) for step in steps], [ways[0] | {"share": "100 %"}], demand="0.6 per day"
    )
    assert record.waiting[0, 0, -1] == pytest.approx(365 * 2 - 261, rel=0.1)
    alone = play(of(urgent, days=365), [0])
    assert alone.waits.quantiles([0.99], 1)[0, 0] < 20


def test_branches_that_do_not_nest_end_as_journeys_do() -> None:
    """Two joins that two branches may each get to; one forgives. Against as many journeys without queues."""
    steps = [
        {"id": "a", "next": {"all": ["b", "c", "f"]}},
        {"id": "b", "wait": "1..9 d", "next": [{"to": "d", "share": "60 %"}, {"to": "e", "share": "40 %"}]},
        {"id": "c", "wait": "1..9 d", "next": [{"to": "d", "share": "30 %"}, {"to": "e", "share": "70 %"}]},
        {"id": "f", "dropout": "30 %", "next": "e"},
        {"id": "d", "join": "all", "next": "e"},
        {"id": "e", "join": "all", "missing": "m", "next": "z"},
        {"id": "m", "dropout": "50 %", "next": "z"},
        {"id": "z", "outcome": "bien"},
    ]  # fmt: skip
    route = route_of(steps, demand="15 per day")
    net = compile_net(route)
    assert not net.nesting.nests
    size = 20_000
    walked = simulate(net, figures(route), np.random.default_rng(1), each=size)
    record = play(of(route, days=250), [0])
    entered = int(record.entered[0, 0, :200].sum())
    for name, share in (
        ("completed", walked.completed), ("lost", walked.some_lost),
        ("stuck", walked.some_stuck & ~walked.some_lost),
    ):  # fmt: skip
        found = getattr(record, name).sum() / record.entered.sum()
        assert found == pytest.approx(share.mean(), abs=4 * np.sqrt(0.25 / entered) + 0.012), name
    assert record.visits.sum(axis=(0, 2))[5] > 0


def test_a_play_ends_though_somebody_goes_round_for_ever() -> None:
    """Who would leave a loop if she were late, and never is, is in the route on the last day."""
    route = route_of(
        [
            {"id": "a", "takes": "1 d", "within": "3 d", "late": "z", "next": "a"},
            {"id": "z", "outcome": "bien"},
        ]
    )
    record = play(scripted(route, {}, {}, [np.array([0.5])], days=9), [0])
    assert record.inside[0, 0].tolist() == [1] * 9
    assert record.visits[0, 0].tolist() == [0, *[1] * 8]
