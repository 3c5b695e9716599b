"""Placing: which links return, and where each step stands."""

from __future__ import annotations

from itertools import chain, combinations

import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rutas.layout.geometry import Wire
from rutas.layout.place import back_links, place_flow, place_lanes
from rutas.layout.routing import route
from tests.effort import cases
from tests.layout.maker import material

small_graphs = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=9, unique=True
)


def wires(*pairs: str) -> list[Wire]:
    return [Wire(pair, pair[0], pair[1]) for pair in pairs]


def test_a_route_without_loops_has_no_returns():
    assert back_links("abc", [("a", "b"), ("b", "c"), ("a", "c")]) == set()


def test_a_link_against_the_order_of_the_file_is_no_return_unless_it_closes_a_loop():
    assert back_links("abc", [("c", "a"), ("a", "b")]) == set()


def test_of_a_loop_the_link_against_the_order_of_the_file_returns():
    assert back_links("abc", [("a", "b"), ("b", "c"), ("c", "b")]) == {("c", "b")}


@given(small_graphs)
def test_without_its_returns_a_graph_has_no_loop_and_each_return_closes_one(links):
    back = back_links("abcdef", links)
    rest = nx.DiGraph(link for link in links if link not in back)
    assert nx.is_directed_acyclic_graph(rest)
    for source, target in back:
        one_more = nx.DiGraph([*rest.edges, (source, target)])
        assert not nx.is_directed_acyclic_graph(one_more)


@given(small_graphs)
@settings(max_examples=cases(60))
@example([("a", "d"), ("b", "a"), ("c", "a"), ("d", "a"), ("d", "b"), ("d", "c")])
def test_the_returns_are_at_most_twice_the_fewest_possible(links):
    def breaks_all(removed):
        left = nx.DiGraph(link for link in links if link not in removed)
        return nx.is_directed_acyclic_graph(left)

    subsets = chain.from_iterable(combinations(links, n) for n in range(len(links) + 1))
    fewest = next(len(subset) for subset in subsets if breaks_all(set(subset)))
    assert len(back_links("abcdef", links)) <= 2 * fewest


def test_a_chain_is_read_like_text():
    cells = place_flow([list("abcd")], wires("ab", "bc", "cd"), columns=2)
    assert [(c.row, c.column) for c in cells.values()] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_each_stage_begins_on_a_row_of_its_own():
    cells = place_flow([["a"], ["b"], ["c"]], wires("ab", "bc"), columns=5)
    assert [(c.row, c.band) for c in cells.values()] == [(0, 0), (1, 1), (2, 2)]


def test_the_answers_of_a_decision_go_east_and_south_or_on_in_its_row():
    cells = place_flow([list("abcd")], wires("ab", "ac", "bd", "cd"), columns=3, decisions={"a"})
    spots = {(cells[n].row - cells["a"].row, cells[n].column - cells["a"].column) for n in "bc"}
    assert (0, 1) in spots


@pytest.mark.parametrize("tied", [{"x"}, set()])
def test_what_is_tied_to_a_step_stands_beside_it_though_it_takes_a_row(tied):
    cells = place_flow([list("abcxde")], wires("ab", "bc", "cx", "cd", "de"), columns=3, tied=tied)
    (row, column, _), (other_row, other_column, _) = cells["c"], cells["x"]
    assert (abs(row - other_row) + abs(column - other_column) == 1) is bool(tied)


def test_steps_whose_lines_cross_are_moved():
    crossings = {True: 0, False: 0}
    for seed in range(12):
        found = material(seed, 18)
        for refined in crossings:
            cells = place_flow(found.stages, found.wires, columns=4, refined=refined)
            crossings[refined] += len(route(found.boxes, cells, found.wires).crossings)
    assert crossings[True] < 0.8 * crossings[False]


def test_what_returns_does_not_pull():
    straight = place_flow([list("abc")], wires("ab", "bc"), columns=3)
    looped = place_flow([list("abc")], wires("ab", "bc", "ca"), columns=3)
    assert straight == looped


def test_a_flow_needs_a_column():
    with pytest.raises(ValueError, match="at least one column"):
        place_flow([["a"]], [], columns=0)


@pytest.mark.parametrize("seed", range(10))
def test_any_flow_gives_each_step_a_cell_of_its_own_within_its_stage(seed):
    found = material(seed)
    columns = 3 + seed % 5
    cells = place_flow(
        found.stages,
        found.wires,
        columns=columns,
        decisions=found.decisions,
        refined=seed < 4,
    )
    assert list(cells) == found.order
    assert len({(c.row, c.column) for c in cells.values()}) == len(cells)
    assert all(0 <= cell.column < columns for cell in cells.values())
    rows = sorted({(cell.band, cell.row) for cell in cells.values()})
    assert [row for _, row in rows] == list(range(len(rows)))
    assert sorted(cells, key=lambda name: cells[name][:2]) == found.order, "read like text"


@pytest.mark.parametrize("seed", range(10))
def test_a_flow_wastes_little_paper(seed):
    found = material(seed)
    cells = place_flow(
        found.stages, found.wires, columns=5, decisions=found.decisions, refined=False
    )
    rows = 1 + max(cell.row for cell in cells.values())
    least = sum(-(-len(stage) // 5) for stage in found.stages)
    assert rows <= 1.6 * least + 1


def test_a_step_of_another_lane_may_share_the_moment():
    systems = place_lanes({"a": 0, "b": 1}, [["a", "b"]], wires("ab"), max_columns=9)
    assert systems == [{"a": (0, 0, 0), "b": (1, 0, 1)}]


def test_a_step_of_the_same_lane_comes_later():
    systems = place_lanes({"a": 0, "b": 0}, [["a", "b"]], wires("ab"), max_columns=9)
    assert systems == [{"a": (0, 0, 0), "b": (0, 1, 0)}]


def test_the_way_down_must_be_free():
    lanes = {"a": 0, "x": 1, "b": 2}
    (cells,) = place_lanes(lanes, [["a", "x", "b"]], wires("ax", "ab"), max_columns=9)
    assert cells["x"].column == 0
    assert cells["b"].column == 1


def test_too_many_columns_fold_into_systems_at_the_end_of_a_stage():
    stages = [["a", "b"], ["c", "d"], ["e", "f"]]
    lanes = dict.fromkeys("abcdef", 3)
    systems = place_lanes(lanes, stages, wires("ab", "bc", "cd", "de", "ef"), max_columns=4)
    assert [sorted(cells) for cells in systems] == [["a", "b", "c", "d"], ["e", "f"]] or [
        sorted(cells) for cells in systems
    ] == [["a", "b"], ["c", "d", "e", "f"]]
    assert all(cell.row == 0 and cell.band == 3 for cells in systems for cell in cells.values())


@pytest.mark.parametrize("seed", range(10))
def test_any_lanes_keep_time_lanes_and_limits(seed):
    found = material(seed)
    lanes = {name: (7 * i + seed) % 6 for i, name in enumerate(found.order)}
    most = 5 + seed % 8
    systems = place_lanes(lanes, found.stages, found.wires, max_columns=most, refined=seed < 3)
    assert sorted(chain.from_iterable(systems)) == sorted(found.order)
    moment, before = {}, 0
    for cells in systems:
        assert len({(c.row, c.column) for c in cells.values()}) == len(cells)
        assert all(0 <= cell.column < most for cell in cells.values())
        assert all(cell.band == lanes[name] for name, cell in cells.items())
        bands = sorted({(cell.row, cell.band) for cell in cells.values()})
        assert [row for row, _ in bands] == list(range(len(bands)))
        assert [band for _, band in bands] == sorted(band for _, band in bands)
        moment |= {name: before + cell.column for name, cell in cells.items()}
        before += 1 + max(cell.column for cell in cells.values())
    stage = {name: n for n, names in enumerate(found.stages) for name in names}
    assert all(
        moment[a] < moment[b] for a in found.order for b in found.order if stage[a] < stage[b]
    )


def test_the_same_material_gives_the_same_places():
    found = material(3)
    one, two = (
        place_flow(found.stages, found.wires, columns=5, decisions=found.decisions)
        for _ in range(2)
    )
    assert one == two
