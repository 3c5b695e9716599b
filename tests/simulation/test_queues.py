"""Places go to who is first, and to nobody who would have to wait for another place all the same."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rutas.simulation.play.calendar import Calendar
from rutas.simulation.play.queues import handed_out

needs = st.integers(1, 3).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 4), min_size=k, max_size=k, unique=True), min_size=1, max_size=20)
)  # fmt: skip


@given(needs, st.lists(st.integers(0, 4), min_size=5, max_size=5))
@settings(deadline=None)
def test_each_in_turn_takes_one_of_each_if_there_is_one(need: list, places: list[int]) -> None:
    left, expected = list(places), []
    for some in need:
        expected.append(all(left[k] > 0 for k in some))
        for k in some if expected[-1] else ():
            left[k] -= 1
    assert handed_out(np.array(need), np.array(places)).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 59), st.integers(0, 30)), max_size=40))
@settings(deadline=None)
def test_everything_is_taken_on_its_day(kept: list[tuple[int, int]]) -> None:
    """Each is put in on a day and is due some days later; or, if it is due before 60, never too late."""
    calendar = Calendar()
    due = [day + 1 + later for day, later in kept]
    found: dict[int, list[int]] = {}
    for today in range(60):
        found[today] = sorted(calendar.take(today).tolist())
        new = [k for k, (day, _) in enumerate(kept) if day == today]
        calendar.put(np.array(new, dtype=np.int64), np.array([due[k] for k in new], dtype=np.int64))
        if today == 30:  # the odd ones are forgotten
            number = np.arange(len(kept))
            number[1::2] = -1
            calendar.renumber(number)
    for today, some in found.items():
        expected = [k for k in range(len(kept)) if due[k] == today]
        if today > 30:
            expected = [k for k in expected if k % 2 == 0 or kept[k][0] > 30]
        assert some == expected
