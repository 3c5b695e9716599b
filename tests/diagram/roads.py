"""Random routes of 10 to 80 steps, as unlike each other as routes can be; from a seed."""

from __future__ import annotations

import random
from typing import Any

from rutas.model import Catalogue, Route

_WORDS = """
Inscripción visita control entrega evaluación seguimiento acompañamiento nacimiento hogar
derivación vacunas escuela registro familia comunidad orientación especializada Tekoporã
""".split()  # noqa: SIM905  (a list of words)
_SECTORS = (
    "salud",
    "identidad",
    "educacion",
    "proteccion",
    "ingresos",
    "gobierno",
    "trabajo",
    None,
)
_KINDS = ("in-person", "home-visit", "school", "mobile-unit", "phone", "online", "mail")


def catalogue(dice: random.Random, actors: int) -> Catalogue:
    """A catalogue with a family and so many actors."""
    found: dict[str, Any] = {"familia": {"name": "Familia", "sector": "comunidad"}}
    for number in range(actors):
        entry = {"name": _phrase(dice, 1, 4), "institution": dice.choice(["MSPBS", "MDS", "MEC"])}
        sector = dice.choice(_SECTORS)
        found[f"a{number}"] = entry | ({"sector": sector} if sector else {})
    return Catalogue.model_validate(
        {
            "actors": found,
            "channels": {kind: {"name": _phrase(dice, 1, 3), "kind": kind} for kind in _KINDS},
            "documents": {f"d{n}": {"name": _phrase(dice, 1, 4)} for n in range(6)},
        }
    )


def _phrase(dice: random.Random, low: int, high: int) -> str:
    return " ".join(dice.choice(_WORDS) for _ in range(dice.randint(low, high))).capitalize()


def road(seed: int, steps: int | None = None, *, calm: bool = False) -> Route:
    """A route with decisions, forks, joins, returns, series, indirect steps and critical points.

    A calm one is like those that a committee writes: most steps have one that follows, answers meet
    again soon, and few lead back.
    """
    dice = random.Random(seed)
    count = steps or dice.randint(10, 80)
    ids = [f"p{n}" for n in range(count)]
    actors = dice.randint(2, 9)
    rows = [_step(dice, ids, n, actors, calm=calm) for n in range(count)]
    stages, start = [], 0
    while start < count:
        size = dice.randint(2, 10)
        stage = {
            "id": f"e{start}",
            "name": _phrase(dice, 1, 4),
            "steps": rows[start : start + size],
        }
        stages.append(stage)
        start += size
    ways = [{"to": ids[0], "name": _phrase(dice, 2, 6)}]
    if dice.random() < 0.6:
        ways.append({"to": ids[dice.randrange(count // 2)]})
    return Route.model_validate(
        {
            "id": "ruta",
            "name": _phrase(dice, 3, 6),
            "ways_in": ways,
            "outcomes": {
                "bien": {"name": "Paquete completo", "success": True},
                "mal": {"name": "Sin acceso", "success": False},
            },
            "stages": stages,
            "catalogue": catalogue(dice, actors),
        }
    )


def _step(
    dice: random.Random, ids: list[str], n: int, actors: int, *, calm: bool
) -> dict[str, Any]:
    step: dict[str, Any] = {
        "id": ids[n],
        "actor": dice.choice(["familia", *(f"a{k}" for k in range(actors))]),
    }
    (_few_links if calm else _links)(dice, ids, n, step)
    if "question" in step:
        if dice.random() < 0.7:
            del step["actor"]
        return step
    step["name"] = _phrase(dice, 2, 7)
    step["channel"] = dice.sample(_KINDS, dice.randint(1, 2))
    extras = {
        "takes": "20..40 min",
        "wait": "1..15 d",
        "by": "60 d",
        "involvement": "indirect",
        "critical": _phrase(dice, 3, 14) + ". Y algo más.",
        "repeat": {"times": "4..8", "every": "1 mo"},
        "produces": [f"d{dice.randrange(6)}"],
        "join": "all",
    }
    odds = {"takes": 0.7, "wait": 0.6, "produces": 0.4}
    return step | {
        key: value for key, value in extras.items() if dice.random() < odds.get(key, 0.15)
    }


def _links(dice: random.Random, ids: list[str], n: int, step: dict[str, Any]) -> None:
    ahead = ids[n + 1 : n + 7]
    if not ahead or dice.random() < 0.04:
        step["outcome"] = dice.choice(["bien", "mal"])
        return
    shape = dice.random()
    if shape < 0.2:
        targets = list(dict.fromkeys([ahead[0], dice.choice(ahead)]))
        if n > 3 and dice.random() < 0.35:
            targets.append(ids[dice.randrange(max(0, n - 8), n)])
        step["question"] = "¿" + _phrase(dice, 2, 8) + "?"
        step["next"] = [{"to": to, "when": _phrase(dice, 1, 3)} for to in dict.fromkeys(targets)]
    elif shape < 0.32 and len(ahead) > 2:
        step["next"] = {"all": dice.sample(ahead, dice.randint(2, 3))}
    else:
        step["next"] = ahead[0]


def _few_links(dice: random.Random, ids: list[str], n: int, step: dict[str, Any]) -> None:
    ahead = ids[n + 1 : n + 4]
    if not ahead:
        step["outcome"] = "bien"
        return
    shape = dice.random()
    if shape < 0.15 and len(ahead) > 1:
        other = ids[n - 2] if n > 3 and dice.random() < 0.15 else dice.choice(ahead[1:])
        step["question"] = "¿" + _phrase(dice, 2, 8) + "?"
        step["next"] = [{"to": to, "when": _phrase(dice, 1, 3)} for to in (ahead[0], other)]
    elif shape < 0.2 and len(ahead) > 1:
        step["next"] = {"all": ahead[:2]}
    else:
        step["next"] = ahead[0]
