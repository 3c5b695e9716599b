"""How fast the page of three routes and a territory is made, as a whole process. Run with --benchmark-only.

Seconds are those of a processor, of the program and all that it starts: others at work on the machine cost little of
them. `of_the_libraries` is how often the libraries that it needs could be imported in the time.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BOOK = Path(__file__).parents[1] / "routes"
LIBRARIES = "import click, jinja2, networkx, numpy, pydantic.main, yaml"


@pytest.fixture(autouse=True)
def _compiled(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program be compiled, as it is wherever it was installed."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.getbasetemp() / "compiled"))
    made(tmp_path_factory.mktemp("first"))


def seconds(*words: str) -> float:
    """Return how long a processor was at it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], check=True, capture_output=True, cwd=BOOK.parent)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def made(out: Path) -> float:
    return seconds("-m", "rutas", "site", "--out", str(out))


def test_it_is_made_within_two_seconds(
    benchmark: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing of it is at hand, each time."""
    spent = [made(tmp_path_factory.mktemp("site")) for _ in range(5)]
    benchmark.extra_info |= {
        "seconds": min(spent),
        "of_the_libraries": min(spent) / min(seconds("-c", LIBRARIES) for _ in range(3)),
    }
    benchmark.pedantic(made, (tmp_path_factory.mktemp("site"),), rounds=1)
    assert min(spent) <= 2


def test_a_book_that_did_not_change_is_found_out_within_a_third(
    benchmark: Any, tmp_path: Path
) -> None:
    made(tmp_path)
    spent = [made(tmp_path) for _ in range(5)]
    benchmark.extra_info["seconds"] = min(spent)
    benchmark.pedantic(made, (tmp_path,), rounds=3)
    assert min(spent) <= 0.3
