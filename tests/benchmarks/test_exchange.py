"""How fast a route is edited, leaves as a workbook and comes home, beside what the libraries alone take.

Ratios are of processor time of one run, kept in ``extra_info``:

* ``of_parse``: one value edited in the text of 1,000 steps, checked, over reading it; 4 at most.
* ``of_a_thousand``: the same in 10,000 steps over 1,000; 13 at most, so that it grows with the text.
* ``of_openpyxl``: a workbook of 1,000 steps written, over openpyxl appending the same cells, 1.5 at most;
  the same come home unedited, over openpyxl loading it, 1 at most.
* ``of_elementtree``: the picture of a long route read, each element accounted for, over the library's
  reading of its XML; 3.5 at most, and 2.5 is the aim.
"""

from __future__ import annotations

import io
import time
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

import rutas
from rutas.exchange.arrival import Base
from rutas.exchange.bpmn import arrived as arrived_bpmn
from rutas.exchange.bpmn import write
from rutas.exchange.home import bring_home
from rutas.exchange.sheets import arrived, workbook
from rutas.reading import parse_text
from rutas.reading.edit import edit
from tests.benchmarks.test_reading import CATALOGUE, big_route

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROUNDS = 3


def seconds(work: Callable[[], Any]) -> float:
    """Return the processor time of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def ratio(work: Callable[[], Any], other: Callable[[], Any]) -> float:
    """Return the time of some work over that of another, taken by turns."""
    rounds = [(seconds(work), seconds(other)) for _ in range(ROUNDS)]
    return min(one for one, _ in rounds) / min(one for _, one in rounds)


def editing(steps: int) -> tuple[str, Callable[[], None]]:
    """Return a text, and what edits one value in the middle of it."""
    text = big_route(steps)
    wanted = deepcopy(parse_text(text)[0].tree)
    wanted["stages"][steps // 100]["steps"][7]["wait"] = "3 d"

    def work() -> None:
        found = edit(text, wanted)
        assert sum(one != other for one, other in zip(
            found.text.split("\n"), text.split("\n"), strict=True
        )) == 1  # fmt: skip

    return text, work


@pytest.mark.benchmark(group="exchange")
def test_one_value_is_edited(benchmark: Any) -> None:
    text, work = editing(1_000)
    _, tenfold = editing(10_000)
    benchmark.pedantic(work, rounds=2)
    benchmark.extra_info["of_parse"] = of_parse = ratio(work, lambda: parse_text(text))
    benchmark.extra_info["of_a_thousand"] = growth = ratio(tenfold, work)
    assert of_parse <= 4
    assert growth <= 13


@pytest.mark.benchmark(group="exchange")
def test_a_workbook_is_written(benchmark: Any) -> None:
    base = Base(big_route(1_000), CATALOGUE)
    rows = {
        sheet.title: list(sheet.values)
        for sheet in openpyxl.load_workbook(io.BytesIO(workbook(base))).worksheets
    }

    def alone() -> None:
        book = openpyxl.Workbook()
        for name, table in rows.items():
            sheet = book.create_sheet(name)
            for row in table:
                sheet.append(row)
        book.save(io.BytesIO())

    benchmark.pedantic(workbook, args=(base,), rounds=2)
    benchmark.extra_info["of_openpyxl"] = found = ratio(lambda: workbook(base), alone)
    assert found <= 1.5


@pytest.mark.benchmark(group="exchange")
def test_a_workbook_comes_home(benchmark: Any, tmp_path: Path) -> None:
    base = Base(big_route(1_000), CATALOGUE)
    (tmp_path / "big.yaml").write_text(base.route, encoding="utf-8")
    (tmp_path / "catalogue.yaml").write_text(base.catalogue, encoding="utf-8")
    (path := tmp_path / "big.xlsx").write_bytes(workbook(base))

    def home() -> None:
        found = bring_home(arrived(path), tmp_path)
        assert (found.changes, found.problems) == ([], [])

    benchmark.pedantic(home, rounds=2)
    benchmark.extra_info["of_openpyxl"] = found = ratio(home, lambda: openpyxl.load_workbook(path))
    assert found <= 1


@pytest.mark.benchmark(group="exchange")
def test_a_picture_is_read(benchmark: Any, book: rutas.Book, tmp_path: Path) -> None:
    text = write(book["0-4"])
    (path := tmp_path / "r.bpmn").write_text(text, encoding="utf-8")
    benchmark.pedantic(arrived_bpmn, args=(path,), rounds=2)
    found = ratio(lambda: arrived_bpmn(path), lambda: ET.fromstring(text))
    benchmark.extra_info["of_elementtree"] = found
    assert found <= 3
