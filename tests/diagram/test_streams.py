"""What a sheet says of streams side by side: how many open, what each is called, where they join."""

from __future__ import annotations

import re

import pytest

from rutas.diagram.request import Sheet
from rutas.model import Route
from rutas.paper.canvas import Run
from tests.diagram.drawn import draw, one_road
from tests.diagram.kind_cases import bare

PAPERS = {"flow": "a4", "lanes": "a3-landscape"}


def said(sheet: Sheet, owner: str) -> str:
    """What stands on a card, in a band's head or beside a line, in one line of small letters."""
    runs = [s.text for s in sheet.canvas.shapes if isinstance(s, Run) and s.owner == owner]
    return re.sub(r"\s+", " ", " ".join(runs)).casefold()


def anywhere(sheets: list[Sheet], owner: str) -> str:
    return " ".join(said(sheet, owner) for sheet in sheets)


def names(route: Route, sheets: list[Sheet], fork: str) -> list[str]:
    """The names of the streams of a fork where each begins: on its card, its line, or its band."""
    stage = {row[0].id: one.id for one in route.stages if (row := list(one.steps))}
    found = []
    for link in route.steps[fork].links:
        places = [f"step-{link.to}", f"link-{fork}--{link.to}", f"link-{fork}--{link.to}.in"]
        places += [f"stage:{stage[link.to]}"] if link.to in stage else []
        places += [f"connector-{fork}--{link.to}-out"]
        found += set(
            re.findall(r"camino \d+ de \d+", " ".join(anywhere(sheets, p) for p in places))
        )
    return found


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("name", ["0-4", "5-13", "14-17"])
def test_a_fork_of_a_real_route_says_how_many_streams_open_and_on_which_sheet_they_join(
    book, name, kind
):
    route = book[name]
    sheets = list(draw(route, kind, PAPERS[kind]).sheets)
    number = {step: n for n, step in enumerate(route.steps, 1)}
    on = {node.id: n for n, sheet in enumerate(sheets, 1) for node in sheet.canvas.nodes}
    for fork in (step for step in route.steps.values() if step.parallel):
        words = anywhere(sheets, f"step-{fork.id}")
        assert f"abre {len(fork.links)} caminos" in words
        where = re.search(r"caminos, hasta (\d+)(?: \(hoja (\d+)\))?", words)
        join = next(step for step, n in number.items() if n == int(where[1]))
        far = on[f"step-{join}"] != on[f"step-{fork.id}"]
        assert where[2] == (str(on[f"step-{join}"]) if far else None)
        assert str(number[fork.id]) in anywhere(sheets, f"step-{join}").partition("caminos de ")[2]


@pytest.mark.parametrize("name", ["0-4", "5-13", "14-17"])
def test_each_stream_of_a_real_route_is_named_where_it_begins(book, name):
    route = book[name]
    sheets = list(draw(route).sheets)
    for fork in (step for step in route.steps.values() if step.parallel):
        count = len(fork.links)
        wanted = [f"camino {n} de {count}" for n in range(1, count + 1)]
        assert sorted(names(route, sheets, fork.id)) == wanted


@pytest.mark.parametrize("seed", range(12))
def test_streams_of_any_route_are_told(seed):
    route = one_road(seed, 16)
    sheets = list(draw(route).sheets)
    for fork in (step for step in route.steps.values() if step.parallel):
        assert f"abre {len(fork.links)} caminos" in anywhere(sheets, f"step-{fork.id}")


def test_a_stream_that_leads_straight_to_the_join_is_counted_and_needs_no_name():
    rows = [
        {"id": "a", "name": "Abre", "next": {"all": ["c", "b"]}},
        {"id": "b", "name": "Rama", "next": "c"},
        {"id": "c", "name": "Junta", "join": "all", "outcome": "bien", "actor": "x"},
    ]
    route = bare(stages=[{"id": "e", "name": "Etapa", "steps": rows}])
    sheets = list(draw(route).sheets)
    assert "abre 2 caminos, hasta 3" in anywhere(sheets, "step-a")
    assert names(route, sheets, "a") == ["camino 1 de 2"]
    assert "junta los caminos de 1" in anywhere(sheets, "step-c")
