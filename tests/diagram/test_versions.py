"""Two versions of a route on one sheet: what changed is marked, and what stayed is not."""

from __future__ import annotations

import pytest

from rutas.compare.changes import changes
from rutas.diagram import draw
from rutas.diagram.versions.content import figures, steps
from rutas.errors import UsageError
from rutas.model import Route, apply
from rutas.paper.canvas import Canvas, Run, Shape
from tests.diagram.canvas_checks import box, holds, texts
from tests.diagram.kind_cases import NAMES, REAL, SHEETS, bare, drawn, request
from tests.diagram.worlds import world


def words(canvas: Canvas) -> str:
    return " ".join(texts(canvas)).replace("\u00a0", " ")


@pytest.mark.parametrize(("paper", "theme"), REAL)
def test_the_real_routes_are_clean_on_every_paper(book, paper, theme):
    for route in book.values():
        step = next(one for one in route.steps.values() if one.wait)
        new = apply(route, {f"{step.id}.wait": "77 d"})
        (sheet,), found = drawn("versions", [route, new], request(paper, theme))
        assert found == []
        assert [node.id for node in sheet.canvas.nodes] == [f"step-{step.id}"]


@pytest.mark.parametrize("seed", range(12))
def test_any_two_routes_are_one_clean_sheet(seed):
    """However much differs: steps that are gone, new ones, all of them changed."""
    asked = request(SHEETS[seed % 6], NAMES[seed % 3], lang=("es", "en")[seed % 2])
    old, new = world(seed, 10 + 3 * seed), world(seed + 50, 12 + 2 * seed)
    (sheet,), found = drawn("versions", [old, new], asked)
    assert found == []
    said = words(sheet.canvas)
    shown = len(sheet.canvas.nodes)
    rest = len(steps(old, new)) - shown
    assert shown > 0
    assert rest == 0 or str(rest) in said


def two(**fields) -> tuple[Route, Route]:
    def version(**more):
        rows = [
            {"id": "a", "name": "Aviso", "wait": "3 d", "dropout": "10 %", "next": "b"},
            {"id": "b", "name": "Control", "wait": "9 d", "dropout": "20 %", "next": "c"} | more,
            {"id": "c", "name": "Entrega", "outcome": "bien"},
        ]
        return bare(stages=[{"id": "e", "name": "Etapa", "steps": rows}])

    return version(), version(**fields)


def test_the_changed_line_is_marked_in_both_versions_and_no_other():
    old, new = two(wait="2 d")
    asked = request("a4")
    (sheet,), found = drawn("versions", [old, new], asked)
    assert found == []
    bars = [
        box(item)
        for item in sheet.canvas.shapes
        if isinstance(item, Shape)
        and item.owner == "step-b"
        and item.pen.fill == asked.theme.highlight
    ]
    on = [
        item.text.replace("\u00a0", " ")
        for item in sheet.canvas.shapes
        if isinstance(item, Run) and any(holds(bar, (item.x, item.y - 2)) for bar in bars)
    ]
    assert on == ["≠", "Espera: 9 d", "≠", "Espera: 2 d"]
    assert "Abandono: 20 %" in words(sheet.canvas)


def test_figures_stand_before_and_after_with_their_difference():
    old, new = two(dropout="0 %")
    first = figures(old, new)[0]
    assert (first.before, first.after, first.difference) == ("72 %", "90 %", "+18 puntos")
    (sheet,), _ = drawn("versions", [old, new], request("a4"))
    large = [item.text for item in sheet.canvas.shapes if isinstance(item, Run) and item.size > 18]
    assert large[:2] == ["72 %", "90 %"]


def test_neighbours_stand_beside_what_changed():
    old, new = two(wait="2 d")
    (one,) = steps(old, new)
    assert (one.previous, one.following) == (("1. Aviso",), ("3. Entrega",))


def test_a_sheet_with_room_tells_more_and_cuts_nothing(book):
    """What one change leaves empty goes to larger figures, to what else is said of the step, to whole names."""
    route = book["0-4"]
    (sheet,), found = drawn(
        "versions", [route, apply(route, {"inscripcion.wait": "2 d"})], request("a4")
    )
    said = words(sheet.canvas)
    assert found == []
    assert "…" not in said
    assert "Pide: Certificado de nacido vivo" in said
    assert max(run.size for run in sheet.canvas.shapes if isinstance(run, Run)) > 24
    assert sheet.canvas.nodes[0].rect.bottom > 0.75 * sheet.canvas.height


def test_a_step_that_is_new_or_gone_stands_on_one_side():
    old = bare(3)
    new = bare(stages=[{"id": "e", "name": "Etapa", "steps": [
        {"id": "p0", "name": "Paso 0", "next": "nuevo"},
        {"id": "nuevo", "name": "Nuevo", "next": "p2"},
        {"id": "p2", "name": "Fin", "outcome": "bien"}]}])  # fmt: skip
    found = {one.step: one for one in steps(old, new)}
    assert (found["nuevo"].kind, found["nuevo"].before) == ("added", None)
    assert (found["p1"].kind, found["p1"].after) == ("removed", None)
    assert found["p0"].kind == "changed"  # it leads elsewhere
    assert "p2" not in found  # only its number is another
    (sheet,), flaws = drawn("versions", [old, new], request("a4"))
    assert flaws == []
    assert words(sheet.canvas).count("no está") == 2
    assert {"+ 2. Nuevo", "– 2. Paso 1"} <= {
        text.replace("\u00a0", " ") for text in texts(sheet.canvas)
    }


def test_what_a_step_before_it_changes_is_not_marked():
    def version(dropout: str, before: str) -> Route:
        return bare(stages=[{"id": "e", "name": "Etapa", "steps": [
            {"id": before, "name": "Aviso", "next": "b"},
            {"id": "b", "name": "Control", "dropout": dropout, "outcome": "bien"}]}])  # fmt: skip

    found = {one.step: one for one in steps(version("10 %", "a"), version("20 %", "z"))}
    marked = [line.text for line in found["b"].after.lines if line.changed]
    assert marked == ["Abandono: 20 %"]


def test_what_has_no_room_is_named():
    old = world(3, 80)
    new = apply(old, {f"{step}.wait": "99 d" for step in old.steps})
    (sheet,), found = drawn("versions", [old, new], request("a5"))
    assert found == []
    count = len(changes(old, new)[1]) - len(sheet.canvas.nodes)
    assert count > 0
    assert f"Otros {count} pasos cambian" in words(sheet.canvas)
    told = min(run.rect.top for run in sheet.canvas.shapes if run.owner == "rest")
    assert max(node.rect.bottom for node in sheet.canvas.nodes) < told


def test_where_no_step_changes_it_says_so():
    (sheet,), found = drawn("versions", [bare(3), bare(3)], request("a4"))
    assert found == []
    assert "Ningún paso cambia" in words(sheet.canvas)


def test_one_version_alone_is_refused():
    with pytest.raises(UsageError, match="--set"):
        draw(bare(3), "versions")
