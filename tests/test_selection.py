"""Selecting steps: dbt's grammar over a route."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rutas
from rutas.errors import UsageError
from rutas.locale import say, speaking
from rutas.model import Catalogue, Route
from rutas.selection import ATTRIBUTES, select
from tests.effort import cases
from tests.strategies import route_of, routes

CATALOGUE = Catalogue.model_validate(
    {
        "actors": {
            "usf": {"name": "USF", "institution": "MSPBS", "sector": "salud", "level": "local"},
            "registro": {
                "name": "R",
                "institution": "Registro del Estado Civil",
                "level": "district",
            },
            "nadie": {"name": "Nadie"},
        },
        "channels": {"visita": {"name": "V", "kind": "home-visit"}},
        "documents": {"libreta": {"name": "L"}, "cedula": {"name": "C"}},
        "services": {"control": {"name": "Control"}},
        "sources": {"encuesta": {"title": "E"}, "ley": {"title": "L"}},
    }
)


@pytest.fixture
def route() -> Route:
    """a -> b (question) -> c and d -> e -> f, with a way back from e to b."""
    made = route_of(
        [
            {"id": "a", "actor": ["usf", "registro"], "channel": "visita", "next": "b"},
            {
                "id": "b",
                "question": "¿?",
                "evidence": {"next": {"norm": "ley"}},
                "next": [{"to": "c", "when": "Sí", "share": "40 %", "handover": "referral"}, "d"],
            },
            {
                "id": "c",
                "actor": "registro",
                "channel": "visita",
                "service": "control",
                "requires": "cedula",
                "wait": "2 d",
                "evidence": {"wait": "encuesta"},
                "next": "e",
            },
            {
                "id": "d",
                "involvement": "indirect",
                "produces": "libreta",
                "next": {"all": ["e", "f"]},
            },
            {"id": "e", "requires": {"optional": "libreta"}, "next": ["f", "b"]},
            {"id": "f", "join": "all", "outcome": "bien"},
        ]
    )
    return made.model_copy(update={"catalogue": CATALOGUE})


@pytest.mark.parametrize(
    ("expression", "chosen"),
    [
        ("c", "c"),
        ("", "abcdef"),
        ("f a", "af"),  # in the order of the route
        ("actor:registro", "ac"),  # who takes part counts too
        ("actor:registro,stage:e", "ac"),
        ("actor:reg*", "ac"),
        ("institution:registro-del-estado-civil", "c"),
        ('"institution:Registro del Estado Civil"', "c"),
        ("with:registro-del-estado-civil", "ac"),
        ("institution:mspbs", "a"),
        ("sector:salud", "a"),
        ("sector:trabajo", ""),  # a value that exists and that no step has
        ("level:district", "ac"),
        ("channel:visita", "ac"),
        ("involvement:indirect", "d"),
        ("service:control", "c"),
        ("requires:cedula", "c"),
        ("requires:libreta", ""),
        ("optional:libreta", "e"),
        ("handover:referral", "c"),  # from a, by way of a question that nobody attends
        ("handover:self", ""),
        ("evidence:encuesta", "c"),
        ("evidence:ley", "b"),
        ("basis:norm", "b"),
        ("basis:measured", "c"),
        ("basis:estimate", ""),
        ("produces:libreta", "d"),
        ("is:decision", "b"),
        ("is:parallel", "d"),
        ("is:join", "f"),
        ("is:end", "f"),
        ("a+", "abcdef"),
        ("+a", "a"),
        ("+c", "abcde"),  # by the way back from e, everything before it too
        ("1+c", "bc"),
        ("2+c", "abce"),
        ("c+1", "ce"),
        ("1+c+1", "bce"),
        ("d+0", "d"),
        ("d+,is:end", "f"),
        ("actor:registro+1", "abce"),
        ("?", "abcdef"),
        ("[ab]", "ab"),
    ],
)
def test_grammar(route: Route, expression: str, chosen: str) -> None:
    assert "".join(select(route, expression)) == chosen


def test_words_of_a_list_are_terms_of_a_union(route: Route) -> None:
    assert select(route, ["c", "is:end"]) == ["c", "f"]
    assert select(route, ["c is:end"]) == ["c", "f"]


def test_a_word_of_a_list_may_be_a_value_with_spaces(route: Route) -> None:
    """So a shell's 'institution:Registro del Estado Civil' needs no second quotes."""
    assert select(route, ["institution:Registro del Estado Civil"]) == ["c"]


def test_exclude_takes_away(route: Route) -> None:
    assert select(route, "a+", exclude="is:decision c+0") == ["a", "d", "e", "f"]
    assert select(route, (), exclude=["d", "e"]) == ["a", "b", "c", "f"]


def test_reasons_are_asked_for_only_when_a_term_needs_them(route: Route) -> None:
    asked = []

    def points() -> dict[str, list[str]]:
        asked.append(1)
        return {"c": ["loss", "delay"], "e": ["documents"]}

    assert select(route, "actor:usf", points=points) == ["a"]
    assert not asked
    assert select(route, "is:critical", points=points) == ["c", "e"]
    assert select(route, "reason:loss reason:d*", points=points) == ["c", "e"]
    assert select(route, "reason:delay,is:critical", points=points) == ["c"]
    assert len(asked) == 3
    assert select(route, "reason:overload", points={"c": ["loss"]}) == []


def test_reasons_cannot_be_had_without_an_analysis(route: Route) -> None:
    with pytest.raises(UsageError, match="analizar"):
        select(route, "is:critical")


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("actor:usff", "¿Quiso decir «usf»?"),
        ("actr:us", "¿Quiso decir «actor»?"),
        ("actr:usf", "¿Quiso decir «actor:usf»?"),
        ("evidence:estimate", "¿Quiso decir «basis:estimate»?"),
        ("basis:encuesta", "¿Quiso decir «evidence:encuesta»?"),
        ("level:salud", "¿Quiso decir «sector:salud»?"),
        ("salud", "¿Quiso decir «sector:salud»?"),
        ("stage:a", "¿Quiso decir «a»?"),
        ("step:a", "¿Quiso decir «a»?"),
        ("stage:x", "Valores: e"),
        ("is:decisions", "¿Quiso decir «decision»?"),
        ("reason:los", "¿Quiso decir «loss»?"),
        ("zz*", "Pasos: a, b, c"),
        ("actor:z*", "actor"),
        ("a,,b", "a,,b"),
        ("+", "+"),
        ("a++", "a++"),
        ('"a', "comillas"),
    ],
)
def test_what_is_not_there_is_an_error_that_helps(route: Route, expression: str, told: str) -> None:
    with pytest.raises(UsageError) as raised:
        select(route, expression, points=dict)
    assert told in str(raised.value)


def test_errors_speak_english_too(route: Route) -> None:
    with speaking("en"), pytest.raises(UsageError, match="Did you mean “usf”"):
        select(route, "actor:usff")


@settings(max_examples=cases(50))
@given(routes(), st.integers(0, 4), st.data())
def test_before_and_after_are_those_of_the_graph(
    route: Route, depth: int, data: st.DataObject
) -> None:
    step = data.draw(st.sampled_from(list(route.steps)))
    graph = rutas.flow(route)
    after = nx.single_source_shortest_path_length(graph, step, cutoff=depth)
    before = nx.single_source_shortest_path_length(graph.reverse(), step, cutoff=depth)
    assert set(select(route, f"{step}+{depth}")) == set(after)
    assert set(select(route, f"{depth}+{step}")) == set(before)
    assert set(select(route, f"{step}+")) == {step, *nx.descendants(graph, step)}
    assert set(select(route, f"+{step}")) == {step, *nx.ancestors(graph, step)}


@given(routes(), st.data())
def test_exclude_is_the_complement(route: Route, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from([*route.steps, "is:join", "is:end", "s1+", "+s0"]))
    kept, left = select(route, word), select(route, (), exclude=word)
    assert sorted([*kept, *left]) == sorted(route.steps)


def test_every_attribute_selects_something_in_the_example() -> None:
    """No attribute is dead: each has a value that some step of the example has."""
    book = rutas.load(Path(__file__).parents[1] / "docs" / "ejemplo")
    for attribute in set(ATTRIBUTES) - {"reason", "changed"}:
        assert any(
            select(route, f"{attribute}:{value}".replace(" ", "?"))
            for route in book.values()
            for value in ATTRIBUTES[attribute][0](route)
            if (attribute, value) != ("is", "critical")
        ), attribute


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_help_and_the_error_of_a_misspelt_one_name_every_attribute(
    lang: str, route: Route
) -> None:
    with speaking(lang), pytest.raises(UsageError) as raised:
        select(route, "actr:usf")
    named = str(raised.value).rpartition(":")[2]
    assert [word.strip(" .") for word in named.split(",")] == list(ATTRIBUTES)
    with speaking(lang):
        words = re.findall(r"\w+", say("cli.steps-more"))
    assert set(ATTRIBUTES) <= set(words)


def test_a_value_that_begins_so_is_guessed_before_a_step_of_that_very_id() -> None:
    steps = [
        {"id": "aviso", "produces": "aviso-escrito", "next": "b"},
        {"id": "b", "outcome": "bien"},
    ]
    with pytest.raises(UsageError, match="¿Quiso decir «aviso-escrito»"):
        select(route_of(steps), "produces:aviso")
