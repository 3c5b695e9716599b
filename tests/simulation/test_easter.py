"""A queue over Easter week, worked out by hand: on Thursday 25 and Friday 26 March 2027 nobody is attended."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from rutas.simulation.play import play
from rutas.simulation.setting import Setting, setting
from tests.simulation.comparing import row, told
from tests.simulation.scripted import Scripted
from tests.strategies import route_of

if TYPE_CHECKING:
    import rutas


def test_who_comes_over_easter_is_attended_in_the_three_weeks_after(book: rutas.Book) -> None:
    """Six come each day, from Monday the 22nd on; 45 places a week are nine on each of five days.

    Easter's two days cost eighteen places; a usual week has three to spare.
    """
    route = route_of([{"id": "a", "capacity": "45 per week", "outcome": "bien"}])
    holidays = book.territories.calendar.days
    made = setting([route], start=date(2027, 3, 22), years=1, holidays=holidays)
    given = {field.name: getattr(made, field.name) for field in fields(Setting)}
    six_a_day = np.concatenate([day + np.arange(1, 7) / 7 for day in range(365)])
    record = play(Scripted(**given, times=[six_a_day]), [0])
    assert row(record, "step:a", "waiting")[0, :28].tolist() == [
        *[0, 0, 0, 6, 12, 18, 24],
        *[21, 18, 15, 12, 9, 15, 21],
        *[18, 15, 12, 9, 6, 12, 18],
        *[15, 12, 9, 6, 3, 9, 15],
    ]
    waits = {(block, days): n for (_, k, block, days), n in told(record.waits).items() if k == 0}
    # of Monday the 22nd to Friday the 26th: on Monday the 29th all of Thursday and three of Friday, then the other three
    first_days = {key: number for key, number in waits.items() if key[0] == 0}
    assert first_days == {(0, 0): 18, (0, 4): 6 + 3, (0, 3): 3}
