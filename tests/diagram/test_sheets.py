"""The finished sheets of flows and lanes, measured with a ruler: on the real routes and on random ones."""

from __future__ import annotations

import re
from collections import Counter

import pytest

import rutas
from rutas.diagram.parts.sheet_frame import day
from rutas.diagram.request import Mark
from rutas.model import Route
from rutas.paper.canvas import Canvas
from tests.diagram.drawn import draw
from tests.diagram.drawn import pictures as seen
from tests.diagram.witness import Picture, sound

ROUTES = ("0-4", "5-13", "14-17")
SHEETS = {("flow", "a4"): 0.05, ("flow", "a3"): 0.10, ("lanes", "a3-landscape"): 0.10}


@pytest.fixture(scope="module", params=ROUTES)
def route(request: pytest.FixtureRequest, book: rutas.Book) -> Route:
    return book[request.param]


_cache: dict[tuple[str, str, str], list[Picture]] = {}


def pictures(route: Route, kind: str, paper: str) -> list[Picture]:
    key = (route.id, kind, paper)
    if key not in _cache:
        _cache[key] = seen(draw(route, kind, paper))
    return _cache[key]


@pytest.mark.parametrize(("kind", "paper"), SHEETS)
class TestRealRoutes:
    def test_nothing_touches_what_it_should_not(self, route, kind, paper) -> None:
        for picture in pictures(route, kind, paper):
            sound(picture)

    def test_few_lines_cross(self, route, kind, paper) -> None:
        sheets = pictures(route, kind, paper)
        crossings = sum(picture.crossings() for picture in sheets)
        assert crossings <= SHEETS[kind, paper] * sum(len(picture.lines) for picture in sheets)
        for picture in sheets if kind == "flow" else ():
            assert picture.crossings() <= max(1, SHEETS[kind, paper] * len(picture.lines))

    def test_no_line_but_a_branch_touches_the_side_of_its_fork(self, route, kind, paper) -> None:
        for picture in pictures(route, kind, paper):
            boxes = {figure.id.removeprefix("step-"): figure.box for figure in picture.steps()}
            for line in picture.lines:
                source = line.id.removeprefix("link-").split("--")[0]
                if line.id.endswith(".in"):  # from another part: it begins at a connector
                    continue
                exits = {"missing", "late"} & set(line.classes)
                for name, (x, _) in ((source, line.path[0]), (line.target, line.path[-1])):
                    step = route.steps.get(name)
                    if step is None or step.decision or name not in boxes:
                        continue
                    left, _, right, _ = boxes[name]
                    if step.parallel:
                        assert (abs(x - right) < 1.5) is (name == source and not exits)
                    if step.join == "all" and name == source:
                        assert abs(x - left) > 1.5

    def test_every_step_and_link_is_drawn_once(self, route, kind, paper) -> None:
        sheets = pictures(route, kind, paper)
        steps = Counter(f.id for picture in sheets for f in picture.steps())
        assert steps == Counter(f"step-{step}" for step in route.steps)
        links = {line.id for picture in sheets for line in picture.lines}
        tags = {f.id for picture in sheets for f in picture.connectors()}
        for step in route.steps.values():
            for link in step.links:
                key = f"{step.id}--{link.to}"
                assert f"link-{key}" in links or f"connector-{key}-out" in tags

    def test_connectors_come_in_pairs_and_name_their_sheets(self, route, kind, paper) -> None:
        sheets = pictures(route, kind, paper)
        numbers = {key: str(n) for n, key in enumerate(route.steps, 1)}
        of = {f.id: n for n, picture in enumerate(sheets, 1) for f in picture.steps()}
        ends: dict[str, dict[str, list[str]]] = {}
        for here, picture in enumerate(sheets, 1):
            for tag in picture.connectors():
                key, side = tag.id.removeprefix("connector-").rsplit("-", 1)
                other = key.split("--")[side == "out"]
                sheet = of[f"step-{other}"]
                told = [numbers[other]] if sheet == here else [numbers[other], f"h{sheet}"]
                assert tag.texts[-len(told) :] == told
                ends.setdefault(key, {})[side] = tag.texts
        assert all(pair.keys() == {"in", "out"} for pair in ends.values())

    def test_every_answer_is_written(self, route, kind, paper) -> None:
        told: dict[str, str] = {}
        for picture in pictures(route, kind, paper):
            for line in picture.lines:
                told[line.id] = told.get(line.id, "") + " ".join(text for _, text in line.labels)
            for tag in picture.connectors():
                key = tag.id.removeprefix("connector-").rsplit("-", 1)[0]
                told[f"link-{key}"] = told.get(f"link-{key}", "") + " ".join(
                    text for text in tag.texts if not re.fullmatch(r"h?\d+", text)
                )
        for step in route.steps.values():
            for link in step.links:
                if link.when:
                    words = told[f"link-{step.id}--{link.to}"].split("…")[0].replace("\u00a0", " ")
                    assert link.when.startswith(words.strip()), words

    def test_the_legend_has_the_signs_in_use_and_no_other(self, route, kind, paper) -> None:
        """All but those that explain themselves: a card with a name, a diamond that asks, an arrow."""
        for picture in pictures(route, kind, paper):
            assert picture.legend == signs_in(picture, route) - {"step", "decision", "flow"}

    def test_title_block_version_and_date_are_on_every_sheet(self, route, kind, paper) -> None:
        sheets = pictures(route, kind, paper)
        for number, picture in enumerate(sheets, 1):
            words = " ".join(picture.words())
            for wanted in (str(route.name), "Borrador", "Versión", day(route.revised, "es")):
                assert wanted in words
            assert f"Hoja {number} de {len(sheets)}" in words


def test_the_ruler_finds_planted_faults(book: rutas.Book) -> None:
    """A ruler that never found anything may measure nothing."""
    good = pictures(book["0-4"], "flow", "a4")[1]
    sound(good)
    picture = Picture(good.text)
    line = next(line for line in picture.lines if line.labels)
    card = next(f for f in picture.steps() if not f.diamond and f.id not in line.id)
    left, top, right, bottom = card.box
    line.path = [(left - 20, (top + bottom) / 2), (right + 20, (top + bottom) / 2)]
    assert (line.id, card.id) in picture.lines_in_cards()
    other = next(o for o in picture.lines if o.target != line.target)
    line.path = list(other.path)
    assert picture.lines_together()
    line.labels = [((left + 5, top + 5, left + 20, top + 12), "Sí")]
    assert (line.id, card.id) in picture.touching_labels()
    tag = next(f for f in picture.connectors() if picture.tags_outside() == [])
    tag.box = (left - 3, top + 2, left + 20, top + 12)
    assert (tag.id, card.id) in picture.tags_outside()
    bigger = re.sub(
        r'font-size="([\d.]+)"', lambda m: f'font-size="{float(m[1]) * 1.3}"', good.text
    )
    assert Picture(bigger).texts_outside()
    lanes = (Picture(one.text) for one in pictures(book["14-17"], "lanes", "a3-landscape"))
    flat = max(lanes, key=Picture.crossings)
    assert flat.crossings() == flat.bridges() > 0
    flat.groups = {}
    assert flat.crossings() != flat.bridges()


def signs_in(picture: Picture, route: Route) -> set[str]:
    """The signs that a reader meets on a sheet, told from its classes and shapes."""
    found = set()
    for figure in picture.figures:
        kinds = set(figure.classes) & {"critical", "decision"}
        found |= kinds
        if "connector" in figure.classes:
            found.add("connector-in" if "in" in figure.classes else "connector-out")
        elif "start" in figure.classes:
            found.add("start")
        elif (
            figure.id.startswith("end-")
            or "success" in figure.classes
            or "failure" in figure.classes
        ):
            found.add("end")
        elif "decision" not in figure.classes:
            found.add("step")
            step = route.steps[figure.id.removeprefix("step-")]
            if step.channel:
                kind = route.catalogue.channels[step.channel[0]].kind
                if in_lanes(picture) or kind == "in-person":  # else its word is on the card
                    found.add(f"channel-{kind}")
            if "indirect" in figure.classes:
                found.add("critical-indirect" if "critical" in kinds else "indirect")
            words = {"fork": "Abre", "join": "Junta"}
            silent = [c for c, word in words.items() if word not in " ".join(figure.texts)]
            if set(silent if not in_lanes(picture) else words) & set(figure.classes):
                found.add("fork")
    found |= signs_on_cards(picture, route)
    for line in picture.lines:
        found.add(
            "return" if "return" in line.classes
            else "indirect-flow" if "indirect" in line.classes
            else "flow"
        )  # fmt: skip
    found -= {"indirect-flow"} if "indirect" in found else set()
    return found - {"critical-indirect"} if {"critical", "indirect"} <= found else found


def in_lanes(picture: Picture) -> bool:
    return any(group.get("class") == "lane" for group in picture.groups.values())


def signs_on_cards(picture: Picture, route: Route) -> set[str]:
    """What cards say in short, the answers' dots, and the colours of sectors where there are several."""
    found, sectors = set(), set()
    lanes = any(group.get("class") == "lane" for group in picture.groups.values())
    for figure in picture.figures:
        step = route.steps.get(figure.id.removeprefix("step-"))
        if step is None:
            continue
        found |= {"more"} if any(re.search(r" \+\d+$", text) for text in figure.texts) else set()
        if any(re.search(r"(^|\u00a0)\+\d+$", text) for text in figure.texts):
            found |= {f"actor-{actor}" for actor in step.actor[1:]}
        found |= {"produces"} if any(text.startswith("»") for text in figure.texts) else set()
        if step.decision:
            circles = picture.groups[figure.id].iter("{http://www.w3.org/2000/svg}ellipse")
            found |= {"answer"} if [*circles] else set()
        if step.actor and (lanes or not step.decision):
            actor = route.catalogue.actors[step.actor[0]]
            wide = actor.level in {"district", "department", "national"}
            sectors.add("hospital" if actor.sector == "salud" and wide else actor.sector)
    return found | ({f"sector-{sector}" for sector in sectors} if len(sectors) > 1 else set())


def test_forward_links_go_right_or_down(book: rutas.Book) -> None:
    """Most do: a line that goes up and left without being a return is a mistake of placing."""
    for name in ROUTES:
        for picture in pictures(book[name], "flow", "a4"):
            boxes = {figure.id: figure.box for figure in picture.figures}
            wrong = [
                line.id
                for line in picture.lines
                if "return" not in line.classes
                and f"step-{line.target}" in boxes
                and line.path[-1][1] < line.path[0][1] - 20
                and line.path[-1][0] < line.path[0][0]
            ]
            assert wrong == []


def test_lanes_stand_as_the_catalogue_declares_them(book: rutas.Book) -> None:
    order = list(book.catalogue.actors)
    for name in ROUTES:
        for sheet in draw(book[name], "lanes", "a3-landscape").sheets:
            for system in _systems(sheet.canvas):
                front = [order.index(key[6:]) for key in system if key.startswith("front-")]
                back = [order.index(key[5:]) for key in system if key.startswith("back-")]
                sides = [key.split("-")[0] for key in system]
                assert front == sorted(front)
                assert back == sorted(back)
                assert sides == sorted(sides, key=["family", "front", "back"].index)


def _systems(canvas: Canvas) -> list[list[str]]:
    """The lanes of each system from the top: the bar with the stages' names parts them."""
    found: list[list[str]] = [[]]
    for item in canvas.shapes:
        kind, _, key = (item.owner or "").partition(":")
        if kind == "stage" and found[-1]:
            found.append([])
        elif kind == "lane" and key not in found[-1]:
            found[-1].append(key)
    return found


def test_both_lines_are_named_on_every_sheet_of_lanes(book: rutas.Book) -> None:
    for name in ROUTES:
        for picture in pictures(book[name], "lanes", "a3-landscape"):
            words = picture.words()
            assert "línea de interacción" in words
            assert "línea de visibilidad" in words


def test_what_an_analysis_found_is_marked_with_its_figure(book: rutas.Book) -> None:
    marks = {"captacion": Mark("Se pierde mucha gente", "14 %")}
    picture = Picture(draw(book["0-4"], critical=marks).svg())
    figure = next(f for f in picture.figures if f.id == "step-captacion")
    assert "critical" in figure.classes
    assert "14\u00a0%\u00a0· Se pierde" in " ".join(figure.texts)


def test_a_selection_and_a_story_are_marked(book: rutas.Book) -> None:
    route = book["0-4"]
    plain = Picture(draw(route).svg())
    story = ("captacion", "control-prenatal", "controles-prenatales")
    marked = Picture(draw(route, highlight=["plan-parto"], story=story).svg())
    assert {"highlight", "story"} <= marked.legend - plain.legend
    figure = next(f for f in marked.figures if f.id == "step-plan-parto")
    assert "highlight" in figure.classes
    link = marked.groups["link-captacion--control-prenatal"]
    other = marked.groups["link-controles-prenatales--plan-parto"]
    assert len(list(link)) > len(list(other)), "a band lies under the story's links"


def test_english_words_around_spanish_content(book: rutas.Book) -> None:
    picture = Picture(draw(book["0-4"], lang="en").svg())
    words = " ".join(picture.words())
    assert "flow by stages" in words
    assert "Sheet 1 of" in words
    assert "Captación" in words


@pytest.mark.parametrize(
    ("kind", "paper"), [("flow", "a4"), ("flow", "a3"), ("lanes", "a3-landscape"), ("lanes", "a4")]
)
def test_no_line_comes_from_below_to_a_step_on_the_right(route, kind, paper) -> None:
    """It would be read as going back."""
    for sheet in draw(route, kind, paper).sheets:
        places = {node.id: node.rect for node in sheet.canvas.nodes}
        for edge in sheet.canvas.edges:
            source, target = places[edge.source], places[edge.target]
            (x1, y1), (x2, y2) = edge.points[-2:]
            if (
                kind == "lanes" and y2 > target.bottom + 5
            ):  # it joins another, which is looked at, too
                continue
            upwards = y2 < y1 - 0.5 and abs(x2 - x1) < 0.5 and y1 > target.bottom
            assert "return" in edge.classes or not upwards or source.right > target.left, edge.id
