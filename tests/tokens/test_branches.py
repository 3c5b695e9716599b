"""Which arrivals go together, told on small drawings."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from rutas.tokens.branches import Branches, Meet, branches
from rutas.tokens.net import compile as compile_net
from tests.effort import cases
from tests.strategies import route_of, routes


def drawn(text: str) -> tuple[Branches, list[str]]:
    """Read ``a: & b c`` (all of them), ``a: b c`` (one of them), ``d j:`` (a join), and no target: an end."""
    steps: list[dict[str, Any]] = []
    for line in text.strip().splitlines():
        head, _, tail = line.strip().partition(":")
        name, *flags = head.split()
        step: dict[str, Any] = {"id": name, "join": "all" if flags else "any"}
        targets = tail.split()
        if not targets:
            step["outcome"] = "bien"
        else:
            step["next"] = {"all": targets[1:]} if targets[0] == "&" else targets
        steps.append(step)
    return branches(route_of(steps)), [step["id"] for step in steps]


def meet(text: str, step: str) -> Meet:
    found, ids = drawn(text)
    return found.meets[ids.index(step)]


def test_branches_that_join_step_by_step() -> None:
    text = "a: & b c d\nb: e\nc: e\ne j: f\nd: f\nf j:"
    assert meet(text, "e") == Meet(each=True, parts=(1, 2), left=((), ()))
    assert meet(text, "f") == Meet(each=True, parts=(3, 4), left=((), ()))


def test_a_way_round_a_fork_is_an_alternative_to_its_branches() -> None:
    found = meet("a: f g\nf: & b c\ng: j\nb: j\nc: j\nj j:", "j")
    assert not found.each
    assert Meet(each=True, parts=(3, 4), left=((), ())) in found.parts
    assert 2 in found.parts


def test_a_fork_within_a_branch_may_share_its_join() -> None:
    found = meet("a: & b c\nb: & d e\nd: j\ne: j\nc: j\nj j:", "j")
    assert found.each
    assert Meet(each=True, parts=(2, 3), left=((), ())) in found.parts


def test_a_decision_inside_a_branch_needs_no_step_to_merge_it() -> None:
    found = meet("a: & b c\nb: d e\nd: j\ne: j\nc: j\nj j:", "j")
    assert found.each
    assert Meet(each=False, parts=(2, 3)) in found.parts


def test_a_branch_that_may_end_by_itself_tells_after_which_step() -> None:
    text = "a: & b c\nb: d x\nd: j\nx:\nc: j\nj j:"
    found, ids = drawn(text)
    join = found.meets[ids.index("j")]
    assert sorted(join.left) == [(), (ids.index("b"),)]


def test_the_exit_of_a_fork_is_an_alternative_to_its_branches() -> None:
    route = route_of(
        [
            {"id": "a", "within": "1 d", "late": "e", "next": {"all": ["b", "c"]}},
            {"id": "b", "next": "j"},
            {"id": "c", "next": "j"},
            {"id": "j", "join": "all", "outcome": "bien"},
            {"id": "e", "outcome": "bien"},
        ]
    )
    found = branches(route)
    assert found.meets[3] == Meet(each=True, parts=(1, 2), left=((), ()))
    assert found.of[4] == 0


def test_a_loop_leads_back_and_the_rest_leads_forward() -> None:
    found, ids = drawn("a: b\nb: c\nc: a d\nd:")
    assert found.back == {(2, 0)}
    assert [ids[i] for i in found.order] == ["a", "b", "c", "d"]


def test_branches_that_come_to_an_ordinary_step_are_not_waited_for() -> None:
    assert meet("a: & b c\nb: d\nc: d\nd:", "d") == Meet(each=False, parts=(1, 2))


@settings(deadline=None, max_examples=cases(60))
@given(routes())
def test_every_link_but_those_back_leads_forward(route: Any) -> None:
    net = compile_net(route)
    place = {step: k for k, step in enumerate(net.order)}
    for i in net.order:
        for j in net.follows[i]:
            assert (place[j] <= place[i]) == ((i, j) in net.back)
