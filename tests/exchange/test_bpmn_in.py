"""A route comes home from BPMN as it left, edits arrive as such, and of any other file each element is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rutas
from rutas.exchange.arrival import Base
from rutas.exchange.bpmn import write
from rutas.model import Catalogue, Route
from rutas.reading import parse_text, validate
from rutas.reading.fresh import document
from tests.effort import cases
from tests.exchange.bpmn_file import back, edits, texts
from tests.strategies import nested_routes, routes

EVERY_FIELD = """
id: todo
name: {es: Todo, gn: Opavave}
ages: {from: 0, to: 4}
status: validada
official: no
revised: 2024-03
narrative: |
  Una ruta.

  Con dos párrafos.
package: vacunas
demand: 10 per month
holds: [cedula]
ways_in:
  - {to: a, share: 60 %, at: -2 mo}
  - {to: a, name: {es: Consulta, gn: Porandu}}
outcomes:
  bien: {name: Bien, success: sí}
  mal: {name: {es: Mal, gn: Vai}, success: no}
profiles:
  rural: {name: Rural, share: 40 %, set: {a.wait: 3 d, b.next.c.1: 50 %}}
evidence: {demand: censo}
allow: {R001: Porque sí}
stages:
  - id: uno
    name: {es: Uno, gn: Peteĩ}
    narrative: La primera.
    steps:
      - id: a
        name: {es: Inscribir, gn: Mboheraguapy}
        actor: [usf, familia]
        channel: [presencial, telefono]
        service: [vacunas]
        requires: [cedula, {any: [carnet, libreta], optional: acta}]
        produces: [constancia]
        wait: 1..2..5 d
        takes: 20 min
        dropout: 5 %
        leaves: 1 % per week
        capacity: 5 per day
        cost: 0 PYG
        law: censo
        from: 2 mo
        by: 1 y
        within: 30 d
        late: z
        repeat: {times: 3..4, every: 1 mo}
        critical: {es: Falta gente, gn: Ndaipóri}
        urgent: no
        sensitive: sí
        custody: usf
        evidence: {wait: {source: censo}}
        allow: {R050: Se sabe}
        next: [{to: b, handover: referral, name: Turno, urgent: sí}]
      - {id: vacio, name: Nadie llega, next: {all: [b]}, join: all}
  - {id: nada, name: Sin pasos, steps: []}
  - id: dos
    name: Dos
    steps:
      - id: b
        question: {es: ¿Sigue?, gn: ¿Oho?}
        name: Ver
        next:
          - {to: c, when: {es: Sí, gn: Heẽ}, share: 30 %}
          - {to: c, when: Tal vez}
          - to: z
      - {id: c, name: Ce, actor: familia, involvement: indirect, join: any, next: {all: [d, e]}}
      - {id: g, question: {es: ¿Cuál?, gn: ¿Mba'e?}, next: [{to: d, when: A}, {to: e, when: B}]}
      - {id: d, name: De, next: f, dropout: 1 %}
      - {id: e, question: ¿Uno solo?, next: f}
      - {id: f, name: Juntar, actor: desconocido, join: all, missing: z, next: y}
      - {id: y, name: Fin, actor: usf, outcome: bien}
      - {id: z, name: Se va, narrative: Se fue., outcome: mal}
"""
CATALOGUE = """
actors:
  familia: {name: Familia, sector: comunidad}
  usf: {name: {es: Unidad de Salud, gn: Tesãi}, institution: MSPBS}
channels: {presencial: {name: En persona, kind: in-person}, telefono: {name: Teléfono, kind: phone}}
documents:
  cedula: {name: Cédula}
  carnet: {name: Carnet, issuer: usf}
"""


def opened(base: Base) -> Route:
    file, problems = parse_text(base.route)
    assert not problems
    route, problems = validate(file, Route)
    assert route, problems
    shared, problems = validate(parse_text(base.catalogue)[0], Catalogue)
    assert shared, problems
    return route.model_copy(update={"catalogue": shared})


@pytest.mark.parametrize("documents", [False, True])
def test_a_long_route_comes_home_as_it_left(
    book: rutas.Book, tmp_path: Path, documents: bool
) -> None:
    for name, route in book.routes.items():
        base = Base(book.files[name].text, book.files["catalogue"].text)
        home = back(tmp_path, write(route, base=base, documents=documents))
        assert home.base == base
        assert not edits(home)
        assert not home.problems


def test_every_field_comes_home_as_it_left(tmp_path: Path) -> None:
    base = Base(EVERY_FIELD, CATALOGUE)
    home = back(tmp_path, write(opened(base), base=base))
    assert not edits(home)
    assert not home.problems
    assert home.elements
    assert not home.elements["approximated"] + home.elements["dropped"]


@settings(max_examples=cases(40))
@given(
    route=st.one_of(routes(exits=True, times=True), nested_routes(exits=True, times=True)),
)
def test_any_route_comes_home_as_it_left(
    tmp_path_factory: pytest.TempPathFactory, route: Route
) -> None:
    text = document(texts(route.model_dump(mode="json", by_alias=True, exclude_defaults=True)))
    base = Base(text, "")
    home = back(tmp_path_factory.mktemp("bpmn"), write(route, base=base))
    assert not edits(home)
    assert not home.problems


# --- what another program edits ---------------------------------------------------------------------


@pytest.fixture
def left() -> str:
    base = Base(EVERY_FIELD, CATALOGUE)
    return write(opened(base), base=base)


def test_a_new_name_is_one_edit(tmp_path: Path, left: str) -> None:
    home = back(tmp_path, left.replace('name="Inscribir"', 'name="Anotar"'))
    assert [edit.path for edit in edits(home)] == ["steps.a.name.es"]
    assert home.route["steps"]["a"]["name"] == {"es": "Anotar", "gn": "Mboheraguapy"}


def test_another_lane_is_another_actor(tmp_path: Path, left: str) -> None:
    ref = "<bpmn:flowNodeRef>step-d</bpmn:flowNodeRef>"
    moved = left.replace(ref, "", 1)
    lane = re.search(r'<bpmn:lane id="actor-usf"[^>]*>', moved)
    assert lane
    home = back(tmp_path, moved.replace(lane[0], lane[0] + ref))
    assert [(edit.path, edit.after) for edit in edits(home)] == [("steps.d.actor", "[usf]")]


def test_a_new_task_stands_between_its_neighbours(tmp_path: Path, left: str) -> None:
    task = '<bpmn:task id="Activity_1" name="Llamar"/><bpmn:sequenceFlow id="Flow_1" sourceRef="Activity_1" targetRef="join-f"/>'
    home = back(
        tmp_path,
        re.sub(
            r'(id="link-d--f" sourceRef="step-d" targetRef=)"join-f"', r'\1"Activity_1"', left
        ).replace("<bpmn:textAnnotation", task + "<bpmn:textAnnotation", 1),
    )
    steps = list(home.route["steps"])
    assert steps.index("llamar") == steps.index("d") + 1
    assert home.route["steps"]["llamar"]["stage"] == "dos"
    assert {edit.path.split(".")[1] for edit in edits(home)} == {"d", "llamar"}


def test_an_exchanged_document_is_asked_for(tmp_path: Path, left: str) -> None:
    home = back(
        tmp_path,
        left.replace(
            "<bpmn:sourceRef>document-carnet</bpmn:sourceRef>",
            "<bpmn:sourceRef>document-constancia</bpmn:sourceRef>",
        ),
    )
    asked = home.route["steps"]["a"]["requires"]
    assert asked == ["cedula", {"any": ["libreta"], "optional": "acta"}, "constancia"]


def test_a_renamed_end_is_a_renamed_outcome(tmp_path: Path, left: str) -> None:
    home = back(tmp_path, left.replace('name="Bien"', 'name="Muy bien"'))
    assert [edit.path for edit in edits(home)] == ["outcomes.bien.name"]
