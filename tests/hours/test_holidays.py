"""Paraguay's holidays of six years, judged by the library `holidays`, and what a calendar may say."""

from __future__ import annotations

from datetime import date, timedelta

import holidays as judge
import pytest

from rutas.errors import Mistake
from rutas.hours import Holiday, HolidayCalendar, HolidayRule, easter

# Decreto 6215/2026 put the 20th of June of 2026 on the 22nd; older releases of the judge don't have it.
UNJUDGED = {date(2026, 6, 20), date(2026, 6, 22)}


@pytest.mark.parametrize("year", range(2021, 2027))
def test_the_national_holidays_are_those_of_the_judge(year: int, national: HolidayCalendar) -> None:
    theirs = set(judge.Paraguay(years=year)) - {easter(year)} - UNJUDGED
    assert set(national.in_year(year)) - UNJUDGED == theirs
    assert len(theirs) == 12


def test_what_a_decree_moved_is_a_holiday_where_it_was_put(national: HolidayCalendar) -> None:
    assert date(2026, 6, 20) not in national
    assert national.name(date(2026, 6, 22)) == "Jura de la Constitución Nacional"
    assert date(2025, 6, 20) not in national  # a holiday since 2026
    assert date(2027, 6, 20) in national
    assert national.moved_from_nothing == ()


def test_easter_sunday_is_that_of_the_judge() -> None:
    theirs = {day.year: day for day, name in judge.Paraguay(years=range(1991, 2100), language="en_US").items() if "Easter" in name}  # fmt: skip
    assert len(theirs) == 109
    assert {year: easter(year) for year in theirs} == theirs


def test_a_day_of_one_year_a_leap_day_and_two_on_one_day() -> None:
    once, leap, feast, other = (
        HolidayRule.parse(text) for text in ("2025-09-05", "02-29", "05-01", "easter-0")
    )
    calendar = HolidayCalendar(
        (Holiday(once, "Asueto"), Holiday(leap, "Bisiesto"), Holiday(feast, "Trabajo"), Holiday(other, "Pascua"),
         Holiday(feast, "Otro")),
        {date(2025, 12, 31): date(2026, 1, 2), easter(2026): date(2026, 5, 1)},
    )  # fmt: skip
    assert calendar.in_year(2025) == {
        easter(2025): "Pascua", date(2025, 5, 1): "Trabajo · Otro", date(2025, 9, 5): "Asueto",
    }  # fmt: skip
    assert calendar.in_year(2026) == {date(2026, 5, 1): "Trabajo · Otro · Pascua"}
    assert date(2028, 2, 29) in calendar
    assert calendar.moved_from_nothing == (date(2025, 12, 31),)


def test_a_holiday_is_moved_into_another_year() -> None:
    eve = Holiday(HolidayRule.parse("12-31"), "Fin de año")
    calendar = HolidayCalendar((eve,), {date(2026, 12, 31): date(2027, 1, 4)})
    assert list(calendar.in_year(2026)) == []
    assert list(calendar.in_year(2027)) == [date(2027, 1, 4), date(2027, 12, 31)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("13-01", "no-such-day"), ("02-30", "no-such-day"), ("2026-02-29", "no-such-day"),
     ("pascua", "bad-holiday"), ("easter+2", "bad-holiday"), ("8/12", "bad-holiday"), ("", "bad-holiday")],
)  # fmt: skip
def test_what_is_no_day_of_a_holiday(text: str, code: str) -> None:
    with pytest.raises(Mistake) as raised:
        HolidayRule.parse(text)
    assert raised.value.code == code
    assert raised.value.hint


def test_holy_week_comes_before_easter(national: HolidayCalendar) -> None:
    for year in (2024, 2027, 2030):
        for days in (2, 3):
            assert easter(year) - timedelta(days=days) in national
