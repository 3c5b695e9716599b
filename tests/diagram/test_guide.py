"""The pocket guide of a territory: who attends, where, on which days, at what times, and what to bring."""

from __future__ import annotations

import re
from datetime import datetime, time

import pytest

from rutas.answers.guide import answer
from rutas.diagram.guide.content import span_words
from rutas.hours import Schedule
from rutas.locale import number
from rutas.paper.reading_order import reading_order
from tests.diagram.canvas_checks import legend, texts
from tests.diagram.kind_cases import SEEDS, request
from tests.diagram.local_worlds import (
    LOOKS,
    ON,
    any_territory,
    changed,
    drawn_local,
    local_world,
    said_by,
    villeta,
)

SMALL = [("a5", "colour", "es"), ("a5", "grey", "gn"), ("a5-landscape", "high-contrast", "en")]


@pytest.mark.parametrize(("paper", "theme", "lang"), [*LOOKS, *SMALL])
def test_the_example_is_clean_on_every_paper(book, paper, theme, lang):
    assert drawn_local("guide", villeta(book), request(paper, theme, lang=lang))[1] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_any_territory_is_clean(book, seed):
    assert any_territory("guide", book, seed) == []


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_every_service_stands_at_each_of_its_points_once(book, paper):
    for local in (villeta(book), local_world(book, 3, 80)):
        sheets, _ = drawn_local("guide", local, request(paper))
        shown = [n.id for sheet in sheets for n in sheet.canvas.nodes if "door" in n.classes]
        points = local.territory.points
        offered = [f"door-{service}--{one.id}" for one in points for service in one.offers]
        idle = [f"door-{one.id}" for one in points if not one.offers]
        assert sorted(shown) == sorted(offered + idle)


def test_a_door_says_its_week_its_turns_its_place_and_what_one_should_know(book):
    sheets, _ = drawn_local("guide", villeta(book), request("a4"))
    registry = said_by(sheets, "door-inscripcion-nacimiento--registro-centro")
    assert registry[:2] == ["Registro del Estado Civil", "Villeta"]
    assert registry[2:9] == ["7:00–13:00"] * 5 + ["–"] * 2
    assert " ".join(registry[9:]) == (
        "Según la ficha del 10 de diciembre de 2021 no puede atender: falta Libros de actas. Llame antes de ir. "
        "Del 4 al 15 de enero de 2027: cerrado. Los turnos se dan a las 6:30. Atiende a 15 personas por día."
    )
    prenatal = " ".join(said_by(sheets, "door-control-prenatal--usf-centro"))
    for words in ("Tel. 021 000000", "castellano, guaraní", "Tres escalones", "la obstetra."):
        assert words in prenatal
    unit = " ".join(said_by(sheets, "door-cedulacion--movil"))
    assert "Del 20 al 21 de enero de 2027 de 7:00 a 13:00." in unit
    assert "Solo para: Tacuruty, Guazú Corá" in unit
    assert "–" not in said_by(sheets, "door-cedulacion--movil"), "no empty week is drawn"
    pick = " ".join(said_by(sheets, "door-proteccion-derechos--codeni"))
    assert "7:00–11:00 con turno" in pick


def test_a_door_that_the_ficha_found_unable_is_told_as_such(book):
    sheets, _ = drawn_local("guide", villeta(book), request("a4"))
    unable = (
        "Según la ficha del 10 de diciembre de 2021 no puede atender: falta Oficial del Registro."
    )
    for point, told in (("registro-guazu-cora", True), ("movil", False)):
        said = " ".join(said_by(sheets, f"door-inscripcion-nacimiento--{point}"))
        assert (unable in said) is told
    english, _ = drawn_local("guide", villeta(book), request("a4", lang="en"))
    said = " ".join(said_by(english, "door-inscripcion-nacimiento--registro-guazu-cora"))
    assert "it cannot attend" in said
    assert "Call before going." in said


def test_figures_and_papers_are_those_of_the_answer(book):
    local = villeta(book)
    found = answer(local.territory, book, datetime.combine(ON, time()))
    sheets, _ = drawn_local("guide", local, request("a4"))
    documents = book.catalogue.documents
    for service in found.services:
        head = " ".join(said_by(sheets, f"service-{service.service}"))
        assert service.name in head
        assert f"· {number(service.hours_per_week, 1)} h por semana" in head
        assert ("Desde la segunda visita, también:" in head) is bool(service.bring_later)
        for need in (*service.bring, *service.bring_later):
            assert " o ".join(str(documents[one].name) for one in need) in head
    assert found.no_point
    for name in found.no_point:
        assert str(book.catalogue.services[name].name) in said_by(sheets, f"absent-{name}")


def test_what_is_absent_proves_nothing_unless_the_list_is_complete(book):
    words = [
        " ".join(said_by(drawn_local("guide", one, request("a4"))[0], "absent"))
        for one in (villeta(book), changed(villeta(book), complete=True))
    ]
    assert "sin ningún punto en la lista: pregunte" in words[0]
    assert "que ningún punto da" in words[1]


def test_a_point_of_which_no_service_is_known_stands_at_the_end(book):
    local = villeta(book)
    first, *others = local.territory.points
    idle = changed(local, points=(first.model_copy(update={"offers": {}}), *others))
    sheets, found = drawn_local("guide", idle, request("a4"))
    assert found == []
    assert "USF Centro" in said_by(sheets, "door-usf-centro")
    assert "Otros puntos" in " ".join(said_by(sheets, "others"))


def test_a_territory_without_points_says_so(book):
    empty = changed(villeta(book), points=(), actions=(), status="draft")
    sheets, found = drawn_local("guide", empty, request("a4"))
    assert found == []
    assert len(sheets) == 1
    assert "Todavía no hay ningún punto en el archivo." in texts(sheets[0].canvas)
    assert "0 de 46 puntos" in texts(sheets[0].canvas)


def test_it_is_heard_service_by_service(book):
    """Before its points comes what a service is called, for whoever hears the sheet or looks at its tags."""
    sheets, _ = drawn_local("guide", villeta(book), request("a4"))
    told = [part for part in reading_order(sheets[0].canvas) if part.role in {"heading", "item"}]
    roles = "".join(part.role[0] for part in told)
    assert re.fullmatch("(hi+)+", roles)
    at = next(n for n, part in enumerate(told) if "Inscripción del nacimiento" in part.text)
    assert "Registro del Estado Civil" in told[at + 1].text
    whole = {node.id: node.tooltip for node in sheets[0].canvas.nodes}
    assert (
        "lunes a viernes de 7:00 a 13:00" in whole["door-inscripcion-nacimiento--registro-centro"]
    )


def test_the_sectors_on_a_sheet_are_explained_in_colour_and_not_in_grey(book):
    for theme, explained in (("colour", True), ("grey", False), ("high-contrast", False)):
        sheets, _ = drawn_local("guide", villeta(book), request("a4", theme))
        keys = legend(sheets[0].canvas)
        assert ({"sector-salud", "sector-hospital", "sector-identidad"} <= keys) is explained
        assert "sector-educacion" not in keys, "that is on another sheet"


def test_only_the_marks_on_a_sheet_are_explained_on_it(book):
    sheets, _ = drawn_local("guide", villeta(book), request("a4"))
    for sheet in sheets:
        shown = {n.id for n in sheet.canvas.nodes if "door" in n.classes}
        assert ("stale" in legend(sheet.canvas)) >= any("usf-centro" in one for one in shown)


@pytest.mark.parametrize(
    ("hours", "lines"),
    [
        ("lun 7:00-11:30 y 13:00-15:00", ["7:00–11:30", "13:00–15:00"]),
        ("lun 24 horas", ["24 h"]),
        ("lun 8:00-12:00 con turno", ["8:00–12:00", "con turno"]),
        ("mar 8:00-12:00", ["–"]),
    ],
)
def test_the_hours_of_a_day_are_written_out(hours, lines):
    assert span_words(Schedule.parse(hours).week.get(0, ()), "es") == lines
