"""The rows of a legend: all entries once, none beside the sheet, in as few rows as greed in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rutas.diagram.parts.legend_rows import fewest_rows

WIDTH, NARROWEST, NEAR = 100, 7.5, 6
ENTRIES = st.lists(st.tuples(st.integers(5, WIDTH), st.booleans()), min_size=1, max_size=12)


@given(ENTRIES)
def test_moving_a_family_loses_no_entry_and_costs_no_row(entries):
    rows = fewest_rows(entries, WIDTH)
    assert sorted(index for row in rows for index, _ in row) == [*range(len(entries))]
    for row in rows:
        rights = [0, *(left + entries[index][0] for index, left in row)]
        assert all(left >= right for (_, left), right in zip(row, rights, strict=False))
        assert rights[-1] <= WIDTH
    assert len(rows) <= in_order(entries)


@given(ENTRIES)
def test_a_family_stays_in_its_order(entries):
    order = [index for row in fewest_rows(entries, WIDTH) for index, _ in row]
    for index, (_, near) in enumerate(entries):
        if near and index:
            assert order[order.index(index) - 1] == index - 1


def in_order(entries):
    """How many rows the entries take one after another, with the narrowest gap."""
    rows, right = 1, entries[0][0]
    for wide, near in entries[1:]:
        right += wide + (NEAR if near else NARROWEST)
        if right > WIDTH:
            rows, right = rows + 1, wide
    return rows
