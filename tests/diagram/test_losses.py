"""The river of losses: widths measured with a ruler are the shares that the analysis tells, and add up."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutas.analysis import analyse
from rutas.analysis.attrition import Departure, Streams
from rutas.diagram import draw
from rutas.diagram.request import Mark, Sheet
from rutas.model import Route
from rutas.paper.canvas import Canvas, Run, Shape
from rutas.quantity import Share
from tests.diagram.canvas_checks import box, legend, texts
from tests.diagram.kind_cases import REAL, SEEDS, any_route, bare, drawn, real, request
from tests.diagram.roads import road
from tests.diagram.witness import NS, Picture
from tests.effort import cases
from tests.strategies import bent_routes, nested_routes, routes

ROUTES = ("0-4", "5-13", "14-17")


def arms(canvas: Canvas) -> dict[str, float]:
    """How thick each arm is, by the id of its group, as a share of all who enter."""
    thick = {}
    for node in canvas.nodes:
        if {"loss", "end"} & set(node.classes):
            (straight,) = (
                item
                for item in canvas.shapes
                if item.owner == node.id and _is(item, "polygon") and item.pen.fill != RED
            )
            thick[node.id] = box(straight).height / unit(canvas)
    return thick


RED = "#b3261e"


def _is(item: object, kind: str) -> bool:
    return isinstance(item, Shape) and item.kind == kind


def unit(canvas: Canvas) -> float:
    """How wide all who enter are: ten of a hundred stand in the legend."""
    (sign,) = (s for s in canvas.shapes if s.owner == "sign:scale" and _is(s, "polygon"))
    return 10 * box(sign).width


def river(canvas: Canvas) -> list[tuple[float, float]]:
    """How wide each stretch of the river begins, and how wide it ends."""
    found = []
    for item in canvas.shapes:
        if item.owner == "river" and _is(item, "polygon"):
            place = box(item)
            ends = (
                [x for x, y in item.points if abs(y - level) < 1e-6]
                for level in (place.top, place.bottom)
            )
            found.append(tuple((max(xs) - min(xs)) / unit(canvas) for xs in ends))
    return found


def whole(route: Route) -> tuple[Canvas, float]:
    """The sheet of a route, and how many are left after all that leave outside of streams."""
    (sheet,), found = drawn("losses", [route], request("a3"))
    assert found == []
    return sheet.canvas, analyse(route).completion


@pytest.mark.parametrize(("paper", "theme"), REAL)
def test_the_real_routes_are_clean_on_every_paper(book, paper, theme):
    assert real("losses", book, paper, theme) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_any_route_is_clean(seed):
    assert any_route("losses", seed) == []


@pytest.mark.parametrize("name", ROUTES)
def test_what_a_ruler_measures_on_the_svg_is_what_the_route_loses(book, name):
    """Each arm of a step is as wide as `steps` tells its loss; the scale stands in the legend."""
    route = book[name]
    picture = Picture(draw(route, "losses").svg())
    people = analyse(route).people
    (ten,) = _polygons(picture, "sign-scale")
    hundred = 10 * (max(x for x, _ in ten) - min(x for x, _ in ten))
    told = [figure for figure in picture.steps() if "loss" in figure.classes]
    assert len(told) > 8
    for figure in told:
        step = figure.id.removeprefix("step-")
        straight = next(p for p in _polygons(picture, figure.id) if len(p) == 5)
        tall = max(y for _, y in straight) - min(y for _, y in straight)
        assert tall / hundred == pytest.approx(people.at(step)["loss"], abs=0.02 / hundred)


def _polygons(picture: Picture, key: str) -> list[list[tuple[float, float]]]:
    return [
        [tuple(map(float, pair.split(","))) for pair in one.get("points").split()]
        for one in picture.groups[key].iter(f"{NS}polygon")
    ]


@pytest.mark.parametrize("name", ROUTES)
def test_losses_and_ends_and_who_completes_are_a_hundred(book, name):
    canvas, completion = whole(book[name])
    stretches = river(canvas)
    assert stretches[0][0] == pytest.approx(1)
    assert stretches[-1][1] == pytest.approx(completion)
    inside = {
        arm
        for part in analyse(book[name]).attrition.parts
        if isinstance(part, Streams)
        for stream in part.streams
        for one in stream.departures
        for arm in (
            f"step-{one.steps[0]}",
            f"branches-{one.steps[0]}",
            f"gathered-step-{one.steps[0]}",
        )
    }
    outside = sum(share for key, share in arms(canvas).items() if key not in inside)
    assert outside + completion == pytest.approx(1)


def test_each_stream_begins_with_the_same_people_and_ends_with_those_who_come(book):
    route = book["0-4"]
    canvas, _ = whole(route)
    block = next(
        part
        for part in analyse(route).attrition.parts
        if isinstance(part, Streams) and part.fork == "vacunas-nacer"
    )
    widths = [(block.entering, stream.arriving) for stream in block.streams]
    measured = river(canvas)
    for pair in widths:
        assert any(one == pytest.approx(pair) for one in measured), pair
    words = " ".join(texts(canvas)).replace("\u00a0", " ")
    assert "se abren 3 caminos" in words
    assert "se juntan los 3 caminos" in words
    assert all(f"Camino {n} de 3 · {name}" in words for n, name in enumerate(
        ("Crecimiento y vacunas", "Identidad", "Apoyo y protección del hogar"), 1))  # fmt: skip


@pytest.mark.usefixtures("short_walks")
@settings(deadline=None, max_examples=cases(40), suppress_health_check=list(HealthCheck))
@given(
    st.one_of(
        nested_routes(exits=True, times=True),
        bent_routes(exits=True, times=True),
        routes(exits=True),
    ),
    st.sampled_from(["a5", "a4", "a3", "a3-landscape"]),
)
def test_of_any_route_all_that_leaves_is_drawn_as_wide_as_it_is(route, paper):
    """Loops, forks in forks, joins that forgive, people who never end: a hundred come in and are told."""
    (sheet,), found = drawn("losses", [route], request(paper))
    assert found == []
    attrition = analyse(route).attrition
    canvas = sheet.canvas
    stretches = river(canvas)
    assert stretches[0][0] == pytest.approx(1)
    assert stretches[-1][1] == pytest.approx(attrition.completion, abs=1e-6)
    in_streams = sum(
        one.share
        for part in attrition.parts
        if isinstance(part, Streams) and f"opens-{part.fork}" in {n.id for n in canvas.nodes}
        for stream in part.streams
        for one in stream.departures
    )
    told = sum(one.share for one in attrition.parts if isinstance(one, Departure))
    assert sum(arms(canvas).values()) == pytest.approx(told + in_streams, abs=1e-6)
    assert told + attrition.completion == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(("seed", "paper"), [(0, "a3"), (1, "a4")])
def test_a_hundred_steps_that_all_lose_people_have_room(seed, paper):
    route = road(seed, 100, calm=True)
    stages = tuple(
        stage.model_copy(
            update={
                "steps": tuple(
                    step.model_copy(update={"dropout": Share.parse("2 %")}) for step in stage.steps
                )
            }
        )
        for stage in route.stages
    )
    lossy = route.model_copy(update={"stages": stages})
    (sheet,), found = drawn("losses", [lossy], request(paper))
    assert found == []
    assert river(sheet.canvas)[-1][1] == pytest.approx(analyse(lossy).completion, abs=1e-6)


def chain(count: int, dropout: str, **fields: object) -> Route:
    rows = [
        {"id": f"p{n}", "name": f"Paso {n}", "dropout": dropout, "next": f"p{n + 1}", **fields}
        for n in range(count)
    ]
    rows.append({"id": f"p{count}", "name": "Fin", "outcome": "bien"})
    return bare(stages=[{"id": "e", "name": "Etapa", "steps": rows}])


def test_losses_under_one_are_gathered_and_no_others():
    canvas, _ = whole(chain(3, "0.9 %"))
    assert list(arms(canvas)) == ["gathered-step-p0"]
    assert arms(canvas)["gathered-step-p0"] == pytest.approx(1 - 0.991**3)
    canvas, _ = whole(chain(3, "2 %"))
    assert list(arms(canvas)) == ["step-p0", "step-p1", "step-p2"]


def test_estimates_are_hatched_and_what_was_measured_is_not():
    measured = {"evidence": {"dropout": "censo"}}
    for fields, hatched in (({}, True), (measured, False)):
        canvas, _ = whole(chain(1, "20 %", **fields))
        lines = [s for s in canvas.shapes if s.owner == "step-p0" and _is(s, "line")]
        assert (len(lines) > 3) == hatched
        assert legend(canvas) == {"scale", "estimate" if hatched else "loss"}


def test_whom_an_inner_join_forgives_is_not_told_as_lost():
    """Of the two in ten who are lost at a step, those whom its join lets on stay in the river."""
    rows = [
        {"id": "a", "name": "A", "next": {"all": ["b", "c"]}},
        {"id": "b", "name": "B", "next": {"all": ["d", "e"]}},
        {"id": "d", "name": "D", "dropout": "20 %", "next": "f"},
        {"id": "e", "name": "E", "next": {"all": ["g", "h"]}},
        {"id": "g", "name": "G", "dropout": "50 %", "next": "i"},
        {"id": "h", "name": "H", "next": "i"},
        {"id": "i", "name": "I", "join": "all", "next": "f"},
        {"id": "f", "name": "F", "join": "all", "next": "z", "missing": "k"},
        {"id": "k", "name": "K", "next": "z"},
        {"id": "c", "name": "C", "next": "z"},
        {"id": "z", "name": "Z", "join": "all", "outcome": "bien"},
    ]
    canvas, completion = whole(bare(stages=[{"id": "e", "name": "Etapa", "steps": rows}]))
    assert completion == pytest.approx(0.9)
    assert arms(canvas)["branches-d"] == pytest.approx(0.2 * 0.5)
    assert "a la vez" in " ".join(texts(canvas)).replace("\u00a0", " ")


def test_why_streams_are_not_drawn_apart_stands_on_the_sheet():
    start = {"id": "a", "name": "A", "next": {"all": ["b", "c"]}}
    after_b = {"id": "b", "name": "B", "next": {"all": ["d", "e"]}}
    ends = {"id": "z", "name": "Z", "join": "all", "outcome": "bien"}
    met = [{"id": one, "name": one.upper(), "next": "z"} for one in "bc"]
    loose = [{"id": one, "name": one.upper(), "outcome": "bien"} for one in "bc"]
    crossed = [
        after_b,
        *({"id": one, "name": one.upper(), "next": "f"} for one in "ce"),
        {"id": "d", "name": "D", "next": "z"},
        {"id": "f", "name": "F", "join": "all", "next": "z"},
        ends,
    ]
    for rows, why in (
        ([*met, ends], ""),
        (loose, "en 1. A no se dibujan aparte, y lo que pierden se cuenta junto: no se juntan"),
        (
            crossed,
            "en 1. A y 1 paso más no se dibujan aparte, y lo que pierden se cuenta junto: los ",
        ),
    ):
        canvas, _ = whole(bare(stages=[{"id": "e", "name": "Etapa", "steps": [start, *rows]}]))
        said = " ".join(texts(canvas)).replace("\u00a0", " ")
        assert ("no se dibujan aparte" in said) == bool(why)
        assert why in said


def test_where_nobody_completes_it_says_so():
    canvas, _ = whole(chain(2, "100 %"))
    assert "Nadie completa la ruta" in texts(canvas)
    assert river(canvas)[-1][1] == pytest.approx(0)


def test_critical_steps_have_their_sign():
    asked = request("a3", marks={"p1": Mark("Se pierde", "20 %")})
    (sheet,), found = drawn("losses", [chain(3, "20 %")], asked)
    assert found == []
    red = {s.owner for s in sheet.canvas.shapes if _is(s, "polygon") and s.pen.fill == RED}
    assert red == {"step-p1", "sign:critical"}


def test_no_figure_is_cut_even_on_the_smallest_paper(book):
    (sheet,), _ = drawn("losses", [book["0-4"]], request("a5"))
    said: dict[str, str] = {}
    for run in sheet.canvas.shapes:
        if isinstance(run, Run) and run.owner:
            said[run.owner] = f"{said.get(run.owner, '')} {run.text}"
    for node in sheet.canvas.nodes:
        if "loss" in node.classes:
            assert re.search(r"−\d", said[node.id])


def test_a_screen_reader_is_told_the_largest_losses(book):
    (sheet,) = draw(book["0-4"], "losses").sheets
    assert isinstance(sheet, Sheet)
    assert "−23 · 13. Inscripción del nacimiento" in sheet.description


@pytest.mark.parametrize("name", ["0-4", "5-13", "14-17"])
def test_the_river_goes_down_to_its_legend(book, name):
    (sheet,) = draw(book[name], "losses").sheets
    shapes = [item for item in sheet.canvas.shapes if item.owner]
    legend = min(box(item).top for item in shapes if item.owner.startswith("sign:"))
    lowest = max(box(one).bottom for one in shapes if not one.owner.startswith(("sign:", "footer")))
    assert legend - lowest < 0.06 * sheet.canvas.height
