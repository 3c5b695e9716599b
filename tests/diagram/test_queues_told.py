"""What the sheet of queues tells of a play: names, days, figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest

from rutas.diagram.queues.telling import _asking, _closed, shown
from rutas.hours import Schedule
from rutas.simulation.district import Asked, district
from rutas.simulation.setting import Closure, setting
from rutas.simulation.slots import Doors
from tests.simulation.tandem import START, tandem

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


def test_a_play_is_shown_service_by_service_beside_the_same_without_the_shock():
    routes = tandem("4 per day", "3.5 per day").routes
    shock = "p1: cerrado 2027-03-01..2027-03-14"
    found = district(Asked(routes, START, years=1, most=2, shocks=(shock,)))
    told = shown(found, shock)
    assert (told.name, told.title, told.days, told.replications) == ("ruta", "Ruta", 365, 2)
    first, second = told.strips
    assert [first.name, second.name] == ["Paso 0", "Paso 1"]
    assert first.then is None, "upstream nothing is felt"
    assert first.notes[-1] == "Con el cambio: igual"
    measured = slice(found.before.setting.warm_up, None)
    row = found.before.record.rows.index("step:p1")
    assert np.array_equal(second.now.waiting, found.before.record.waiting[:, row, measured])
    assert np.array_equal(second.then.used, found.result.record.served[:, row, measured])
    assert np.array_equal(second.now.slots, found.before.record.slots[:, row, measured])
    fortnight = np.arange(59, 73)
    weekdays = [day for day in fortnight if (START + timedelta(days=int(day))).weekday() < 5]
    assert np.flatnonzero(second.then.closed & ~second.now.closed).tolist() == weekdays
    assert "Con el cambio:" in second.notes
    most = found.before.queues["step:p1"].most.mean()
    assert any(f"Esperan a lo más {most:.0f};" in note for note in second.notes)


def test_where_another_place_is_waited_for_too_it_says_so(book):
    made = Asked((book["14-17"],), START, years=1).setting((book["14-17"],))
    usf = next(one for one in made.resources if one.id == "actor:usf")
    (said, shared) = _asking(SimpleNamespace(setting=made), usf)
    assert said.startswith("Pasos 1,")
    both = [i + 1 for _, i in usf.steps if any((0, i) in other.steps for other in made.resources if other is not usf)]  # fmt: skip
    assert both
    assert all(str(number) in shared for number in both)
