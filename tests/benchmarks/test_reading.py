"""How long it takes to read a large route, beside what PyYAML alone takes on the same file.

Ratios are of times of one run, kept in ``extra_info``:

* ``of_yaml_load``: reading a route of 10,000 steps with the place of every value, and validating it,
  over ``yaml.load(..., CSafeLoader)`` on the same file; less than 1 is the aim.
* ``of_ten_thousand``: a route of 100,000 steps over one of 10,000; 12 at most is the aim.

Run them with ``pytest tests/benchmarks/test_reading.py --benchmark-only -o addopts=``.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from rutas.book import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CATALOGUE = """\
actors: {usf: {name: Unidad de Salud de la Familia}}
channels: {presencial: {name: Presencial, kind: in-person}}
documents: {cedula: {name: Cédula}, cnv: {name: Nacido vivo}, testigos: {name: Testigos}, libreta: {name: Libreta}}
"""
HEAD = """\
id: big
name: Ruta grande
ages: {from: 0, to: 4}
ways_in: [{to: s0}]
outcomes: {lista: {name: Lista, success: true}}
stages:
"""
STEP = """\
      - id: s{i}
        name: Paso número {i}
        narrative: La familia va a la oficina y pide lo que necesita
        actor: usf
        channel: [presencial]
        involvement: direct
        requires: [cedula, {{any: [cnv, testigos]}}]
        produces: [libreta]
        wait: {low}..{high} d
        takes: 20..30..60 min
        dropout: {lost} %
        capacity: 20 per day
        evidence: {{wait: estimate}}
"""
A_STAGE = 50


def big_route(steps: int) -> str:
    """Write a route of so many steps, in stages of 50, one in ten of them a decision."""
    parts = [HEAD]
    for i in range(steps):
        if i % A_STAGE == 0:
            parts.append(f"  - id: e{i}\n    name: Etapa {i}\n    steps:\n")
        parts.append(STEP.format(i=i, low=i % 7 + 1, high=i % 13 + 9, lost=i % 9))
        if i == steps - 1:
            parts.append("        outcome: lista\n")
        elif i % 10 == 0 and i + 2 < steps:
            parts.append(
                f"        next: [{{to: s{i + 1}, share: 70 %, when: Sí}}, {{to: s{i + 2}, when: No}}]\n"
            )
        else:
            parts.append(f"        next: s{i + 1}\n")
    return "".join(parts)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Books of one route of 10,000 steps, and of 100,000."""
    made = {}
    for steps in (10_000, 100_000):
        made[steps] = tmp_path_factory.mktemp(f"book{steps}")
        (made[steps] / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
        (made[steps] / "big.yaml").write_text(big_route(steps), encoding="utf-8")
    return made


def read_all(folder: Path) -> None:
    book, problems = read(folder)
    assert not problems
    assert book is not None


def best_of(rounds: int, work: Callable[[], Any]) -> float:
    """Return the shortest of some rounds, in seconds."""
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.benchmark(group="reading")
def test_ten_thousand_steps(benchmark: Any, books: dict[int, Path]) -> None:
    text = (books[10_000] / "big.yaml").read_text(encoding="utf-8")
    alone = best_of(2, lambda: yaml.load(text, Loader=yaml.CSafeLoader))
    benchmark.pedantic(read_all, args=(books[10_000],), rounds=3)
    benchmark.extra_info["yaml_load_seconds"] = round(alone, 3)
    benchmark.extra_info["of_yaml_load"] = round(benchmark.stats.stats.min / alone, 3)


@pytest.mark.benchmark(group="reading")
def test_a_hundred_thousand_steps(benchmark: Any, books: dict[int, Path]) -> None:
    tenth = best_of(2, lambda: read_all(books[10_000]))
    benchmark.pedantic(read_all, args=(books[100_000],), rounds=1)
    benchmark.extra_info["ten_thousand_seconds"] = round(tenth, 3)
    benchmark.extra_info["of_ten_thousand"] = round(benchmark.stats.stats.min / tenth, 2)
