"""Read a record as the slow play counts: by name and day, and by the columns of a tally."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from rutas.simulation.record import FATES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.simulation.record import Record, Tally
    from tests.simulation.slow_play import SlowPlay

    Ints = NDArray[np.int32]

__all__ = ["assert_same", "row", "told"]

_DAILY = {
    "rows": ("came", "served", "waiting", "gave_up", "no_shows"),
    "routes": ("inside", "entered", "completed", "lost", "stuck", "ended"),
    "steps": ("visits", "left", "late"),
}


def row(record: Record, name: str, what: str) -> Ints:
    """Return what was counted of a resource, or a step that asks one, day by day: ``(B, D)``."""
    found: Ints = getattr(record, what)[:, record.rows.index(name)]
    return found


def told(tally: Tally) -> dict[tuple[int, ...], int]:
    """Return the counts of a tally by its columns."""
    columns = zip(*(column.tolist() for column in tally.columns), strict=True)
    return dict(zip(columns, tally.counts.tolist(), strict=True))


def assert_same(record: Record, slow: SlowPlay) -> None:
    """Hold that a record of one replication counts what the slow play does, day by day and sort by sort."""
    for rows, names in _DAILY.items():
        for what in names:
            table = getattr(record, what)[0]
            found = {
                (getattr(record, rows)[k], day): table[k, day] for k, day in np.argwhere(table)
            }
            assert found == slow.counts[what], what
    waits = {(record.rows[k], *rest): n for (_, k, *rest), n in told(record.waits).items()}
    assert waits == slow.waits
    assert {key[1:]: n for key, n in told(record.journeys).items()} == slow.journeys
    fates = [*FATES, *record.services]
    cohorts = Counter[tuple[int, ...]]()
    for (_, route, profile, _, fate), n in told(record.cohorts).items():
        cohorts[route, profile, fates[fate]] += n
    assert cohorts == slow.cohorts
