"""What was counted is added up, put together and read again without losing anybody."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rutas.simulation.record import Record, Tally
from tests.simulation.made import Made, poisson

rows = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, 30)), min_size=1)


def tally(some: list[tuple[int, int, int]]) -> Tally:
    return Tally.of((5, 31), *np.array(some, dtype=np.int64).reshape(-1, 3).T)


@given(rows, rows)
@settings(deadline=None)
def test_tallies_add_up_to_the_tally_of_all(one: list, other: list) -> None:
    both = Tally.merged([tally(one), tally(other)])
    whole = tally(one + other)
    assert both.keys.tolist() == whole.keys.tolist()
    assert both.counts.tolist() == whole.counts.tolist()
    decoded = np.repeat(np.stack(whole.columns, axis=1), whole.counts, axis=0)
    assert decoded.tolist() == [list(row) for row in sorted(one + other)]


@given(rows, st.lists(st.floats(0.01, 1), min_size=1, max_size=3))
@settings(deadline=None)
def test_a_quantile_is_that_of_the_values_themselves(some: list, shares: list[float]) -> None:
    found = tally(some).quantiles(shares, 4)
    for replication in range(4):
        values = [row[2] for row in some if row[0] == replication]
        for k, share in enumerate(shares):
            if values:
                asked = np.quantile(values, share, method="inverted_cdf")
                assert found[replication, k] == asked
            else:
                assert np.isnan(found[replication, k])


def test_columns_are_added_up_and_chosen() -> None:
    whole = tally([(0, 1, 7), (0, 2, 7), (1, 1, 3)])
    assert [column.tolist() for column in whole.by(2).columns] == [[0, 1], [7, 3]]
    assert whole.by(2).counts.tolist() == [2, 1]
    assert whole.where(whole.columns[1] == 1).counts.sum() == 2
    assert whole.shifted(3).columns[0].tolist() == [3, 3, 4]


def test_less_memory_holds_the_same() -> None:
    made = Made(poisson(2, 2, 40), np.full((2, 40), 3))
    record = made.record
    small = record.compact
    assert small.came.nbytes == record.came.nbytes / 4
    for name in ("came", "waiting", "visits"):
        assert np.array_equal(getattr(small, name), getattr(record, name))
    for count in (127, 128, 2**15 - 1, 2**15, 2**20):
        many = replace(record, slots=record.slots + (count - 3))
        assert many.slots.max() == count
        assert np.array_equal(many.compact.slots, many.slots)
    assert np.array_equal(Record.merged([many, small]).slots[2:], small.slots)
