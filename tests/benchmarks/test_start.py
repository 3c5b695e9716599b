"""How fast it starts, and how fast nothing is done. Ratios in one run; run with --benchmark-only."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

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


def test_an_unchanged_build(benchmark, tmp_path: Path) -> None:
    """Under a second, the start of the program included."""
    out = str(tmp_path / "diagrams")
    seconds(sys.executable, "-m", "rutas", "build", "--out", out)
    benchmark.pedantic(seconds, (sys.executable, "-m", "rutas", "build", "--out", out), rounds=5)
