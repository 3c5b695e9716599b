"""How fast big and real routes are analysed; ratios in one run say more than seconds.

`of_reading` is the time that all exact measures take over the time that reading the same route takes;
`of_a_tenth` over that of a route of a tenth of the size: 10 is linear. Reading and measuring take turns,
so that what else the machine does slows both, and time is that of the processor.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, Any

import pytest

from rutas.analysis.people import people
from rutas.analysis.whole import Analysis
from rutas.book import read
from rutas.compare.whatif import whatif
from tests.benchmarks.test_reading import CATALOGUE, big_route
from tests.benchmarks.test_rules import big_book
from tests.large import crossed_route, dense_text, lean_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import rutas
    from rutas.model import Route

EXACT = (
    "people", "unavoidable", "sole_actors", "independent_paths", "actor_cut", "documents",
    "papers", "slack", "capacity", "min_cut", "queues", "interactions",
)  # fmt: skip


def all_exact(route: Route) -> None:
    # A copy, so that nothing is remembered from the round before.
    found = Analysis(route.model_copy())
    for name in EXACT:
        getattr(found, name)


def seconds(work: Callable[[], Any]) -> float:
    """Return what some work takes of a processor."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.fixture(scope="module")
def routes() -> dict[int, Route]:
    return {size: big_book(size)["grande"] for size in (1_000, 10_000, 100_000)}


@pytest.mark.benchmark(group="analysis")
@pytest.mark.parametrize("size", [10_000, 100_000])
def test_all_exact_measures(benchmark: Any, routes: dict[int, Route], size: int) -> None:
    tenth = min(seconds(lambda: all_exact(routes[size // 10])) for _ in range(2))
    benchmark.pedantic(all_exact, args=(routes[size],), rounds=20_000 // size or 1)
    benchmark.extra_info["of_a_tenth"] = round(benchmark.stats.stats.min / tenth, 2)


TEXTS = {"full": big_route, "few fields": lean_text, "nested": dense_text}


@pytest.mark.benchmark(group="analysis")
@pytest.mark.parametrize("kind", TEXTS)
def test_all_exact_measures_beside_reading(benchmark: Any, tmp_path: Path, kind: str) -> None:
    """At most 1: however little the steps say, and however much reading is spared by it."""
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "big.yaml").write_text(TEXTS[kind](10_000), encoding="utf-8")
    book, _ = read(tmp_path)
    assert book is not None
    (route,) = book.values()
    rounds = [
        (seconds(lambda: read(tmp_path)), seconds(lambda: all_exact(route))) for _ in range(4)
    ]
    benchmark.pedantic(all_exact, args=(route,), rounds=1)
    reading, measuring = map(min, zip(*rounds, strict=True))
    benchmark.extra_info["of_reading"] = round(measuring / reading, 2)


@pytest.mark.benchmark(group="tangles")
@pytest.mark.parametrize("size", [300, 600, 1_200])
def test_people_where_branches_do_not_nest(benchmark: Any, size: int) -> None:
    """Bounded: fewer people walk a longer route."""
    found = benchmark.pedantic(people, args=(crossed_route(size),), rounds=1)
    assert found.method == "simulated"
    assert found.error < 0.02


@pytest.mark.benchmark(group="analysis")
@pytest.mark.parametrize("name", EXACT)
def test_each_exact_measure(benchmark: Any, routes: dict[int, Route], name: str) -> None:
    def ask() -> None:
        getattr(Analysis(routes[10_000].model_copy()), name)

    benchmark.pedantic(ask, rounds=2)


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
