"""How fast big and real routes are analysed; ratios in one run say more than seconds.

`of_reading` is the time that all exact measures take over the time that reading the same route takes;
`of_a_tenth` over that of a route of a tenth of the size: 10 is linear.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, Any

import pytest

from rutas.analysis.whole import Analysis
from rutas.book import read
from rutas.compare.whatif import whatif
from tests.benchmarks.test_reading import CATALOGUE, big_route
from tests.benchmarks.test_rules import big_book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import rutas
    from rutas.model import Route

EXACT = (
    "people", "unavoidable", "sole_actors", "independent_paths", "step_cut", "actor_cut", "documents",
    "papers", "slack", "capacity", "min_cut", "queues", "interactions",
)  # fmt: skip


def all_exact(route: Route) -> None:
    # A copy, so that nothing is remembered from the round before.
    found = Analysis(route.model_copy())
    for name in EXACT:
        getattr(found, name)


def best_of(rounds: int, work: Callable[[], Any]) -> float:
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.fixture(scope="module")
def routes() -> dict[int, Route]:
    return {size: big_book(size)["grande"] for size in (1_000, 10_000, 100_000)}


@pytest.mark.benchmark(group="analysis")
@pytest.mark.parametrize("size", [10_000, 100_000])
def test_all_exact_measures(benchmark: Any, routes: dict[int, Route], size: int) -> None:
    tenth = best_of(2, lambda: all_exact(routes[size // 10]))
    benchmark.pedantic(all_exact, args=(routes[size],), rounds=2, warmup_rounds=1)
    benchmark.extra_info["of_a_tenth"] = round(benchmark.stats.stats.min / tenth, 2)


@pytest.mark.benchmark(group="analysis")
def test_all_exact_measures_beside_reading(benchmark: Any, tmp_path: Path) -> None:
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "big.yaml").write_text(big_route(10_000), encoding="utf-8")
    reading = best_of(2, lambda: read(tmp_path))
    book, _ = read(tmp_path)
    assert book is not None
    (route,) = book.values()
    benchmark.pedantic(all_exact, args=(route,), rounds=2, warmup_rounds=1)
    benchmark.extra_info["of_reading"] = round(benchmark.stats.stats.min / reading, 2)


@pytest.mark.benchmark(group="analysis")
@pytest.mark.parametrize("name", EXACT)
def test_each_exact_measure(benchmark: Any, routes: dict[int, Route], name: str) -> None:
    def ask() -> None:
        getattr(Analysis(routes[10_000].model_copy()), name)

    benchmark.pedantic(ask, rounds=2, warmup_rounds=1)


@pytest.mark.benchmark(group="real")
@pytest.mark.parametrize("route", ["0-4", "5-13", "14-17"])
def test_critical_points_with_a_thousand_draws(
    benchmark: Any, book: rutas.Book, route: str
) -> None:
    benchmark.pedantic(
        lambda: Analysis(book[route].model_copy(), draws=1000).points, rounds=3, warmup_rounds=1
    )


@pytest.mark.benchmark(group="real")
def test_a_what_if(benchmark: Any, book: rutas.Book) -> None:
    def ask() -> None:
        found = whatif(book["0-4"].model_copy(), {"inscripcion.wait": "2 d"})
        assert found.totals
        assert found.appear == ()
        assert found.steps

    benchmark.pedantic(ask, rounds=3, warmup_rounds=1)
