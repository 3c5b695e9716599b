"""What every sheet of a territory says of itself: its day, its sources, what is made up and what is old."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rutas.diagram.kinds import KINDS
from rutas.model.territory import EXAMPLE, Visit
from tests.diagram.canvas_checks import box, legend, texts
from tests.diagram.kind_cases import request
from tests.diagram.local_worlds import ON, changed, drawn_local, local_world, villeta

BANNER = "EJEMPLO: datos inventados. No sirven para ir a ningún lado."
TERRITORY = [kind.name for kind in KINDS.values() if kind.of == "territory"]


def sound(local):
    """The same as if it had been surveyed on the day asked, and nothing were made up."""
    told = {"source": "estimate", "surveyed": Visit(on=local.on)}
    points = tuple(point.model_copy(update=told) for point in local.territory.points)
    return changed(local, points=points, status="validated")


def words(sheet):
    return " ".join(texts(sheet.canvas)).replace("\u00a0", " ")


@pytest.mark.parametrize("kind", TERRITORY)
def test_every_sheet_of_an_example_says_so_large_and_at_its_foot(book, kind):
    for local in (villeta(book), changed(local_world(book, 3, 80), status=EXAMPLE)):
        sheets, _ = drawn_local(kind, local, request(KINDS[kind].paper))
        for sheet in sheets:
            assert texts(sheet.canvas).count(BANNER) == 1
            assert "EJEMPLO: datos inventados" in words(sheet).replace(BANNER, "")


@pytest.mark.parametrize(
    ("kind", "paper"),
    [("readiness", "letter"), ("readiness", "a3-landscape"), ("week", "oficio"), ("guide", "a5")],
)
def test_a_sheet_is_filled_down_to_its_legend(book, kind, paper):
    for sheet in drawn_local(kind, villeta(book), request(paper))[0]:
        shapes = [item for item in sheet.canvas.shapes if item.owner]
        below = ("sign:", "footer", "legend")
        legend_top = min(box(item).top for item in shapes if item.owner.startswith("sign:"))
        lowest = max(box(item).bottom for item in shapes if not item.owner.startswith(below))
        assert legend_top - lowest < 0.16 * sheet.canvas.height


@pytest.mark.parametrize("kind", TERRITORY)
def test_one_made_up_point_is_enough_and_without_any_nothing_is_said(book, kind):
    first, *others = sound(villeta(book)).territory.points
    clean = sound(villeta(book))
    one = changed(clean, points=(first.model_copy(update={"source": EXAMPLE}), *others))
    for local, said in ((one, True), (clean, False)):
        sheets, found = drawn_local(kind, local, request(KINDS[kind].paper))
        assert found == []
        assert all((BANNER in texts(sheet.canvas)) is said for sheet in sheets)


@pytest.mark.parametrize("kind", TERRITORY)
def test_every_sheet_says_its_day_how_many_points_there_are_and_its_sources(book, kind):
    sheets, _ = drawn_local(kind, villeta(book), request(KINDS[kind].paper))
    for sheet in sheets:
        said = words(sheet)
        for wanted in ("30/11/2026", "12 de 46 puntos", "Mesas Técnicas", "ejemplo inventado"):
            assert wanted in said, wanted
    later = replace(villeta(book), on=date(2020, 1, 1))
    before = words(drawn_local(kind, later, request(KINDS[kind].paper))[0][0])
    assert "46 puntos" not in before, "that there are 46 was not known then"


@pytest.mark.parametrize("kind", TERRITORY)
def test_old_data_and_undated_data_have_their_mark_and_fresh_data_none(book, kind):
    local = villeta(book)
    marked = [legend(s.canvas) for s in drawn_local(kind, local, request(KINDS[kind].paper))[0]]
    assert {"stale", "undated"} <= set().union(*marked)
    fresh = drawn_local(kind, sound(local), request(KINDS[kind].paper))[0]
    assert not {"stale", "undated"} & set().union(*(legend(sheet.canvas) for sheet in fresh))
    day_after = replace(sound(local), on=ON + timedelta(days=181))
    old = drawn_local(kind, day_after, request(KINDS[kind].paper))[0]
    assert "stale" in set().union(*(legend(sheet.canvas) for sheet in old))


@pytest.mark.parametrize("kind", ["guide", "week"])
def test_until_when_moved_holidays_are_known_is_said_where_the_year_goes_on(book, kind):
    local = villeta(book)
    assert local.territory.calendar.known_until == date(2026, 12, 31)
    sheets, _ = drawn_local(kind, local, request(KINDS[kind].paper))
    assert "hasta el 31 de diciembre de 2026" in words(sheets[0])
    early = replace(local, on=date(2026, 1, 1))
    assert "se conocen hasta" not in words(
        drawn_local(kind, early, request(KINDS[kind].paper))[0][0]
    )
