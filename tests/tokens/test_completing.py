"""Who can complete where some steps are closed, against every run that the token rules allow."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rutas.model import Route, apply
from rutas.tokens.completing import completing, needed
from rutas.tokens.net import compile as compile_net
from tests import game
from tests.effort import cases
from tests.strategies import bent_routes, nested_routes, route_of, routes

relaxed = settings(max_examples=cases(150), suppress_health_check=list(HealthCheck))


@st.composite
def some_routes(draw: st.DrawFn) -> Route:
    """Any sort of route, sometimes with a step where everybody is lost."""
    kinds = [
        routes(largest=7),
        routes(largest=7, times=True, exits=True),
        nested_routes(exits=True),
        bent_routes(exits=True),
    ]
    route = draw(st.one_of(kinds))
    dead = draw(st.none() | st.sampled_from(list(route.steps)))
    return apply(route, {f"{dead}.dropout": "100 %"}) if dead else route


ANY = some_routes()


def crowds(route: Route) -> bool:
    """Whether tokens of hers multiply: more than three of them at one step are not followed."""
    known = game.states(route, losses=True, largest=800)
    return known is not None and any(
        max(Counter(token.step for token in state.at).values(), default=0) > 3 for state in known[0]
    )


@relaxed
@given(ANY)
def test_a_step_is_needed_if_every_run_that_completes_passes_it(route: Route) -> None:
    runs = game.completions(route, largest=800)
    assume(runs is not None and not crowds(route))
    net = compile_net(route)
    found = {net.ids[step]: sure for step, sure in needed(net).items()}
    if not runs:
        assert found == {}
        return
    assert {step for step, sure in found.items() if sure} == frozenset.intersection(*runs)
    assert None not in found.values()


def somebody_completes(route: Route, closed: set[str]) -> bool | None:
    """Whether some run completes in which everybody is lost who gets to a closed step."""
    lossy = apply(route, {f"{step}.dropout": "50 %" for step in closed})
    known = game.states(lossy, losses=True, largest=800, watch=True)
    if known is None:
        return None
    played = game.Game(lossy, timed=False)
    after: dict[game.State, list[game.State]] = {}
    for move in known[1]:
        if move.lost or move.step not in closed:
            after.setdefault(move.before, []).append(move.after)
    todo = [played.start(way) for way in played.starts]
    found = set(todo)
    while todo:
        for state in after.get(todo.pop(), ()):
            if state not in found:
                found.add(state)
                todo.append(state)
    return any(played.completed(state) for state in found)


@relaxed
@given(ANY, st.data())
def test_somebody_completes_where_a_branch_without_the_closed_steps_is_forgiven(
    route: Route, data: st.DataObject
) -> None:
    choice = [set(some) for size in (0, 1, 2) for some in combinations(route.steps, size)]
    sets = data.draw(st.lists(st.sampled_from(choice), min_size=1, max_size=3))
    expected = [somebody_completes(route, some) for some in sets]
    assume(None not in expected and not crowds(route))
    closed = [sum(1 << k for k, some in enumerate(sets) if step in some) for step in route.steps]
    possible, decided = completing(compile_net(route), closed, len(sets))
    assert decided == (1 << len(sets)) - 1
    assert [bool(possible >> k & 1) for k in range(len(sets))] == expected


def test_who_is_lost_where_no_join_waits_is_not_forgiven() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "next": ["away", "on"]},
            {"id": "away", "dropout": "10 %", "outcome": "mal"},
            {"id": "on", "next": "d"},
            {"id": "c", "next": "d"},
            {"id": "d", "join": "all", "missing": "z", "next": "z"},
            {"id": "z", "outcome": "bien"},
        ]
    )
    net = compile_net(route)
    assert net.nesting.nests
    assert [net.ids[i] for i, sure in needed(net).items() if sure] == [
        "a",
        "b",
        "on",
        "c",
        "d",
        "z",
    ]


def meeting(*, after: str) -> Route:
    """Two of three branches come to a join by one link; it forgives the third, and goes on after that."""
    return route_of(
        [
            {"id": "a", "next": {"all": ["b", "c", "d"]}},
            {"id": "b", "next": "j"},
            {"id": "c", "next": "b"},
            {"id": "d", "dropout": "20 %", "next": "j"},
            {"id": "j", "join": "all", "missing": "y", "next": after},
            {"id": "y", "outcome": "bien"},
            {"id": "z", "outcome": "bien"},
        ]
    )


def test_two_that_come_by_one_link_are_one_where_the_third_is_lost_after_they_met() -> None:
    # The join opens once, by the exit of those it forgives; for who goes on by its link nothing ever ends.
    route = meeting(after="b")
    closed = [step == "d" for step in route.steps]
    assert somebody_completes(route, {"d"})
    assert completing(compile_net(route), closed, 1) == (1, 1)


def test_what_follows_a_join_is_not_needed_where_it_opens_once_and_forgives() -> None:
    route = meeting(after="z")
    runs = game.completions(route)
    assert runs
    assert "z" not in frozenset.intersection(*runs)
    assert needed(compile_net(route))[6] is False


def test_who_is_late_at_a_fork_completes_though_a_branch_is_closed() -> None:
    route = route_of(
        [
            {
                "id": "a",
                "wait": "1..5 d",
                "within": "3 d",
                "late": "c",
                "next": {"all": ["b", "c"]},
            },
            {"id": "b", "next": "c"},
            {"id": "c", "join": "all", "outcome": "bien"},
        ]
    )
    assert somebody_completes(route, {"b"})
    assert completing(compile_net(route), [step == "b" for step in route.steps], 1) == (1, 1)


def test_a_loop_with_two_ways_into_it_can_be_entered_by_either() -> None:
    """Who comes by the step at its end gets out as well, though that is known a round later."""
    steps = [
        {"id": "s", "name": "S", "next": ["b", "p"]},
        {"id": "p", "name": "P", "next": "a"},
        {"id": "a", "name": "A", "next": ["b", "c"]},
        {"id": "b", "name": "B", "next": "a"},
        {"id": "c", "name": "C", "outcome": "fin"},
    ]
    route = Route.model_validate(
        {
            "id": "r", "name": "R", "ways_in": {"to": "s"},
            "outcomes": {"fin": {"name": "Fin", "success": True}},
            "stages": [{"id": "e", "name": "E", "steps": steps}],
        }
    )  # fmt: skip
    assert needed(compile_net(route)) == {0: True, 1: False, 2: True, 3: False, 4: True}
