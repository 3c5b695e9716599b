"""The week of a territory: every point against Monday to Sunday, measured bar by bar."""

from __future__ import annotations

import pytest

from rutas.diagram.week.bars import HIGH
from rutas.hours import Schedule
from rutas.paper.canvas import Run
from tests.diagram.canvas_checks import box, legend, texts
from tests.diagram.kind_cases import SEEDS, request
from tests.diagram.local_worlds import (
    LOOKS,
    any_territory,
    changed,
    drawn_local,
    local_world,
    said_by,
    villeta,
)

OPENS, CLOSES = 5, 19


@pytest.mark.parametrize(("paper", "theme", "lang"), LOOKS)
def test_the_example_is_clean_on_every_paper(book, paper, theme, lang):
    assert drawn_local("week", villeta(book), request(paper, theme, lang=lang))[1] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_any_territory_is_clean(book, seed):
    assert any_territory("week", book, seed) == []


def test_every_point_stands_once_on_as_few_sheets_as_hold_them(book):
    for local, least, most in ((villeta(book), 1, 1), (local_world(book, 3, 80), 3, 9)):
        sheets, _ = drawn_local("week", local, request("a4-landscape"))
        shown = [n.id for sheet in sheets for n in sheet.canvas.nodes]
        assert sorted(shown) == sorted(f"point-{one.id}" for one in local.territory.points)
        assert least <= len(sheets) <= most


def open_on(book, hours):
    """The sheet of one point with some hours."""
    local = villeta(book)
    point = local.territory.points[0].model_copy(
        update={"hours": Schedule.parse(hours), "offers": {}}
    )
    return drawn_local(
        "week", changed(local, points=(point,), actions=()), request("a4-landscape", type=7.0)
    )


def bars(sheets, *, dashed=False):
    """From which to which hour each bar goes, day by day, told from where it is drawn."""
    shapes = [
        item
        for sheet in sheets
        for item in sheet.canvas.shapes
        if not isinstance(item, Run) and item.owner == "point-usf-centro" and item.kind == "polygon"
    ]
    lines = [box(one) for one in shapes if one.pen.fill == "#ffffff" and one.pen.width == 0.5]
    found = []
    for line in lines:
        assert line.height == pytest.approx(HIGH)
        hours = []
        for one in shapes:
            place, own = box(one), one.pen.dash is not None
            inside = line.left - 0.1 <= place.left and place.right <= line.right + 0.1
            solid = own if dashed else one.pen.fill not in {"#ffffff", None}
            if inside and solid and len(one.points) == 4:
                grown = 0.7 if own else 0.0
                ends = (place.left - grown, place.right + grown)
                hours.append(tuple(
                    round(OPENS + (x - line.left) / line.width * (CLOSES - OPENS), 2) for x in ends
                ))  # fmt: skip
        found.append(hours)
    return found


def test_a_bar_goes_from_opening_to_closing_and_lunch_parts_it(book):
    sheets, found = open_on(book, "lun-mié 7:00-11:30 y 13:00-15:00; sáb 6:15-18:00")
    assert found == []
    weekday = [(7.0, 11.5), (13.0, 15.0)]
    assert bars(sheets) == [weekday, weekday, weekday, [], [], [(6.25, 18.0)], []]
    assert "7:00–11:30 13:00–15:00" in said_by(sheets, "point-usf-centro")


def test_what_is_not_every_week_is_dashed_and_said_below(book):
    sheets, found = open_on(
        book, "primer mié 8:00-12:00; vie 7:00-9:00; 2027-01-04..2027-01-15 cerrado"
    )
    assert found == []
    assert bars(sheets, dashed=True) == [[], [], [(8.0, 12.0)], [], [], [], []]
    assert bars(sheets) == [[], [], [], [], [(7.0, 9.0)], [], []]
    words = " ".join(said_by(sheets, "point-usf-centro"))
    assert "(8:00–12:00)" in words
    assert (
        "Primer miércoles del mes de 8:00 a 12:00; del 4 al 15 de enero de 2027: cerrado" in words
    )
    assert {"open", "sometimes"} <= legend(sheets[0].canvas)


def test_what_lies_before_five_or_after_nineteen_is_pointed_to(book):
    sheets, found = open_on(book, "lun 24 horas; mar 4:00-6:00; mié 20:00-22:00")
    assert found == []
    assert bars(sheets)[:3] == [[(5.0, 19.0)], [(5.0, 6.0)], []]
    pointers = [
        item
        for item in sheets[0].canvas.shapes
        if not isinstance(item, Run) and item.owner == "point-usf-centro" and len(item.points) == 3
    ]
    assert len(pointers) == 4, "two of Monday, one before Tuesday, one after Wednesday"
    assert "beyond" in legend(sheets[0].canvas)
    assert "24 h" in said_by(sheets, "point-usf-centro")
    assert "beyond" not in legend(open_on(book, "lun 5:00-19:00")[0][0].canvas)


def test_a_day_by_appointment_is_hatched_and_has_its_letter(book):
    sheets, found = open_on(book, "lun 7:00-13:00; vie 7:00-11:00 con turno")
    assert found == []
    strokes = [
        item
        for item in sheets[0].canvas.shapes
        if not isinstance(item, Run) and item.owner == "point-usf-centro" and item.kind == "line"
    ]
    assert len(strokes) > 5
    words = said_by(sheets, "point-usf-centro")
    assert "T" in words
    assert "7:00–11:00 T" in words
    assert {"open", "appointment"} <= legend(sheets[0].canvas)
    assert "appointment" not in legend(open_on(book, "lun 7:00-13:00")[0][0].canvas)


def test_services_with_other_hours_are_counted(book):
    sheets, _ = drawn_local("week", villeta(book), request("a4-landscape"))
    assert "2 servicios tienen otro horario: ver la guía" in " ".join(
        said_by(sheets, "point-usf-centro")
    )
    assert "guía" not in " ".join(said_by(sheets, "point-usf-cumbarity"))


def test_a_territory_without_points_says_so(book):
    sheets, found = drawn_local(
        "week", changed(villeta(book), points=(), actions=(), status="draft"), request("a4")
    )
    assert found == []
    assert "Todavía no hay ningún punto en el archivo." in texts(sheets[0].canvas)
