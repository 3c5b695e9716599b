"""How fast an itinerary is planned, beside loading the book of the three routes.

`of_the_book` is the CPU time of the median of 20 chains of ten visits at three points each over a year (at most
0.1), of 0-4 from birth to kindergarten (at most 3), and of twelve visits in any order (at most 30).
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import rutas
from rutas.answers.itinerary import family_of
from rutas.improve.local import local
from rutas.itinerary.plan import plan
from rutas.itinerary.result import Family
from rutas.model import Catalogue, Route
from rutas.model.territory import Territory

if TYPE_CHECKING:
    from collections.abc import Callable

BOOK = Path(__file__).parents[1] / "routes"
START = date(2026, 11, 30)
LOAD = f"""
import time, rutas
list(rutas.load({str(BOOK.parents[1] / "docs" / "ejemplo")!r}).values())
start = time.process_time()
list(rutas.load({str(BOOK)!r}).values())
print(time.process_time() - start)
"""
HOURS = ("lun-vie 7:00-11:00", "mar y jue 7:00-13:00", "mié 8:00-12:00", "lun-vie 13:00-15:00")


def seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def book() -> float:
    """Return how long it takes to load the routes once, the program's own modules being there."""
    return min(float(subprocess.check_output([sys.executable, "-c", LOAD])) for _ in range(3))


def district(size: int, rng: random.Random, *, beside: bool) -> tuple[Route, Territory]:
    """Return so many visits, in a row or in any order, at three points each in four places."""
    names = [f"s{k}" for k in range(size)]
    catalogue = Catalogue.model_validate({
        "actors": {f"a{k}": {"name": "A"} for k in range(size)},
        "channels": {"p": {"name": "P", "kind": "in-person"}},
    })  # fmt: skip
    steps: list[dict[str, Any]] = [
        {"id": name, "name": name, "actor": f"a{k}", "channel": "p", "takes": "30 min", "wait": "3 d" if not beside else "1 h"}
        for k, name in enumerate(names)
    ]  # fmt: skip
    for step, after in zip(steps, [*names[1:], "fin"], strict=True):
        step["next"] = "fin" if beside else after
    end = {"id": "fin", "name": "Fin", "outcome": "ok", "join": "all"}
    first = [{"id": "ini", "name": "Ini", "next": {"all": names}}] if beside else []
    route = Route.model_validate({
        "id": "r", "name": "R", "ways_in": {"to": "ini" if beside else "s0"}, "catalogue": catalogue,
        "outcomes": {"ok": {"name": "Ok", "success": True}},
        "stages": [{"id": "e", "name": "E", "steps": [*first, *steps, end]}],
    })  # fmt: skip
    places = [f"l{n}" for n in range(4)]
    points = [
        {"id": f"p{k}-{n}", "name": "P", "actor": f"a{k}", "place": rng.choice(places), "hours": rng.choice(HOURS)}
        for k in range(size) for n in range(3)
    ]  # fmt: skip
    travel = [{"from": "l0", "to": place, "takes": f"{rng.randint(20, 90)} min"} for place in places[1:]]  # fmt: skip
    there = Territory.model_validate({
        "id": "t", "name": "T", "inside": "10 min", "complete": True, "points": points, "travel": travel,
        "places": {place: {"name": place} for place in places},
    })  # fmt: skip
    return route, there


def planned(route: Route, there: Territory) -> Callable[[], Any]:
    who = Family(
        "l0", START, START, route.ways_in[0].to, ("fin",), until=START + timedelta(days=364)
    )

    def work() -> None:
        assert not plan(route, there, who).unplaced

    return work


@pytest.mark.benchmark(group="itinerary")
def test_chains_of_ten_visits(benchmark: Any) -> None:
    rng = random.Random("chains")
    works = [planned(*district(10, rng, beside=False)) for _ in range(20)]
    benchmark.pedantic(works[0], rounds=3)
    ratio = statistics.median(min(seconds(work) for _ in range(2)) for work in works) / book()
    benchmark.extra_info["of_the_book"] = ratio
    assert ratio <= 0.1


@pytest.mark.benchmark(group="itinerary")
def test_twelve_visits_in_any_order(benchmark: Any) -> None:
    work = planned(*district(12, random.Random("twelve"), beside=True))
    benchmark.pedantic(work, rounds=1)
    ratio = seconds(work) / book()
    benchmark.extra_info["of_the_book"] = ratio
    assert ratio <= 30


@pytest.mark.benchmark(group="itinerary")
def test_from_birth_to_kindergarten(benchmark: Any) -> None:
    opened = rutas.load(BOOK)
    there = opened.territories["villeta"]
    route = local(opened["0-4"], there)
    who = family_of(route, there, home="tacuruty", born=START, start=START)
    benchmark.pedantic(lambda: plan(route, there, who), rounds=3)
    ratio = min(seconds(lambda: plan(route, there, who)) for _ in range(3)) / book()
    benchmark.extra_info["of_the_book"] = ratio
    assert ratio <= 3
