"""Lines say what is true: none meets another head-on, none looks like part of another, forks are kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from rutas.layout.geometry import Box, Cell, Wire
from rutas.layout.place import place_flow
from rutas.layout.routing import route
from tests.effort import cases
from tests.layout.audit import flaws
from tests.layout.maker import material

HARD = {"slanted", "loose", "through", "inside", "together", "outside", "boxes", "hop"}
EPS = 0.05


def drawn(seed: int):
    """A random drawing in which some cards open branches, and some wait for them."""
    found = material(seed, 10 + 2 * (seed % 16))
    cards = [name for name in found.order if found.boxes[name].shape == "card"]
    opens, gathers = set(cards[::3]), set(cards[1::4])
    boxes = {
        name: replace(box, opens=name in opens, gathers=name in gathers)
        for name, box in found.boxes.items()
    }
    wires = [
        replace(
            wire,
            opens=wire.source in opens and not wire.back,
            gathers=wire.target in gathers and not wire.back and wire.source != wire.target,
        )
        for wire in found.wires
    ]
    cells = place_flow(found.stages, wires, columns=4, refined=False)
    return boxes, wires, route(boxes, cells, wires)


def legs(path):
    """The pieces of a line with the way each goes."""
    for (x1, y1), (x2, y2) in pairwise(path.points):
        yield (
            (x1, y1),
            (x2, y2),
            ((x2 > x1 + EPS) - (x2 < x1 - EPS), (y2 > y1 + EPS) - (y2 < y1 - EPS)),
        )


def head_on(layout) -> set[tuple[str, str]]:
    """The pairs of lines of which a piece of one ends where one of the other does, against it."""
    ends = {name: [(end, way) for _, end, way in legs(path)] for name, path in layout.paths.items()}
    return {
        (one, two)
        for one, two in combinations(sorted(ends), 2)
        for end, (right, down) in ends[one]
        for other, way in ends[two]
        if way == (-right, -down) and abs(end[0] - other[0]) + abs(end[1] - other[1]) < EPS
    }


def side(rect, point) -> str:
    """Which side of a box a point lies on."""
    if abs(point[0] - rect.right) < EPS:
        return "right"
    return "left" if abs(point[0] - rect.left) < EPS else "other"


@pytest.mark.parametrize("seed", range(200, 200 + cases(16)))
def test_a_line_with_branches_keeps_every_promise_too(seed):
    boxes, wires, layout = drawn(seed)
    assert [flaw for flaw in flaws(layout, boxes, wires) if flaw.kind in HARD] == []


@pytest.mark.parametrize("seed", range(200, 200 + cases(16)))
def test_no_two_lines_meet_head_on(seed):
    _, _, layout = drawn(seed)
    assert head_on(layout) == set()


@pytest.mark.parametrize("seed", range(200, 200 + cases(16)))
def test_the_side_where_branches_open_or_are_awaited_is_touched_by_exactly_them(seed):
    boxes, wires, layout = drawn(seed)
    for wire in wires:
        points = layout.paths[wire.id].points
        leaves = side(layout.rects[wire.source], points[0])
        enters = side(layout.rects[wire.target], points[-1])
        if boxes[wire.source].opens:
            assert (leaves == "right") is wire.opens
        if boxes[wire.source].gathers:
            assert leaves != "left"
        if boxes[wire.target].gathers:
            assert (enters == "left") is wire.gathers
        if boxes[wire.target].opens:
            assert enters != "right"


@pytest.mark.parametrize("count", [2, 3, 5, 9])
def test_a_fork_has_room_for_all_its_branches(count):
    names = [f"b{n}" for n in range(count)]
    boxes = {"fork": Box("fork", 80, 60, opens=True), **{n: Box(n, 60, 30) for n in names}}
    cells = {"fork": Cell(0, 0), **{name: Cell(n, 1) for n, name in enumerate(names)}}
    wires = [Wire(name, "fork", name, opens=True) for name in names]
    layout = route(boxes, cells, wires)
    starts = {layout.paths[name].points[0] for name in names}
    assert len(starts) == count
    assert all(side(layout.rects["fork"], point) == "right" for point in starts)
    assert flaws(layout, boxes, wires) == []


@pytest.mark.parametrize("seed", range(200, 200 + cases(16)))
def test_two_lines_beside_the_cards_don_t_look_like_one(seed):
    """Neither where one ends near the other, nor where one turns into a card that the other leaves."""
    _, wires, layout = drawn(seed)
    ends = {wire.id: {wire.source, wire.target} for wire in wires}
    group = {wire.id: wire.group for wire in wires}
    upright = [
        (name, start[0], *sorted((start[1], end[1])))
        for name, path in layout.paths.items()
        for start, end, (right, _) in legs(path)
        if not right and not any(a < start[0] < b for a, b in layout.column_edges)
    ]
    for (one, x1, top1, low1), (two, x2, top2, low2) in combinations(upright, 2):
        if group[one] != group[two] and abs(x1 - x2) < 1:
            assert not ends[one] & ends[two]
            assert max(top1, top2) - min(low1, low2) > 20


@pytest.mark.parametrize("seed", range(200, 200 + cases(16)))
def test_a_merge_is_seen_before_the_arrow_head(seed):
    _, _, layout = drawn(seed)
    for path in layout.paths.values():
        if path.joint is not None:
            end = path.points[-1]
            far = abs(path.joint[0] - end[0]) + abs(path.joint[1] - end[1])
            assert far >= 14
