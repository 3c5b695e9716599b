"""How long the whole country takes: 263 districts of three routes, read from text and measured.

`country` is the time of two processors for all 789 routes, whatever else the machine does meanwhile: that which
the processes took for the districts that were measured, reading the book included, in proportion. Of what is
played, four years of everybody who comes: 2.2 million people.
"""

from __future__ import annotations

import resource
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from rutas.atlas import Asked, Atlas, atlas, generated, processes

if TYPE_CHECKING:
    import rutas

DISTRICTS, CORES = 263, 2


def spent() -> float:
    """Return what all processes that ended took of a processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.benchmark(group="atlas")
@pytest.mark.parametrize(
    ("measures", "count", "most"),
    [("exact", DISTRICTS, 10.0), ("critical", 26, 120.0), ("simulation", 48, 120.0)],
)
def test_the_country(
    benchmark: Any, book: rutas.Book, measures: str, count: int, most: float
) -> None:
    districts = generated(book, list(book), count, seed=1)
    asked = Asked(tuple(book), measures, date(2026, 11, 30), years=4, replications=1)

    def measure() -> Atlas:
        return atlas(book, districts, asked, executor=processes(CORES))

    before = spent()
    found = benchmark.pedantic(measure, rounds=1)
    country = (spent() - before) / CORES * DISTRICTS / count
    benchmark.extra_info["country"] = round(country, 1)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
    benchmark.extra_info["memory_gb"] = round(memory, 2)
    assert len(found.districts) == count
    assert country < most
    assert memory < 1
