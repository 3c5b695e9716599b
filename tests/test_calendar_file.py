"""A calendar file says to any calendar program what was written, whatever the words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import icalendar
from hypothesis import example, given
from hypothesis import strategies as st

from rutas.calendar_file import Event, calendar_file

WORDS = st.text(st.characters(exclude_categories=["C"], include_characters="\n"), max_size=200)
ON = date(2021, 11, 3)


def read(text: str) -> list:
    """Return the events of a file, as a program reads them that shares nothing with ours."""
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


@given(WORDS, WORDS, WORDS)
@example("ñ" * 150, "a" * 74 + "ó" * 75, "\\n; " * 40)
def test_words_come_back_as_they_were_written(summary: str, description: str, place: str) -> None:
    event = Event("a@rutas", f"x{summary}", ON, description=f"x{description}", place=f"x{place}")
    text = calendar_file([event], name="Mesa", stamp=ON)
    (found,) = read(text)
    told = [str(found[key]) for key in ("summary", "description", "location")]
    assert told == [event.summary, event.description, event.place]
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_days_are_days_and_times_have_no_zone() -> None:
    at = datetime.fromisoformat("2026-12-01T07:00")
    trip = Event("b@rutas", "Ida", at, at + timedelta(hours=6), alarm=timedelta(days=1))
    day, hours = read(calendar_file([Event("a@rutas", "Sesión", ON), trip], name="M", stamp=ON))
    assert day["dtstart"].dt == ON
    assert "dtend" not in day
    assert (hours["dtstart"].dt, hours["dtend"].dt) == (at, at + timedelta(hours=6))
    assert [alarm["trigger"].dt for alarm in hours.walk("VALARM")] == [timedelta(days=-1)]
