"""The sheet of an itinerary: a card a day, papers to tick, months, and what to confirm by phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rutas.answers.itinerary import answer, family_of
from rutas.diagram.kinds import KINDS
from rutas.diagram.local import Local
from rutas.improve.local import local
from rutas.paper.canvas import Run, Shape
from rutas.prose.itinerary import Told
from tests.diagram.canvas_checks import box, texts
from tests.diagram.kind_cases import REAL, request
from tests.diagram.local_worlds import ON, drawn_local, local_world

BORN = date(2026, 12, 2)


def planned(where: Local, home: str) -> Local:
    """Return a territory with a family's itinerary through its route."""
    asked = local(where.route, where.territory)
    who = family_of(asked, where.territory, home=home, born=BORN, start=BORN)
    found, _ = answer(asked, where.territory, who, ON)
    return replace(where, route=asked, told=Told(found, asked, where.territory, "es"))


@pytest.fixture(scope="module")
def family(book) -> Local:
    return planned(Local(book.territories["villeta"], book, ON, book["0-4"]), "tacuruty")


@pytest.mark.parametrize(("paper", "theme"), REAL)
def test_the_example_is_clean_on_every_paper(family, paper, theme):
    assert drawn_local("itinerary", family, request(paper, theme))[1] == []


@pytest.mark.parametrize("seed", range(4))
def test_any_territory_is_clean(book, seed):
    where = local_world(book, seed)
    where = planned(where, next(iter(where.territory.places)))
    assert drawn_local("itinerary", where, request("a4"))[1] == []


def test_a_card_a_day_with_its_papers_to_tick(family):
    sheets = KINDS["itinerary"].draw(family, request("a4"))
    cards = [
        node.id for sheet in sheets for node in sheet.canvas.nodes if node.id.startswith("day-")
    ]
    days = family.told.found.days
    assert cards == [f"day-{day.date}" for day in days]
    shapes = [item for sheet in sheets for item in sheet.canvas.shapes if isinstance(item, Shape)]
    ticks = [item for item in shapes if (item.owner or "").startswith("day-") and box(item).width == pytest.approx(9)]  # fmt: skip
    assert len(ticks) == sum(len(visit.bring) for day in days for visit in day.visits)


def test_what_a_family_reads_is_never_smaller_than_11_points(family):
    for sheet in KINDS["itinerary"].draw(family, request("a4")):
        sizes = {
            run.size
            for run in sheet.canvas.shapes
            if isinstance(run, Run)
            and (run.owner or "").startswith(("day-", "lead", "months", "confirm", "notes"))
        }
        assert min(sizes) >= 11


def test_the_months_in_which_she_goes_are_filled(family):
    first = KINDS["itinerary"].draw(family, request("a4"))[0].canvas
    filled = [
        item for item in first.shapes
        if isinstance(item, Shape) and item.owner == "months" and item.pen.fill != "#ffffff"
    ]  # fmt: skip
    months = {day.date[:7] for day in family.told.found.days}
    assert len(filled) == len(months)


def test_the_points_to_confirm_are_named_with_their_phone(family):
    words = " ".join(text.replace("\u00a0", " ") for sheet in KINDS["itinerary"].draw(family, request("a4")) for text in texts(sheet.canvas))  # fmt: skip
    assert "Por confirmar por teléfono" in words
    assert "USF Centro · Tel. 021 000000" in words
