"""The sheet of many districts: a row each, the worst first, and what is made up says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rutas.answers.atlas_rows import (
    Atlas,
    Busy,
    Days,
    District,
    Failed,
    Left,
    OnRoute,
    Play,
    Played,
    Waited,
)  # fmt: skip
from rutas.diagram import draw_local
from rutas.diagram.atlas import Districts, draw
from rutas.errors import UsageError
from tests.diagram.canvas_checks import flaws, legend, texts
from tests.diagram.kind_cases import REAL, request
from tests.diagram.local_worlds import villeta


def district(rank, routes, name="", example=True):
    """A district whose figures follow from its rank; the first half has too much to do."""
    found = tuple(
        OnRoute(
            route=route, people_per_year=100.0 * rank, completion=min(1.0, (rank + n) / 300),
            lost_most=Left(step=step, share=0.25) if rank % 7 else None,
            busiest=Busy(resource=f"step:{step}", utilisation=2.0 if rank % 2 else 0.5) if rank % 5 else None,
            least_covered=None, handovers=1.0, actors_alone=(), documents_lacking=0,
        )
        for n, (route, step) in enumerate(routes.items())
    )  # fmt: skip
    return District(
        rank=rank, id=f"d{rank}", name=name or f"Distrito inventado {rank}", example=example,
        people_per_year=None if rank == 3 else sum(one.people_per_year for one in found),
        completion=found[0].completion, worst=found[0].route, routes=found,
    )  # fmt: skip


def districts(book, count, seed=1, **more):
    routes = {name: next(iter(book[name].steps)) for name in book}
    rows = tuple(district(rank, routes, **more) for rank in range(1, count + 1))
    found = Atlas(
        routes=tuple(routes),
        measures="exact",
        on="2026-11-30",
        seed=seed,
        districts=rows,
        failed=(),
        missing=0,
    )
    return Districts(found, book, date(2026, 11, 30))


def test_the_whole_country_is_on_one_sheet_down_its_columns(book):
    (sheet,) = draw(districts(book, 263), request())
    nodes = sheet.canvas.nodes
    assert [node.id for node in nodes] == [f"district-d{rank}" for rank in range(1, 264)]
    lefts = [node.rect.left for node in nodes]
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == 4
    assert all(
        above.rect.bottom <= below.rect.top + 0.01
        for above, below in zip(nodes, nodes[1:], strict=False)
        if above.rect.left == below.rect.left
    )


@pytest.mark.parametrize(("paper", "theme"), REAL)
def test_nothing_is_wrong_on_any_paper(book, paper, theme):
    asked = request(paper, theme)
    assert flaws(draw(districts(book, 90), asked), asked) == []


@pytest.mark.parametrize(
    ("count", "lang"), [(0, "es"), (1, "en"), (40, "es"), (263, "es"), (300, "en")]
)
def test_nothing_is_wrong_with_few_or_many(book, count, lang):
    asked = request(lang=lang)
    if count > 200:  # so that they are fewer sheets, the type is that of smaller paper
        asked = replace(asked, paper=replace(asked.paper, scale=1.0))
    sheets = draw(
        districts(book, count, name="Santísima Trinidad del Ybytyruzú de los Altos"), asked
    )
    assert sum(len(sheet.canvas.nodes) for sheet in sheets) == count
    assert flaws(sheets, asked) == []


def test_bars_are_as_long_as_the_shares(book):
    (sheet,) = draw(districts(book, 30), request())
    bars = [
        item for item in sheet.canvas.shapes
        if item.owner == "district-d30" and getattr(item, "kind", "") == "polygon"
    ]  # fmt: skip
    boxes, filled = (
        [shape.points[1][0] - shape.points[0][0] for shape in bars[start : start + 6 : 2]]
        for start in (1, 2)
    )
    assert [part / whole for part, whole in zip(filled, boxes, strict=True)] == pytest.approx(
        [0.1, 31 / 300, 32 / 300]
    )


def test_no_name_is_cut_where_there_is_room(book):
    long = "Santísima Trinidad del Ybytyruzú de los Altos"
    assert long in texts(draw(districts(book, 5, name=long), request())[0].canvas)
    assert long not in texts(draw(districts(book, 263, name=long), request())[0].canvas)


def test_what_is_made_up_says_so(book):
    (made_up,) = draw(districts(book, 3), request())
    assert "DISTRITOS INVENTADOS: NO HABLAN DE NINGÚN LUGAR" in texts(made_up.canvas)
    (known,) = draw(districts(book, 3, seed=None, name="Villeta"), request())
    assert "Villeta (ejemplo)" in texts(known.canvas)
    assert not any("INVENTADOS" in text for text in texts(known.canvas))
    (real,) = draw(districts(book, 3, seed=None, name="Villeta", example=False), request())
    assert "Villeta" in texts(real.canvas)


def test_the_legend_has_what_is_there_and_who_is_missing_is_named(book):
    asked = districts(book, 2)
    assert legend(draw(asked, request())[0].canvas) == {"completing", "over"}
    calm = Atlas(
        routes=asked.found.routes, measures="exact", on="2026-11-30", seed=None, districts=asked.found.districts[1:],
        failed=(Failed(id="d1", error="sin luz"),), missing=0,
    )  # fmt: skip
    canvas = draw(Districts(calm, book, asked.on), request())[0].canvas
    assert legend(canvas) == {"completing"}
    assert any("Faltan, porque fallaron: d1" in text for text in texts(canvas))


def test_what_was_played_shows_its_waits_and_the_queues_without_end(book):
    asked = districts(book, 8)
    play = Play(start="2027-01-01", years=5, warm_up_days=400, replications=3, seed=1)

    def played(one, rank):
        wait = Waited(step=next(iter(book[one.route].steps)), p90=10.0 * rank) if rank % 3 else None
        found = Played(
            completion=0.5, low=0.4, high=0.6, journey_days=Days(p50=1.0, p90=2.0), longest_wait=wait,
            growing=("actor:usf",) if rank == 4 else (),
        )  # fmt: skip
        return replace(one, played=found)

    rows = tuple(
        replace(one, routes=tuple(played(route, one.rank) for route in one.routes))
        for one in asked.found.districts
    )
    found = replace(asked.found, measures="simulation", districts=rows, play=play)
    asked_for = request()
    (sheet,) = sheets = draw(replace(asked, found=found), asked_for)
    assert flaws(sheets, asked_for) == []
    assert legend(sheet.canvas) == {"completing", "growing"}
    said = texts(sheet.canvas)
    assert {"10 d", "80 d", "crece"} <= set(said)
    assert any("la cola crece sin fin" in text for text in said)
    assert "40 d" not in said
    assert said.count("50 %") == 8 * 3


def test_it_is_drawn_by_its_own_command_alone(book):
    with pytest.raises(UsageError, match="rutas atlas --out"):
        draw_local(villeta(book), "atlas")
