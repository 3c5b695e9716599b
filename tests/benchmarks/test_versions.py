"""How long it takes to say what changes between two revisions, beside a what-if of the same route.

`of_a_whatif` is the time of a comparison of two versions, with everything that its document tells, over that of
a what-if with all that its document tells; both books are read anew each time: at most 2.5.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rutas.analysis import Analysis
from rutas.answers import find_question
from rutas.answers.diff import answer
from rutas.answers.row import document
from rutas.book import load
from rutas.compare.diff import Diff, Version
from rutas.model import apply

if TYPE_CHECKING:
    from collections.abc import Callable

BOOK = Path(__file__).parents[1] / "routes"
CHANGE = {"inscripcion.wait": "2 d", "cedula.dropout": "4 %", "piecito.takes": "1 h"}


def seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def whatif() -> None:
    found = Analysis(load(BOOK)["0-4"])
    sets = [f"{path}={value}" for path, value in CHANGE.items()]
    document(find_question("whatif").answer(found, set_=sets), route="0-4")


def versions() -> None:
    old, new = load(BOOK), load(BOOK)
    later = apply(new["0-4"], CHANGE)
    document(answer(Diff(Version("a", old, old["0-4"]), Version("b", new, later))))


@pytest.mark.benchmark(group="versions")
def test_two_versions_are_compared(benchmark: Any) -> None:
    whatif(), versions()  # what is imported is imported
    benchmark.pedantic(versions, rounds=3, iterations=1)
    ratio = min(seconds(versions) / seconds(whatif) for _ in range(3))
    benchmark.extra_info["of_a_whatif"] = round(ratio, 2)
    assert ratio <= 2.5
