"""The map of a territory: places, their points, in what state these are, and how far it is."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest

from rutas.diagram.kinds import KINDS
from rutas.diagram.map.placing import beside
from rutas.diagram.map.positions import positions
from rutas.layout.geometry import Rect
from rutas.territory.travel import Roads
from tests.diagram.canvas_checks import legend, texts
from tests.diagram.kind_cases import REAL, SEEDS, request
from tests.diagram.local_worlds import any_territory, drawn_local, local_world, villeta


@pytest.mark.parametrize(("paper", "theme"), REAL)
def test_the_example_is_clean_on_every_paper(book, paper, theme):
    lang = "en" if theme == "grey" else "es"
    assert drawn_local("map", villeta(book), request(paper, theme, lang=lang))[1] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_any_territory_is_clean(book, seed):
    assert any_territory("map", book, seed) == []


@pytest.mark.parametrize("seed", SEEDS[:6])
def test_every_point_has_its_mark_and_its_line(book, seed):
    local = local_world(book, seed)
    sheets = KINDS["map"].draw(local, request("a4"))
    lines = [node.id for sheet in sheets for node in sheet.canvas.nodes]
    named = {point.id for point in local.territory.points}
    assert sorted(key for key in lines if key.startswith("point-")) == sorted(
        f"point-{name}" for name in named
    )
    assert {f"place-{name}" for name in local.territory.places} <= set(lines)


def test_minutes_are_as_near_as_a_flat_sheet_allows(book):
    territory = villeta(book).territory
    found, roads = positions(territory), Roads(territory)
    assert found.unit == "minutes"
    for one, other in combinations(territory.places, 2):
        drawn = hypot(*(a - b for a, b in zip(found.at[one], found.at[other], strict=True)))
        assert drawn == pytest.approx(roads.way(one, other).minutes, rel=0.25)


def test_coordinates_put_the_north_above_and_the_east_to_the_right(book):
    local = villeta(book)
    places = {
        "sur": {"name": "Sur", "at": [-25.6, -57.5]},
        "norte": {"name": "Norte", "at": [-25.5, -57.5]},
        "este": {"name": "Este", "at": [-25.6, -57.4]},
    }
    territory = local.territory.model_validate({"id": "t", "name": "T", "places": places})
    found = positions(territory)
    assert found.unit == "km"
    (x, y), (u, v), (s, t) = (found.at[name] for name in ("sur", "norte", "este"))
    assert (x, t) == (u, y)
    assert y - v == pytest.approx(11.1, abs=0.05)
    assert s - x == pytest.approx(10.03, abs=0.05)


def test_places_of_which_no_way_is_known_say_so(book):
    territory = villeta(book).territory
    unknown = territory.model_copy(
        update={"travel": (), "places": {name: one.model_copy(update={"at": None}) for name, one in territory.places.items()}}
    )  # fmt: skip
    assert positions(unknown).unit == ""


def test_boxes_lie_on_nothing_and_hide_no_way_where_they_need_not():
    dots = {"a": (50.0, 50.0), "b": (50.0, 150.0)}
    found = beside(
        dots, dict.fromkeys(dots, (30.0, 20.0)), Rect(0, 0, 100, 200), [], [(dots["a"], dots["b"])]
    )
    assert not found["a"].touches(found["b"])
    assert all(place.right < 50 or place.left > 50 or place.bottom < 50 or place.top > 150 for place in found.values())  # fmt: skip


def test_a_place_without_room_for_its_box_gets_none():
    assert beside({"a": (5.0, 5.0)}, {"a": (30.0, 20.0)}, Rect(0, 0, 20, 20), []) == {}


def test_states_are_told_without_colour(book):
    (first, *_) = KINDS["map"].draw(villeta(book), request("a4", "grey"))
    assert {"ready", "unknown", "unready", "sector-salud", "undated", "stale"} <= legend(
        first.canvas
    )
    assert "EJEMPLO: datos inventados. No sirven para ir a ningún lado." in texts(first.canvas)
