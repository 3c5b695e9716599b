"""Small routes and catalogues of improvements whose gains can be worked out by hand."""

from __future__ import annotations

import random
from typing import Any

from rutas.model import Route
from rutas.model.improvement import Improvement
from tests.strategies import route_of

YEAR = 365.25


def chain(dropouts: list[str], demand: str | None = "1 per day", name: str = "ruta") -> Route:
    """Make a route of steps one after the other: people complete who are lost at none of them."""
    steps: list[dict[str, Any]] = [
        {"id": f"p{i}", "dropout": lost, "next": f"p{i + 1}"} for i, lost in enumerate(dropouts)
    ]
    end = {"id": f"p{len(dropouts)}", "outcome": "bien"}
    return route_of([*steps, end], id=name, **({"demand": demand} if demand else {}))


def setting(route: str = "ruta", **more: Any) -> Improvement:
    """Make an improvement that sets drop-outs: ``p0="5 %"``."""
    own = {f"{step}.dropout": more.pop(step) for step in list(more) if step[1:].isdigit()}
    return Improvement.model_validate({"name": "Mejora", "routes": {route: {"set": own}}, **more})


def random_catalogue(seed: int) -> tuple[Route, dict[str, Improvement]]:
    """Make a route with a parting of ways, and improvements of which some help against the same loss."""
    rng = random.Random(seed)

    def share(low: int, high: int) -> str:
        return f"{rng.randint(low, high)} %"

    steps: list[dict[str, Any]] = [
        {"id": "p0", "dropout": share(5, 60), "next": "p1"},
        {"id": "p1", "question": "¿Sí?", "next": [{"to": "p2", "share": share(20, 80)}, {"to": "p3"}]},
        {"id": "p2", "dropout": share(5, 60), "next": "p4"},
        {"id": "p3", "dropout": share(5, 60), "next": "p4"},
        {"id": "p4", "dropout": share(5, 60), "next": "p5"},
        {"id": "p5", "outcome": "bien"},
    ]  # fmt: skip
    route = route_of(steps, demand="1 per day")
    paths = ["p0.dropout", "p2.dropout", "p3.dropout", "p4.dropout", "p1.next.p2"]
    rng.shuffle(paths)
    catalogue = {}
    for k, path in enumerate(paths):
        cost = rng.choice([f"{rng.randint(1, 9)} M PYG", f"{rng.randint(1, 9)} M PYG", None])
        one = {"name": "M", "cost": cost, "routes": {"ruta": {"set": {path: share(0, 40)}}}}
        catalogue[f"m{k}"] = Improvement.model_validate(one)
    return route, catalogue
