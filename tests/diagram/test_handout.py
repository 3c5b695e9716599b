"""The hand-out: what a family carries home, in large type, with nothing that is nobody else's business."""

from __future__ import annotations

import pytest

from rutas.diagram import draw
from rutas.diagram.parts.ages import due
from rutas.diagram.request import Part
from rutas.errors import UsageError
from rutas.paper.canvas import Run
from tests.diagram.canvas_checks import flaws, texts
from tests.diagram.kind_cases import REAL, SEEDS, any_route, bare, drawn, real, request


@pytest.mark.parametrize(("paper", "theme"), [*REAL, ("a5", "colour"), ("a5-landscape", "grey")])
def test_the_real_routes_are_clean_on_every_paper(book, paper, theme):
    assert real("handout", book, paper, theme) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_any_route_is_clean(seed):
    assert any_route("handout", seed) == []


def errand(**fields):
    steps = [
        {"id": "a", "name": {"es": "Pedir la cédula", "gn": "Jerure"}, "actor": "registro",
         "channel": "oficina", "next": "b", **fields},
        {"id": "b", "name": "Búsqueda", "actor": "registro", "outcome": "bien"},
    ]  # fmt: skip
    return bare(
        ways_in={"to": "a", "at": "0 d"},
        stages=[{"id": "e", "name": "Etapa", "steps": steps}],
        catalogue={
            "actors": {"registro": {"name": "Registro Civil", "sector": "identidad"}},
            "channels": {"oficina": {"name": "En la oficina", "kind": "in-person"}},
            "documents": {
                "acta": {"name": {"es": "Acta", "gn": "Kuatia"}},
                "libreta": {"name": "Libreta"},
                "carnet": {"name": "Carnet"},
            },
        },
    )


def said(route, **more):
    sheets, found = drawn("handout", [route], request("a5", **more))
    assert found == []
    return [text.replace("\u00a0", " ") for sheet in sheets for text in texts(sheet.canvas)]


def boxes(sheets):
    """The squares to tick, and where each stands."""
    return [
        shape
        for sheet in sheets
        for shape in sheet.canvas.shapes
        if not isinstance(shape, Run)
        and shape.kind == "polygon"
        and shape.points[1][0] - shape.points[0][0] == pytest.approx(10.5)
        and shape.points[2][1] - shape.points[0][1] == pytest.approx(10.5)
    ]


def test_it_says_what_when_where_what_to_bring_what_it_costs_and_what_if_it_goes_wrong():
    words = said(errand(
        narrative="Se pide en persona.", requires=[{"any": ["acta", "libreta"]}, {"optional": "carnet"}],
        wait="0..10 d", takes="30 min", cost="0 PYG", by="60 d", late="b", **{"from": "0 d"},
    ))  # fmt: skip
    for line in (
        "Pedir la cédula", "Jerure", "Se pide en persona.", "desde el nacimiento",
        "antes de la edad de 2 meses", "Registro Civil", "En la oficina", "Acta / Kuatia o Libreta",
        "si tiene: Carnet", "espera: hasta 10 días", "atención: 30 minutos", "nada, es gratis",
        "Si pasó el plazo, vaya al paso 2: Búsqueda.", "Pregunte en: Registro Civil.",
    ):  # fmt: skip
        assert line in words, line


def test_each_paper_has_one_box_to_tick():
    route = errand(
        requires=[{"any": ["acta", "libreta"]}, {"optional": ["carnet"]}], produces="acta"
    )
    assert len(boxes(drawn("handout", [route], request("a5"))[0])) == 2


def test_all_that_a_family_reads_is_set_in_fourteen_points(book):
    for paper, scale in (("a5", 1.0), ("a4", 1.0), ("a3", 1.16)):
        for sheet in drawn("handout", [book["0-4"]], request(paper))[0]:
            for run in sheet.canvas.shapes:
                if isinstance(run, Run) and run.owner not in {"footer", "title-block"}:
                    assert run.size >= 14 * scale, run.text


def test_what_is_sensitive_decided_or_out_of_sight_is_on_no_sheet(book):
    for route in book.values():
        sheets, _ = drawn("handout", [route], request("a4"))
        shown = {node.id for sheet in sheets for node in sheet.canvas.nodes}
        words = " ".join(text for sheet in sheets for text in texts(sheet.canvas))
        hidden = [
            s
            for s in route.steps.values()
            if s.sensitive or s.question or s.involvement == "indirect"
        ]
        assert hidden
        assert not shown & {f"step-{step.id}" for step in hidden}
        assert not [step.id for step in hidden if step.sensitive and str(step.title) in words]


def test_a_step_to_go_to_that_is_sensitive_is_not_named():
    route = errand(by="60 d", late="b")
    steps = route.stages[0].steps
    secret = steps[1].model_copy(update={"sensitive": True})
    hidden = route.model_copy(
        update={"stages": (route.stages[0].model_copy(update={"steps": (steps[0], secret)}),)}
    )
    assert not [word for word in said(hidden) if "Búsqueda" in word]


def test_the_words_that_are_missing_are_listed_for_the_translator():
    words = said(errand(requires="libreta"), lang="gn")
    listed = words[words.index("Para quien traduce: faltan en «gn»") :]
    assert {"Libreta", "Registro Civil", "En la oficina"} <= set(listed)
    assert not {"Acta", "Pedir la cédula"} & set(listed)
    assert not [word for word in said(errand()) if "traduce" in word]


def test_an_exercise_leaves_all_but_the_names_blank_and_answers_at_the_end():
    route = errand(requires=["acta", "libreta"], takes="30 min")
    plain = drawn("handout", [route], request("a4"))[0]
    asked = request("a4", blank=True)
    sheets, found = drawn("handout", [route], asked)
    assert found == []
    assert len(sheets) == 2 * len(plain)
    first, last = texts(sheets[0].canvas), texts(sheets[-1].canvas)
    assert {"Pedir la cédula", "Lleve"} <= set(first)
    assert "Libreta" in last
    assert "Libreta" not in first
    assert len(boxes(sheets[:1])) == len(boxes(sheets[1:])) == 2


def test_a_step_stays_whole_unless_it_is_higher_than_a_sheet():
    long = errand(narrative="Se pide en persona. " * 120)
    sheets, found = drawn("handout", [long], request("a5"))
    assert found == []
    shown = [node.id for sheet in sheets for node in sheet.canvas.nodes]
    assert shown.count("step-a") > 1
    words = " ".join(text for sheet in sheets for text in texts(sheet.canvas)).split()
    assert words.count("persona.") == 120
    whole = [n.id for s in drawn("handout", [errand()], request("a5"))[0] for n in s.canvas.nodes]
    assert whole == ["step-a", "step-b"]


def test_only_the_steps_that_are_due_at_an_age_are_told():
    route = errand(by="60 d", **{"from": "30 d"})
    assert [("a" in due(route, age, age)) for age in (29, 30, 45, 60, 61)] == [
        False, True, True, True, False,
    ]  # fmt: skip
    assert "a" in due(route, 0, 365)


def test_what_is_due_at_an_age_fits_one_small_sheet_where_less_said_makes_it(book):
    """A family whose child is ten days old takes home one A5, with the papers to bring and the names of all."""
    route = book["0-4"]
    part = Part(due(route, 10, 10), "Edad: 10 días")
    whole, one = (drawn("handout", [route], request(paper, part=part)) for paper in ("a4", "a5"))
    assert [len(sheets) for sheets, _ in (whole, one)] == [1, 1]
    assert one[1] == []
    words = " ".join(texts(one[0][0].canvas))
    for step in (route.steps[key] for key in part.steps):
        if step.involvement == "direct" and not step.sensitive and not step.question:
            assert step.title.to("es") in words
    assert {"Lleve", "Cuándo", "Dónde"} <= {*texts(one[0][0].canvas)}
    everything = drawn("handout", [route], request("a5"))[0]
    assert any("Qué es" in texts(sheet.canvas) for sheet in everything)


def test_a_part_is_named_and_alone():
    words = said(errand(), part=Part(frozenset({"b"}), "Mi etapa"))
    assert "Mi etapa" in words
    assert "Búsqueda" in words
    assert "Pedir la cédula" not in words
    nobody = said(errand(), part=Part(frozenset(), "Nada"))
    assert any("Ningún paso de esta parte" in word for word in nobody)


# --- parts of other kinds


@pytest.mark.parametrize("kind", ["flow", "lanes", "sheet", "calendar", "handout"])
@pytest.mark.parametrize("stage", ["nacimiento", "hogar"])
def test_a_part_of_any_kind_that_has_parts_is_clean_and_keeps_its_numbers(book, kind, stage):
    route = book["0-4"]
    steps = next(one.steps for one in route.stages if one.id == stage)
    part = Part(frozenset(step.id for step in steps), "Mi parte")
    drawing = draw(route, kind, "a4-landscape", part=part)
    if kind not in {"flow", "lanes"}:  # there connectors stand on cards, which other tests measure
        assert flaws(list(drawing.sheets), request("a4-landscape")) == []
    assert [sheet.canvas.off_sheet() for sheet in drawing.sheets if sheet.canvas.off_sheet()] == []
    nodes = [node for sheet in drawing.sheets for node in sheet.canvas.nodes]
    shown = {node.id.removeprefix("step-") for node in nodes if "step" in node.classes}
    assert shown
    assert shown <= part.steps
    assert all("Mi parte" in sheet.title for sheet in drawing.sheets)
    numbers = list(route.steps)
    for node in nodes:
        if "step" in node.classes and "end" not in node.classes:
            number = numbers.index(node.id.removeprefix("step-")) + 1
            assert node.tooltip.startswith(f"{number}. ")


@pytest.mark.parametrize("kind", ["flow", "lanes"])
def test_the_neighbours_of_a_part_stand_as_stubs(book, kind):
    route = book["0-4"]
    steps = next(one.steps for one in route.stages if one.id == "nacimiento")
    inside = {step.id for step in steps}
    drawing = draw(route, kind, part=Part(frozenset(inside), "Nacimiento"))
    stubs = {n.id for s in drawing.sheets for n in s.canvas.nodes if "connector" in n.classes}
    for step in route.steps.values():
        for link in step.links:
            if (step.id in inside) != (link.to in inside):
                side = "out" if step.id in inside else "in"
                assert f"connector-{step.id}--{link.to}-{side}" in stubs


def test_a_kind_that_has_no_parts_says_which_have(book):
    with pytest.raises(UsageError, match="flow, lanes, sheet, calendar, handout"):
        draw(book["0-4"], "actors", part=Part(frozenset({"parto"}), "Parto"))
    with pytest.raises(UsageError, match="parto"):
        draw(book["0-4"], "flow", part=Part(frozenset({"part"}), "Parto"))
