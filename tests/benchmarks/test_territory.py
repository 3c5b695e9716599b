"""How fast a territory is read, beside the routes of its book; and a plan, beside the analyses that it needs.

`of_the_routes` is the time of reading a territory of 325 points, the four of the source together, over that
of reading the book's routes: at most 1. `of_the_analyses` is the time of a plan over that of as many exact
analyses of the route as it looks at states: at most 3.
"""

from __future__ import annotations

import shutil
import time
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import rutas
from rutas.analysis import Analysis
from rutas.improve.fixes import plan
from rutas.improve.local import local

if TYPE_CHECKING:
    from collections.abc import Callable

BOOK = Path(__file__).parents[1] / "routes"
POINTS = 325
ON = date(2026, 11, 30)


def seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.benchmark(group="territory")
def test_a_territory_of_many_points_is_read(benchmark: Any, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BOOK, tmp_path / "libro"))
    file = folder / "territories" / "villeta.yaml"
    tree = deepcopy(rutas.load(folder).territories.files["villeta"].tree)
    points = tree["points"]
    tree["points"] = [
        {**points[n % len(points)], "id": f"p{n}", "name": f"Punto {n}"} for n in range(POINTS)
    ]
    tree["survey"], tree["actions"] = {**tree["survey"], "points": POINTS}, []
    file.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def routes() -> Any:
        return rutas.load(folder)

    def both() -> Any:
        assert len(rutas.load(folder).territories["villeta"].points) == POINTS

    rounds = [(seconds(both), seconds(routes)) for _ in range(5)]
    benchmark.pedantic(both, rounds=3)
    alone = min(other for _, other in rounds)
    ratio = (min(one for one, _ in rounds) - alone) / alone
    benchmark.extra_info["of_the_routes"] = round(ratio, 2)
    assert ratio <= 1


@pytest.mark.benchmark(group="territory")
def test_a_plan_of_what_to_mend(benchmark: Any) -> None:
    book = rutas.load(BOOK)
    territory = book.territories["villeta"]

    def planned() -> Any:
        # a route of its own: what was found of another copy is not found again
        route = book["0-4"].model_copy()
        found = plan(route, territory, ON)
        assert found.fixes
        return found

    def analysed() -> None:
        found = Analysis(local(book["0-4"].model_copy(), territory), draws=0)
        assert found.people.completion is not None

    states = planned().states
    rounds = [(seconds(planned), seconds(analysed)) for _ in range(5)]
    benchmark.pedantic(planned, rounds=3)
    ratio = min(one for one, _ in rounds) / (states * min(other for _, other in rounds))
    benchmark.extra_info["of_the_analyses"] = round(ratio, 2)
    assert ratio <= 3
