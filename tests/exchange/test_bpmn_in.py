"""A route comes home from BPMN as it left, edits arrive as such, and of any other file each element is told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rutas
from rutas.errors import BookError, UsageError
from rutas.exchange.arrival import Arrival, Base
from rutas.exchange.bpmn import arrived, write
from rutas.exchange.bpmn.account import FATES
from rutas.exchange.normal import plain
from rutas.exchange.tree import Edit, merge
from rutas.model import Catalogue, Route
from rutas.reading import parse_text, validate
from rutas.reading.fresh import document
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


def back(tmp_path: Path, text: str, **options: Any) -> Arrival:
    path = tmp_path / "ruta.bpmn"
    path.write_text(text, encoding="utf-8")
    return arrived(path, **options)


def edits(arrival: Arrival) -> list[Edit]:
    assert arrival.left
    found = merge(arrival.left[0], arrival.route, arrival.left[0])
    return found.edits + merge(arrival.left[1], arrival.catalogue, arrival.left[1]).edits


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


@settings(max_examples=40)
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


def texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [texts(item) for item in value]
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


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


# --- what another program made ----------------------------------------------------------------------

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x">'


def foreign(tmp_path: Path, body: str, around: str = "") -> Arrival:
    text = f'{HEAD}{around}<process id="p" name="Trámite">{body}</process></definitions>'
    return back(tmp_path, text)


def flows(*pairs: str) -> str:
    found = (pair.split(">") for pair in pairs)
    return "".join(
        f'<sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in found
    )


def valid(home: Arrival) -> Route:
    return Route.model_validate(plain(home.route))


def rules(home: Arrival) -> dict[str, str]:
    return {problem.rule: problem.fate for problem in home.problems}


def test_a_plain_process_is_exact(tmp_path: Path) -> None:
    home = foreign(
        tmp_path,
        '<laneSet><lane id="l" name="Mesa"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
        '<startEvent id="s" name="Llega"/><userTask id="a" name="Pedir turno"><documentation>Por la '
        'mañana.</documentation></userTask><exclusiveGateway id="g" name="¿Hay lugar?"/>'
        '<endEvent id="e" name="Atendida"/><endEvent id="f" name="Vuelve"/>'
        + flows("s>a", "a>g", "g>e", "g>f"),
        '<collaboration><participant id="x" name="Hospital" processRef="p"/></collaboration>',
    )
    route = valid(home)
    assert list(route.steps) == ["pedir-turno", "hay-lugar", "atendida", "vuelve"]
    assert route.steps["pedir-turno"].actor == ("mesa",)
    assert home.catalogue["actors"]["mesa"] == {"name": "Mesa", "institution": "Hospital"}
    assert route.steps["hay-lugar"].question == "¿Hay lugar?"
    assert route.ways_in[0].name == "Llega"
    assert home.elements == {"exact": 11, "folded": 0, "approximated": 0, "dropped": 0}


def test_a_block_side_by_side_is_folded(tmp_path: Path) -> None:
    home = foreign(
        tmp_path,
        '<startEvent id="s"/><task id="a" name="A"/><parallelGateway id="f"/><task id="b" name="B"/>'
        '<task id="c" name="C"/><parallelGateway id="j"/><task id="d" name="D"/><endEvent id="e"/>'
        + flows("s>a", "a>f", "f>b", "f>c", "b>j", "c>j", "j>d", "d>e"),
    )
    route = valid(home)
    assert list(route.steps) == ["a", "b", "c", "d"]
    assert [link.to for link in route.steps["a"].next.all] == ["b", "c"]
    assert route.steps["d"].join == "all"
    assert route.steps["d"].outcome
    assert rules(home) == {"bpmn-split": "folded", "bpmn-join": "folded"}


def test_what_a_route_has_no_word_for_is_told_with_its_line(tmp_path: Path) -> None:
    home = foreign(
        tmp_path,
        '\n<startEvent id="s"/><callActivity id="a" name="A"/>\n<boundaryEvent id="t" attachedToRef="a">'
        "<timerEventDefinition/></boundaryEvent>\n<serviceTask id='b' name='B'/><endEvent id='e'>"
        "<terminateEventDefinition/></endEvent>\n<sequenceFlow id='q' sourceRef='a' targetRef='zzz'/>"
        "<task id='lost' name='Nunca'><extensionElements><x:y/><x:z/></extensionElements></task>"
        + flows("s>a", "a>b", "b>e", "t>e", "lost>lost"),
    )
    route = valid(home)
    assert route.steps["b"].involvement == "indirect"
    told = rules(home)
    assert told["bpmn-boundary"] == "approximated"
    assert told["bpmn-dangling"] == "dropped"
    assert told["bpmn-unreached"] == "dropped"
    assert told["bpmn-extension"] == "dropped"
    assert next(p.line for p in home.problems if p.rule == "bpmn-boundary") == 3


def test_a_sub_process_is_laid_open(tmp_path: Path) -> None:
    home = foreign(
        tmp_path,
        '<startEvent id="s"/><subProcess id="u" name="U"><startEvent id="s2"/><task id="a" name="A"/>'
        '<endEvent id="e2"/>'
        + flows("s2>a", "a>e2")
        + '</subProcess><task id="b" name="B"/><endEvent id="e"/>'
        + flows("s>u", "u>b", "b>e"),
    )
    assert [link.to for link in valid(home).steps["a"].links] == ["b"]
    assert rules(home) == {"bpmn-laid-open": "folded"}


TAGS = st.sampled_from(
    [
        "task",
        "userTask",
        "serviceTask",
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "boundaryEvent",
        "callActivity",
    ]
)


@settings(max_examples=150)
@given(data=st.data())
def test_any_process_is_a_route_or_has_no_steps(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    tags = data.draw(st.lists(TAGS, min_size=1, max_size=9))
    numbers = st.integers(0, len(tags) - 1)
    links = data.draw(st.lists(st.tuples(numbers, numbers), max_size=14))
    nodes = "".join(
        f'<{tag} id="n{i}" name="{data.draw(st.sampled_from(["", "Uno", "¿Dos?"]))}" attachedToRef="n0"/>'
        for i, tag in enumerate(tags)
    )
    lines = "".join(
        f'<sequenceFlow id="f{k}" sourceRef="n{a}" targetRef="n{b}"/>'
        for k, (a, b) in enumerate(links)
    )
    folder = tmp_path_factory.mktemp("bpmn")
    try:
        home = foreign(folder, nodes + lines)
    except BookError as error:
        refused = [problem.rule for problem in error.problems]
    else:
        refused = []
    assert refused in ([], ["bpmn-no-process"])
    if refused:
        return
    route = valid(home)
    assert home.elements
    assert sum(home.elements[fate] for fate in FATES) == len(tags) + len(links)
    assert not edits(back(folder, write(route, base=Base(document(texts(plain(home.route))), ""))))


# --- what is no BPMN that can be read -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("", "bpmn-not-xml", 1),
        ("<a>\n<b>", "bpmn-not-xml", 2),
        ("<a/>", "bpmn-not-bpmn", 1),
        (HEAD + "</definitions>", "bpmn-no-process", 0),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "bpmn-doctype", 1),
        ("<a>" * 300, "bpmn-too-deep", 1),
        ('<?xml version="1.0" encoding="marciano"?><a/>', "bpmn-not-xml", 1),
    ],
)
def test_a_file_that_cannot_be_read_is_one_error(
    tmp_path: Path, text: str, rule: str, line: int
) -> None:
    with pytest.raises(BookError) as found:
        back(tmp_path, text)
    assert [(problem.rule, problem.line) for problem in found.value.problems] == [(rule, line)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    name = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{name}"?>{HEAD}<process id="p"><task id="a" name="Señal"/></process></definitions>'
    path = tmp_path / "a.bpmn"
    path.write_bytes(text.encode(encoding))
    assert valid(arrived(path)).steps["senal"].name == "Señal"


def test_one_of_several_processes_is_chosen_by_name(tmp_path: Path) -> None:
    task = '<task id="t{0}" name="Paso {0}"/>'
    text = (
        HEAD
        + "".join(
            f'<process id="p{n}" name="Proceso {n}">{task.format(n)}</process>' for n in (1, 2)
        )
        + "</definitions>"
    )
    with pytest.raises(UsageError, match="Proceso 1, Proceso 2"):
        back(tmp_path, text)
    with pytest.raises(UsageError, match="Otro"):
        back(tmp_path, text, process="Otro")
    assert list(valid(back(tmp_path, text, process="Proceso 2")).steps) == ["paso-2"]
