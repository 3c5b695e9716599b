"""The page is light enough for a chat, with every point of a large district, and the same to the byte wherever it is made."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import rutas
from rutas.site.gather import gather
from rutas.site.render import data, page
from tests.chromium import Opened
from tests.site.district import district

POINTS = 130


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return district(tmp_path_factory.mktemp("mesa") / "routes", POINTS)


@pytest.fixture(scope="module")
def files(book: Path) -> dict[str, bytes]:
    site = gather(rutas.load(book))
    assert sum(len(there.points) for there in site.territories) == POINTS
    return {"index.html": page(site).encode(), "rutas.json": data(site).encode()}


def test_with_a_district_of_130_points_it_weighs_less_than_a_megabyte(
    files: dict[str, bytes],
) -> None:
    assert 600_000 < len(files["index.html"]) < 1_000_000
    assert len(gzip.compress(files["index.html"], 6)) < 300_000


def test_its_script_is_the_same_whatever_the_book_and_less_than_30_kb(
    files: dict[str, bytes],
) -> None:
    """As it stands in the page: what a telephone has to read. The data of the book are no script."""
    (script,) = re.findall(rb"<script>(.*?)</script>", files["index.html"], re.DOTALL)
    assert 20_000 < len(script) < 30_000


def test_another_process_that_orders_sets_otherwise_writes_the_same_bytes(
    book: Path, files: dict[str, bytes], tmp_path: Path
) -> None:
    args = ["site", "--book", str(book), "--out", str(tmp_path / "site"), "--drawings", "none"]
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    subprocess.run(
        [sys.executable, "-m", "rutas", *args], check=True, capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": seed}, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert {name: (tmp_path / "site" / name).read_bytes() for name in files} == files


def test_no_summary_is_counted(
    files: dict[str, bytes], opened: Callable[..., Opened], tmp_path: Path
) -> None:
    """Else Chromium goes through the whole page whenever one comes into sight: ten times the work of a search."""
    (tmp_path / "index.html").write_bytes(files["index.html"])
    one = opened()
    one.page.goto((tmp_path / "index.html").as_uri())
    counted = one.page.evaluate(
        "[...document.querySelectorAll('summary')].map((one) => getComputedStyle(one).counterIncrement)"
    )
    assert len(counted) > 50
    assert set(counted) == {"none"}
