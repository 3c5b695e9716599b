"""Another program, given the same hours in the terms of OpenStreetMap, opens on the same days and times."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from opening_hours import OpeningHours

from rutas.hours import Schedule
from rutas.hours.clock import merged
from tests.effort import cases
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


@settings(max_examples=cases(400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schedules())
def test_random_hours_are_those_of_another_program(written: Written) -> None:
    """And their words, in each language, read back to the same hours."""
    schedule = Schedule.read(written.lines)
    assert Schedule.parse(written.text) == schedule
    said = ours(schedule)
    assert said == judged(written.osm)
    assert said == judged(schedule.osm(LAST))
    for text in (schedule.words("es"), schedule.words("en"), str(schedule)):
        assert Schedule.parse(text) == schedule


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("mar-nov", "2026-02-22..2027-05-30", "lun-vie"),
        ("nov a feb", "2026-02-22..2026-03-01 y 2026-12-30..2027-01-04", "jue-lun"),
        ("enero y diciembre", "cada 2 semanas desde 2026-12-02", "mié y sáb"),
        ("2026-05-01..2026-07-10", "cada 3 semanas desde 2026-04-15", "lun-dom"),
        ("mar-nov", "2.º y último", "mar"),
    ],
)
def test_what_narrows_the_days_twice_leaves_what_both_leave(
    one: str, other: str, days: str
) -> None:
    both = Schedule.parse(f"{one}, {other} {days} 8-12")
    alone = [ours(Schedule.parse(f"{part} {days} 8-12")) for part in (one, other)]
    assert ours(both).keys() == alone[0].keys() & alone[1].keys()
    assert ours(both) == judged(both.osm(LAST))
    assert Schedule.parse(both.words()) == both


@pytest.mark.parametrize(
    "text",
    ["24 horas", "24 horas con turno", "dom y feriados 24 horas", "lun 7-9; dom y feriados 24 horas",
     "marzo, feriados 8-12", "lun-vie 7-15; mar-jun feriados 8-12; feriados 10-14", "feriados 8-12 y 14-15",
     "2026-03-01..2026-06-30 feriados 8-12; lun-vie 7-9", "24 horas; feriados cerrado", "lun-dom cerrado",
     "24 horas; 2026-12-08 cerrado"],
)  # fmt: skip
def test_hours_of_holidays_are_those_of_another_program_with_its_own(text: str) -> None:
    theirs = opened(OpeningHours("PH 00:00-24:00", country="PY")).keys()
    assert len(theirs) > 20
    schedule = Schedule.parse(text)
    said = {
        day: merged(s[:2] for s in spans) for day, spans in schedule.during(FIRST, DAYS, theirs)
    }
    assert said == opened(OpeningHours(schedule.osm(LAST), country="PY"))
