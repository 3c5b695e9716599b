"""How fast drawings are placed and routed."""

from __future__ import annotations

import time

import pytest

from rutas.layout.place import place_flow
from rutas.layout.routing import route
from tests.layout.maker import material


def _one_sheet(steps: int) -> None:
    """Place and route all steps as one sheet."""
    found = material(7, steps)
    cells = place_flow(found.stages, found.wires, columns=5, decisions=found.decisions)
    route(found.boxes, cells, found.wires)


@pytest.mark.parametrize("steps", [20, 40, 80])
def test_place_and_route_one_sheet(benchmark, steps):
    """Twice the steps cost at most four times as much: compare the rows."""
    benchmark.pedantic(_one_sheet, (steps,), rounds=2)


def test_the_cost_of_a_sheet_grows_no_faster_than_the_square_of_its_steps(benchmark):
    """From 20 steps to 80, with as much again for what a machine does beside."""
    took = {}
    for steps in (20, 80):
        start = time.process_time()
        _one_sheet(steps)
        took[steps] = time.process_time() - start
    benchmark.extra_info["growth"] = round(took[80] / took[20], 1)
    benchmark.pedantic(_one_sheet, (20,), rounds=1)
    assert took[80] <= 2 * (80 / 20) ** 2 * took[20]


@pytest.mark.parametrize("steps", [20, 45, 80])
def test_place_a_flow(benchmark, steps):
    found = material(7, steps)
    asked = {"columns": 5, "decisions": found.decisions}
    benchmark.pedantic(lambda: place_flow(found.stages, found.wires, **asked), rounds=3)


@pytest.mark.parametrize("steps", [20, 45, 80])
def test_route_a_flow(benchmark, steps):
    found = material(7, steps)
    cells = place_flow(found.stages, found.wires, columns=5, decisions=found.decisions)
    benchmark.pedantic(route, (found.boxes, cells, found.wires), rounds=3)
