"""Every attribute of every view is in the contract, with its type; means are those of the quantities."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rutas
from rutas.errors import UsageError
from rutas.graph import GRAPH, LINK, NODE, VIEWS, Attribute, flow, listed, view
from rutas.model import HANDOVERS, Route
from rutas.quantity import Quantity
from tests.effort import cases

EXAMPLE = Path(__file__).parents[2] / "docs" / "ejemplo"
ROUTES = ["0-4", "5-13", "14-17", "nacer"]


@pytest.fixture(scope="module")
def every(book: rutas.Book) -> dict[str, Route]:
    return {**book, **rutas.load(EXAMPLE)}


def keeps(attributes: dict[str, Any], contract: Any) -> None:
    for name, value in attributes.items():
        assert name in contract, name
        assert type(value) is contract[name].type, (name, value)
        if isinstance(value, list):
            assert all(type(part) is str for part in value), (name, value)


def check(graph: Any, route: Route, name: str) -> None:
    """Check a whole view against the contract."""
    keeps(graph.graph, GRAPH)
    assert set(graph.graph) == set(GRAPH)
    assert graph.graph["view"] == name
    assert graph.graph["route"] == route.id
    for node, attributes in graph.nodes(data=True):
        assert type(node) is str
        keeps(attributes, NODE)
        assert {"kind", "name"} <= attributes.keys()
    for _, _, attributes in graph.edges(data=True):
        keeps(attributes, LINK)
        assert "relation" in attributes


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("route", ROUTES)
def test_the_views_keep_the_contract(route: str, name: str, every: dict[str, Route]) -> None:
    check(view(every[route], name), every[route], name)


def test_everything_in_the_contract_is_found_somewhere(every: dict[str, Route]) -> None:
    graphs = [view(route, name) for route in every.values() for name in VIEWS]
    nodes = {name for graph in graphs for _, data in graph.nodes(data=True) for name in data}
    links = {name for graph in graphs for *_, data in graph.edges(data=True) for name in data}
    assert sorted(set(NODE) - nodes) == []
    assert sorted(set(LINK) - links) == []


def test_the_contract_says_what_each_attribute_means() -> None:
    for attribute in (*GRAPH.values(), *NODE.values(), *LINK.values()):
        assert isinstance(attribute, Attribute)
        assert attribute.meaning
        assert not attribute.unit or attribute.type in {int, float}
        if attribute.type is float:
            assert attribute.unit
    assert listed("requires")
    assert not listed("wait")


MEANS = {
    "wait": "wait_days",
    "takes": "takes_days",
    "dropout": "dropout_share",
    "leaves": "leaves_per_day",
    "patience": "patience_days",
    "overbook": "overbook_share",
    "no_show": "no_show_share",
    "tries": "tries_mean",
    "lead": "lead_days",
    "capacity": "capacity_per_day",
    "cost": "cost_amount",
    "from": "from_days",
    "by": "by_days",
    "within": "within_days",
}


@pytest.mark.parametrize("route", ROUTES)
def test_means_are_those_of_the_quantities(route: str, every: dict[str, Route]) -> None:
    graph = flow(every[route])
    for step in every[route].steps.values():
        node = graph.nodes[step.id]
        for name, mean in MEANS.items():
            quantity = getattr(step, "from_" if name == "from" else name)
            if quantity is None:
                assert name not in node, "what is unknown is absent"
                assert mean not in node
            else:
                assert isinstance(quantity, Quantity)
                assert node[name] == str(quantity)
                assert node[mean] == quantity.mean
        if step.repeat:
            assert node["times_mean"] == step.repeat.times.mean
            assert node["every_days"] == step.repeat.every.mean
        assert node.get("success") == (
            every[route].outcomes[step.outcome].success if step.outcome else None
        )


@pytest.mark.parametrize("route", ROUTES)
def test_the_flow_has_every_step_and_link_in_order(route: str, every: dict[str, Route]) -> None:
    graph = flow(every[route])
    steps = every[route].steps
    assert list(graph) == list(steps)
    assert [graph.nodes[name]["order"] for name in graph] == list(range(len(steps)))
    expected = [
        (step.id, target, key)
        for step in steps.values()
        for key, target in enumerate([*(link.to for link in step.links), *step.exits.values()])
    ]
    assert sorted(graph.edges(keys=True)) == sorted(expected)
    assert sum(data.get("entry_share", 0) for _, data in graph.nodes(data=True)) == pytest.approx(1)
    for step in steps.values():
        leaving = [data for *_, data in graph.out_edges(step.id, data=True)]
        relations = [data["relation"] for data in leaving]
        assert relations == ["next"] * len(step.links) + list(step.exits)
        shares = [data["share"] for data in leaving if data["relation"] == "next"]
        if step.parallel:
            assert set(shares) == {1.0}
        elif shares:
            assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize("route", ROUTES)
def test_folded_views_count_what_they_fold(route: str, every: dict[str, Route]) -> None:
    whole = every[route]
    steps = whole.steps
    owners = {
        "actors": {name: (*step.actor, None)[0] for name, step in steps.items()},
        "stages": {name: whole.stage_of[name].id for name in steps},
        "channels": {name: (*step.channel, None)[0] for name, step in steps.items()},
    }
    for name, owner in owners.items():
        graph = view(whole, name)
        known = [value for value in owner.values() if value is not None]
        assert {node: data["steps"] for node, data in graph.nodes(data=True)} == {
            value: known.count(value) for value in known
        }
        for *_, data in graph.edges(data=True):
            assert data["links"] == sum(data[f"by_{kind}"] for kind in HANDOVERS)
        if name == "actors":
            continue  # its links pass through steps that nobody attends: test_handovers.py
        between = [
            (owner[step.id], owner[link.to])
            for step in steps.values()
            for link in step.links
            if None not in {owner[step.id], owner[link.to]} and owner[step.id] != owner[link.to]
        ]
        assert sorted(graph.edges) == sorted(set(between))
        for source, target, data in graph.edges(data=True):
            assert data["links"] == between.count((source, target))


@pytest.mark.parametrize("route", ROUTES)
def test_documents_go_from_who_makes_them_to_who_asks(route: str, every: dict[str, Route]) -> None:
    whole = every[route]
    graph = view(whole, "documents")
    walk = flow(whole)
    for source, target, data in graph.edges(data=True):
        assert data["document"] in whole.steps[source].produces
        needs = whole.steps[target].requires
        assert any(data["document"] in need.documents for need in needs)
        assert data["optional"] == any(data["document"] in need.optional for need in needs)
        assert nx.has_path(walk, source, target)


@pytest.mark.parametrize("route", ROUTES)
def test_everything_has_everything(route: str, every: dict[str, Route]) -> None:
    whole = every[route]
    graph = view(whole, "everything")
    for step in whole.steps.values():
        node = f"step:{step.id}"
        assert graph.has_edge(node, f"stage:{whole.stage_of[step.id].id}")
        assert all(graph.has_edge(f"actor:{name}", node) for name in step.actor)
        assert all(graph.has_edge(node, f"channel:{name}") for name in step.channel)
        assert all(graph.has_edge(node, f"service:{name}") for name in step.service)
        assert all(graph.has_edge(node, f"document:{name}") for name in step.produces)
        for need in step.requires:
            assert all(graph.has_edge(f"document:{name}", node) for name in need.documents)
    ways = {"next", "missing", "late"}
    links = [data for *_, data in graph.edges(data=True) if data["relation"] in ways]
    assert len(links) == flow(whole).number_of_edges()


def test_ages_on_entering_are_those_that_are_known() -> None:
    tree = {
        "id": "a",
        "name": "A",
        "ways_in": [
            {"to": "x", "share": "30 %", "at": "0 d"},
            {"to": "x", "share": "30 %"},
            {"to": "x", "share": "40 %", "at": "70 d"},
        ],
        "outcomes": {"bien": {"name": "Bien", "success": True}},
        "stages": [
            {
                "id": "e",
                "name": "E",
                "steps": [{"id": "x", "name": "X", "next": "y"}, {"id": "y", "outcome": "bien"}],
            }
        ],
    }
    graph = flow(Route.model_validate(tree))
    assert graph.nodes["x"]["entry_share"] == pytest.approx(1)
    assert graph.nodes["x"]["entry_days"] == pytest.approx(40)
    assert "entry_share" not in graph.nodes["y"]


def test_a_view_that_is_not_there(book: rutas.Book) -> None:
    with pytest.raises(UsageError, match="¿Quiso decir «actors»"):
        view(book["0-4"], "actores")


@st.composite
def routes(draw: st.DrawFn) -> Route:
    """Draw a small route with any of the fields that a step may have."""
    size = draw(st.integers(1, 6))
    ids = [f"s{i}" for i in range(size)]
    maybe = {
        "wait": "1..3..15 d",
        "takes": "30 min",
        "dropout": "5..12 %",
        "capacity": "20 per day",
        "cost": "8500 PYG",
        "from": "-2 mo",
        "by": "60 d",
        "within": "3 d",
        "repeat": {"times": "4..8", "every": "1 mo"},
        "actor": ["usf", "hospital"],
        "channel": "presencial",
        "requires": ["a", {"any": ["b", "c"]}, {"optional": "d"}],
        "produces": ["b"],
        "service": "s",
        "critical": "Sí",
        "question": "¿Sí?",
        "narrative": {"es": "Uno", "gn": "Peteĩ"},
        "involvement": "indirect",
        "join": "all",
    }
    steps = []
    for name in ids:
        keys = draw(st.lists(st.sampled_from(sorted(maybe)), unique=True))
        step: dict[str, Any] = {
            "id": name,
            "name": name.upper(),
            **{key: maybe[key] for key in keys},
        }
        if "service" in step:
            step |= {"actor": "usf", "channel": "presencial"}
        targets = draw(st.lists(st.sampled_from(ids), max_size=3))
        if not targets:
            step["outcome"] = "bien"
        elif "question" in step or draw(st.booleans()):
            step["next"] = [
                {"to": to, "handover": draw(st.sampled_from(HANDOVERS))} for to in targets
            ]
        else:
            step["next"] = {"all": sorted(set(targets))}
        steps.append(step)
    cut = draw(st.integers(0, size))
    stages = [
        {"id": "uno", "name": "Uno", "steps": steps[:cut]},
        {"id": "dos", "name": "Dos", "steps": steps[cut:]},
    ]
    return Route.model_validate(
        {
            "id": "ruta",
            "name": "Ruta",
            "ways_in": draw(
                st.lists(st.sampled_from(ids), min_size=1, max_size=3).map(
                    lambda targets: [{"to": to, "at": "1 mo"} for to in targets]
                )
            ),
            "outcomes": {"bien": {"name": "Bien", "success": True}},
            "stages": stages,
        }
    )


@settings(max_examples=cases(60))
@given(routes())
def test_random_routes_keep_the_contract(route: Route) -> None:
    for name in VIEWS:
        check(view(route, name), route, name)
