"""Everybody who enters completes, or leaves the route in one place: the parts add up to the whole."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rutas.analysis import analyse
from rutas.analysis.attrition import Attrition, Departure, Streams
from rutas.model import Route
from rutas.tokens.net import compile as compile_net
from tests.effort import cases
from tests.large import large_route
from tests.strategies import bent_routes, nested_routes, route_of, routes

relaxed = settings(deadline=None, max_examples=cases(40), suppress_health_check=list(HealthCheck))


def told(found: Attrition) -> dict[str, float]:
    """What each way to leave takes from the people who enter."""
    whole: dict[str, float] = {}
    for one in found.departures:
        whole[one.kind] = whole.get(one.kind, 0.0) + one.share
    return whole


def streams(found: Attrition) -> list[Streams]:
    return [part for part in found.parts if isinstance(part, Streams)]


def forked() -> Route:
    """Two branches lose a tenth and a fifth; the second in two steps."""
    return route_of(
        [
            {"id": "a", "dropout": "50 %", "next": {"all": ["b", "c"]}},
            {"id": "b", "dropout": "10 %", "next": "z"},
            {"id": "c", "dropout": "20 %", "next": "d"},
            {"id": "d", "dropout": "50 %", "next": "z"},
            {"id": "z", "join": "all", "outcome": "bien"},
        ]
    )


def crossed() -> Route:
    """Branches that don't nest: one of the inner fork meets one of the outer, then all meet."""
    return route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "dropout": "10 %", "next": {"all": ["d", "e"]}},
            {"id": "c", "dropout": "20 %", "next": "f"},
            {"id": "d", "next": "z"},
            {"id": "e", "dropout": "30 %", "next": "f"},
            {"id": "f", "join": "all", "next": "z"},
            {"id": "z", "join": "all", "outcome": "bien"},
        ]
    )


def test_a_chain_loses_at_each_step_what_the_step_loses() -> None:
    route = route_of(
        [
            {"id": "a", "dropout": "10 %", "next": "b"},
            {"id": "b", "next": "c"},
            {"id": "c", "dropout": "50 %", "outcome": "bien"},
        ]
    )
    found = analyse(route).attrition
    assert found.parts == (
        Departure("lost", pytest.approx(0.1), ("a",)),
        Departure("lost", pytest.approx(0.45), ("c",)),
    )
    assert found.completion == pytest.approx(0.45)


def test_streams_side_by_side_are_walked_by_the_same_people_and_counted_once_where_they_join() -> (
    None
):
    found = analyse(forked()).attrition
    (block,) = streams(found)
    assert (block.fork, block.join, block.entering) == ("a", "z", pytest.approx(0.5))
    assert [one.steps for one in block.streams] == [("b",), ("c", "d")]
    assert [one.arriving for one in block.streams] == pytest.approx([0.45, 0.2])
    lost = [[one.share for one in stream.departures] for stream in block.streams]
    assert lost == [pytest.approx([0.05]), pytest.approx([0.1, 0.2])]
    assert (block.complete, block.forgiven) == (pytest.approx(0.5 * 0.9 * 0.4), 0.0)
    # by one of them only, or by none
    assert told(found) == pytest.approx(
        {"lost": 0.5, "waiting": 0.5 * (0.9 * 0.6 + 0.1 * 0.4), "nowhere": 0.5 * 0.1 * 0.6}
    )


def test_whom_a_join_forgives_goes_on() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "dropout": "10 %", "next": "z"},
            {"id": "c", "dropout": "20 %", "next": "z"},
            {"id": "z", "join": "all", "next": "fin", "missing": "busca"},
            {"id": "busca", "outcome": "mal"},
            {"id": "fin", "outcome": "bien"},
        ]
    )
    found = analyse(route).attrition
    (block,) = streams(found)
    assert (block.complete, block.forgiven) == (pytest.approx(0.72), pytest.approx(0.26))
    assert told(found) == pytest.approx({"nowhere": 0.02, "ended": 0.26})


def test_a_join_that_some_come_to_past_the_fork_counts_only_who_came_by_it() -> None:
    route = route_of(
        [
            {
                "id": "a",
                "next": [{"to": "f", "share": "50 %"}, {"to": "z", "share": "50 %"}],
            },
            {"id": "f", "next": {"all": ["b", "c"]}},
            {"id": "b", "dropout": "10 %", "next": "z"},
            {"id": "c", "next": "z"},
            {"id": "z", "join": "all", "outcome": "bien"},
        ]
    )
    found = analyse(route).attrition
    assert told(found) == pytest.approx({"waiting": 0.05})
    assert found.completion == pytest.approx(0.95)


def test_an_inner_fork_is_told_by_its_step_where_one_branch_loses_and_as_one_where_several_do() -> (
    None
):
    def route(other: str) -> Route:
        return route_of(
            [
                {"id": "a", "next": {"all": ["b", "c"]}},
                {"id": "b", "next": {"all": ["d", "e"]}},
                {"id": "d", "dropout": "10 %", "next": "f"},
                {"id": "e", "dropout": other, "next": "f"},
                {"id": "f", "join": "all", "next": "z"},
                {"id": "c", "next": "z"},
                {"id": "z", "join": "all", "outcome": "bien"},
            ]
        )

    (block,) = streams(analyse(route("0 %")).attrition)
    assert block.streams[0].departures == (Departure("lost", pytest.approx(0.1), ("d",)),)
    (block,) = streams(analyse(route("20 %")).attrition)
    assert block.streams[0].departures == (
        Departure("branches", pytest.approx(1 - 0.9 * 0.8), ("d", "e")),
    )


def test_whom_an_inner_join_forgives_stays_in_the_stream() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "next": {"all": ["d", "e"]}},
            {"id": "d", "dropout": "10 %", "next": "f"},
            {"id": "e", "dropout": "20 %", "next": "f"},
            {"id": "f", "join": "all", "next": "z", "missing": "g"},
            {"id": "g", "next": "z"},
            {"id": "c", "next": "z"},
            {"id": "z", "join": "all", "outcome": "bien"},
        ]
    )
    (block,) = streams(analyse(route).attrition)
    assert block.streams[0].departures == (
        Departure("branches", pytest.approx(0.1 * 0.2), ("d", "e")),
    )
    assert block.streams[0].arriving == pytest.approx(0.98)


def test_who_goes_round_for_ever_is_told() -> None:
    again = [{"to": "b", "share": "40 %"}, {"to": "z", "share": "60 %"}]
    route = route_of(
        [
            {"id": "a", "next": again},
            {"id": "b", "next": "c"},
            {"id": "c", "next": "b"},
            {"id": "z", "outcome": "bien"},
        ]
    )
    assert told(analyse(route).attrition) == pytest.approx({"endless": 0.4})


def test_what_comes_after_a_branch_that_ends_by_itself_is_told_as_a_whole() -> None:
    route = route_of(
        [
            {"id": "a", "dropout": "10 %", "next": {"all": ["b", "c"]}},
            {"id": "b", "dropout": "10 %", "outcome": "mal"},
            {"id": "c", "dropout": "50 %", "outcome": "bien"},
        ]
    )
    found = analyse(route).attrition
    assert streams(found) == []
    assert told(found) == pytest.approx(
        {"lost": 0.1, "branches": 0.9 * 0.55, "otherwise": 0.9 * 0.45}
    )
    assert found.parts[0] == Departure("lost", pytest.approx(0.1), ("a",))
    assert (found.together, found.walked) == (("a",), False)


@pytest.mark.usefixtures("short_walks")
def test_streams_that_are_walked_are_told_as_a_whole_and_others_are_not() -> None:
    assert analyse(forked()).attrition.together == ()
    found = analyse(crossed()).attrition
    assert streams(found) == []
    assert (found.together, found.walked) == (("a", "b"), True)


@pytest.mark.usefixtures("short_walks")
@relaxed
@given(st.one_of(nested_routes(exits=True, times=True), nested_routes(), bent_routes(exits=True)))
def test_losses_and_ends_are_those_of_the_people_where_each_is_told(route: Route) -> None:
    """Worked out otherwise: from the chance that a person is lost anywhere, and to end anywhere."""
    analysis = analyse(route)
    found, people = analysis.attrition, analysis.people
    parts = told(found)
    assert min([one.share for one in found.departures], default=0) >= 0
    assert sum(parts.values()) + found.completion == pytest.approx(1, abs=1e-6)
    for block in streams(found):
        for stream in block.streams:
            gone = sum(one.share for one in stream.departures)
            assert gone + stream.arriving == pytest.approx(block.entering, abs=1e-6)
    if people.method != "exact":
        return
    ended = sum(parts.pop(kind, 0.0) for kind in ("ended", "endless", "otherwise"))
    assert sum(parts.values()) == pytest.approx(people.lost, abs=1e-6)
    assert ended == pytest.approx(1 - people.completion - people.lost, abs=1e-6)
    for one in found.departures:
        if one.kind in {"lost", "waiting"}:
            of = people.loss if one.kind == "lost" else people.blocked
            assert one.share == pytest.approx(of[people.index[one.steps[0]]], abs=1e-6)


@pytest.mark.usefixtures("short_walks")
@relaxed
@given(routes(exits=True, times=True))
@example(forked())
def test_of_any_route_the_parts_add_up(route: Route) -> None:
    found = analyse(route).attrition
    assert min([one.share for one in found.departures], default=0) >= 0
    assert sum(told(found).values()) + found.completion == pytest.approx(1, abs=1e-6)
    known = set(compile_net(route).ids)
    assert all(known.issuperset(one.steps) for one in found.departures)


def test_ten_thousand_steps_are_told_at_once() -> None:
    found = analyse(large_route(3000, blocks=True, seed=1)).attrition
    assert sum(told(found).values()) + found.completion == pytest.approx(1)
