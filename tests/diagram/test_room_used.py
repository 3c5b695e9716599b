"""How a drawing uses its paper: one level of detail, sheets about as full, type that grows before gaps."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from rutas.diagram.parts.card_texts import CardTexts
from rutas.diagram.request import Part, Sheet
from rutas.errors import UsageError
from rutas.model import Route
from rutas.paper.canvas import Run
from tests.diagram.canvas_checks import box
from tests.diagram.drawn import draw, marked, one_road
from tests.diagram.kind_cases import bare
from tests.diagram.roads import road

PAPERS = {"flow": "a4", "lanes": "a3-landscape"}
ROUTES = ("0-4", "5-13", "14-17")


def plain(text: str) -> str:
    return re.sub(r"[\s…-]+", "", text)


def told(route: Route, sheets: list[Sheet]) -> dict[str, set[bool]]:
    """Whether times, deadlines and papers are told, of the cards that have any to tell."""
    texts, found = CardTexts(route), {}
    for sheet in sheets:
        for node in sheet.canvas.nodes:
            step = route.steps.get(node.id.removeprefix("step-"))
            if step is None or node.shape != "box" or step.decision:
                continue
            runs = (s for s in sheet.canvas.shapes if isinstance(s, Run) and s.owner == node.id)
            words = plain("".join(run.text for run in runs))
            for kind in (texts.times, texts.due, texts.produces):
                if kind(step):
                    mark = "»" if kind == texts.produces else ""
                    there = mark + plain(kind(step))[:8] in words
                    found.setdefault(kind.__name__, set()).add(there)
    return found


def smallest(sheet: Sheet) -> float:
    return min(item.size for item in sheet.canvas.shapes if isinstance(item, Run))


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("name", ROUTES)
def test_all_sheets_of_a_drawing_tell_the_same_kinds_of_things(book, name, kind):
    """A time that stands on one card and not on the next would look unknown there."""
    route = book[name]
    sheets = list(draw(route, kind, PAPERS[kind], critical=marked(route)).sheets)
    assert {kind: len(found) for kind, found in told(route, sheets).items()} == dict.fromkeys(
        ("times", "due", "produces"), 1
    )


@pytest.mark.parametrize("name", ROUTES)
def test_a_flow_on_a4_tells_times_deadlines_and_papers(book, name):
    """A committee would rather turn a page than miss the waits."""
    route = book[name]
    found = told(route, list(draw(route, critical=marked(route)).sheets))
    assert found == {kind: {True} for kind in ("times", "due", "produces")}


def ground(sheet: Sheet) -> float:
    """The share of the bands, or of the systems of lanes, that cards cover."""
    frames = [box(item) for item in sheet.canvas.shapes if item.owner == "frame"]
    kinds = ("step-", "start-", "end-")
    cards = [node for node in sheet.canvas.nodes if node.id.startswith(kinds)]
    halves = (
        node.rect.width * node.rect.height / (1 + (node.shape == "diamond")) for node in cards
    )
    return sum(halves) / sum(frame.width * frame.height for frame in frames)


@pytest.mark.parametrize(("paper", "theme"), [("a4", "colour"), ("a3", "grey")])
@pytest.mark.parametrize("name", ROUTES)
def test_cards_cover_three_tenths_of_the_ground_of_every_sheet_of_a_flow(book, name, paper, theme):
    sheets = draw(book[name], "flow", paper, theme, critical=marked(book[name])).sheets
    assert min(map(ground, sheets)) > 0.3


@pytest.mark.parametrize("paper", ["a3-landscape", "a4"])
def test_cards_cover_a_quarter_of_the_ground_of_lanes(book, paper):
    shares: dict[str, list[float]] = {}
    for name in ROUTES:
        sheets = draw(book[name], "lanes", paper, critical=marked(book[name])).sheets
        shares[name] = [ground(sheet) for sheet in sheets]
    means = [sum(found) / len(found) for found in shares.values()]
    assert sum(means) / len(means) > 0.25, shares
    assert min(means) > 0.22, shares


@pytest.mark.parametrize("name", ROUTES)
def test_who_else_attends_a_step_is_named_on_its_card_in_lanes(book, name):
    route = book[name]
    for sheet in draw(route, "lanes", "a3-landscape").sheets:
        for node in sheet.canvas.nodes:
            step = route.steps.get(node.id.removeprefix("step-"))
            if step is None or step.decision:
                continue
            runs = (s for s in sheet.canvas.shapes if isinstance(s, Run) and s.owner == node.id)
            words = plain("".join(run.text for run in runs))
            for actor in step.actor[1:]:
                assert plain(str(route.catalogue.actors[actor].name)) in words


@pytest.mark.parametrize("name", ROUTES)
def test_the_legend_takes_few_rows_and_none_has_a_single_sign(book, name):
    for sheet in draw(book[name]).sheets:
        rows = Counter(
            round(item.y)
            for item in sheet.canvas.shapes
            if isinstance(item, Run)
            and (item.owner or "").startswith("sign:")
            and len(item.text) > 3
        )
        assert len(rows) <= 4  # those who attend beside others are named there, too
        assert min(rows.values()) > 1


@pytest.mark.parametrize("seed", range(8))
def test_so_do_those_of_any_route(seed):
    route = one_road(seed, 16)
    assert {len(found) for found in told(route, list(draw(route).sheets)).values()} == {1}


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_sheets_are_about_as_full_as_whole_stages_let_them_be(book, name, paper):
    sheets = draw(book[name], paper=paper).sheets
    cards = [sum("step" in node.classes for node in sheet.canvas.nodes) for sheet in sheets]
    assert max(cards) <= 2 * min(cards)
    assert all(one + two > max(cards) for one, two in pairwise(cards))


@pytest.mark.parametrize("kind", PAPERS)
def test_type_of_a_short_route_grows_to_twelve_points(kind):
    (sheet,) = draw(bare(2), kind, PAPERS[kind]).sheets
    assert smallest(sheet) == pytest.approx(12, abs=0.01)


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("seed", range(4))
def test_growing_type_costs_no_sheet_and_nothing_that_is_said(kind, seed):
    route = road(seed, 9)
    grown = list(draw(route, kind, PAPERS[kind]).sheets)
    small = list(draw(route, kind, PAPERS[kind], type_size=7).sheets)
    assert smallest(grown[0]) >= smallest(small[0])
    assert len(grown) <= len(small)
    both = told(route, grown), told(route, small)
    assert all(both[0][key] >= {True} for key, found in both[1].items() if found == {True})


@pytest.mark.parametrize("kind", PAPERS)
def test_type_is_as_large_as_asked_for(book, kind):
    for sheet in draw(book["5-13"], kind, PAPERS[kind], type_size=10).sheets:
        assert smallest(sheet) == pytest.approx(10, abs=0.01)


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize(
    ("paper", "theme"), [("a4", "high-contrast"), ("a2", "colour"), ("a1-landscape", "grey")]
)
def test_what_is_read_from_afar_or_with_weak_eyes_is_never_in_seven_points(
    book, kind, paper, theme
):
    for sheet in draw(book["0-4"], kind, paper, theme).sheets:
        assert smallest(sheet) >= 8 - 0.01


@pytest.mark.parametrize(("kind", "size"), [("flow", 6.9), ("lanes", 25), ("calendar", 10)])
def test_type_that_cannot_be_had_is_told(kind, size):
    given = f"{size}".replace(".", ",")
    with pytest.raises(UsageError, match=rf"letra {given}: va de 7 a 24 pt, en flow, lanes"):
        draw(bare(2), kind, type_size=float(size))


def test_what_is_no_exercise_is_not_drawn_blank():
    with pytest.raises(UsageError, match=r"«flow» no se dibuja en blanco .* sí: handout\."):
        draw(bare(2), "flow", blank=True)


def test_two_columns_have_the_width_of_a_sheet(book):
    shown = frozenset(step.id for step in book["5-13"].stages[1].steps)
    (sheet,) = draw(book["5-13"], paper="a3", part=Part(shown, "Identidad")).sheets
    rects = sorted(node.rect for node in sheet.canvas.nodes if "step" in node.classes)
    assert rects[-1].right - rects[0].left > 0.66 * sheet.canvas.width
