"""Blocks are found where branches nest, and nowhere else."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

from rutas.model import Route
from rutas.tokens.net import compile as compile_net
from tests.strategies import nested_routes, route_of, routes

relaxed = settings(deadline=None, suppress_health_check=list(HealthCheck))


def found(*steps: dict[str, Any], ways: Any = None) -> dict[str, tuple[str, ...] | None]:
    """The join and the inside of every block, or None where a fork opens none."""
    net = compile_net(route_of(list(steps), ways))
    nesting = net.nesting
    blocks: dict[str, tuple[str, ...] | None] = {net.ids[i]: None for i in nesting.failed}
    for fork, block in nesting.blocks.items():
        inside = [net.ids[i] for branch in block.branches for i in branch]
        join = net.ids[block.join] if block.join >= 0 else "-"
        blocks[net.ids[fork]] = (join, *sorted(inside))
    return blocks


END = {"id": "z", "join": "all", "outcome": "bien"}


def test_a_fork_and_the_join_of_its_branches_are_a_block() -> None:
    assert found(
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": "d"},
        {"id": "c", "next": "z"},
        {"id": "d", "next": "z"},
        END,
    ) == {"a": ("z", "b", "c", "d")}


def test_inner_blocks_stand_for_what_they_hold() -> None:
    assert found(
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": {"all": ["b1", "b2"]}},
        {"id": "b1", "next": "bz"},
        {"id": "b2", "next": "bz"},
        {"id": "bz", "join": "all", "next": "z"},
        {"id": "c", "next": "z"},
        END,
    ) == {"b": ("bz", "b1", "b2"), "a": ("z", "b", "bz", "c")}


def test_a_branch_may_leave_for_an_ending() -> None:
    assert found(
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": ["z", "fuera"]},
        {"id": "c", "next": "z"},
        {"id": "fuera", "outcome": "mal"},
        END,
    ) == {"a": ("z", "b", "c")}


def test_a_fork_may_spread_into_the_join_of_the_block_around_it() -> None:
    steps = [
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": {"all": ["b1", "b2"]}},
        {"id": "b1", "next": "z"},
        {"id": "b2", "next": "z"},
        {"id": "c", "next": "z"},
        END,
    ]
    assert found(*steps) == {"b": ("z", "b1", "b2"), "a": ("z", "b", "c")}
    net = compile_net(route_of(steps))
    assert net.nesting.blocks[net.index["b"]].spreads


def test_a_fork_is_free_where_nothing_waits_for_its_branches() -> None:
    assert found(
        {"id": "a", "next": {"all": ["b", "z"]}},
        {"id": "b", "outcome": "bien"},
        END,
    ) == {"a": ("-",)}


def test_branches_that_wait_at_joins_of_their_own_are_no_block() -> None:
    assert found(
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": "z"},
        {"id": "c", "next": "s"},
        {"id": "s", "join": "all", "next": "fuera"},
        {"id": "fuera", "outcome": "mal"},
        END,
    ) == {"a": None}


def test_branches_that_share_a_step_are_no_block() -> None:
    assert found(
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": ["z", "c"]},
        {"id": "c", "next": "z"},
        END,
    ) == {"a": None}


def test_a_block_that_can_be_entered_from_the_side_is_none() -> None:
    assert found(
        {"id": "i", "next": ["a", "b"]},
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": "z"},
        {"id": "c", "next": "z"},
        END,
    ) == {"a": None}


def test_a_block_that_people_enter_by_themselves_is_none() -> None:
    steps = [
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": "z"},
        {"id": "c", "next": "z"},
        END,
    ]
    assert found(*steps, ways=[{"to": "a"}, {"to": "b"}]) == {"a": None}


def test_a_block_that_is_entered_again_from_its_join_is_none() -> None:
    assert found(
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": "d"},
        {"id": "c", "next": "d"},
        {"id": "d", "join": "all", "next": ["b", "z"]},
        END,
    ) == {"a": None}


def test_blocks_may_stand_within_a_block_on_a_loop() -> None:
    steps = [
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": {"all": ["b1", "b2"]}},
        {"id": "b1", "next": "bz"},
        {"id": "b2", "next": "bz"},
        {"id": "bz", "join": "all", "next": "d"},
        {"id": "c", "next": "d"},
        {"id": "d", "join": "all", "next": ["z", "a"]},
        END,
    ]
    assert found(*steps) == {"b": ("bz", "b1", "b2"), "a": ("d", "b", "bz", "c")}


def test_a_join_with_a_link_back_from_behind_it_is_held_up_round_the_loop() -> None:
    steps = [
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "join": "all", "next": "b1"},
        {"id": "b1", "next": ["b", "d"]},
        {"id": "c", "next": "d"},
        {"id": "d", "join": "all", "next": ["z", "a"]},
        END,
    ]
    assert found(*steps) == {"a": None}
    steps[4]["next"] = "z"
    assert found(*steps) == {"a": ("d", "b", "b1", "c")}


@relaxed
@given(nested_routes())
def test_all_branches_of_a_nested_route_nest(route: Route) -> None:
    assert compile_net(route).nesting.nests


@relaxed
@given(routes(largest=10))
def test_levels_are_apart_from_each_other(route: Route) -> None:
    nesting = compile_net(route).nesting
    inside = [i for b in nesting.blocks.values() for branch in b.branches for i in branch]
    assert len(inside) == len(set(inside))
    assert all(
        nesting.home[i] == b.fork for b in nesting.blocks.values() for p in b.branches for i in p
    )
