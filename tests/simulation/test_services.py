"""A play service by service is the same as day by day, and is played where it may be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rutas.simulation.play import order, play
from rutas.simulation.play.stack import Stack
from rutas.simulation.record import FATES
from rutas.simulation.setting import Closure, setting
from tests.simulation.scripted import scripted
from tests.simulation.test_play import apart, of
from tests.strategies import nested_routes, route_of

if TYPE_CHECKING:
    from rutas.model import Route
    from rutas.simulation.record import Record
    from rutas.simulation.setting import Setting

FIELDS: list[dict[str, Any]] = [
    {"lead": "36 h"}, {"lead": "1..9 d"}, {"takes": "30 min"}, {"takes": "1..30 h"},
    {"from": "3..20 d"}, {"within": "3 d"}, {"by": "2 mo"}, {"repeat": {"times": "1..3", "every": "12..60 h"}},
]  # fmt: skip
BY_TIME = "leaves", "patience", "no_show", "late"
SLOTS = [[1], [0, 3], [2, 2, 2, 2, 2, 0, 0], [5, 0, 0], [9]]
CONTROL = {"service": ["control"], "actor": ["usf"], "channel": ["visita"]}
DAYS = 40


@st.composite
def settings_in_order(draw: st.DrawFn) -> Setting:
    """Branches that nest, some steps sharing places, and people of whom many come at one moment."""
    route = draw(nested_routes(times=True, exits=True, loops=False))
    steps = [step.model_dump(mode="json", exclude_defaults=True) for step in route.steps.values()]
    asks: dict[str, list[str]] = {}
    for step in steps:
        for name in BY_TIME:
            step.pop(name, None)
        for more in draw(st.lists(st.sampled_from(FIELDS), max_size=3)):
            step.update(more)
        resource = draw(st.sampled_from([None, *"abcdef"]))
        if resource and "repeat" not in step:
            asks.setdefault(resource, []).append(step["id"])
    slots = {resource: draw(st.sampled_from(SLOTS)) for resource in asks}
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    grid = draw(st.sampled_from([1, 4, 1000]))
    times = [
        np.sort(np.floor(rng.uniform(0, DAYS, rng.poisson(2 * DAYS)) * grid) / grid)
        for _ in range(3)
    ]
    ages = draw(st.sampled_from([[0], [0, 33, 61]]))
    made = scripted(route_of(steps), asks, slots, times, days=DAYS, ages=ages)
    stack = Stack(made)
    assume(order.in_order(stack) is not None)
    assume(stack.queued.sum() > 1)
    return made


def by_days(made: Setting, replications: int) -> Record:
    """Play day by day what could be played service by service."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rutas.simulation.play.in_order", lambda _: None)
        return play(made, range(replications))


def in_order(made: Setting) -> Any:
    return order.in_order(Stack(made))


@settings(deadline=None, derandomize=True, max_examples=25, suppress_health_check=list(HealthCheck))
@given(settings_in_order(), st.sampled_from([1, 100, 1 << 14]))
def test_it_is_the_same_as_day_by_day_however_many_replications_are_played_at_once(
    made: Setting, together: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rutas.simulation.play._TOGETHER", together)
        record = play(made, range(3))
    assert apart(record, by_days(made, 3)) == []
    assert apart(record, play(made, range(3), day_by_day=True)) == []


def clinic() -> Route:
    """Two ways in; a fork whose branches meet; a join that forgives; and people of two populations."""
    steps = [
        {"id": "entra", "capacity": "4 per day", "next": {"all": ["sangre", "orina"]}},
        {"id": "directo", "next": "otra"},
        {"id": "sangre", "capacity": "3 per day", "next": "junta", **CONTROL},
        {"id": "orina", "capacity": "3 per day", "dropout": "20 %", "lead": "12 h", "next": "junta"},
        {"id": "junta", "join": "all", "missing": "llama", "capacity": "3 per day", "next": "fin"},
        {"id": "llama", "dropout": "50 %", "capacity": "1 per day", "next": "fin"},
        {"id": "otra", "capacity": "1 per day", "next": "fin"},
        {"id": "fin", "outcome": "bien"},
    ]  # fmt: skip
    ways = [{"to": "entra", "share": "70 %", "at": "1 mo"}, {"to": "directo", "share": "30 %"}]
    rural = {"name": "Rural", "share": "40 %", "set": {"orina.dropout": "60 %"}}
    return route_of(
        steps, ways, demand="2..6 per day", profiles={"rural": rural}, package=["control"]
    )


def test_branches_that_meet_joins_that_forgive_populations_and_closures_are_the_same() -> None:
    closures = [
        Closure("ruta/sangre", date(2027, 3, 1), date(2027, 3, 14)),
        Closure("ruta/llama", date(2027, 4, 1), date(2027, 5, 1)),
    ]
    made = setting([clinic()], start=date(2027, 1, 1), years=1, seed=3, closures=closures)
    assert in_order(made) is not None
    record = play(made, range(4))
    assert record.visits.sum(axis=(0, 2)).min() > 30
    assert record.cohorts.columns[4].max() == len(FATES)
    assert apart(record, by_days(made, 4)) == []


def test_several_routes_share_a_counter_where_who_is_sent_on_stands_behind_who_came_from_home() -> (
    None
):
    """All come at the same moments, to one branch or the other; those who were served before come later."""
    first, second = chain(), chain().model_copy(update={"id": "otra"})
    times = [np.repeat(np.arange(0, 30, 0.5), 3)]
    asks = {"p": ["ruta/a"], "q": ["ruta/b", "otra/a"], "r": ["ruta/c", "otra/b", "otra/c"]}
    slots = {"p": [3, 2], "q": [4, 0, 5], "r": [6]}
    made = scripted(
        (first, second), {**asks, "r": ["ruta/c", "otra/b"]}, slots, times, days=30, of=(0, 1, 0)
    )
    assert in_order(made) is not None
    assert apart(play(made, range(3)), by_days(made, 3)) == []
    assert in_order(scripted((first, second), asks, slots, times, days=30)) is None


def test_who_was_served_twice_on_a_day_stands_behind_who_was_served_once() -> None:
    """Two come each morning, the first by three counters and the second by two; the last serves one a day."""
    short = route_of([{"id": "d", "next": "c"}, {"id": "c", "outcome": "bien"}]).model_copy(
        update={"id": "otra"}
    )
    asks = {"p": ["ruta/a"], "q": ["ruta/b"], "r": ["otra/d"], "s": ["ruta/c", "otra/c"]}
    slots = {"p": [9], "q": [9], "r": [9], "s": [1]}
    times = [np.zeros(2)]
    made = scripted((chain(), short), asks, slots, times, days=5, of=(0, 1))
    assert in_order(made) is not None
    record = play(made, [0])
    served = dict(zip(record.rows, record.served[0].argmax(axis=1).tolist(), strict=True))
    assert (served["otra/c"], served["ruta/c"]) == (0, 1)
    assert apart(record, by_days(made, 1)) == []


def test_a_step_behind_a_join_may_be_come_to_twice_if_a_branch_leads_there_too() -> None:
    """Of the branches one may leave; then the days are played."""
    steps: list[dict[str, Any]] = [
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": [{"to": "j", "share": "50 %"}, {"to": "z", "share": "50 %"}]},
        {"id": "c", "next": "j"},
        {"id": "j", "join": "all", "next": "z"},
        {"id": "z", "capacity": "2 per day", "outcome": "bien"},
    ]
    assert in_order(of(route_of(steps, demand="3 per day"))) is None
    steps[1]["next"] = "j"
    assert in_order(of(route_of(steps, demand="3 per day"))) is not None


def chain(**fields: Any) -> Route:
    steps = [
        {"id": "a", "capacity": "5 per day", "next": "b"},
        {"id": "b", "capacity": "5 per day", "next": "c", **fields},
        {"id": "c", "capacity": "5 per day", "outcome": "bien"},
    ]
    return route_of(steps, demand="3 per day")


@pytest.mark.parametrize(
    "fields",
    [
        {"patience": "3 d"}, {"no_show": "10 %"}, {"urgent": True}, {"repeat": {"times": 2, "every": "7 d"}},
        {"next": [{"to": "c", "share": "50 %"}, {"to": "a", "share": "50 %"}]},
    ],
)  # fmt: skip
def test_where_time_decides_or_somebody_comes_back_the_days_are_played(fields: Any) -> None:
    assert in_order(of(chain(**fields))) is None
    assert in_order(of(chain())) == [[0], [1], [2]]


def test_a_resource_before_and_after_another_is_played_by_days_and_one_beside_it_is_not() -> None:
    times = [np.arange(10.0)]
    around = scripted(chain(), {"x": ["a", "c"], "y": ["b"]}, {"x": [2], "y": [2]}, times, days=9)
    assert in_order(around) is None
    both = scripted(chain(), {"x": ["a"], "y": ["b"], "z": ["b"]}, {name: [2] for name in "xyz"}, times, days=9)  # fmt: skip
    assert in_order(both) is None
