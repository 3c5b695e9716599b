"""Another program, given the same hours in the terms of OpenStreetMap, opens on the same days and times."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from opening_hours import OpeningHours

from rutas.hours import Schedule
from rutas.hours.clock import merged
from rutas.locale import LANGUAGES
from tests.hours.schedules import FIRST, HOLIDAYS, LAST, Written, opened, osm_date, schedules

DAYS = (LAST - FIRST).days + 1
PUBLIC = [day for year in (2026, 2027) for day in HOLIDAYS.in_year(year)]


def judged(text: str) -> dict[object, list[tuple[int, int]]]:
    """Return when OpenStreetMap's text is open, with our holidays instead of the judge's."""
    return opened(OpeningHours(text.replace("PH", ",".join(map(osm_date, PUBLIC)))))


def ours(schedule: Schedule) -> dict[object, list[tuple[int, int]]]:
    return {
        day: merged(span[:2] for span in spans)
        for day, spans in schedule.during(FIRST, DAYS, HOLIDAYS)
    }


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schedules())
def test_random_hours_are_those_of_another_program(written: Written) -> None:
    schedule = Schedule.read(written.lines)
    assert Schedule.parse(written.text) == schedule
    said = ours(schedule)
    assert said == judged(written.osm)
    assert said == judged(schedule.osm(LAST))


@settings(max_examples=400, deadline=None)
@given(schedules())
def test_hours_in_words_read_back_to_the_same_hours(written: Written) -> None:
    schedule = Schedule.read(written.lines)
    for lang in LANGUAGES:
        assert Schedule.parse(schedule.words(lang)) == schedule
    assert Schedule.parse(str(schedule)) == schedule
