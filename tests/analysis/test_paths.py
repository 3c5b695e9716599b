"""Ways through a route, against every simple path."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

from rutas.analysis.paths import ways
from rutas.errors import UsageError
from rutas.tokens.figures import figures
from tests.effort import cases
from tests.strategies import route_of, routes
from tests.token_rules import Game

if TYPE_CHECKING:
    from rutas.analysis.paths import Ways
    from rutas.model import Route

relaxed = settings(deadline=None, max_examples=cases(60), suppress_health_check=list(HealthCheck))


def found(route: Route, source: str, target: str) -> Ways:
    return ways(route, source, target, figures(route))


@relaxed
@given(routes(times=True) | routes(times=True, exits=True))
def test_no_simple_path_is_likelier_or_quicker(route: Route) -> None:
    source, target = next(iter(route.steps)), list(route.steps)[-1]
    graph = nx.DiGraph()
    graph.add_nodes_from(route.steps)
    for step in route.steps.values():
        for link, share in zip(step.links, step.shares, strict=True):
            if share > 0:
                before = graph.get_edge_data(step.id, link.to, {"share": 0.0})["share"]
                graph.add_edge(step.id, link.to, share=before + share)
    rules, chances, days = Game(route), [], []
    for path in nx.all_simple_paths(graph, source, target):
        chance = time = 1.0
        time = 0.0
        for step in path:
            one = route.steps[step]
            chance *= 1 - rules.dropout(step)
            time += sum(span.mean for span in (one.wait, one.lead) if span)
        for pair in itertools.pairwise(path):
            chance *= graph.edges[pair]["share"]
        chances.append(chance)
        days.append(time)
    answer = found(route, source, target)
    if not chances:
        assert answer.quickest is None
        return
    assert answer.quickest is not None
    assert answer.quickest.days == pytest.approx(min(days))
    if max(chances) > 0:
        assert answer.likeliest is not None
        assert answer.likeliest.chance == pytest.approx(max(chances))
    assert answer.longest is not None
    assert answer.longest.days == pytest.approx(max(days))
    assert not answer.undecided


def test_ages_and_losses_count() -> None:
    route = route_of(
        [
            {"id": "a", "wait": "5 d", "dropout": "50 %", "next": ["b", "c"]},
            {"id": "b", "wait": "1 d", "next": "d"},
            {"id": "c", "wait": "40 d", "next": "d"},
            {"id": "d", "from": "30 d", "wait": "2 d", "outcome": "bien"},
        ],
        {"to": "a", "at": "10 d"},
    )
    answer = found(route, "a", "d")
    assert answer.quickest is not None
    assert answer.longest is not None
    assert answer.quickest.days == 22
    assert answer.longest.days == 47
    assert answer.quickest.chance == pytest.approx(0.25)
    later = found(route, "b", "d")
    assert later.quickest is not None
    # One gets to b at the age of 15 days, and to d at 16; it opens at 30.
    assert later.quickest.days == 1 + 14 + 2


def test_the_longest_way_may_take_a_link_back() -> None:
    route = route_of(
        [
            {"id": "a", "wait": "1 d", "next": "b"},
            {"id": "b", "wait": "2 d", "next": "c"},
            {"id": "c", "next": ["b", "d"]},
            {"id": "d", "wait": "1 d", "outcome": "bien"},
        ]
    )
    back = found(route, "c", "b").longest
    assert back is not None
    assert back.steps == ("c", "b")
    assert back.days == 2


def test_too_many_ways_round_a_loop_are_told_and_not_compared() -> None:
    names = [f"s{i}" for i in range(12)]
    steps = [
        {"id": name, "wait": "1 d", "next": [to for to in names if to != name]} for name in names
    ]
    steps[-1]["next"].append("z")
    route = route_of([*steps, {"id": "z", "outcome": "bien"}])
    answer = found(route, "s0", "z")
    assert answer.undecided
    assert answer.longest is None
    assert answer.quickest is not None


def test_what_is_unknown_on_the_way_is_told() -> None:
    route = route_of(
        [
            {"id": "a", "actor": "x", "wait": "1 d", "takes": "1 h", "dropout": "0 %", "next": "b"},
            {"id": "b", "actor": "x", "wait": "1 d", "outcome": "bien"},
        ]
    )
    assert [str(one) for one in found(route, "a", "b").assumed] == [
        "b.dropout = 0 %",
        "b.takes = 0 d",
    ]


def test_a_step_that_is_not_there_names_the_nearest() -> None:
    route = route_of([{"id": "inscripcion", "outcome": "bien"}])
    with pytest.raises(UsageError, match="inscripcion"):
        found(route, "inscripcio", "inscripcion")
