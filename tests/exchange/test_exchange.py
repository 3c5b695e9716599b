"""Graphs go out to other programs and come back the same."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from typing import Any

import networkx as nx
import pygraphviz
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rutas
from rutas.errors import UsageError
from rutas.exchange import FORMATS, export, read
from rutas.exchange.rows import links
from rutas.graph import GRAPH, LINK, NODE, VIEWS, view
from tests.strategies import route_of, routes

READABLE = [name for name, row in FORMATS.items() if row.readable]


def same(one: Any, other: Any) -> bool:
    """Tell whether two graphs say the same, values' types included, in the same order."""
    return (
        type(one) is type(other)
        and repr(one.graph) == repr(other.graph)
        and repr(list(one.nodes(data=True))) == repr(list(other.nodes(data=True)))
        and repr(one.adj) == repr(other.adj)
    )


@pytest.mark.parametrize("format", READABLE)
@pytest.mark.parametrize("name", VIEWS)
def test_every_view_of_the_real_routes_comes_back(book: rutas.Book, name: str, format: str) -> None:
    for route in book.values():
        graph = view(route, name)
        assert same(read(export(graph, format), format), graph)


@pytest.mark.parametrize("format", READABLE)
@settings(max_examples=30)
@given(route=routes(times=True), name=st.sampled_from(VIEWS))
def test_any_route_comes_back(format: str, route: rutas.Route, name: str) -> None:
    graph = view(route, name)
    assert same(read(export(graph, format), format), graph)


# what YAML lets into a text, less the carriage return, which XML turns into a new line
TEXTS = st.text(
    st.one_of(
        st.characters(
            codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"
        ),
        st.sampled_from('\n\t"\\<>&[];,={}'),
    )
)
VALUES = {
    str: TEXTS,
    int: st.integers(-(2**31), 2**31 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    list: st.lists(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*\??", fullmatch=True)),
}


@st.composite
def attributes(draw: st.DrawFn, table: Any) -> dict[str, Any]:
    names = st.sampled_from([name for name in table if name != "view"])
    chosen = draw(st.lists(names, unique=True, max_size=6))
    return {name: draw(VALUES[table[name].type]) for name in chosen}


@st.composite
def graphs(draw: st.DrawFn) -> Any:
    """Make any graph that keeps to the contract of attributes."""
    graph = nx.MultiDiGraph(view="flow", **draw(attributes(GRAPH)))
    names = draw(
        st.lists(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True), unique=True, max_size=3)
    )
    for name in names:
        graph.add_node(name, **draw(attributes(NODE)))
    if names:
        one = st.sampled_from(names)
        for key, (start, end) in enumerate(draw(st.lists(st.tuples(one, one), max_size=3))):
            graph.add_edge(start, end, key, **draw(attributes(LINK)))
    return graph


@pytest.mark.parametrize("format", READABLE)
@settings(max_examples=25)
@given(graph=graphs())
def test_any_graph_under_the_contract_comes_back(format: str, graph: Any) -> None:
    assert same(read(export(graph, format), format), graph)


def test_others_read_what_we_write(book: rutas.Book) -> None:
    """networkx and Graphviz themselves find the same nodes, links and texts."""
    graph = rutas.flow(book["0-4"])
    plain = nx.node_link_graph(json.loads(export(graph, "json")), edges="edges")
    assert same(plain, graph)
    xml = nx.parse_graphml(export(graph, "graphml"), force_multigraph=True)
    assert list(xml) == list(graph)
    assert xml.nodes["parto"]["dropout_share"] == graph.nodes["parto"]["dropout_share"]
    drawn = pygraphviz.AGraph(string=export(graph, "dot"))
    assert [str(node) for node in drawn.nodes()] == list(graph)
    assert len(drawn.edges()) == graph.number_of_edges()
    assert drawn.get_node("parto").attr["label"] == graph.nodes["parto"]["name"]


def test_a_spreadsheet_gets_a_row_a_step(book: rutas.Book) -> None:
    graph = rutas.flow(book["0-4"])
    rows = list(csv.DictReader(io.StringIO(export(graph, "csv"))))
    assert [row["id"] for row in rows] == list(graph)
    row = next(row for row in rows if row["id"] == "parto")
    assert row["next"].split("|") == list(graph.successors("parto"))
    assert float(row["wait_days"]) == graph.nodes["parto"]["wait_days"]


def test_a_spreadsheet_gets_the_links_too(book: rutas.Book) -> None:
    graph = rutas.flow(book["0-4"])
    rows = list(csv.DictReader(io.StringIO(links(graph))))
    assert [(row["source"], row["target"]) for row in rows] == list(graph.edges())
    assert [float(row["share"] or "nan") for row in rows] == pytest.approx(
        [data.get("share", math.nan) for _, _, data in graph.edges(data=True)], nan_ok=True
    )


def test_what_cannot_be_done_is_said() -> None:
    with pytest.raises(UsageError, match="¿Quiso decir «graphml»"):
        export(nx.MultiDiGraph(), "grafml")
    with pytest.raises(UsageError, match="csv"):
        read("", "csv")


def test_graphviz_draws_what_was_written() -> None:
    route = route_of(
        [{"id": "a", "name": "Ver &copy; y R&D", "next": "b"}, {"id": "b", "outcome": "bien"}]
    )
    text = export(rutas.flow(route), "dot")
    assert '"name"="Ver &copy; y R&D"' in text
    assert '"label"="Ver &amp;copy; y R&amp;D"' in text


def test_graphml_gives_every_edge_its_own_id_and_everything_a_label(book: rutas.Book) -> None:
    for name in VIEWS:
        graph = view(book["0-4"], name)
        text = export(graph, "graphml")
        ids = re.findall(r'<edge [^>]*\bid="([^"]+)"', text)
        assert len(ids) == len(set(ids)) == graph.number_of_edges()
        assert text.count('attr.name="label"') == 1 + bool(ids)
