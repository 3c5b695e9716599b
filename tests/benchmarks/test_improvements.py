"""How fast improvements are ranked: a thousand over three routes in less than 30 s of one core, fifteen in less than 10.

`seconds` is the processor's time: of a thousand, for the people whom each wins under every draw; of fifteen, for
the whole answer.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

import rutas
from rutas.answers.improvements import answer
from rutas.improve.ranking import Ranking
from rutas.model.improvement import Improvement

BOOK = Path(__file__).parents[1] / "routes"


def catalogue(book: rutas.Book, count: int) -> dict[str, Improvement]:
    """Make improvements that each change a step of every route."""
    found = {}
    for n in range(count):
        routes = {}
        for name, route in book.items():
            steps = [step.id for step in route.steps.values() if step.dropout]
            path = f"{steps[n % len(steps)]}.dropout"
            routes[name] = {"set": {path: f"0..{1 + n % 5}.{n:04} %"}}
        told = {"name": f"Mejora {n}", "cost": f"{n + 1} M PYG", "upkeep": "1 M PYG per month"}
        found[f"m{n}"] = Improvement.model_validate({**told, "routes": routes})
    return found


@pytest.mark.benchmark(group="improvements")
def test_a_thousand_are_ranked(benchmark: Any) -> None:
    book = rutas.load(BOOK)
    several = catalogue(book, 1000)

    def ranked() -> None:
        ranking = Ranking(book, several)
        ranking.gains([[name] for name in ranking.names])

    start = time.process_time()
    benchmark.pedantic(ranked, rounds=1)
    benchmark.extra_info["seconds"] = time.process_time() - start
    assert benchmark.extra_info["seconds"] < 30


@pytest.mark.benchmark(group="improvements")
def test_fifteen_are_answered(benchmark: Any) -> None:
    book = rutas.load(BOOK)
    several = catalogue(book, 15)
    start = time.process_time()
    benchmark.pedantic(lambda: answer(book, several), rounds=1)
    benchmark.extra_info["seconds"] = time.process_time() - start
    assert benchmark.extra_info["seconds"] < 10
