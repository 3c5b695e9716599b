"""The places of each day, worked out by hand over weeks in which something is closed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rutas
from rutas.hours import Schedule
from rutas.quantity import Rate
from rutas.simulation.slots import UNLIMITED, Doors, Places, offices

MEAN = np.array([0.5])


def places(doors: Doors, rate: str = "", **fields) -> Places:
    closed = np.zeros(len(doors.open), dtype=bool)
    return Places(doors, closed, Rate.parse(rate) if rate else None, **fields)


def test_an_office_loses_the_places_of_maundy_thursday_and_good_friday(book: rutas.Book) -> None:
    """Easter is on 28 March 2027: from Monday the 22nd, three days, and the week after all five."""
    holidays = book.territories.calendar.days
    doors = offices(date(2027, 3, 22), 14, holidays)
    week = [14, 14, 14, 0, 0, 0, 0, 14, 14, 14, 14, 14, 0, 0]
    assert places(doors, "10 per day").slots(MEAN).tolist() == [week]


def test_a_holiday_that_a_decree_moved_closes_the_day_to_which_it_was_moved(
    book: rutas.Book,
) -> None:
    """In 2025 the peace of the Chaco (Thursday, 12 June) was kept on Monday the 16th."""
    doors = offices(date(2025, 6, 9), 14, book.territories.calendar.days)
    assert doors.open.astype(int).tolist() == [1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0]


def test_places_are_shared_by_the_days_on_which_a_door_is_usually_open() -> None:
    """21 a week on Tuesday and Thursday are 10.5 each: ten, then eleven; a closed day's are lost."""
    hours = Schedule.parse("mar y jue 7:00-11:00; 2027-01-12 cerrado")
    doors = Doors.of(hours, date(2027, 1, 4), 14)
    assert places(doors, "3 per day").slots(MEAN).tolist() == [
        [0, 10, 0, 11, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0]
    ]


def test_a_door_of_every_second_week_has_twice_the_places_of_one_of_each() -> None:
    for hours, each in (
        ("lun 7:00-11:00", 7),
        ("cada 2 semanas desde 2027-01-04 lun 7:00-11:00", 14),
    ):
        doors = Doors.of(Schedule.parse(hours), date(2027, 1, 4), 364)
        assert set(places(doors, "1 per day").slots(MEAN)[0].tolist()) == {0, each}


def test_what_opens_on_single_dates_has_all_its_places_on_them() -> None:
    doors = Doors.of(Schedule.parse("2027-01-20..2027-01-21 7:00-13:00"), date(2027, 1, 1), 100)
    assert np.flatnonzero(places(doors, "1 per day").slots(MEAN)[0]).tolist() == [19, 20]
    assert places(doors, "1 per day").slots(MEAN).sum() == 100


def test_two_doors_are_open_when_one_of_them_is() -> None:
    first = date(2027, 1, 4)
    both = Doors.of(Schedule.parse("lun 7-11"), first, 7) | Doors.of(
        Schedule.parse("sáb 7-11"), first, 7
    )
    assert both.open.astype(int).tolist() == [1, 0, 0, 0, 0, 1, 0]
    assert both.days_a_week == 2


def test_overbooking_raises_the_places_and_a_closure_takes_them() -> None:
    doors = offices(date(2027, 1, 4), 5, ())
    closed = np.array([False, True, False, False, False])
    many = Places(doors, closed, Rate.parse("5 per day"), given=1.1)  # 7.7 a working day
    assert many.slots(MEAN).tolist() == [[7, 0, 8, 8, 7]]
    assert many.capacity == 5


def test_a_quota_is_what_it_says_and_no_capacity_is_no_limit() -> None:
    doors = offices(date(2027, 1, 4), 3, ())
    closed = np.array([False, True, False])
    handed = Places(doors, closed, quota=np.array([15, 15, 0]))
    assert handed.slots(np.array([0.1, 0.9])).tolist() == [[15, 0, 0]] * 2
    assert Places(doors, closed).slots(MEAN).tolist() == [[UNLIMITED, 0, UNLIMITED]]
    assert Places(doors, closed).capacity is None


def test_a_capacity_that_is_a_range_is_drawn_once_for_all_days() -> None:
    doors = offices(date(2027, 1, 4), 364, ())
    low, high = places(doors, "10..20 per day").slots(np.array([0.0, 1.0])).sum(axis=1)
    assert (low, high) == (3640, 7280)


def test_ten_tenths_of_a_place_are_one_place() -> None:
    every_day = Doors(np.ones(20, dtype=bool), np.ones(364))
    assert np.flatnonzero(places(every_day, "0.1 per day").slots(MEAN)[0]).tolist() == [9, 19]


@given(
    hundredths=st.integers(1, 5000),
    opened=st.lists(st.booleans(), min_size=1, max_size=60),
    overbook=st.floats(0, 1),
)
def test_never_more_than_a_place_is_owed(
    hundredths: int, opened: list[bool], overbook: float
) -> None:
    """By the end of each day as many places were handed out as are whole of all that is due so far."""
    doors = Doors(np.array(opened), np.ones(364))
    rate = hundredths / 100
    found = places(doors, f"{rate} per day", given=1 + overbook).slots(MEAN)[0]
    due = np.cumsum(np.array(opened) * rate * (1 + overbook))
    owed = due - np.cumsum(found)
    assert (owed > -1e-6).all()
    assert (owed < 1).all()
    assert not found[~np.array(opened)].any()


@pytest.mark.parametrize(("years", "days"), [(1, 365), (2, 731)])
def test_a_year_is_a_year_of_the_calendar(book: rutas.Book, years: int, days: int) -> None:
    from rutas.simulation.setting import setting

    made = setting([book["0-4"]], start=date(2027, 3, 1), years=years, warm_up=59)
    assert (made.days, made.first) == (days + (years == 1), date(2027, 1, 1))
