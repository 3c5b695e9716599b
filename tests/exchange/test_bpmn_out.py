"""A route goes out as BPMN that other tools read, and its drawing is clean."""

from __future__ import annotations

from importlib import import_module
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

import rutas
from rutas.exchange.arrival import Base
from rutas.exchange.bpmn import write
from tests.exchange.bpmn_file import Picture, q
from tests.strategies import nested_routes, route_of, routes

# The packages have functions of the same names.
diagram = import_module("rutas.exchange.bpmn.diagram")
laying = import_module("rutas.layout.routing.negotiate")

A_FORK = [
    {"id": "a", "next": {"all": ["b", "c"]}},
    {"id": "b", "next": "d"},
    {"id": "c", "from": "2 mo", "next": "d"},
    {"id": "d", "join": "all", "next": "z", "missing": "y"},
    {"id": "y", "outcome": "mal"},
    {"id": "z", "outcome": "bien"},
]


def base_of(book: rutas.Book, name: str) -> Base:
    return Base(book.files[name].text, book.files["catalogue"].text)


def flows(text: str) -> set[tuple[str, str]]:
    return {
        (flow.get("sourceRef", ""), flow.get("targetRef", ""))
        for flow in ET.fromstring(text).iter(q("bpmn:sequenceFlow"))
    }


@pytest.mark.parametrize("documents", [False, True])
def test_the_drawing_of_a_long_route_is_clean(book: rutas.Book, documents: bool) -> None:
    for name, route in book.routes.items():
        assert not Picture(write(route, base=base_of(book, name), documents=documents)).faults()


@settings(max_examples=25)
@given(route=routes(exits=True, times=True))
def test_the_drawing_of_any_route_is_clean(route: rutas.Route) -> None:
    assert not Picture(write(route)).faults()


@settings(max_examples=25)
@given(route=nested_routes(exits=True, times=True))
def test_every_flow_is_known_at_both_of_its_ends(route: rutas.Route) -> None:
    root = ET.fromstring(write(route))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    for key, side in (("sourceRef", "outgoing"), ("targetRef", "incoming")):
        said = {(f.get(key), f.get("id")) for f in root.iter(q("bpmn:sequenceFlow"))}
        process = root.find(q("bpmn:process"))
        assert process is not None
        told = {(n.get("id"), e.text) for n in process for e in n.findall(q(f"bpmn:{side}"))}
        assert said == told
    lanes = [ref.text for ref in root.iter(q("bpmn:flowNodeRef"))]
    nodes = [e.get("id") for e in root.iter() if e.tag.endswith(("Event", "Gateway", "ask"))]
    assert sorted(map(str, lanes)) == sorted(map(str, nodes))


def test_a_fork_a_join_and_its_exit_are_gateways() -> None:
    text = write(route_of(A_FORK))
    assert flows(text) == {
        ("start-1", "step-a"),
        ("step-a", "fork-a"),
        ("fork-a", "step-b"),
        ("fork-a", "from-c"),
        ("from-c", "step-c"),
        ("step-b", "join-d"),
        ("step-c", "join-d"),
        ("join-d", "step-d"),
        ("step-d", "exit-d"),
        ("exit-d", "step-z"),
        ("exit-d", "step-y"),
    }
    assert Picture(text).tags["join-d"] == "inclusiveGateway"  # waits for what can still come
    assert Picture(text).tags["fork-a"] == "parallelGateway"
    assert Picture(text).tags["step-z"] == "endEvent"


def test_a_question_is_a_gateway_and_one_with_work_a_task_before_it() -> None:
    answers = [{"to": "y", "when": "Sí"}, {"to": "z", "when": "No"}]
    ends = [{"id": "y", "outcome": "bien"}, {"id": "z", "outcome": "mal"}]
    bare = route_of([{"id": "a", "name": None, "question": "¿Viene?", "next": answers}, *ends])
    assert flows(write(bare)) >= {("step-a", "step-y"), ("step-a", "step-z")}
    busy = route_of([{"id": "a", "name": "Ver", "question": "¿Viene?", "next": answers}, *ends])
    found = Picture(write(busy))
    assert found.elements["step-a"].get("name") == "Ver"
    assert found.elements["choice-a"].get("name") == "¿Viene?"


def test_the_file_travels_along_only_if_it_may(book: rutas.Book) -> None:
    base = base_of(book, "0-4")
    found = ET.fromstring(write(book["0-4"], base=base)).iter(q("rutas:yaml"))
    assert [source.text for source in found] == [base.route, base.catalogue]
    assert "rutas:yaml" not in write(book["0-4"], base=base, source=False)


def test_a_route_is_written_the_same_twice(book: rutas.Book) -> None:
    assert write(book["0-4"]) == write(book["0-4"])


def test_lines_lie_where_they_were_laid_when_texts_are_given_more_room(
    book: rutas.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for module, name in ((diagram, "route"), (laying, "negotiate")):
        done = getattr(module, name)

        def noted(*args: Any, name: str = name, done: Any = done, **more: Any) -> Any:
            asked.append(name)
            return done(*args, **more)

        monkeypatch.setattr(module, name, noted)
    write(book["0-4"])
    assert asked == ["route", "negotiate", "route"]


def test_what_no_xml_may_hold_is_replaced() -> None:
    route = route_of([{"id": "a", "name": "x", "outcome": "bien"}])
    name = rutas.model.Text("a\x0bb<&>\ufffe")
    text = write(route.model_copy(update={"name": name}))
    assert ET.fromstring(text).get("name") == "a\ufffdb<&>\ufffd"


def test_the_question_stands_clear_of_answers_that_lead_to_one_step() -> None:
    answers = [{"to": "y", "when": f"Caso {n}"} for n in range(3)]
    asked = [{"id": "s", "name": "S", "next": "a"}, {"id": "a", "name": "A", "next": answers}]
    assert not Picture(write(route_of([*asked, {"id": "y", "outcome": "bien"}]))).faults()
