"""A route that came from a foreign BPMN file goes home under the names that it has there."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rutas.exchange.arrival import Arrival, Base
from rutas.exchange.bpmn import write
from rutas.exchange.bpmn.extension import URI
from rutas.exchange.normal import plain
from rutas.model import Catalogue, Route
from rutas.reading.fresh import document
from tests.exchange.bpmn_file import Picture, back, edits, parts, texts
from tests.exchange.token_game import Game

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
# A fork and its parallel join, a named merge before another, a choice and ends without names, a task of a
# service, an implicit merge, and ids that here are those of other parts.
FOREIGN = f"""{HEAD}<collaboration id="c"><participant id="P" name="Hospital" processRef="X"/></collaboration>
<process id="X" name="Trámite"><laneSet id="ls">
<lane id="L1" name="Mesa"><flowNodeRef>s</flowNodeRef><flowNodeRef>step-b</flowNodeRef>
<flowNodeRef>f</flowNodeRef><flowNodeRef>T3</flowNodeRef></lane>
<lane id="L2" name="Archivo"><flowNodeRef>T2</flowNodeRef><flowNodeRef>j</flowNodeRef><flowNodeRef>T4</flowNodeRef>
<flowNodeRef>m1</flowNodeRef><flowNodeRef>m2</flowNodeRef><flowNodeRef>T5</flowNodeRef><flowNodeRef>e</flowNodeRef>
<flowNodeRef>k</flowNodeRef><flowNodeRef>g</flowNodeRef><flowNodeRef>T6</flowNodeRef></lane></laneSet>
<startEvent id="s"/><userTask id="step-b" name="A"/><parallelGateway id="f"/>
<serviceTask id="T2" name="B"/><task id="T3" name="C"/><parallelGateway id="j"/><task id="T4" name="D"/>
<exclusiveGateway id="g"/><exclusiveGateway id="m1" name="Vuelven"/><exclusiveGateway id="m2"/>
<manualTask id="T5" name="E"/><endEvent id="e"/><exclusiveGateway id="k" name="¿Otra vez?"/><sendTask id="T6" name="F"/>
{{}}</process></definitions>"""
FLOWS = [
    "s>step-b", "step-b>f", "f>T2", "f>T3", "T2>j", "T3>j", "j>T4", "T4>g", "g>m1:uno", "g>m2:dos",
    "g>m1:tres", "m1>m2", "m2>T5", "T5>k", "k>T6:Sí", "k>e:No", "T6>step-b",
]  # fmt: skip


def drawn(flows: list[str], form: str = FOREIGN) -> str:
    lines = []
    for number, flow in enumerate(flows):
        ends, _, name = flow.partition(":")
        source, target = ends.split(">")
        called = f' name="{name}"' if name else ""
        lines.append(
            f'<sequenceFlow id="F{number}"{called} sourceRef="{source}" targetRef="{target}"/>'
        )
    return form.format("".join(lines))


def sent(home: Arrival, *, whole: bool = False) -> str:
    """Return a route that came in as it goes out again, with its text or without."""
    catalogue = Catalogue.model_validate(home.catalogue)
    route = Route.model_validate(plain(home.route)).model_copy(update={"catalogue": catalogue})
    base = Base(document(texts(plain(home.route))), document(home.catalogue))
    return write(route, base=base if whole else None)


def test_everything_goes_home_under_its_own_names(tmp_path: Path) -> None:
    text = drawn(FLOWS)
    home = back(tmp_path, text)
    again = sent(home)
    assert parts(again) == parts(text)
    assert not Picture(again).faults()
    assert home.route["origin"]["ids"]["step-a"] == "userTask step-b"
    assert home.route["origin"]["file"] == "ruta.bpmn"


def test_and_comes_back_from_there_without_an_edit(tmp_path: Path) -> None:
    home = back(tmp_path, sent(back(tmp_path, drawn(FLOWS)), whole=True))
    assert not edits(home)
    assert not home.problems


def test_a_join_waits_for_every_flow_only_as_long_as_each_of_them_comes(tmp_path: Path) -> None:
    again = sent(
        back(tmp_path, drawn([*FLOWS, "T3>g"]))
    )  # C opens two ways now, and D is not all there is
    assert parts(again)["j"].kind == "inclusiveGateway"


def test_ids_that_are_taken_or_no_ids_are_not_given_out(tmp_path: Path) -> None:
    home = back(tmp_path, drawn(FLOWS))
    ids = home.route["origin"]["ids"]
    ids |= {"step-b": "task T3", "step-d": "drop table", "step-e": "task 1"}
    again = sent(home)
    kinds = {parts(again)[name].kind for name in ("step-b", "table", "step-e")}
    assert kinds == {"task"}
    elements = [one for one in Picture(again).root.iter() if URI not in one.tag and one.get("id")]
    every = [element.get("id") for element in elements]
    assert len(set(every)) == len(every)


KINDS = st.sampled_from(["task", "userTask", "serviceTask", "receiveTask", "callActivity"])


@settings(max_examples=25)
@given(data=st.data())
def test_any_process_of_blocks_goes_home_as_it_came(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    nodes: list[str] = ['<startEvent id="s"/>']
    flows: list[str] = []

    def block(depth: int) -> tuple[str, str]:
        """Draw a piece of a process with one way in and one out."""
        key = f"n{len(nodes)}"
        shape = data.draw(st.sampled_from(["task", "row", "choice", "fork"] if depth else ["task"]))
        if shape == "task":
            nodes.append(f'<{(kind := data.draw(KINDS))} id="{key}" name="{kind} {key}"/>')
            return key, key
        if shape == "row":
            (first, end), (begin, last) = block(depth - 1), block(depth - 1)
            flows.append(f"{end}>{begin}")
            return first, last
        kind = "exclusiveGateway" if shape == "choice" else "parallelGateway"
        name = f' name="{key}"' if data.draw(st.booleans()) else ""
        nodes.extend((f'<{kind} id="{key}"{name}/>', f'<{kind} id="{key}z"/>'))
        for _ in range(2):
            first, last = block(depth - 1)
            flows.extend((f"{key}>{first}", f"{last}>{key}z"))
        return key, f"{key}z"

    first, last = block(3)
    nodes.append('<task id="t" name="Último"/><endEvent id="e"/>')
    flows += [f"s>{first}", f"{last}>t", "t>e"]
    form = f'{HEAD}<process id="p" name="P">{"".join(nodes)}{{}}</process></definitions>'
    text = drawn(flows, form)
    home = back(tmp_path_factory.mktemp("bpmn"), text)
    with mock.patch(
        "rutas.exchange.bpmn.write.add_diagram"
    ):  # where things stand is no matter here
        again = sent(home)
    found = parts(again)
    played = Game(again).play()
    assert played is None or played.is_sound
    lost = {name: part for name, part in parts(text).items() if found.get(name) != part}
    assert not lost
