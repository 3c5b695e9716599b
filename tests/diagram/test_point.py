"""The sheet of a critical point: the steps round it, why it is one, and room for what is agreed."""

from __future__ import annotations

import pytest

from rutas.analysis import analyse
from rutas.diagram.parts.card_texts import CardTexts
from rutas.diagram.point.content import columns_of, said
from rutas.diagram.request import Part
from rutas.paper.canvas import Run, Shape
from rutas.prose.report import reasons_told, stakes_told
from tests.diagram.canvas_checks import box, texts
from tests.diagram.kind_cases import REAL, SEEDS, any_route, bare, drawn, real, request


@pytest.mark.parametrize(("paper", "theme"), [REAL[0], REAL[1], REAL[5], ("a4", "grey")])
def test_the_real_routes_are_clean_on_every_paper(book, paper, theme):
    assert real("point", book, paper, theme) == []


@pytest.mark.parametrize("seed", SEEDS[:12])  # each is analysed anew
def test_any_route_is_clean(seed):
    assert any_route("point", seed) == []


def joined(canvas):
    return " ".join(texts(canvas)).replace("\u00a0", " ")


def test_the_first_five_points_have_a_sheet_each_with_all_that_the_report_says(book):
    found = analyse(book["0-4"])
    sheets, flaws = drawn("point", [book["0-4"]], request("a4"))
    assert flaws == []
    assert len(sheets) == 5
    for sheet, point in zip(sheets, found.points, strict=False):
        words = joined(sheet.canvas)
        assert sheet.title == f"Punto crítico {point.rank} · {book['0-4'].steps[point.step].title}"
        told = [*reasons_told(found, point), *stakes_told(found, point)]
        assert told
        assert [one for one in told if one.replace("\u00a0", " ") not in words] == []


def test_a_step_stands_between_those_before_and_those_after(book):
    for route in book.values():
        for step in route.steps.values():
            sides = [column.side for column in columns_of(route, step)]
            assert sides.count("here") == 1
            here = sides.index("here")
            assert set(sides[:here]) <= {"before"}
            assert set(sides[here + 1 :]) <= {"after"}
            ids = [column.step.id for column in columns_of(route, step)]
            assert len(ids) == len(set(ids)) <= 5
            assert all(step.id in route.steps[one].successors for one in ids[:here])
            assert all(one in step.successors for one in ids[here + 1 :])


def test_what_has_no_room_beside_the_step_is_counted():
    rows = [{"id": f"p{n}", "name": f"Paso {n}", "next": "z"} for n in range(4)]
    route = bare(
        ways_in=[{"to": f"p{n}"} for n in range(4)],
        stages=[{"id": "e", "name": "E", "steps": [*rows, {"id": "z", "name": "Fin", "outcome": "bien"}]}],
    )  # fmt: skip
    assert [column.more for column in columns_of(route, route.steps["z"])] == [2, 2, 0]


def test_who_is_seen_and_who_is_not_stand_in_rows_of_their_own(book):
    route = book["0-4"]
    for step in route.steps.values():
        rows = said(CardTexts(route), step)
        assert not (rows["front"] and rows["back"])
        if step.actor:
            assert rows["back" if step.involvement == "indirect" else "front"]


def test_there_is_an_empty_row_for_the_agreement(book):
    for sheet in drawn("point", [book["0-4"]], request("a4"))[0]:
        own = [shape for shape in sheet.canvas.shapes if shape.owner == "agreement"]
        frame = max((box(one) for one in own if isinstance(one, Shape)), key=lambda one: one.height)
        assert frame.height >= 50
        inside = [one for one in sheet.canvas.shapes if isinstance(one, Run)
                  and frame.top + 18 < one.y < frame.bottom]  # fmt: skip
        assert inside == []


def test_a_route_without_points_says_so():
    (sheet,), flaws = drawn("point", [bare(3)], request("a4", part=Part(frozenset(), "Nada")))
    assert flaws == []
    assert "Ningún paso de lo que se dibuja es un punto crítico." in joined(sheet.canvas)


def test_nothing_of_a_real_point_is_cut(book):
    """Smaller type, and less room for the agreement, before a paper that nobody can read the end of."""
    part = Part(frozenset({"inscripcion"}), "Inscripción")
    for paper in ("a4", "letter"):
        (sheet,), found = drawn("point", [book["0-4"]], request(paper, part=part))
        assert found == []
        assert not [
            run.text for run in sheet.canvas.shapes if isinstance(run, Run) and "…" in run.text
        ]
