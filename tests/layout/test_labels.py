"""Labels: beside their line, near their source, touching nothing."""

from __future__ import annotations

import pytest

from rutas.layout.geometry import Box, Cell, Path, Rect, Wire
from rutas.layout.labels import place_across, place_labels
from rutas.layout.place import place_flow
from rutas.layout.routing import route
from tests.layout.audit import flaws
from tests.layout.maker import material

WIRE = Wire("1", "a", "b", label=(20, 8))
SHEET = (200.0, 100.0)


def one_line(*points: tuple[float, float]) -> dict[str, Path]:
    return {"1": Path(points)}


def test_a_label_stands_above_a_horizontal_line_near_its_source():
    placed, failed, remote = place_labels([WIRE], {}, {}, one_line((50, 50), (150, 50)), SHEET)
    assert (failed, remote) == ([], [])
    assert placed["1"].bottom < 50
    assert placed["1"].left == 50


def test_a_label_stands_right_of_a_vertical_line():
    placed, _, _ = place_labels([WIRE], {}, {}, one_line((50, 10), (50, 90)), SHEET)
    assert placed["1"].left > 50
    assert placed["1"].top == 10


def test_a_label_gives_way_to_a_box_and_to_another_line():
    box, rect = Box("x", 60, 30), Rect(40, 15, 100, 45)
    paths = one_line((50, 50), (150, 50)) | {"2": Path(((60, 55), (60, 90)))}
    placed, _, _ = place_labels([WIRE], {"x": box}, {"x": rect}, paths, SHEET)
    assert not placed["1"].touches(rect)
    assert not placed["1"].touches(Rect(60, 55, 60, 90))


def test_two_labels_do_not_touch_each_other():
    wires = [WIRE, Wire("2", "a", "b", label=(20, 8))]
    paths = one_line((50, 50), (75, 50)) | {"2": Path(((50, 31), (75, 31)))}
    placed, failed, _ = place_labels(wires, {}, {}, paths, SHEET)
    assert failed == []
    assert not placed["1"].touches(placed["2"], 1)


def test_a_label_without_a_place_is_told_and_laid_across_its_line():
    boxes = {"x": Box("x", 200, 48), "y": Box("y", 200, 48)}
    rects = {"x": Rect(0, 0, 200, 48), "y": Rect(0, 52, 200, 100)}
    paths = one_line((50, 50), (150, 50))
    placed, failed, _ = place_labels([WIRE], boxes, rects, paths, SHEET)
    assert (placed, failed) == ({}, ["1"])
    assert place_across([WIRE], boxes, rects, paths, placed)["1"].centre[1] == 50


def test_a_label_of_a_joined_line_stands_on_its_own_part():
    path = Path(((10, 50), (190, 50)), joint=(60, 50))
    placed, _, _ = place_labels([WIRE], {}, {}, {"1": path}, SHEET)
    assert placed["1"].right <= 62


@pytest.mark.parametrize("width", [10, 40, 80, 150])
def test_channels_widen_for_long_answers(width):
    boxes = {"a": Box("a", 60, 40, "diamond"), "b": Box("b", 60, 40), "c": Box("c", 60, 40)}
    cells = {"a": Cell(0, 0), "b": Cell(0, 1), "c": Cell(1, 0)}
    wires = [Wire("1", "a", "b", label=(width, 9)), Wire("2", "a", "c", label=(width, 9))]
    layout = route(boxes, cells, wires)
    assert layout.across == ()
    assert flaws(layout, boxes, wires) == []


@pytest.mark.parametrize("seed", range(200, 208))
def test_labels_touch_nothing_in_any_drawing(seed):
    found = material(seed, 10 + 3 * (seed % 13))
    cells = place_flow(found.stages, found.wires, columns=3 + seed % 5, refined=False)
    layout = route(found.boxes, cells, found.wires)
    labelled = sum(wire.label is not None for wire in found.wires)
    assert sum(path.label is not None for path in layout.paths.values()) == labelled
    touching = [f for f in flaws(layout, found.boxes, found.wires) if f.kind == "label"]
    assert touching == []
    assert len(layout.across) <= 0.03 * len(found.wires) + 1
