"""Routing: the promises hold for any drawing, and lines look as a careful hand would draw them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rutas.layout.geometry import Box, Cell, Crossing, Path, Rect, Wire
from rutas.layout.place import place_flow, place_lanes
from rutas.layout.routing import bridges, route, smooth
from tests.layout.audit import Flaw, flaws
from tests.layout.maker import material

HARD = {"slanted", "loose", "through", "inside", "together", "outside", "boxes", "hop"}


def cards(names: str, shape: str = "card") -> dict[str, Box]:
    return {name: Box(name, 60, 40, shape) for name in names}


def drawn(seed: int):
    """A random drawing, routed: a flow, or for odd seeds the systems of its lanes."""
    found = material(seed, 10 + 2 * (seed % 21))
    if seed % 2 == 0:
        places = [place_flow(found.stages, found.wires, columns=4, refined=False)]
    else:
        lanes = {name: (7 * i + seed) % 6 for i, name in enumerate(found.order)}
        places = place_lanes(lanes, found.stages, found.wires, max_columns=10, refined=False)
    for cells in places:
        wires = [w for w in found.wires if w.source in cells and w.target in cells]
        yield found, wires, route(found.boxes, cells, wires)


# --- what any drawing keeps


@pytest.mark.parametrize("seed", range(100, 116))
def test_any_drawing_keeps_its_promises(seed):
    for found, wires, layout in drawn(seed):
        broken = [f for f in flaws(layout, found.boxes, wires) if f.kind in HARD]
        assert broken == []


@pytest.mark.parametrize("seed", range(100, 108, 2))
def test_crossings_stay_few_even_in_a_tangle(seed):
    for _, wires, layout in drawn(seed):
        assert len(layout.crossings) <= 0.3 * len(wires) + 2


def test_the_same_drawing_twice_is_the_same():
    (_, _, one), *_ = drawn(5)
    (_, _, two), *_ = drawn(5)
    assert one == two


def test_the_audit_sees_what_a_drawing_breaks():
    boxes = cards("abc")
    wires = [Wire("1", "a", "b"), Wire("2", "c", "b")]
    cells = {"a": Cell(0, 0), "b": Cell(0, 2), "c": Cell(1, 0)}
    sound = route(boxes, cells, wires)
    assert flaws(sound, boxes, wires) == []
    (x, y), end = sound.paths["1"].points[0], sound.paths["1"].points[-1]
    spoiled = {
        "slanted": ((x, y), (x + 9, y + 9), end),
        "loose": ((x + 4, y), end),
        "through": ((x, y), (x + 5, y), (x + 5, y + 50), (x - 30, y + 50)),
        "inside": ((x, y), (x - 30, y), (x - 30, y + 1), end),
        "outside": ((x, y), (x, -50), (end[0], -50), end),
    }
    for kind, points in spoiled.items():
        broken = replace(sound, paths={**sound.paths, "1": Path(points)})
        assert kind in {flaw.kind for flaw in flaws(broken, boxes, wires)}, kind
    texts = {**sound.paths, "1": replace(sound.paths["1"], label=Rect(x, y - 4, x + 9, y + 4))}
    assert Flaw("label", ("1", "1")) in flaws(replace(sound, paths=texts), boxes, wires)


def test_the_audit_sees_lines_on_each_other_and_crossings_without_a_bridge():
    boxes = cards("abcd")
    cells = {"a": Cell(0, 0), "b": Cell(0, 2), "c": Cell(1, 0), "d": Cell(1, 2)}
    wires = [Wire("1", "a", "b"), Wire("2", "c", "d")]
    sound = route(boxes, cells, wires)
    (x1, y1), (x2, _) = sound.paths["1"].points
    (_, y2), _ = sound.paths["2"].points
    over = Path(((x1, y2), (x1 + 9, y2), (x1 + 9, y1), (x2, y1)))
    assert ("together", ("1", "2")) in flaws(
        replace(sound, paths={**sound.paths, "2": over}), boxes, wires
    )
    down = Path(((x1, y2), (x1 + 9, y2), (x1 + 9, y1 - 9), (x2 - 3, y1 - 9), (x2 - 3, y2)))
    assert ("hop", ("1", "2")) in flaws(
        replace(sound, paths={**sound.paths, "2": down}), boxes, wires
    )


# --- how lines look


def test_neighbours_are_joined_by_a_straight_line():
    layout = route(cards("ab"), {"a": Cell(0, 0), "b": Cell(0, 1)}, [Wire("1", "a", "b")])
    assert len(layout.paths["1"].points) == 2


def test_an_empty_cell_is_crossed_straight():
    layout = route(cards("ab"), {"a": Cell(0, 0), "b": Cell(0, 3)}, [Wire("1", "a", "b")])
    assert len(layout.paths["1"].points) == 2


def test_the_next_row_is_reached_with_two_turns():
    layout = route(cards("ab"), {"a": Cell(0, 2), "b": Cell(1, 0)}, [Wire("1", "a", "b")])
    assert len(layout.paths["1"].points) == 4


def test_a_link_over_a_step_goes_round_it():
    wires = [Wire("1", "a", "b"), Wire("2", "b", "c"), Wire("3", "a", "c")]
    layout = route(cards("abc"), {n: Cell(0, i) for i, n in enumerate("abc")}, wires)
    assert layout.crossings == ()
    assert flaws(layout, cards("abc"), wires) == []


def test_the_answers_of_a_decision_leave_by_corners_of_their_own():
    boxes = cards("bcd") | cards("a", "diamond")
    cells = {"a": Cell(0, 0), "b": Cell(0, 1), "c": Cell(1, 0), "d": Cell(1, 1)}
    wires = [Wire(n, "a", n, label=(14, 9)) for n in "bcd"]
    layout = route(boxes, cells, wires)
    x, y = layout.rects["a"].centre
    starts = {layout.paths[n].points[0] for n in "bcd"}
    assert len(starts) == 3
    assert all((px == x) != (py == y) for px, py in starts)


def test_links_to_one_target_run_together_into_it():
    wires = [Wire("1", "a", "c"), Wire("2", "b", "c")]
    cells = {"a": Cell(0, 0), "b": Cell(0, 1), "c": Cell(1, 2)}
    layout = route(cards("abc"), cells, wires)
    assert layout.paths["1"].points[-1] == layout.paths["2"].points[-1]
    assert layout.paths["1"].joint is not None


def test_links_of_another_kind_keep_apart():
    wires = [Wire("1", "a", "c"), Wire("2", "b", "c", kind="indirect")]
    cells = {"a": Cell(0, 0), "b": Cell(0, 1), "c": Cell(1, 2)}
    layout = route(cards("abc"), cells, wires)
    assert layout.paths["1"].points[-1] != layout.paths["2"].points[-1]


def test_a_small_box_is_left_by_its_middle_and_does_not_crowd_its_neighbours():
    boxes = cards("abcd") | {"x": Box("x", 30, 13, "connector")}
    cells = {"x": Cell(0, 0), "a": Cell(0, 1), "b": Cell(0, 2), "c": Cell(1, 2), "d": Cell(1, 1)}
    wires = [Wire("1", "x", "a"), *(Wire(n, "a", n) for n in "bcd")]
    layout = route(boxes, cells, wires)
    assert layout.paths["1"].points[0][1] == layout.rects["x"].centre[1]
    assert flaws(layout, boxes, wires) == []


def test_a_repeated_step_gets_a_loop_of_its_own():
    wires = [Wire("1", "a", "a", back=True)]
    layout = route(cards("a"), {"a": Cell(0, 0)}, wires)
    assert flaws(layout, cards("a"), wires) == []


@pytest.mark.parametrize("shape", ["card", "diamond", "pill"])
def test_a_low_box_whose_sides_are_taken_still_has_a_way_for_its_loop(shape):
    boxes = cards("abc") | {"b": Box("b", 60, 36, shape)}
    wires = [Wire("1", "a", "b"), Wire("2", "b", "c"), Wire("3", "b", "b", back=True)]
    layout = route(boxes, {n: Cell(0, i) for i, n in enumerate("abc")}, wires)
    assert flaws(layout, boxes, wires) == []


def test_a_crossing_has_its_bridge_on_the_horizontal_line():
    layout_paths = {"a": [(0, 5), (10, 5)], "b": [(4, 0), (4, 9)], "c": [(0, 0), (4, 0)]}
    assert bridges(layout_paths) == (Crossing(4, 5, "a", "b"),)


# --- paper


def test_a_drawing_fills_the_room_it_is_given():
    layout = route(
        cards("ab"),
        {"a": Cell(0, 0), "b": Cell(1, 1)},
        [Wire("1", "a", "b")],
        width=400,
        height=300,
    )
    assert (layout.width, layout.height) == (pytest.approx(400), pytest.approx(300))


def test_a_border_between_rows_runs_along_no_line():
    for seed in (1, 2, 4):
        for _, _, layout in drawn(seed):
            flat = {
                round(y1, 3)
                for path in layout.paths.values()
                for (_, y1), (_, y2) in zip(path.points, path.points[1:], strict=False)
                if y1 == y2
            }
            for border in layout.row_borders[1:-1]:
                assert all(abs(border - y) >= 2 for y in flat)


@pytest.mark.parametrize(
    ("cells", "wires", "message"),
    [
        ({"a": Cell(0, 0), "b": Cell(0, 0)}, [], "share row 0, column 0"),
        ({"a": Cell(0, 0)}, [Wire("1", "a", "b")], "'b', which has no cell"),
        ({"z": Cell(0, 0)}, [], "'z' has no box"),
    ],
)
def test_what_cannot_be_drawn_is_said(cells, wires, message):
    with pytest.raises(ValueError, match=message):
        route(cards("ab"), cells, wires)


# --- curves


def test_a_smooth_path_has_whole_cubic_segments_and_the_same_ends():
    points = [(0.0, 0.0), (20.0, 0.0), (20.0, 30.0), (60.0, 30.0)]
    curve = smooth(points, 5, [(40.0, 30.0)])
    assert len(curve) % 3 == 1
    assert (curve[0], curve[-1]) == (points[0], points[-1])
    assert min(y for x, y in curve if x > 30) == pytest.approx(27)


def test_short_pieces_get_smaller_corners():
    curve = smooth([(0, 0), (4, 0), (4, 3), (9, 3)], radius=5)
    assert all(0 <= x <= 9 and 0 <= y <= 3 for x, y in curve)


def test_a_corner_gives_way_to_a_bridge_beside_it():
    curve = smooth([(0.0, 0.0), (40.0, 0.0), (40.0, 30.0)], 5, [(34.0, 0.0)])
    assert min(y for _, y in curve) == pytest.approx(-3)


@pytest.mark.parametrize("seed", range(100, 110, 2))
def test_every_crossing_is_drawn_as_a_bridge(seed):
    for _, _, layout in drawn(seed):
        for x, y, over, _ in layout.crossings:
            curve = smooth(layout.paths[over].points, 5, [(x, y)])
            assert any(abs(px - x) < 0.1 and abs(py - y + 3) < 0.1 for px, py in curve)


@pytest.mark.parametrize("seed", range(101, 112, 2))
def test_a_bridge_stands_clear_of_the_arrow_head_behind_it(seed):
    for _, _, layout in drawn(seed):
        for x, y, over, _ in layout.crossings:
            (before, at), (end, level) = layout.paths[over].points[-2:]
            if at == level == y and min(before, end) < x < max(before, end):
                assert abs(end - x) > 12.9
