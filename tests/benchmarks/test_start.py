"""How fast it starts, and how fast nothing is done. Ratios in one run; run with --benchmark-only."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]


def seconds(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def test_version_costs_little_more_than_click(benchmark) -> None:
    """At most 1.5 times `python -c "import click"`."""
    program = shutil.which("rutas") or str(Path(sys.executable).with_name("rutas"))
    pairs = [
        (seconds(program, "--version"), seconds(sys.executable, "-c", "import click"))
        for _ in range(15)
    ]
    benchmark.extra_info["ratio to importing click"] = median(a for a, _ in pairs) / median(
        b for _, b in pairs
    )
    benchmark.pedantic(seconds, (program, "--version"), rounds=5)


QUESTIONS = {
    "whatif": ("whatif", "0-4", "--set", "inscripcion.wait=2d"),
    "critical": ("critical", "0-4"),
    "steps": ("steps", "0-4"),
    "critical of a selection": ("critical", "0-4", "actor:registro-civil+", "--format", "json"),
    "check": ("check",),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_as_a_whole_process(benchmark, question: str) -> None:
    """A what-if takes at most 2.5 times what importing the libraries that it needs does."""
    program = (sys.executable, "-m", "rutas", *QUESTIONS[question])
    needs = "click, networkx, numpy, pydantic.main, rich.table, scipy.sparse.csgraph, yaml"
    libraries = (sys.executable, "-c", f"import {needs}")
    seconds(*program)
    pairs = [(seconds(*program), seconds(*libraries)) for _ in range(3)]
    benchmark.extra_info["ratio to importing the libraries"] = median(a for a, _ in pairs) / median(
        b for _, b in pairs
    )
    benchmark.pedantic(seconds, program, rounds=3)


def test_completing_a_step_as_a_whole_process(benchmark, monkeypatch) -> None:
    """A shell asks while somebody types: the answer has a tenth of a second or two."""
    monkeypatch.setenv("_RUTAS_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "rutas show 0-4 inscri")
    monkeypatch.setenv("COMP_CWORD", "3")
    program = shutil.which("rutas") or str(Path(sys.executable).with_name("rutas"))
    benchmark.pedantic(seconds, (program,), rounds=5, warmup_rounds=1)


def test_an_unchanged_build(benchmark, tmp_path: Path) -> None:
    """Under a second, the start of the program included."""
    out = str(tmp_path / "diagrams")
    seconds(sys.executable, "-m", "rutas", "build", "--out", out)
    benchmark.pedantic(seconds, (sys.executable, "-m", "rutas", "build", "--out", out), rounds=5)
