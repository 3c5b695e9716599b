"""Random territories for sheets: of none to eighty points, on the catalogue, ficha and calendar of a book."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from rutas import Book
from rutas.diagram.kinds import KINDS
from rutas.diagram.local import Local
from rutas.diagram.request import Request, Sheet
from rutas.model.territory import Territory
from rutas.paper.canvas import Run
from tests.diagram.canvas_checks import Flaw, flaws, tight
from tests.diagram.kind_cases import NAMES, REAL, SHEETS, request
from tests.diagram.worlds import phrase

ON = date(2026, 11, 30)
_HOURS = (
    "lun-vie 7:00-11:30 y 13:00-15:00",
    "24 horas",
    "lun a vie 6:00-13:00; sáb 7:00-11:00; 2027-01-04..2027-01-15 cerrado",
    "2.º y 4.º mar 7:00-11:00",
    "2027-01-20..2027-01-21 7:00-13:00; 2027-02-03 8:00-12:00",
    "mar-nov lun-vie 7:00-17:00",
    "lun-jue 7:00-13:00; vie 7:00-11:00 con turno",
    "lun-dom 4:30-22:00; feriados 8:00-12:00",
    "cada 2 semanas desde 2026-12-02 mié 8:00-12:00; lun 7:00-8:00, 9:00-10:00, 11:00-12:00",
    "lun-vie 20:00-24:00",
)
_PLACES = 9
SPOKEN = ("es", "en", "gn")
LOOKS = [(*look, SPOKEN[n % 3]) for n, look in enumerate(REAL)]
"""Papers in themes and languages."""


def villeta(book: Book, route: str | None = None) -> Local:
    return Local(book.territories["villeta"], book, ON, book[route] if route else None)


def local_world(book: Book, seed: int, count: int | None = None) -> Local:
    """A territory drawn from a seed, with a route for the kinds that show one."""
    dice = random.Random(seed)
    points = dice.choice([0, 1, 3, 12, 30, 80]) if count is None else count
    places = [f"lugar{n}" for n in range(dice.randint(1, _PLACES))]
    mapped = dice.random() < 0.5
    rows: dict[str, dict[str, Any]] = {}
    for name in places:
        rows[name] = {"name": phrase(dice, 1, 5)}
        if mapped:
            rows[name]["at"] = [-25 - dice.random(), -57 - dice.random()]
        if dice.random() < 0.7:
            rows[name]["people"] = dice.randint(0, 90000)
    ways = [
        {"from": one, "to": dice.choice(places[:n]), "takes": f"{dice.randint(5, 240)} min"}
        for n, one in enumerate(places)
        if n and dice.random() < 0.8
    ]
    villeta = book.territories["villeta"]
    tree: dict[str, Any] = {
        "id": "territorio",
        "name": phrase(dice, 1, 8),
        "status": dice.choice(["example", "draft", "validated"]),
        "complete": dice.random() < 0.3,
        "places": rows,
        "travel": ways,
        "points": [_point(dice, book, n, places) for n in range(points)],
        "demand": {"0-4": "640 per year"},
        "questions": villeta.questions,
        "calendar": villeta.calendar,
    }
    if dice.random() < 0.6:
        tree["survey"] = {
            "on": "2021-11-03", "points": points + dice.randint(0, 90), "surveyed": points,
            "source": dice.choice(list(book.catalogue.sources)),
        }  # fmt: skip
    return Local(Territory.model_validate(tree), book, ON, book["0-4"])


def _point(dice: random.Random, book: Book, number: int, places: list[str]) -> dict[str, Any]:
    catalogue = book.catalogue
    services = dice.sample(list(catalogue.services), dice.randint(0, 6))
    items = dice.sample(list(book.territories["villeta"].questions.items), dice.randint(0, 8))
    said: dict[str, Any] = {
        "source": dice.choice(["example", "estimate", *catalogue.sources]),
        "surveyed": {"on": dice.choice(["2021-10-12", "2026-11-01"])},
        "phone": dice.choice(["021 000000", "(0981) 123 456 o 021 555 444 (interno 12)"]),
        "languages": dice.sample(["es", "gn", "Enlhet norte", "portugués"], 2),
        "access": phrase(dice, 2, 30),
        "note": phrase(dice, 2, 30),
        "quota": dice.randint(1, 200),
        "tokens_at": "6:30",
        "place": dice.choice(places),
        "serves": [dice.choice(places)],
        "channel": [dice.choice(list(catalogue.channels))],
        "ficha": {
            "on": "2021-12-10",
            **{item: dice.choice(["yes", "partly", "no", "unknown"]) for item in items},
        },
    }
    kept = {key: value for key, value in said.items() if dice.random() < 0.6}
    return {
        "id": f"punto{number}",
        "name": phrase(dice, 1, 9),
        "actor": dice.sample(list(catalogue.actors), dice.randint(1, 3)),
        "hours": dice.choice(_HOURS),
        "offers": {name: _offer(dice) for name in services},
        **kept,
    }


def _offer(dice: random.Random) -> dict[str, Any]:
    offer = {
        "hours": dice.choice(_HOURS),
        "quota": 8,
        "tokens_at": "6:00",
        "note": phrase(dice, 1, 20),
    }
    return {key: value for key, value in offer.items() if dice.random() < 0.3}


def changed(local: Local, **fields: Any) -> Local:
    """The same with some fields of its territory changed."""
    return replace(local, territory=local.territory.model_copy(update=fields))


def said_by(sheets: list[Sheet], owner: str) -> list[str]:
    """The texts that belong to a node or a head, as they are drawn."""
    return [
        item.text.replace("\u00a0", " ")
        for sheet in sheets
        for item in sheet.canvas.shapes
        if isinstance(item, Run) and item.owner == owner
    ]


def drawn_local(kind: str, local: Local, asked: Request) -> tuple[list[Sheet], list[Flaw]]:
    sheets = KINDS[kind].draw(local, asked)
    measured = replace(asked, paper=replace(asked.paper, scale=sheets[0].canvas.scale))
    return sheets, [*flaws(sheets, measured), *_spilt(sheets)]


def _spilt(sheets: list[Sheet]) -> Iterator[Flaw]:
    """Texts that stand out of the shape that they belong to."""
    for sheet in sheets:
        places = {node.id: node.rect for node in sheet.canvas.nodes}
        for item in sheet.canvas.shapes:
            if isinstance(item, Run) and item.owner in places:
                place, own = places[item.owner], tight(item)
                if not (place.holds(own[:2]) and place.holds(own[2:])):
                    yield Flaw("text out of its shape", item.text)


def any_territory(kind: str, book: Book, seed: int) -> list[Flaw]:
    """The flaws of a random territory, on one of the papers, in one of the themes and languages."""
    asked = request(SHEETS[seed % 6], NAMES[seed // 6 % 3], lang=("es", "en")[seed % 2])
    start = seed + 1000 * sorted(KINDS).index(kind)
    return drawn_local(kind, local_world(book, start), asked)[1]
