"""Random routes with everything that the analytic kinds show: papers, ages, losses, services, levels.

Names run from one word to a line too long for any column; each figure may be unknown.
"""

from __future__ import annotations

import random
from typing import Any

from rutas.model import Catalogue, Route

_WORDS = [
    "Inscripción",
    "visita",
    "control",
    "entrega",
    "evaluación",
    "seguimiento",
    "acompañamiento",
    "nacimiento",
    "hogar",
    "derivación",
    "vacunas",
    "escuela",
    "registro",
    "familia",
    "comunidad",
    "orientación",
    "especializada",
    "Tekoporã",
    "interinstitucional",
    "mitãʼi",
    "ñemoñeʼẽ",
    "responsabilidades",
]
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
_LEVELS = ("local", "local", "district", "department", "national", None)
_KINDS = ("in-person", "home-visit", "school", "mobile-unit", "phone", "online", "mail")
_HANDOVERS = ("self", "referral", "accompanied", "system")


def phrase(dice: random.Random, low: int, high: int) -> str:
    return " ".join(dice.choice(_WORDS) for _ in range(dice.randint(low, high))).capitalize()


def _catalogue(dice: random.Random, actors: int, papers: int, channels: int) -> Catalogue:
    def actor() -> dict[str, Any]:
        entry = {
            "name": phrase(dice, 1, 7),
            "institution": dice.choice(["MSPBS", phrase(dice, 1, 4)]),
        }
        sector, level = dice.choice(_SECTORS), dice.choice(_LEVELS)
        return entry | ({"sector": sector} if sector else {}) | ({"level": level} if level else {})

    return Catalogue.model_validate(
        {
            "actors": {f"a{n}": actor() for n in range(actors)},
            "channels": {
                f"c{n}": {"name": phrase(dice, 1, 5), "kind": dice.choice(_KINDS)}
                for n in range(channels)
            },
            "documents": {f"d{n}": {"name": phrase(dice, 1, 7)} for n in range(papers)},
            "services": {f"v{n}": {"name": phrase(dice, 1, 8)} for n in range(8)},
        }
    )


def world(
    seed: int, steps: int | None = None, *, name: str = "ruta", follows: str | None = None
) -> Route:
    """A route of 10 to 80 steps, drawn from a seed; `follows` is the route that continues it."""
    dice = random.Random(seed)
    count = steps or dice.randint(10, 80)
    actors, papers, channels = dice.randint(1, 22), dice.randint(0, 24), dice.randint(1, 9)
    rich = dice.choice([0.0, 0.3, 0.6, 0.9])
    ids = [f"p{n}" for n in range(count)]
    rows = [_step(dice, ids, n, (actors, papers, channels), rich) for n in range(count)]
    stages, start = [], 0
    while start < count:
        size = dice.randint(1, 10)
        stages.append(
            {"id": f"e{start}", "name": phrase(dice, 1, 7), "steps": rows[start : start + size]}
        )
        start += size
    ways: list[dict[str, Any]] = [{"to": ids[0], "name": phrase(dice, 2, 9)}]
    if dice.random() < 0.6:
        ways.append({"to": ids[dice.randrange(count)], "at": "6 mo"})
    if dice.random() < 0.4:
        ways[0]["at"] = "-7 mo"
    outcomes: dict[str, dict[str, Any]] = {
        "bien": {"name": phrase(dice, 2, 9), "success": True},
        "mal": {"name": phrase(dice, 2, 9), "success": False},
    }
    if follows:
        outcomes["bien"]["continues"] = follows
    fields: dict[str, Any] = {"territory": phrase(dice, 1, 6)} if dice.random() < 0.5 else {}
    if dice.random() < 0.5:
        fields |= {"authors": phrase(dice, 1, 9), "version": "0.1", "revised": "2021-11-03"}
    if dice.random() < 0.5:
        fields["ages"] = {"from": seed % 7, "to": seed % 7 + dice.randint(0, 9)}
    held = [f"d{n}" for n in range(papers) if dice.random() < 0.15]
    return Route.model_validate(
        {
            "id": name,
            "name": phrase(dice, 2, 8),
            "ways_in": ways,
            "outcomes": outcomes,
            "holds": held,
            "stages": stages,
            "catalogue": _catalogue(dice, actors, papers, channels),
            **fields,
        }
    )


def _step(
    dice: random.Random, ids: list[str], n: int, sizes: tuple[int, int, int], rich: float
) -> dict[str, Any]:
    actors, papers, channels = sizes
    step: dict[str, Any] = {"id": ids[n], "name": phrase(dice, 1, 12)}
    _links(dice, ids, n, step)
    if "question" in step and dice.random() < 0.5:
        return step
    step["actor"] = dice.sample([f"a{k}" for k in range(actors)], min(actors, dice.randint(1, 2)))
    step["channel"] = dice.sample(
        [f"c{k}" for k in range(channels)], min(channels, dice.randint(1, 3))
    )
    extras: dict[str, Any] = {
        "takes": "20..40 min",
        "wait": dice.choice(["0 d", "4 h", "1..15 d", "3..400 d", "30 d"]),
        "dropout": dice.choice(["0 %", "0.5 %", "3..25 %", "40 %"]),
        "from": f"{dice.randint(0, 48)} mo",
        "by": f"{dice.randint(1, 60)} mo",
        "within": "20 d",
        "involvement": "indirect",
        "critical": phrase(dice, 3, 14),
        "repeat": {"times": "4..8", "every": "1 mo"},
        "service": [f"v{dice.randrange(8)}"],
    }
    if papers:
        extras["produces"] = [f"d{dice.randrange(papers)}"]
        one, two = f"d{dice.randrange(papers)}", f"d{dice.randrange(papers)}"
        extras["requires"] = dice.choice(
            [[one], [{"any": sorted({one, two})}], [{"optional": one}]]
        )
    odds = {
        "takes": 0.7,
        "wait": rich,
        "dropout": rich,
        "produces": 0.4,
        "requires": 0.4,
        "service": 0.3,
    }
    return step | {
        key: value for key, value in extras.items() if dice.random() < odds.get(key, 0.15)
    }


def _links(dice: random.Random, ids: list[str], n: int, step: dict[str, Any]) -> None:
    ahead = ids[n + 1 : n + 7]
    if not ahead or dice.random() < 0.04:
        step["outcome"] = "bien" if not ahead else dice.choice(["bien", "mal"])
        return
    shape = dice.random()
    if shape < 0.2:
        targets = dict.fromkeys([ahead[0], dice.choice(ahead)])
        step["question"] = "¿" + phrase(dice, 2, 8) + "?"
        step["next"] = [{"to": to, "when": phrase(dice, 1, 3)} for to in targets]
    else:
        step["next"] = [{"to": ahead[0], "handover": dice.choice(_HANDOVERS)}]
