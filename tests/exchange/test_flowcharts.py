"""A route goes out as a flowchart of Mermaid and as a table of Visio: nothing is lost, nothing is markup."""

from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rutas
from rutas.exchange import export
from rutas.exchange.flowchart import flowchart
from rutas.exchange.visio import COLUMNS
from tests.effort import cases
from tests.exchange.whole_routes import a_whole_book
from tests.exchange.workbooks import a_book
from tests.node import ask
from tests.strategies import route_of, routes

NODE = re.compile(r'^ +(n\d+)(?:\(\["(.*)"\]\)|\{"(.*)"\}|\["(.*)"\])$')
ARROW = re.compile(r'^  (n\d+) (-->|==>|-\.->)(?:\|"(.*)"\|)? (n\d+)$')
MARKUP = set('"#&<>*_`~$')


def shown(label: str) -> str:
    """Return what Mermaid draws for a label, or fail where it would read markup."""
    assert not MARKUP & set(re.sub(r"#(?:\d+|quot);", "", label)), label
    return html.unescape(label.replace("#quot;", "#34;").replace("#", "&#")).replace("\u200b", "")


def read(text: str) -> tuple[dict[str, str], list[tuple[str, str, str, str]], list[str]]:
    """Read nodes, arrows and stages line by line; a line of no known form fails."""
    nodes, arrows, stages = {}, [], []
    head, *lines = text.splitlines()
    assert head == "flowchart TD"
    for line in lines:
        if node := NODE.match(line):
            nodes[node[1]] = shown(node[2] or node[3] or node[4])
        elif arrow := ARROW.match(line):
            arrows.append((arrow[1], arrow[2], shown(arrow[3] or ""), arrow[4]))
        elif line.startswith("  subgraph "):
            stages.append(line)
        else:
            assert line == "  end" or line.startswith(("  accTitle: ", "  accDescr: ")), line
    return nodes, arrows, stages


def test_every_node_and_arrow_of_a_real_route_is_drawn(book: rutas.Book) -> None:
    for route in book.values():
        nodes, arrows, stages = read(export(route, "mermaid"))
        chart = flowchart(route)
        assert list(nodes.values()) == [" ".join(node.text.split()) for node in chart.nodes]
        assert len(arrows) == len(chart.arrows)
        assert len(stages) == len(route.stages)
        links = sum(len(step.links) + len(step.exits) for step in route.steps.values())
        ends = sum(node.id.startswith("end-") for node in chart.nodes)
        assert len(chart.arrows) == links + len(route.ways_in) + ends


@settings(max_examples=cases(200))
@given(name=st.text(st.sampled_from('ab1.)- "#&<>*_`~$%;|[]{}()\\@:f'), min_size=1, max_size=12))
def test_whatever_a_name_holds_is_drawn_as_it_is(name: str) -> None:
    if not name.strip():
        return
    route = route_of([{"id": "a", "name": name, "next": "z"}, {"id": "z", "outcome": "bien"}])
    nodes, _, _ = read(export(route, "mermaid"))
    assert nodes["n1"] == " ".join(name.split())
    label = re.search(r'n1\["(.*)"\]', export(route, "mermaid"))
    assert label
    assert not re.match(r"\d+[.)]|[-+] ", label[1])


def test_a_line_of_mermaid_ends_at_no_sign_of_a_title() -> None:
    steps = [{"id": "a", "outcome": "bien"}]
    route = route_of(steps, name="Ruta {1}; #2 %% nada", narrative="una\n\ndos; tres")
    lines = export(route, "mermaid").splitlines()
    assert lines[1:3] == ["  accTitle: Ruta ,1,, ,2 ,% nada", "  accDescr: una dos, tres"]


def test_branches_side_by_side_are_thick_and_exits_dotted() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "next": "d"},
            {"id": "c", "next": "d"},
            {"id": "d", "join": "all", "next": "z", "missing": "y"},
            {"id": "y", "outcome": "mal"},
            {"id": "z", "outcome": "bien"},
        ]
    )
    nodes, arrows, _ = read(export(route, "mermaid"))
    assert list(nodes.values()) == ["Ingreso", "A", "B", "C", "D", "Mal", "Bien"]
    assert arrows == [
        ("n0", "-->", "", "n1"),
        ("n1", "==>", "", "n2"),
        ("n1", "==>", "", "n3"),
        ("n2", "-->", "", "n4"),
        ("n3", "-->", "", "n4"),
        ("n4", "-->", "", "n6"),
        ("n4", "-.->", "falta una rama", "n5"),
    ]


@given(route=routes(exits=True, times=True))
def test_the_table_of_visio_says_what_follows_each_step(route: rutas.Route) -> None:
    head, *rows = csv.reader(io.StringIO(export(route, "visio"), newline=""))
    assert tuple(head) == COLUMNS
    ids = [row[0] for row in rows]
    assert len(set(ids)) == len(ids)
    for name, _, following, labels, shape, _, phase in rows:
        targets = following.split(",") if following else []
        assert set(targets) <= set(ids)
        assert not labels or len(labels.split(",")) == len(targets)
        assert phase == "Etapa"
        assert (shape == "End") == (not targets)
        if name.startswith("step-") and shape != "End":
            step = route.steps[name.removeprefix("step-")]
            known = [to.removeprefix("step-") for to in targets if to.startswith("step-")]
            assert known == [*(link.to for link in step.links), *step.exits.values()]


def test_a_comma_in_an_answer_does_not_part_a_label_of_visio() -> None:
    answers = [{"to": "z", "when": "Sí, hoy"}, {"to": "y", "when": "No"}]
    steps = [
        {"id": "a", "question": "¿Viene?", "next": answers},
        {"id": "y", "outcome": "mal"},
        {"id": "z", "outcome": "bien"},
    ]
    assert "step-z,step-y" in export(route_of(steps), "visio")
    assert "Sí; hoy,No" in export(route_of(steps), "visio")


def test_the_table_of_visio_opens_in_a_spreadsheet_by_itself(book: rutas.Book) -> None:
    text = export(book["0-4"], "visio", excel=True)
    assert text.startswith("\ufeffProcess Step ID;Process Step Description;")


PARSING = """
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";
const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const mermaid = (await import("mermaid")).default;
const found = [];
for (const text of JSON.parse(readFileSync(0, "utf-8"))) {
  try {
    found.push((await mermaid.parse(text)).diagramType);
  } catch (error) {
    found.push(String(error));
  }
}
console.log(JSON.stringify(found));
"""


@pytest.mark.node
def test_mermaid_itself_reads_what_we_write(book: rutas.Book, tmp_path: Path) -> None:
    charts = [export(route, "mermaid") for route in book.values()]
    for seed in range(40):
        random_book = a_book(tmp_path / str(seed), *a_whole_book(seed))
        charts.append(export(rutas.load(random_book)["r"], "mermaid"))
    *read_by_it, broken = ask(
        PARSING, [*charts, 'flowchart TD\n  n1["a" --> n2'], "mermaid", "jsdom"
    )
    assert set(read_by_it) == {"flowchart-v2"}
    assert "Parse error" in broken
