"""What the sheet of queues tells of a play: names, days, figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from rutas.diagram.queues.telling import _closed
from rutas.hours import Schedule
from rutas.simulation.setting import Closure, setting
from rutas.simulation.slots import Doors
from tests.simulation.tandem import tandem

EASTER = {date(2027, 3, 25), date(2027, 3, 26), date(2027, 5, 1)}  # the last is a Saturday


def shut(resource, start):
    return [start + timedelta(days=int(day)) for day in np.flatnonzero(_closed(resource))]


def test_a_holiday_on_a_weekday_is_told_and_a_weekend_is_not():
    (one,) = tandem("3 per day", holidays=EASTER).resources
    assert shut(one, date(2027, 1, 1)) == [date(2027, 3, 25), date(2027, 3, 26)]


def test_so_are_the_weekdays_of_a_closure():
    (route,) = tandem("3 per day").routes
    closure = Closure(f"{route.id}/p0", date(2027, 6, 4), date(2027, 6, 8))
    made = setting([route], start=date(2027, 1, 1), years=1, warm_up=30, closures=[closure])
    assert shut(made.resources[0], made.first) == [
        date(2027, 6, 4),
        date(2027, 6, 7),
        date(2027, 6, 8),
    ]


@pytest.mark.parametrize("hours", ["2.º y 4.º mar 7:00-11:00", "ene-jun lun 7:00-11:00"])
def test_of_what_opens_in_some_weeks_only_nothing_is_missed(hours):
    """The days of a second and a fourth Tuesday are others every year."""
    (one,) = tandem("3 per day", years=3).resources
    doors = Doors.of(Schedule.parse(hours), date(2027, 1, 1), 1096)
    assert not _closed(replace(one, places=replace(one.places, doors=doors))).any()
