"""What a printer would notice first: cut words, empty paper, unexplained figures, legends in other words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from math import dist

import pytest

import rutas
from rutas.diagram.parts.card_texts import CardTexts
from rutas.diagram.request import Mark, Sheet
from rutas.model import Route
from rutas.paper.canvas import Canvas, Node, Run, Shape
from rutas.paper.palette import contrast
from tests.diagram.canvas_checks import box, legend, outline, texts, tight
from tests.diagram.drawn import draw, marked
from tests.diagram.kind_cases import bare, drawn, request
from tests.diagram.roads import road

ROUTES = ("0-4", "5-13", "14-17")
PAPERS = {"flow": "a4", "lanes": "a3-landscape"}
LINE = 8.0  # a line of small print, at scale 1


@pytest.fixture(scope="module", params=ROUTES)
def route(request: pytest.FixtureRequest, book: rutas.Book) -> Route:
    return book[request.param]


def sheets(route: Route, kind: str) -> list[Sheet]:
    """The sheets of a real route with the critical points that the analysis finds."""
    return list(draw(route, kind, PAPERS[kind], critical=marked(route)).sheets)


def runs(canvas: Canvas, owner: str) -> list[Run]:
    return [item for item in canvas.shapes if isinstance(item, Run) and item.owner == owner]


def cut_with_room(canvas: Canvas, scale: float) -> list[str]:
    """Cards that cut a text although another line had room in the largest white band on them."""
    return [
        node.id
        for node in canvas.nodes
        if node.shape == "box" and "step" in node.classes
        if any(run.text.endswith("…") for run in runs(canvas, node.id))
        if _white(canvas, node) > 2.6 * LINE * scale
    ]


def _white(canvas: Canvas, node: Node) -> float:
    """The height of the largest band of a card on which nothing is written."""
    ink = [tight(run) for run in runs(canvas, node.id)]
    ink += [tag.rect for tag in canvas.nodes if tag is not node and tag.rect.touches(node.rect)]
    white, down = 0.0, node.rect.top
    for place in sorted(ink, key=lambda one: one.top):
        white, down = max(white, place.top - down), max(down, place.bottom)
    return max(white, node.rect.bottom - down)


@pytest.mark.parametrize("kind", PAPERS)
def test_no_text_is_cut_on_a_card_that_has_room_for_it(route, kind) -> None:
    assert [cut_with_room(sheet.canvas, 1.0) for sheet in sheets(route, kind)] == [
        [] for _ in sheets(route, kind)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_nor_on_any_route(seed: int) -> None:
    sheet_of = draw(road(seed, 10 + 4 * seed), ("flow", "lanes")[seed % 2], "a3-landscape")
    scale = request("a3-landscape").paper.scale if seed % 2 == 0 else 1.0
    for sheet in sheet_of.sheets:
        assert cut_with_room(sheet.canvas, scale) == []


def test_lanes_of_the_real_routes_cut_nothing(route) -> None:
    for sheet in sheets(route, "lanes"):
        assert [text for text in texts(sheet.canvas) if text.endswith("…")] == []


def test_lanes_are_drawn_down_to_their_legend(route) -> None:
    for sheet in sheets(route, "lanes"):
        shapes = sheet.canvas.shapes
        frame = max(box(item).bottom for item in shapes if item.owner == "frame")
        legend = min(box(item).top for item in shapes if (item.owner or "").startswith("sign:"))
        assert legend - frame < 0.05 * sheet.canvas.height


def test_the_title_block_says_which_steps_a_sheet_has(route) -> None:
    for kind in PAPERS:
        for number, sheet in enumerate(sheets(route, kind), 1):
            steps = [node.id.removeprefix("step-") for node in sheet.canvas.nodes]
            numbers = [CardTexts(route).number[step] for step in steps if step in route.steps]
            block = [run.text for run in runs(sheet.canvas, "title-block")]
            assert f"Hoja {number} de {len(sheets(route, kind))}" in block
            assert f"Pasos {min(numbers)} a {max(numbers)}" in block


def test_the_foot_names_the_route_and_the_day_as_people_write_it(route) -> None:
    for sheet in sheets(route, "flow"):
        left, right = (run.text for run in runs(sheet.canvas, "footer"))
        assert left.startswith(str(route.name))
        assert right.startswith("03/11/2021")


def test_a_channel_that_cards_call_by_two_names_is_in_the_legend_with_both(route) -> None:
    for sheet in (*sheets(route, "flow"), *sheets(route, "lanes")):
        legend = " ".join(
            plain(item.text)
            for item in sheet.canvas.shapes
            if isinstance(item, Run) and (item.owner or "").startswith("sign:channel")
        )
        for words, name in heads(sheet.canvas, route):
            explained = plain(words) in legend and plain(name) in legend
            assert explained or plain(words)[:4] in plain(name)


def plain(text: str) -> str:
    """A text in small letters and without accents."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def heads(canvas: Canvas, route: Route) -> Iterator[tuple[str, str]]:
    """What stands in the heads of cards for the channel, and its name, without how many others there are."""
    texts = CardTexts(route)
    for node in canvas.nodes:
        step = route.steps.get(node.id.removeprefix("step-"))
        if step and "step" in node.classes:
            names = texts.channel_names(step)
            found = [run.text for run in runs(canvas, node.id) if run.text in names]
            yield from ((re.sub(r" \+\d+$", "", text), names[-3]) for text in found[:1])


@pytest.mark.parametrize("kind", PAPERS)
def test_a_figure_beside_the_committees_words_says_what_it_counts(kind) -> None:
    route = bare(2)
    step = route.steps["p0"].model_copy(update={"critical": rutas.model.Text("Queda lejos")})
    asked = request(PAPERS[kind], marks={"p0": Mark("Se pierde", "40 %", "se pierde")})
    mark = asked.mark(step)
    assert mark == Mark("Queda lejos", "40 %", "se pierde")
    assert mark.measured == "40 % se pierde"
    assert asked.mark(route.steps["p0"]) == Mark("Se pierde", "40 %"), "the reason says it"


def test_no_figure_of_the_real_routes_stands_alone(route) -> None:
    found = marked(route)
    for sheet in (*sheets(route, "flow"), *sheets(route, "lanes")):
        for node in sheet.canvas.nodes:
            step = route.steps.get(node.id.removeprefix("step-"))
            if step is None or step.critical is None or "critical" not in node.classes:
                continue
            mark = found.get(step.id)
            words = " ".join(run.text for run in runs(sheet.canvas, node.id)).casefold()
            if mark and mark.figure:
                assert mark.unit in words


def test_what_changed_is_shown_on_short_cards_too(book: rutas.Book) -> None:
    """Before and after look alike where the changed field is not on the card."""
    step = book["0-4"].steps["inscripcion"]
    for kind, paper in PAPERS.items():
        changed = draw(book["0-4"], kind, paper, changes={"inscripcion": "changed"})
        words = [
            text
            for sheet in changed.sheets
            for text in (run.text for run in runs(sheet.canvas, f"step-{step.id}"))
        ]
        assert any("espera" in text for text in words)


def test_the_frame_of_a_changed_decision_is_a_diamond(book: rutas.Book) -> None:
    """A box round it would run through the words of its answers."""
    for sheet in draw(book["0-4"], changes={"lugar-parto": "changed"}).sheets:
        owned = [i for i in sheet.canvas.shapes if i.owner == "step-lugar-parto"]
        shapes = [i for i in owned if isinstance(i, Shape)]
        frames = [i for i in shapes if i.pen.stroke == request().theme.changed]
        for frame in frames:
            assert len({round(x) for x, _ in outline(frame)}) == 3, "a box has two sides"


def test_outcomes_of_a_life_stand_side_by_side_and_nothing_is_cut(book: rutas.Book) -> None:
    (sheet,), _ = drawn("lifecycle", list(book.values()), request())
    ends = [node for node in sheet.canvas.nodes if "success" in node.classes]
    assert len(ends) == len(book)
    assert len({round(node.rect.top, 1) for node in ends}) == 1
    assert [text for text in texts(sheet.canvas) if text.endswith("…")] == []


def test_connectors_of_a_card_are_in_order(route) -> None:
    for sheet in (*sheets(route, "flow"), *sheets(route, "lanes")):
        for node in sheet.canvas.nodes:
            tags = [t for t in sheet.canvas.nodes if "connector" in t.classes]
            inside = [t for t in tags if t.rect.touches(node.rect) and t is not node]
            if "step" not in node.classes or not inside:
                continue
            rows = sorted(inside, key=lambda t: (round(t.rect.top), t.rect.left))
            named = [
                (t, re.search(r"(\d+)( h\d+)?$", t.tooltip)) for t in rows
            ]  # of the other step
            numbers = [("out" in t.classes, int(found[1])) for t, found in named if found]
            assert numbers == sorted(numbers)


def test_no_words_of_an_answer_stand_at_another_ones_connector(route) -> None:
    """They would be read as what leads there."""
    for sheet in (*sheets(route, "flow"), *sheets(route, "lanes")):
        ends = {edge.id: {edge.source, edge.target} for edge in sheet.canvas.edges}
        for tag in (node for node in sheet.canvas.nodes if "connector" in node.classes):
            for owner, known in ends.items():
                if tag.id not in known:
                    near = [r.text for r in runs(sheet.canvas, owner) if _near(r, tag)]
                    assert near == []


def _near(run: Run, tag: Node, gap: float = 5.0) -> bool:
    return tight(run).touches(tag.rect, gap)


def test_no_line_begins_with_the_dot_between_two_things(route) -> None:
    for sheet in (*sheets(route, "flow"), *sheets(route, "lanes")):
        assert [text for text in texts(sheet.canvas) if text.startswith("·")] == []


def test_no_line_runs_along_the_frame(route) -> None:
    """Both would be taken for one line."""
    for sheet in (*sheets(route, "flow"), *sheets(route, "lanes")):
        frames = [box(item) for item in sheet.canvas.shapes if item.owner == "frame"]
        left, right = min(f.left for f in frames), max(f.right for f in frames)
        for edge in sheet.canvas.edges:
            ends = [x for x, _ in edge.points]
            assert min(ends) > left + 5, edge.id
            assert max(ends) < right - 5, edge.id


def test_an_answer_leaves_a_diamond_at_a_corner_or_at_a_pin(route) -> None:
    for sheet in (*sheets(route, "flow"), *sheets(route, "lanes")):
        for node in (one for one in sheet.canvas.nodes if one.shape == "diamond"):
            (x, y), place = node.rect.centre, node.rect
            known = [(x, place.top), (place.right, y), (x, place.bottom), (place.left, y)]
            owned = [one for one in sheet.canvas.shapes if one.owner == node.id]
            dots = [s for s in owned if isinstance(s, Shape) and s.kind == "ellipse"]
            known += [dot.points[0] for dot in dots]
            for edge in (one for one in sheet.canvas.edges if one.source == node.id):
                assert min(dist(edge.points[0], spot) for spot in known) < 2.5, edge.id


def test_no_word_beside_a_line_is_broken(route) -> None:
    for sheet in (*sheets(route, "flow"), *sheets(route, "lanes")):
        for edge in sheet.canvas.edges:
            assert not [r.text for r in runs(sheet.canvas, edge.id) if r.text.endswith("-")]


@pytest.mark.parametrize("kind", PAPERS)
def test_red_blocks_are_two_a_sheet_and_those_of_the_first_in_rank(route, kind) -> None:
    """Where all that is critical were filled, nothing would stand out."""
    ranks = list(marked(route))
    for sheet in sheets(route, kind):
        steps = {n.id: n for n in sheet.canvas.nodes if "critical" in n.classes}
        cards = [name for name, node in steps.items() if node.shape == "box"]
        filled = {
            item.owner
            for item in sheet.canvas.shapes
            if isinstance(item, Shape) and item.owner in steps
            if item.pen.fill == request().theme.critical and box(item).width > 10
        }
        ranked = sorted(cards, key=lambda name: ranks.index(name.removeprefix("step-")))
        assert filled == set(ranked[:2])
        assert ("critical-first" in legend(sheet.canvas)) == bool(filled)


@pytest.mark.parametrize("theme", ["colour", "grey", "high-contrast"])
def test_what_is_marked_has_an_edge_that_needs_no_colour(book: rutas.Book, theme: str) -> None:
    """A pale ring is lost on a copier."""
    inks = request(theme=theme).theme
    for kind in PAPERS:
        drawing = draw(book["0-4"], kind, theme=theme, highlight=["parto", "lugar-parto"])
        rings = [
            item
            for sheet in drawing.sheets
            for item in sheet.canvas.shapes
            if isinstance(item, Shape) and item.pen.fill == inks.highlight
        ]
        assert len(rings) >= 3, "a card, a diamond, and the legend's"
        for ring in rings:
            assert ring.pen.stroke
            assert contrast(ring.pen.stroke, inks.band) >= 3
