"""A point serves a step by its actor, its service and its channel."""

from __future__ import annotations

import pytest

from rutas.territory.serving import Serving, needs_point
from tests.territory.district import CATALOGUE, chain, district, lacking, point


@pytest.mark.parametrize(
    ("fields", "serves"),
    [
        ({}, True),
        ({"actor": ["a1", "a0"]}, True),
        ({"actor": "a1"}, False),
        ({"offers": ["s1"]}, False),
        ({"channel": "movil"}, False),
        ({"channel": ["movil", "puerta"]}, True),
    ],
)
def test_actor_service_and_channel_have_to_be_the_steps(fields, serves):
    serving = Serving(district(point(0, **fields)), chain([0.1]))
    assert bool(serving.points["p0"]) == serves


def test_a_step_without_a_service_takes_any_point_of_its_actor():
    route = chain([0.1])
    bare = route.steps["p0"].model_copy(update={"service": ()})
    stage = route.stages[0].model_copy(update={"steps": (bare, *route.stages[0].steps[1:])})
    route = route.model_copy(update={"stages": (stage,)})
    assert Serving(district(point(0, offers=[])), route).points["p0"]


def test_a_point_without_a_channel_does_not_go_to_peoples_homes():
    route = chain([0.1])
    visit = route.steps["p0"].model_copy(update={"channel": ("casa",)})
    stage = route.stages[0].model_copy(update={"steps": (visit, *route.stages[0].steps[1:])})
    assert not Serving(district(point(0)), route.model_copy(update={"stages": (stage,)})).points[
        "p0"
    ]


@pytest.mark.parametrize(
    ("fields", "needs"),
    [
        ({}, True),
        ({"actor": ("familia", "a0")}, False),
        ({"channel": ("casa",)}, False),
        ({"actor": ()}, False),
    ],
)
def test_what_is_done_at_home_needs_no_point(fields, needs):
    assert needs_point(chain([0.1]).steps["p0"].model_copy(update=fields), CATALOGUE) == needs


def test_a_point_works_unless_an_essential_item_is_a_no():
    route = chain([0.1])
    for ficha, status in (
        (lacking("gente"), "unready"), (lacking("rampa"), "unknown"), (None, "unknown"),
        ({"on": "2026-01-01", "gente": "partly"}, "ready"), ({"on": "2026-01-01", "gente": "yes"}, "ready"),
    ):  # fmt: skip
        serving = Serving(district(point(0, **({"ficha": ficha} if ficha else {}))), route)
        assert serving.status(serving.points["p0"][0], "p0") == status
        assert bool(serving.working["p0"]) == (status != "unready")
