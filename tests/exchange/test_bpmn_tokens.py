"""Played by BPMN's own rules, a route's picture goes wrong just where the route does."""

from __future__ import annotations

from unittest import mock

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rutas.analysis.soundness import soundness
from rutas.exchange.bpmn import write
from rutas.model import Route
from tests.effort import cases
from tests.exchange.token_game import Game
from tests.strategies import bent_routes, nested_routes, route_of, routes


def game(route: Route) -> Game:
    with mock.patch(
        "rutas.exchange.bpmn.write.add_diagram"
    ):  # where things stand is no matter here
        return Game(write(route))


@settings(max_examples=cases(150))
@given(
    route=st.one_of(routes(losses=False), bent_routes(losses=False), nested_routes(losses=False))
)
def test_the_picture_is_sound_where_the_route_is(route: Route) -> None:
    shares = [link.share for step in route.steps.values() for link in step.links]
    assume(
        not any(share is not None and share.low == 0 for share in shares)
    )  # an answer nobody gives
    found = soundness(route)
    assume(found.sound is not None)
    played = game(route).play()
    assume(played is not None)
    assert played
    assert played.is_sound == found.sound
    kinds = {failure.kind for failure in found.failures}
    if "trap" in kinds:  # and what goes wrong there else is not said
        return
    assert played.double == ("twice" in kinds)
    if played.double:
        return
    assert played.dead == ("stuck" in kinds)
    never = {
        step for failure in found.failures if failure.kind == "never" for step in failure.steps
    }
    assert {
        name.removeprefix("step-") for name in played.never if name.startswith("step-")
    } == never


def test_a_parallel_gateway_would_wait_for_a_branch_that_left() -> None:
    steps = [
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "next": [{"to": "d", "when": "Sigue"}, {"to": "y", "when": "Se va"}]},
        {"id": "c", "next": "d"},
        {"id": "d", "join": "all", "next": "z"},
        {"id": "y", "outcome": "mal"},
        {"id": "z", "outcome": "bien"},
    ]
    text = write(route_of(steps))
    fine, strict = (Game(one).play() for one in (text, text.replace("inclusiveG", "parallelG")))
    assert fine
    assert strict
    assert fine.is_sound
    assert strict.dead
