"""Nobody is lost from the counts: who entered is inside or has left, who asked waits or has been served."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutas.simulation.play import play
from rutas.simulation.record import FATES
from tests.simulation.comparing import told
from tests.simulation.districts import districts

if TYPE_CHECKING:
    from tests.simulation.scripted import Scripted


relaxed = settings(
    deadline=None,
    derandomize=True,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@settings(relaxed, max_examples=40)
@given(district=districts(chance=True))
def test_nobody_is_lost_from_the_counts(district: Scripted) -> None:
    record = play(district, range(3))
    out = record.completed + record.lost + record.stuck + record.ended
    assert np.array_equal(record.inside, np.cumsum(record.entered - out, axis=2))
    gone = np.cumsum(record.came - record.served - record.gave_up, axis=2)
    assert np.array_equal(record.waiting, gone)
    assert np.all(record.served[:, : record.slots.shape[1]] <= record.slots)
    for tally, counts in ((record.waits, record.served), (record.journeys, record.completed)):
        total = np.zeros(counts.shape[:2], dtype=int)
        for (replication, one, *_), n in told(tally).items():
            total[replication, one] += n
        assert np.array_equal(total, counts.sum(axis=2))
    fates = np.zeros(len(FATES), dtype=int)
    for (*_, fate), n in told(record.cohorts).items():
        fates[fate : fate + 1] += n
    by_name = dict(zip(FATES, fates.tolist(), strict=True))
    for name in ("entered", "completed", "lost", "stuck", "ended"):
        assert by_name[name] == getattr(record, name).sum()
    assert by_name["inside"] == record.inside[:, :, -1].sum()


@relaxed
@given(district=districts(chance=True))
def test_a_replication_is_the_same_whatever_is_played_beside_it(district: Scripted) -> None:
    alone, together = play(district, [4]), play(district, [1, 4, 0])
    for name, table in vars(alone).items():
        if isinstance(table, np.ndarray):
            assert np.array_equal(table[0], getattr(together, name)[1]), name
    for name in ("waits", "journeys", "cohorts"):
        found = {key[1:]: n for key, n in told(getattr(together, name)).items() if key[0] == 1}
        assert found == {key[1:]: n for key, n in told(getattr(alone, name)).items()}


@relaxed
@given(district=districts(chance=True), window=st.integers(1, 30), day_by_day=st.booleans())
def test_it_is_the_same_however_far_people_are_walked_ahead(
    district: Scripted, window: int, day_by_day: bool
) -> None:
    usual = play(district, range(2))
    with patch("rutas.simulation.play._WINDOW", window):
        found = play(district, range(2), day_by_day=day_by_day)
    for name, table in vars(usual).items():
        if isinstance(table, np.ndarray):
            assert np.array_equal(table, getattr(found, name)), name
    for name in ("waits", "journeys", "cohorts"):
        assert told(getattr(usual, name)) == told(getattr(found, name)), name
