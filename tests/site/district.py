"""A district of as many points as asked for, each with hours, a telephone and a way of its own, in a copy of the frozen book."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

import rutas
from rutas.site.local import Said

if TYPE_CHECKING:
    from rutas.site.data import Route, Site

BOOK = Path(__file__).parents[1] / "routes"
_SYLLABLES = (
    "ka", "ra", "gua", "zu", "mi", "ri", "ta", "pe", "jhu", "ve", "ko", "po", "ya", "ty", "ñu", "mbo", "i", "pa", "cha", "co",
)  # fmt: skip
_SEEN = (
    "al lado de la capilla", "frente a la plaza", "detrás de la escuela", "sobre la ruta", "hay rampa", "tres escalones",
    "hay sanitario", "sin sombra para esperar", "entrada por el portón", "segundo piso", "no hay sillas",
)  # fmt: skip


def district(folder: Path, points: int) -> Path:
    """Write the book with that many points in its district, and return where it stands."""
    copy = Path(shutil.copytree(BOOK, folder))
    tree = rutas.load(copy).territories.files["villeta"].tree
    rng = random.Random(points)
    given = tree["points"]
    tree["places"] = {
        f"lugar-{n}": {"name": _name(rng, n), "people": 100 + 7 * n} for n in range(20)
    }
    tree["travel"] = [
        {"from": "lugar-0", "to": f"lugar-{n}", "takes": f"{10 + 3 * n} min"} for n in range(1, 20)
    ]
    tree["points"] = [_point(rng, given[n % len(given)], n) for n in range(points)]
    tree["survey"], tree["actions"] = {**tree["survey"], "points": points}, []
    (copy / "territories" / "villeta.yaml").write_text(
        yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    return copy


def _name(rng: random.Random, number: int) -> str:
    words = ("".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))).capitalize() for _ in range(2))
    return f"{' '.join(words)} {number}"


def _point(rng: random.Random, like: dict[str, Any], number: int) -> dict[str, Any]:
    opens, closes = rng.randint(24, 32), rng.randint(44, 66)  # quarters of an hour
    days = rng.choice(("lun-vie", "lun-sáb", "lun y mié", "mar y jue", "lun, mié y vie"))
    own = {
        "id": f"p{number}",
        "name": f"{like['name']} de {_name(rng, number)}",
        "place": f"lugar-{number % 20}",
        "surveyed": {"on": f"2026-0{rng.randint(1, 9)}-{rng.randint(10, 28)}", "by": "UTGS"},
        "phone": f"0{rng.randint(210000000, 999999999)}",
        "languages": rng.choice((["es"], ["es", "gn"])),
        "access": ", ".join(rng.sample(_SEEN, 2)).capitalize(),
        "hours": {days: f"{opens // 4}:{15 * (opens % 4):02}-{closes // 4}:{15 * (closes % 4):02}"},
    }
    return {**{key: value for key, value in like.items() if key not in {"serves", "ficha"}}, **own}


def country(site: Site, times: int) -> Site:
    """Return the page of as many such districts as asked for: of each route and point so many of other names.

    Each step is done at points of as many as there are points to it, on the mean.
    """
    rng = random.Random(times)
    numbers = range(times)
    (there,) = site.territories
    points = [
        replace(point, id=f"{point.id}-{n}", name=Said(text=f"{point.name.text} {_name(rng, n)}"))
        for n in numbers
        for point in there.points
    ]
    routes = [_renamed(rng, route, n) for n in numbers for route in site.routes]
    return replace(site, routes=tuple(routes), territories=(replace(there, points=tuple(points)),))


def _renamed(rng: random.Random, route: Route, number: int) -> Route:
    steps = tuple(
        replace(
            step,
            name=Said(text=f"{step.name.text} {_name(rng, number)}"),
            doors={
                name: tuple(replace(door, point=f"{door.point}-{number}") for door in doors)
                for name, doors in step.doors.items()
            },
        )
        for step in route.steps
    )
    own = f"{route.id}-{number}" if number else route.id  # the papers name steps of the first
    return replace(route, id=own, steps=steps)
