"""What the sheet of queues tells of a play: names, days, figures."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from rutas.diagram.queues.telling import _closed
from rutas.simulation.setting import Closure, setting
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


def test_of_what_opens_on_some_weeks_only_nothing_is_missed(book):
    """The days of a service of the second and fourth Tuesday are others every year."""
    made = setting(
        [book["0-4"]], start=date(2027, 1, 1), years=3, territory=book.territories["villeta"]
    )
    opened = {one.id: one.places.doors for one in made.resources}
    weekly = [name for name, doors in opened.items() if doors.days_a_week >= 1]
    rare = [name for name, doors in opened.items() if doors.days_a_week < 1]
    assert weekly
    found = {one.id: shut(one, made.first) for one in made.resources}
    assert [name for name in rare if found[name]] == []
    holidays = book.territories["villeta"].calendar.days
    for name in weekly:
        assert all(day in holidays for day in found[name])
    pytest.importorskip("rutas.simulation.district")
