"""How light the page is, and how fast it is made. Run with --benchmark-only."""

from __future__ import annotations

import gzip
import re
import shutil
import time
from pathlib import Path

import pytest

import rutas
from rutas.publish import publish_site
from rutas.site.gather import gather
from rutas.site.render import page

ROOT = Path(__file__).parents[2]
POINTS = 130


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """The frozen book, its village with ten times its points."""
    book = Path(shutil.copytree(ROOT / "tests" / "routes", tmp_path / "routes"))
    path = book / "territories" / "villeta.yaml"
    text = re.sub(r"^survey: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    head, _, rest = text.partition("points:\n")
    points = re.split(
        r"(?m)^(?=  - id: )", rest.partition("\n#")[0].partition("\nactions:")[0] + "\n"
    )[1:]
    many = [
        re.sub(r"(- id: \S+?)$", rf"\1-{n}", re.sub(r"(name: .*)$", rf"\1 {n}", one, count=1, flags=re.MULTILINE), count=1, flags=re.MULTILINE)
        for n in range(POINTS // len(points) + 1) for one in points
    ]  # fmt: skip
    path.write_text(f"{head}points:\n{''.join(many[:POINTS])}", encoding="utf-8")
    return book


def test_three_routes_and_a_territory_of_130_points_are_a_megabyte_at_most(
    benchmark, large: Path
) -> None:
    site = gather(rutas.load(large))
    assert len(site.territories[0].points) == POINTS
    text = benchmark.pedantic(page, (site,), rounds=3).encode()
    benchmark.extra_info |= {"kB": len(text) // 1000, "gzipped": len(gzip.compress(text)) // 1000}
    assert len(text) <= 1_000_000
    assert len(gzip.compress(text)) <= 300_000


def test_the_page_is_made_within_two_seconds_and_left_within_a_third(
    benchmark, tmp_path: Path
) -> None:
    """Seconds of one processor; the second time nothing has changed."""

    def made() -> float:
        start = time.process_time()
        publish_site(ROOT / "tests" / "routes", tmp_path / "site", drawings=tmp_path / "none")
        return time.process_time() - start

    first = made()
    benchmark.extra_info["made, in seconds"] = first
    assert first <= 2
    assert benchmark.pedantic(made, rounds=3) <= 0.3
