"""Documents at hand, against every state that can arise in the token game."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rutas.analysis.documents import documents
from rutas.analysis.papers import papers
from rutas.model import apply
from tests.effort import cases
from tests.game import held
from tests.strategies import bent_routes, nested_routes, route_of, routes
from tests.tokens.test_completing import crowds

if TYPE_CHECKING:
    from rutas.model import Route

relaxed = settings(deadline=None, max_examples=cases(100), suppress_health_check=list(HealthCheck))
PAPERS = ["p0", "p1", "p2"]


def played(route: Route, largest: int = 1500) -> dict[tuple[str, str], tuple[bool, bool]] | None:
    """For each step and paper: whether it is held whenever she gets there, and whether ever.

    Every order in which tokens can move is followed, one state at a time. Papers belong to the person.
    """
    known = held(route, largest=largest)
    return known and {
        (step, paper): (all(paper in one for one in ways), any(paper in one for one in ways))
        for step, ways in known.items()
        if ways
        for paper in PAPERS
    }


def papered(route: Route, made: list[list[str]]) -> Route:
    """The same route, asking for every paper everywhere and giving some."""
    changes: dict[str, list[str]] = {}
    for step, given_ in zip(route.steps, made, strict=False):
        changes |= {f"{step}.requires": PAPERS, f"{step}.produces": given_}
    return apply(route, changes)


making = st.lists(st.lists(st.sampled_from(PAPERS), max_size=1), min_size=40, max_size=40)
ANY = st.one_of(
    routes(largest=7),
    routes(largest=7, exits=True),
    nested_routes(exits=True),
    bent_routes(exits=True),
)


@relaxed
@given(ANY, making)
def test_it_is_what_the_slow_game_says(route: Route, made: list[list[str]]) -> None:
    route = papered(route, made)
    truth = played(route)
    assume(truth is not None and not crowds(route))
    found = documents(route).status
    for (step, paper), (always, ever) in truth.items():
        said = found[step][paper]
        assert said == ("guaranteed" if always else "possible" if ever else "impossible"), step


@relaxed
@given(ANY, making)
def test_what_is_said_of_a_big_route_is_safe(route: Route, made: list[list[str]]) -> None:
    route = papered(route, made)
    truth = played(route)
    assume(truth is not None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rutas.analysis.documents._MOST_STEPS", 0)
        found = documents(route).status
    for (step, paper), (always, ever) in truth.items():
        assert found[step][paper] != "guaranteed" or always
        assert found[step][paper] != "impossible" or not ever


def test_where_nothing_is_chosen_beside_it_is_guaranteed() -> None:
    route = route_of(
        [
            {"id": "alta", "next": {"all": ["madre", "nene"]}},
            {"id": "madre", "next": {"all": ["cierre", "nene"]}},
            {"id": "nene", "join": "all", "produces": "constancia", "next": "cierre"},
            {"id": "cierre", "join": "all", "next": "fin"},
            {"id": "fin", "requires": "constancia", "outcome": "bien"},
        ]
    )
    assert documents(route).status["fin"] == {"constancia": "guaranteed"}


def test_what_only_the_last_step_gives_is_impossible_there() -> None:
    route = route_of(
        [
            {"id": "alta", "next": {"all": ["control", "inscripcion"]}},
            {"id": "inscripcion", "next": ["control", "cierre"]},
            {"id": "control", "join": "all", "next": "cierre"},
            {
                "id": "cierre", "join": "all", "requires": "constancia", "produces": "constancia",
                "outcome": "bien",
            },
        ]
    )  # fmt: skip
    assert documents(route).status["cierre"] == {"constancia": "impossible"}


def test_who_was_forgiven_a_branch_lacks_its_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "dropout": "10 %", "produces": "x", "next": "d"},
            {"id": "c", "produces": "y", "next": "d"},
            {"id": "d", "join": "all", "missing": "busca", "next": "fin"},
            {"id": "busca", "requires": ["x", "y"], "next": "fin"},
            {"id": "fin", "requires": ["x", "y"], "outcome": "bien"},
        ]
    )
    found = documents(route).status
    assert found["busca"] == {"x": "impossible", "y": "guaranteed"}
    assert found["fin"] == {"x": "possible", "y": "guaranteed"}
    monkeypatch.setattr("rutas.analysis.documents._MOST_STEPS", 0)
    assert documents(route).status["busca"] == {
        "x": "possible",
        "y": "possible",
    }  # safe, if not exact


def test_after_a_join_she_holds_what_each_branch_gave() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "produces": "x", "requires": "y", "next": "d"},
            {"id": "c", "produces": "y", "next": "d"},
            {"id": "d", "join": "all", "requires": ["x", "y"], "outcome": "bien"},
        ]
    )
    found = documents(route)
    assert found.status["d"] == {"x": "guaranteed", "y": "guaranteed"}
    assert found.status["b"] == {"y": "possible"}


def test_a_branch_that_may_end_by_itself_guarantees_what_it_did_before() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "produces": "x", "next": ["e", "fin"]},
            {"id": "e", "produces": "y", "next": "d"},
            {"id": "c", "next": "d"},
            {"id": "d", "join": "all", "requires": ["x", "y", "z"], "outcome": "bien"},
            {"id": "fin", "produces": "z", "outcome": "bien"},
        ]
    )
    # Until b has led her elsewhere the others wait; from then on the end of that branch is beside.
    found = documents(route).status["d"]
    assert found == {"x": "guaranteed", "y": "possible", "z": "possible"}


def test_of_alternatives_one_is_enough_on_every_path() -> None:
    route = route_of(
        [
            {"id": "a", "question": "¿Nació en un hospital?", "next": ["b", "c"]},
            {"id": "b", "produces": "cnv", "next": "d"},
            {"id": "c", "produces": "testigos", "next": "d"},
            {"id": "d", "requires": [{"any": ["cnv", "testigos"]}], "outcome": "bien"},
        ]
    )
    found = documents(route)
    assert [need.status for need in found.needs] == ["guaranteed"]
    assert found.status["d"] == {"cnv": "possible", "testigos": "possible"}


def test_a_circle_of_papers_cannot_be_entered() -> None:
    route = route_of(
        [
            {"id": "a", "requires": "y", "produces": "x", "next": "b"},
            {"id": "b", "requires": "x", "produces": "y", "outcome": "bien"},
        ]
    )
    assert documents(route).status == {"a": {"y": "impossible"}, "b": {"x": "guaranteed"}}
    assert papers(route).circles == (("y", "x"),)


def test_what_nobody_gives_the_family_must_bring() -> None:
    route = route_of(
        [
            {"id": "a", "requires": ["cedula-madre", "acta"], "produces": "ficha", "next": "b"},
            {
                "id": "b",
                "requires": ["ficha", {"any": ["x", "y"]}, {"optional": "z"}],
                "outcome": "bien",
            },
        ],
        holds=["cedula-madre"],
    )
    found = documents(route)
    assert found.bring == (("acta",), ("x", "y"))
    assert found.made == {"ficha": ("a",)}
    assert found.asked["ficha"] == ("b",)
    assert found.status["b"]["z"] == "impossible"


def test_the_longest_chain_of_papers() -> None:
    route = route_of(
        [
            {"id": "a", "produces": "p", "next": "b"},
            {"id": "b", "requires": "p", "produces": ["q", "r"], "next": "c"},
            {"id": "c", "requires": ["q", {"optional": "r"}], "produces": "s", "next": "d"},
            {"id": "d", "requires": "s", "produces": "s", "outcome": "bien"},
        ]
    )
    assert papers(route).chain == ("p", "q", "s")
    assert papers(route).circles == ()
