"""Names of up to 120 letters, words that no card holds, many answers and branches: all stay in their shape."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice, product

import pytest

from rutas.diagram.kinds import KINDS
from rutas.diagram.request import Sheet
from rutas.layout.geometry import Rect
from rutas.model import Route, Text
from rutas.paper.canvas import Run
from tests.diagram.canvas_checks import flaws, tight
from tests.diagram.kind_cases import NAMES, SHEETS, bare, request
from tests.diagram.roads import road
from tests.diagram.worlds import world

WORDS = [
    "acta",
    "inscripción",
    "de",
    "la",
    "por",
    "con",
    "institucionalización",
    "interinstitucional/departamental",
]
SEEDS = [*islice((n for n in range(500) if 4 < len(world(n).steps) < 16), 10)]


def phrase(dice: random.Random, most: int) -> str:
    """A name of at most so many letters; one word in ten is of 20 to 60 letters that mean nothing."""
    words: list[str] = []
    while True:
        senseless = "".join(dice.choices("abcdefghijlmnopqrstuvz", k=dice.randint(20, 60)))
        word = senseless if dice.random() < 0.1 else dice.choice(WORDS)
        if len(" ".join([*words, word])) > most:
            return " ".join(words) or "acta"
        words.append(word)


def renamed(route: Route, dice: random.Random) -> Route:
    """The route with longer names of itself, its stages and its steps."""

    def longer(step):
        name = phrase(dice, dice.randint(5, 120))
        return step.model_copy(
            update={"question": Text(f"¿{name}?")} if step.question else {"name": Text(name)}
        )

    stages = tuple(
        stage.model_copy(
            update={"steps": tuple(map(longer, stage.steps)), "name": Text(phrase(dice, 60))}
        )
        for stage in route.stages
    )
    return route.model_copy(update={"stages": stages, "name": Text(phrase(dice, 120))})


def outside(sheet: Sheet) -> Iterator[str]:
    """The texts of a step, an end or a way in that are not wholly inside its shape."""
    nodes = {node.id: node for node in sheet.canvas.nodes}
    for run in (item for item in sheet.canvas.shapes if isinstance(item, Run)):
        node = nodes.get(run.owner or "")
        if node is None or "connector" in node.classes:
            continue
        ink, place = tight(run), node.rect
        corners = [(x, y) for x in (ink.left, ink.right) for y in (ink.top, ink.bottom)]
        if node.shape == "diamond":
            if any(_from_middle(place, corner) > 1.02 for corner in corners):
                yield run.text
        elif not all(map(place.inset(-0.5).holds, corners)):
            yield run.text


def _from_middle(place: Rect, point: tuple[float, float]) -> float:
    """How far a point is from a diamond's middle; 1 is the edge."""
    (x, y), (across, down) = place.centre, (place.width / 2, place.height / 2)
    return abs(point[0] - x) / across + abs(point[1] - y) / down


def clean(kind: str, route: Route, n: int = 0) -> None:
    asked = request(SHEETS[n % 6], NAMES[n % 3])
    sheets = KINDS[kind].draw([route], asked)
    assert [text for sheet in sheets for text in outside(sheet)] == []
    wrong = {"texts together", "on the legend", "on the heading", "line through a text", "small"}
    assert [flaw for flaw in flaws(sheets, asked) if flaw.kind in wrong] == []


@pytest.mark.parametrize("kind", ["flow", "lanes"])
@pytest.mark.parametrize("seed", SEEDS)
def test_every_text_stays_in_its_shape(kind: str, seed: int) -> None:
    clean(kind, renamed(world(seed), random.Random(seed)), seed)


@pytest.mark.parametrize("kind", ["flow", "lanes"])
def test_a_word_of_sixty_letters_stays_in_its_diamond(kind: str) -> None:
    ask = {"id": "p", "question": f"¿{'abcdefghij' * 6}?", "next": [{"to": "q"}, {"to": "r"}]}
    clean(kind, _fan([ask], "qr"))


@pytest.mark.parametrize(("kind", "sheet"), [*product(["flow", "lanes"], [0, 3])])
def test_twelve_answers_stay_apart(kind: str, sheet: int) -> None:
    answers = [{"to": n, "when": f"Respuesta número {n}"} for n in "abcdefghijkl"]
    clean(kind, _fan([{"id": "p", "question": "¿Cuál?", "next": answers}], "abcdefghijkl"), sheet)


@pytest.mark.parametrize("kind", ["flow", "lanes"])
def test_a_fork_into_nine_stays_apart(kind: str) -> None:
    fork = {"id": "p", "name": "Abrir", "next": {"all": [*"abcdefghi"]}}
    clean(kind, _fan([fork], "abcdefghi", join="all"))


@pytest.mark.parametrize("seed", [5054, 5109])
def test_the_plus_of_a_fork_leaves_its_connectors_whole(seed: int) -> None:
    clean("flow", road(seed, 8 + seed % 30))


def _fan(first: list[dict[str, object]], ids: str, **last: str) -> Route:
    """A route that parts at its first step and comes together again."""
    middle = [{"id": n, "name": f"Paso {n}", "next": "fin"} for n in ids]
    end = {"id": "fin", "name": "Fin", "outcome": "bien", **last}
    return bare(stages=[{"id": "e", "name": "Etapa", "steps": [*first, *middle, end]}])
