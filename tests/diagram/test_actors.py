"""Who hands over to whom: a network of few, a matrix of many, and every handover counted once."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rutas.diagram.actors import MOST_IN_NETWORK
from rutas.diagram.actors.handovers import handovers, order
from rutas.diagram.request import Mark
from rutas.model import Text
from rutas.paper.canvas import Run
from tests.diagram.canvas_checks import legend, texts
from tests.diagram.kind_cases import REAL, SEEDS, any_route, bare, drawn, real, request


@pytest.mark.parametrize(("paper", "theme"), REAL)
def test_the_real_routes_are_clean_on_every_paper(book, paper, theme):
    assert real("actors", book, paper, theme) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_any_route_is_clean(seed):
    assert any_route("actors", seed) == []


def chain(*names: str, critical: bool = False):
    """A route that goes from actor to actor; a question that nobody attends stands before the last."""
    steps = [
        {
            "id": f"p{n}",
            "name": f"Paso {n}",
            "actor": name,
            "next": [{"to": f"p{n + 1}", "handover": "referral"}],
        }
        for n, name in enumerate(names)
    ]
    del steps[-1]["next"]
    steps[-1] |= {"outcome": "bien"} | ({"critical": "Lejos"} if critical else {})
    actors = {name: {"name": name.title(), "level": "local", "sector": "salud"} for name in names}
    return bare(stages=[{"id": "e", "name": "E", "steps": steps}], catalogue={"actors": actors})


def test_handovers_are_counted_from_actor_to_actor():
    found = {
        (p.source, p.target): p.count for p in handovers(chain("a", "b", "a", "a", "b"), request())
    }
    assert found == {("a", "b"): 2, ("b", "a"): 1}


def test_who_stands_behind_a_question_receives_from_who_stands_before_it():
    steps = [
        {"id": "x", "name": "X", "actor": "a", "next": "q"},
        {
            "id": "q",
            "name": "Q",
            "question": "¿Sí?",
            "next": [{"to": "y", "when": "Sí"}, {"to": "z", "when": "No"}],
        },
        {"id": "y", "name": "Y", "actor": "b", "next": "z"},
        {"id": "z", "name": "Z", "actor": "a", "outcome": "bien"},
    ]
    actors = {name: {"name": name} for name in "ab"}
    route = bare(
        ways_in={"to": "x"},
        stages=[{"id": "e", "name": "E", "steps": steps}],
        catalogue={"actors": actors},
    )
    found = {(p.source, p.target): p.count for p in handovers(route, request())}
    assert found == {("a", "b"): 1, ("b", "a"): 1}


def test_few_actors_stand_in_a_network_and_many_in_a_matrix():
    few = chain(*"abcde", critical=True)
    (sheet,), found = drawn("actors", [few], request("a4-landscape"))
    assert found == []
    assert {edge.id for edge in sheet.canvas.edges} == {
        "link-a--b",
        "link-b--c",
        "link-c--d",
        "link-d--e",
    }
    assert legend(sheet.canvas) == {"referral", "critical"}
    many = chain(*(f"a{n}" for n in range(MOST_IN_NETWORK + 1)))
    (sheet,), found = drawn("actors", [many], request("a4-landscape"))
    assert found == []
    assert sheet.canvas.edges == []
    assert legend(sheet.canvas) == {"referral", "level"}


def test_institutions_stand_in_the_order_of_the_spanish_alphabet():
    names = ["Ybycuí", "Ñemby", "Pilar", "Ángeles", "Luque", "Areguá"]
    steps = [{"id": f"p{n}", "name": "Ir", "actor": f"a{n}"} for n in range(len(names))]
    for step, after in pairwise(steps):
        step["next"] = after["id"]
    steps[-1]["outcome"] = "bien"
    actors = {f"a{n}": {"name": name, "institution": name} for n, name in enumerate(names)}
    stages = [{"id": "e", "name": "E", "steps": steps}]
    route = bare(ways_in={"to": "p0"}, stages=stages, catalogue={"actors": actors})
    found = [actors[name]["name"] for name in order(route)]
    assert found == ["Ángeles", "Areguá", "Luque", "Ñemby", "Pilar", "Ybycuí"]


def test_the_matrix_adds_up(book):
    for route in book.values():
        asked = request("a3-landscape")
        (sheet,), _ = drawn("actors", [route], asked)
        found = handovers(route, asked)
        assert {node.id for node in sheet.canvas.nodes} == {
            f"actor-{name}" for name in order(route)
        }
        totals = [s for s in sheet.canvas.shapes if isinstance(s, Run) and s.weight == "semibold"]
        figures = [int(s.text) for s in totals if s.text.isdigit()]
        assert sum(figures) == 2 * sum(one.count for one in found)  # once by rows, once by columns


def test_a_matrix_over_several_sheets_shows_every_pair_once():
    names = [f"a{n}" for n in range(30)]
    sheets, found = drawn("actors", [chain(*names)], request("a4"))
    assert found == []
    assert len(sheets) > 1
    cells = [t for sheet in sheets for t in texts(sheet.canvas) if t == "D"]
    assert len(cells) == 29 + len(sheets)  # and once in every legend


def test_what_an_analysis_found_is_marked():
    route = chain("a", "b", "c")
    (plain,), _ = drawn("actors", [route], request("a4"))
    (marked,), found = drawn(
        "actors", [route], request("a4", marks={"p1": Mark("Se pierde", "40 %")})
    )
    assert found == []
    assert legend(marked.canvas) - legend(plain.canvas) == {"critical"}


def test_letters_follow_the_language():
    for lang, letter in (("es", "D"), ("en", "R")):
        (sheet,), _ = drawn("actors", [chain("a", "b")], request("a4", lang=lang))
        keys = [
            s.text for s in sheet.canvas.shapes if isinstance(s, Run) and s.owner == "sign:referral"
        ]
        assert keys[0] == letter
        assert f"1 {letter}" in texts(sheet.canvas)


def test_one_actor_or_none():
    assert drawn("actors", [chain("a")], request("a4"))[1] == []
    assert drawn("actors", [bare(3)], request("a4"))[1] == []


def test_long_names_stand_whole_in_a_network_with_room():
    """Four offices whose names begin alike and take four lines."""
    ends = ("Capiatá", "Concepción", "Luque", "Villeta")
    route = chain(*"abcd")
    name = "Consejería Municipal por los Derechos de la Niñez y la Adolescencia de {}"
    actors = {
        key: actor.model_copy(update={"name": Text(name.format(end))})
        for (key, actor), end in zip(route.catalogue.actors.items(), ends, strict=True)
    }
    route = route.model_copy(
        update={"catalogue": route.catalogue.model_copy(update={"actors": actors})}
    )
    (sheet,), found = drawn("actors", [route], request("a4-landscape"))
    said = " ".join(texts(sheet.canvas))
    assert found == []
    assert "…" not in said
    assert all(f"Adolescencia de {end}" in said.replace("\u00a0", " ") for end in ends)
