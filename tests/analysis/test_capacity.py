"""Capacity by the operational laws, queues by their formulas, cuts against networkx."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutas.analysis import analyse
from rutas.analysis.capacity import capacity, min_cut, utilisation
from rutas.analysis.queues import erlang_c, queue_wait, queues
from rutas.answers import steps
from rutas.model import Route, apply
from rutas.tokens.figures import figures
from tests.effort import cases
from tests.strategies import route_of, routes

if TYPE_CHECKING:
    from rutas.analysis.capacity import Capacity

relaxed = settings(deadline=None, max_examples=cases(40), suppress_health_check=list(HealthCheck))


def office(**fields: str) -> Route:
    return route_of(
        [
            {"id": "a", "actor": "usf", "capacity": "20 per day", "next": "b"},
            {
                "id": "b", "actor": ["usf", "otro"], "capacity": "30 per day",
                "repeat": {"times": 3, "every": "7 d"}, "next": "c",
            },
            {"id": "c", "actor": "otro", "outcome": "bien"},
        ],
        catalogue={"actors": {"usf": {"name": "USF", "capacity": "40 per day"}, "otro": {"name": "O"}}},
        **fields,
    )  # fmt: skip


def measured(route: Route, visits: list[float]) -> Capacity:
    return capacity(route, np.array(visits), figures(route))


def test_who_does_not_come_takes_places_again_and_overbooking_gives_more() -> None:
    """Of 8 a day half don't come: 1.75 places each; all of the USF's steps overbook by 10 % at least."""
    changed = apply(
        office(demand="8 per day"),
        {"a.no_show": "50 %", "a.overbook": "25 %", "b.overbook": "10 %"},
    )
    found = measured(changed, [1.0, 0.9, 0.8])
    assert found.steps["a"].arrivals == pytest.approx(8 * 1.75)
    assert found.steps["a"].utilisation == pytest.approx(8 * 1.75 / 25)
    assert found.actors["usf"].utilisation == pytest.approx(8 * (1.75 + 2.7) / 44)
    assert found.throughput == pytest.approx(min(25 / 1.75, 33 / 2.7))
    assert utilisation(np.array([[1.0, 0.9, 0.8]]), figures(changed))[0, 0] == pytest.approx(0.56)


def test_a_series_asks_for_its_visits_and_the_busiest_step_bounds_the_route() -> None:
    found = measured(office(demand="8 per day"), [1.0, 0.9, 0.8])
    assert found.steps["a"].utilisation == pytest.approx(8 / 20)
    assert found.steps["b"].arrivals == pytest.approx(8 * 0.9 * 3)
    assert found.steps["b"].utilisation == pytest.approx(8 * 2.7 / 30)
    assert found.steps["c"].utilisation is None
    assert found.bottleneck == "b"
    assert found.throughput == pytest.approx(30 / 2.7)
    assert found.unknown == ("c",)


def test_an_actors_capacity_is_shared_by_all_of_its_steps() -> None:
    found = measured(office(demand="8 per day"), [1.0, 0.9, 0.8])
    assert found.actors["usf"].utilisation == pytest.approx(8 * (1 + 2.7) / 40)
    assert found.actors["otro"].capacity is None


def test_without_demand_the_narrowest_step_is_still_known() -> None:
    found = measured(office(), [1.0, 0.9, 0.8])
    assert (found.bottleneck, found.steps["a"].utilisation) == ("b", None)


def test_without_capacities_nothing_is_known() -> None:
    found = measured(route_of([{"id": "a", "actor": "x", "outcome": "bien"}]), [1.0])
    assert (found.bottleneck, found.throughput, found.unknown) == (None, None, ("a",))


def test_utilisation_of_every_draw_is_that_of_its_row() -> None:
    route = office(demand="8 per day")
    means = figures(route)
    table = utilisation(np.array([[1.0, 0.9, 0.8]]), means)
    assert table[0, :2] == pytest.approx([0.4, 0.72])
    assert np.isnan(table[0, 2])


@relaxed
@given(routes(largest=8), st.lists(st.integers(0, 40), min_size=8, max_size=8))
def test_the_narrowest_cut_is_networkx_maximum_flow(route: Route, rooms: list[int]) -> None:
    # Zero stands for a capacity that nobody knows.
    changes = {
        f"{step}.capacity": f"{room} per day"
        for step, room in zip(route.steps, rooms, strict=False)
        if room
    }
    route = apply(route, changes)
    graph = nx.DiGraph()
    graph.add_nodes_from(["START", "END"])
    for step in route.steps.values():
        room = {"capacity": step.capacity.mean} if step.capacity else {}
        graph.add_edge((step.id, 0), (step.id, 1), **room)
        for link, share in zip(step.links, step.shares, strict=True):
            if share > 0:
                graph.add_edge((step.id, 1), (link.to, 0))
        if step.outcome and route.outcomes[step.outcome].success:
            graph.add_edge((step.id, 1), "END")
    for way, share in zip(route.ways_in, route.way_in_shares, strict=True):
        if share > 0:
            graph.add_edge("START", (way.to, 0))
    found = min_cut(route, figures(route))
    try:
        most = nx.maximum_flow_value(graph, "START", "END")
    except nx.NetworkXUnbounded:
        assert found is None
        return
    if found is None:
        assert most == 0
    else:
        assert found.people_per_day == pytest.approx(most)
        graph.remove_edges_from([((step, 0), (step, 1)) for step in found.steps])
        assert not nx.has_path(graph, "START", "END")


def test_one_window_is_m_m_1() -> None:
    assert queue_wait(8, 10) == pytest.approx(1 / (10 - 8) - 1 / 10)
    assert queue_wait(8, 10, spread=0) == pytest.approx(queue_wait(8, 10) / 2)
    assert queue_wait(10, 10) is None


@pytest.mark.parametrize(
    ("load", "servers", "chance"), [(0.5, 1, 0.5), (1, 2, 1 / 3), (4, 5, 0.5541), (8, 10, 0.4092)]
)
def test_erlangs_table(load: float, servers: int, chance: float) -> None:
    assert erlang_c(load, servers) == pytest.approx(chance, abs=1e-4)


@pytest.mark.parametrize(("load", "servers"), [(0.5, 3), (9, 10), (990, 1000), (5, 1000), (1, 1)])
def test_the_chance_to_wait_is_that_of_erlangs_recursion(load: float, servers: int) -> None:
    blocked = 1.0
    for k in range(1, servers + 1):
        blocked = load * blocked / (k + load * blocked)
    if load < servers:
        waits = blocked / (1 - load / servers * (1 - blocked))
        assert erlang_c(load, servers) == pytest.approx(waits, rel=1e-9, abs=1e-300)


def test_a_thousand_million_servers_are_counted_at_once() -> None:
    """Halfin and Whitt's limit: with c servers and a load of c - b c^½, by the normal distribution."""
    normal = statistics.NormalDist()
    for slack in (0.5, 1.0, 2.0):
        limit = 1 / (1 + slack * normal.cdf(slack) / normal.pdf(slack))
        servers = 10**9
        assert erlang_c(servers - slack * servers**0.5, servers) == pytest.approx(limit, rel=1e-3)


def test_a_queue_agrees_with_walking_through_it() -> None:
    """Lindley's recursion, people one by one, at a single window."""
    rng = np.random.default_rng(7)
    gaps, works = rng.exponential(1 / 8, 400_000), rng.uniform(0.05, 0.15, 400_000)
    wait = total = 0.0
    for gap, work in zip(gaps, works, strict=True):
        wait = max(0.0, wait + work - gap)
        total += wait
    spread = (0.1**2 / 12) / 0.1**2
    assert queue_wait(8, 10, spread=spread) == pytest.approx(total / len(gaps), rel=0.05)


def test_a_declared_wait_is_set_beside_the_queue() -> None:
    def at(wait: str, demand: str) -> str | None:
        route = route_of(
            [{"id": "a", "actor": "x", "capacity": "10 per day", "wait": wait, "outcome": "bien"}],
            demand=demand,
        )
        return queues(route, np.ones(1), figures(route))["a"].apart

    assert at("0..1 d", "8 per day") is None
    assert at("1 h", "8 per day") == "longer"
    assert at("1..90 d", "12 per day") == "longer"
    assert at("20..30 d", "8 per day") == "shorter"


@pytest.mark.filterwarnings("error")
def test_a_step_that_next_to_nobody_gets_to_bounds_nothing() -> None:
    """After forty steps that lose all but one in 10⁸, what a capacity carries overflows."""
    steps: list[dict[str, object]] = [
        {"id": f"s{i}", "dropout": "99.999999 %", "next": f"s{i + 1}"} for i in range(40)
    ]
    route = route_of([*steps, {"id": "s40", "capacity": "5 per day", "outcome": "bien"}])
    assert analyse(route).capacity.throughput is None


def test_a_loop_without_a_way_out_hides_nothing_of_the_rest() -> None:
    """What people go round for ever asks for nobody knows how much; all else is still known."""
    route = route_of(
        [
            {"id": "a", "actor": "x", "capacity": "10 per day", "next": ["b", "t"]},
            {"id": "t", "actor": "y", "capacity": "5 per day", "wait": "1 d", "next": "u"},
            {"id": "u", "actor": "x", "next": "t"},
            {"id": "b", "actor": "z", "capacity": "1 per day", "wait": "3 d", "outcome": "bien"},
        ],
        demand="4 per day",
    )
    found = analyse(route)
    assert found.capacity.steps["t"].arrivals is None
    assert found.capacity.steps["t"].utilisation is None
    assert found.capacity.actors["y"].arrivals is None
    assert found.capacity.bottleneck == "b"
    assert found.capacity.throughput == 2
    assert found.time.time_share == {"a": 0.0, "t": 0.0, "u": 0.0, "b": 1.0}
    assert [point.step for point in found.points if point.reasons[0].reason == "overload"] == ["b"]
    assert [step.visits for step in steps.answer(found).steps] == [1.0, None, None, 0.5]
