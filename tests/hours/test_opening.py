"""When a door opens next, how long doors are open in a year, and on how many days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rutas.hours import Schedule, hours_per_week, next_open, open_days
from tests.effort import cases
from tests.hours.schedules import FIRST, HOLIDAYS, LAST, Written, schedules

if TYPE_CHECKING:
    from rutas.hours import HolidayCalendar

REGISTRY = Schedule.read({"lun-vie": "7:00-13:00", "2027-01-04..2027-01-15": "cerrado"})
OTHER = Schedule.read({"mar y jue": "8:00-11:00"})
UNIT = Schedule.read({"2027-01-20..2027-01-21": "7:00-13:00"})
TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("moment", "takes", "tokens_at", "day", "at"),
    [
        ("2026-11-30T06:00", 20, None, "2026-11-30", 420),
        ("2026-11-30T08:15", 20, None, "2026-11-30", 495),
        ("2026-11-30T12:40", 20, None, "2026-11-30", 760),
        ("2026-11-30T12:41", 20, None, "2026-12-01", 420),  # it would shut meanwhile
        ("2026-11-30T12:40:01", 20, None, "2026-12-01", 420),
        ("2026-11-30T13:00", 0, None, "2026-12-01", 420),
        ("2026-11-30T06:30", 20, 390, "2026-11-30", 420),
        ("2026-11-30T06:31", 20, 390, "2026-12-01", 420),  # the turns are given out
        ("2026-12-04T14:00", 20, None, "2026-12-07", 420),  # Friday afternoon
        ("2026-12-07T14:00", 20, None, "2026-12-09", 420),  # a holiday between
        ("2027-01-02T08:00", 20, None, "2027-01-18", 420),  # closed for two weeks
    ],
)  # fmt: skip
def test_a_door_opens_next(
    moment: str, takes: float, tokens_at: int | None, day: str, at: int
) -> None:
    found = next_open(
        REGISTRY, datetime.fromisoformat(moment), HOLIDAYS, takes=takes, tokens_at=tokens_at
    )
    assert found is not None
    assert (found.day.isoformat(), found.at) == (day, at)
    assert (found.span.opens, found.span.closes) == (420, 780)


def test_after_lunch_is_the_same_day() -> None:
    hours = Schedule.parse("lun-vie 7:00-11:30 y 13:00-15:00")
    found = next_open(hours, datetime.fromisoformat("2026-11-30T11:20"), takes=20)
    assert found is not None
    assert (found.day, found.at) == (TODAY, 13 * 60)


def test_a_door_that_does_not_open_in_time() -> None:
    noon = datetime.fromisoformat("2026-11-30T12:00")
    assert next_open(UNIT, noon, days=51) is None
    assert next_open(UNIT, noon, days=52) is not None
    assert next_open(REGISTRY, noon, takes=361) is None
    assert next_open(Schedule.parse("lun-dom cerrado"), noon) is None


def test_hours_of_a_year_count_what_is_open_at_once_only_once(national: HolidayCalendar) -> None:
    """By hand: 242 open days of six hours; while the registry is shut, four mornings of three."""
    doors = [REGISTRY, OTHER, UNIT]
    assert hours_per_week(doors, TODAY, national) == pytest.approx((242 * 6 + 4 * 3) / 52)
    assert open_days(REGISTRY, TODAY, national) == 242
    assert open_days(UNIT, TODAY, national) == 2
    assert hours_per_week([], TODAY) == 0


def test_a_door_that_never_closes_is_open_all_week() -> None:
    assert hours_per_week([Schedule.parse("24 horas"), REGISTRY], TODAY, HOLIDAYS) == 168


@settings(max_examples=cases(50), deadline=None)
@given(schedules())
def test_going_through_days_is_asking_for_each(written: Written) -> None:
    schedule = Schedule.read(written.lines)
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    one_by_one = [(day, spans) for day in days if (spans := schedule.on(day, HOLIDAYS))]
    assert list(schedule.during(FIRST, len(days), HOLIDAYS)) == one_by_one
    middle = [one for one in one_by_one if days[100] <= one[0] < days[200]]
    assert list(schedule.during(days[100], 100, HOLIDAYS)) == middle


@settings(max_examples=cases(100), deadline=None)
@given(schedules(), st.integers(0, 600 * 1440), st.integers(0, 600), st.integers(-1, 1440))
def test_the_next_opening_is_the_first_minute_that_serves(
    written: Written, minute: int, takes: int, tokens: int
) -> None:
    """A walk over every minute of the days that follow finds the same."""
    schedule = Schedule.read(written.lines)
    tokens_at = tokens if tokens >= 0 else None
    moment = datetime.fromisoformat("2026-01-01") + timedelta(minutes=minute)
    found = next_open(schedule, moment, HOLIDAYS, takes=takes, tokens_at=tokens_at, days=20)
    expected = None
    for number in range(20):
        day = moment.date() + timedelta(days=number)
        now = 0 if number else moment.hour * 60 + moment.minute
        if tokens_at is not None and now > tokens_at:
            continue
        served = [
            at for at in range(now, 1440) for span in schedule.on(day, HOLIDAYS)
            if span.opens <= at < span.closes and at + takes <= span.closes
        ]  # fmt: skip
        if served:
            expected = day, min(served)
            break
    assert (found and (found.day, found.at)) == expected
