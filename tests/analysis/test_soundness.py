"""A route that cannot work is told so, by an explorer that agrees with looking at every state."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rutas.analysis.soundness import Soundness, soundness
from rutas.locale import speaking
from rutas.model import Route
from tests import game
from tests.effort import cases
from tests.large import large_route, wide_route
from tests.strategies import bent_routes, nested_routes, route_of, routes

END = {"id": "z", "name": "Terminar", "outcome": "bien"}


def of(*steps: dict[str, Any]) -> Soundness:
    return soundness(route_of(list(steps)))


def test_two_joins_that_wait_for_each_other_are_told_with_the_answers_that_lead_there() -> None:
    found = of(
        {"id": "a", "name": "Alta", "question": "¿Nació en casa?", "next": [{"to": "f", "when": "Sí"}, {"to": "z", "when": "No"}]},
        {"id": "f", "name": "Derivar", "next": {"all": ["b", "c"]}},
        {"id": "b", "name": "Registro", "join": "all", "next": ["c", "z"]},
        {"id": "c", "name": "Cédula", "join": "all", "next": ["b", "z"]},
        END | {"join": "all"},
    )  # fmt: skip
    assert found.sound is False
    assert found.kind == "stuck"
    assert found.failures[0].answers == (("a", "f"),)
    assert found.story == ("a", "f")
    assert found.text == (
        "Si la persona responde «Sí» en «Alta», el paso «Registro» espera para siempre a «Cédula», "
        "que a su vez lo espera a él."
    )


def test_branches_that_meet_at_an_ordinary_step_happen_twice_from_there() -> None:
    found = of(
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": "d"},
        {"id": "c", "next": "d"},
        {"id": "d", "next": "z"},
        END,
    )
    assert (found.kind, found.story) == ("twice", ("a", "b", "c", "d"))
    assert found.failures[0].sources == ("b", "c")


def test_the_shortest_story_is_told_not_the_first() -> None:
    found = of(
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": "b1"},
        {"id": "b1", "next": ["b2", "d"]},
        {"id": "b2", "next": "d"},
        {"id": "c", "next": "d"},
        {"id": "d", "next": "z"},
        END,
    )
    assert found.story == ("a", "b", "b1", "c", "d")
    assert found.failures[0].answers == (("b1", "d"),)


def test_what_has_nothing_to_do_with_the_failure_is_not_told() -> None:
    beside = [{"id": f"x{i}", "next": f"x{i + 1}"} for i in range(8)]
    beside += [{"id": "x8", "outcome": "bien"}]
    for route, length in ((wide_route(2, 1, wait=False), 4), (wide_route(20, 3, wait=False), 8)):
        steps = [
            step.model_dump(mode="json", exclude_defaults=True) for step in route.steps.values()
        ]
        steps[0]["next"]["all"].insert(0, {"to": "x0"})
        found = of(steps[0], *beside, *steps[1:])
        assert len(found.story) == length
        assert not {"x0", "x1"} & set(found.story)


def test_a_loop_without_a_way_out_is_a_trap() -> None:
    found = of(
        {"id": "a", "next": ["b", "z"]},
        {"id": "b", "next": "c"},
        {"id": "c", "next": "b"},
        END,
    )
    assert (found.sound, found.kind, found.story) == (False, "trap", ("a", "b"))
    assert found.failures[0].steps == ("b", "c")


def test_a_step_behind_an_answer_that_nobody_gives_never_happens() -> None:
    found = of(
        {"id": "a", "next": [{"to": "b", "share": "0 %"}, {"to": "z", "share": "100 %"}]},
        {"id": "b", "next": "z"},
        END,
    )
    assert (found.sound, found.kind, found.failures[0].steps) == (False, "never", ("b",))


def test_a_branch_that_a_decision_led_elsewhere_is_not_waited_for() -> None:
    assert of(
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": ["d", "fuera"]},
        {"id": "c", "next": "d"},
        {"id": "fuera", "outcome": "mal"},
        {"id": "d", "join": "all", "next": "z"},
        END,
    ) == Soundness(True)


def test_two_branches_that_leave_for_the_same_ending_meet_there() -> None:
    found = of(
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": ["d", "fuera"]},
        {"id": "c", "next": ["d", "fuera"]},
        {"id": "fuera", "outcome": "mal"},
        {"id": "d", "join": "all", "next": "z"},
        END,
    )
    assert (found.kind, found.failures[0].steps) == ("twice", ("fuera",))


def test_what_leaves_a_block_may_be_waited_for_further_on() -> None:
    found = of(
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": ["d", "z"]},
        {"id": "c", "next": "d"},
        {"id": "d", "join": "all", "next": "z"},
        END | {"join": "all"},
    )
    assert found.sound is True
    assert found.states > 0


def test_forks_within_a_fork_may_come_again_every_month() -> None:
    assert of(
        {"id": "mes", "next": {"all": ["peso", "salud"]}},
        {"id": "peso", "next": "cierre"},
        {"id": "salud", "next": {"all": ["vacuna", "control"]}},
        {"id": "vacuna", "next": "ficha"},
        {"id": "control", "next": "ficha"},
        {"id": "ficha", "join": "all", "next": "cierre"},
        {"id": "cierre", "join": "all", "next": ["mes", "z"]},
        END,
    ) == Soundness(True)


def test_a_join_does_not_wait_for_the_next_round_where_branches_do_not_nest_either() -> None:
    found = of(
        {"id": "mes", "next": {"all": ["peso", "salud"]}},
        {"id": "peso", "next": "cierre"},
        {"id": "salud", "next": {"all": ["vacuna", "control"]}},
        {"id": "vacuna", "next": "ficha"},
        {"id": "control", "next": "ficha"},
        {"id": "ficha", "join": "all", "missing": "vacuna", "next": "cierre"},
        {"id": "cierre", "join": "all", "next": ["mes", "z"]},
        END,
    )
    assert found.sound is True
    assert found.states > 0


def test_nobody_may_need_an_exit_to_end() -> None:
    loop = {"id": "b", "next": "b", "by": "60 d", "late": "z"}
    found = of({"id": "a", "next": "b"}, loop, END)
    assert (found.sound, found.kind) == (False, "trap")
    assert of({"id": "a", "next": "b"}, loop | {"next": ["b", "z"]}, END).sound is True


def test_a_step_that_only_an_exit_leads_to_can_happen() -> None:
    assert of(
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": "d"},
        {"id": "c", "next": "d"},
        {"id": "d", "join": "all", "missing": "m", "next": "z"},
        {"id": "m", "next": "z"},
        END,
    ) == Soundness(True)


def test_who_is_sent_back_into_one_branch_is_not_waited_for_in_the_other() -> None:
    found = of(
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": "d"},
        {"id": "c", "next": "d"},
        {"id": "d", "join": "all", "missing": "b", "next": "z"},
        END,
    )
    assert found.sound is True
    assert found.states > 0  # the branches don't nest


def test_every_failure_is_said_in_both_languages() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "next": "z"},
            {"id": "c", "next": ["a", "fin"]},
            {"id": "fin", "outcome": "bien"},
            {"id": "n", "next": "t"},
            {"id": "t", "next": "t"},
            END,
        ]
    )
    spanish = [failure.text for failure in soundness(route).failures]
    with speaking("en"):
        english = [failure.text for failure in soundness(route).failures]
    assert len(spanish) == len(english) == 3
    assert not set(spanish) & set(english)
    assert "llega a «B» dos veces a la vez desde «A»" in spanish[-1]


def test_a_bound_that_is_hit_is_no_alarm() -> None:
    steps: list[dict[str, Any]] = [{"id": "a", "next": {"all": ["b", "c"]}}]
    # What leaves the block is waited for further on: sound, but it does not nest.
    steps += [{"id": "b", "next": ["d", "z"]}, {"id": "c", "next": "d"}]
    steps += [{"id": "d", "join": "all", "next": "z"}, END | {"join": "all"}]
    assert soundness(route_of(steps), most=1).sound is None
    assert soundness(route_of(steps)).sound is True


def test_twenty_branches_are_decided_by_their_shape_alone() -> None:
    assert soundness(wide_route(20, 3)) == Soundness(True)
    found = soundness(wide_route(20, 3, wait=False))
    assert (found.kind, len(found.story)) == ("twice", 8)


@pytest.mark.parametrize("seed", range(5))
def test_large_nested_routes_are_sound(seed: int) -> None:
    assert soundness(large_route(600, seed=seed)) == Soundness(True)


@settings(max_examples=cases(400), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(
        routes(losses=False, largest=10),
        nested_routes(losses=False),
        bent_routes(losses=False),
        routes(losses=False, times=True, exits=True),
        bent_routes(losses=False, exits=True),
    )
)
def test_it_agrees_with_looking_at_every_state(route: Route) -> None:
    truth = game.sound(route, largest=5000)
    assume(truth is not None)
    found = soundness(route)
    assert found.sound is truth
    for failure in found.failures:
        assert failure.text
        _follow(route, failure.story)


def _follow(route: Route, story: tuple[str, ...]) -> None:
    """A story starts at a way in, and every step of it is led to by one that was told before."""
    if not story:
        return
    assert story[0] in {way.to for way in route.ways_in}
    led = {way.to for way in route.ways_in}
    for step in story:
        assert step in led
        led |= set(route.steps[step].successors)
