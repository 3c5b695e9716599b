"""What a door's hours are on a day: lines add up, dates alone decide, holidays are closed."""

from __future__ import annotations

from datetime import date

import pytest

from rutas.hours import Schedule, Span
from tests.hours.schedules import HOLIDAYS

MONDAY, TUESDAY, FRIDAY, SATURDAY = (date(2026, 11, day) for day in (23, 24, 27, 28))
CAACUPE = date(2026, 12, 8)


def spans(text: str, day: date) -> list[tuple[int, int]]:
    """Return when a door is open on a day, in hours."""
    return [
        (opens // 60, closes // 60) for opens, closes, _ in Schedule.parse(text).on(day, HOLIDAYS)
    ]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("lun-vie 7:00-15:00", "lunes a viernes de 7 a 15 hs."),
        ("lun-vie 7:00-15:00", "Mo-Fr 07:00-15:00"),
        ("lun-vie 7:30-15:00", "LUN – VIE: 7.30 a 15h"),
        ("lun,mié,vie 8:00-12:00", "los lunes, miércoles y viernes de 8:00 a 12:00"),
        ("mar y jue 8-11", "martes/jueves 08:00–11:00"),
        ("mar-nov lun-vie 7-17", "de marzo a noviembre, de lunes a viernes, de 7 a 17"),
        ("primer mié 8-12", "1.er miércoles de cada mes: 8 a 12"),
        ("2.º y 4.º mar 7-11", "2do y 4to martes del mes 7:00 a 11:00"),
        ("último vie 7-11", "último viernes 7-11"),
        ("lun-vie 7-11 y 13-15; sáb 7-11", "lun-vie 7-11, 13-15, sáb 7-11"),
        ("lun-vie 7-11; sáb 7-9", "lun-vie 7-11\nsáb 7-9"),
        ("2027-01-04..2027-01-15 cerrado", "del 4 al 15 de enero de 2027: cerrado"),
        ("2026-12-28..2027-01-03 cerrado", "28 de diciembre de 2026 a 3 de enero de 2027 cerrado"),
        ("2027-01-28..2027-02-03 7-9", "del 28 de enero al 3 de febrero de 2027, de 7 a 9"),
        ("cada 2 semanas desde 2026-12-02 mié 7-9", "cada dos semanas desde el 2 de diciembre de 2026, miércoles 7 a 9"),
        ("lun-vie 7-15; feriados cerrado", "lun-vie 7-15, excepto feriados"),
        ("dom y feriados 8-12", "domingos y feriados de 8 a 12 hs"),
        ("lun-dom 7-19", "todos los días de 7 a 19"),
        ("vie 7-11 con turno", "viernes de 7 a 11 (con turno previo)"),
        ("24 horas", "las 24 hs."),
    ],
)  # fmt: skip
def test_people_write_the_same_hours_in_many_ways(text: str, same: str) -> None:
    assert Schedule.parse(same) == Schedule.parse(text)


def test_mar_is_tuesday_and_march() -> None:
    march = date(2027, 3, 1), date(2027, 3, 2)
    assert spans("mar 7-9", TUESDAY) == [(7, 9)]
    assert spans("mar, jue 7-9", TUESDAY) == [(7, 9)]
    assert spans("mar mar 7-9", TUESDAY) == []
    assert spans("mar mar 7-9", march[1]) == [(7, 9)]
    assert spans("mar y abr mar 7-9", march[1]) == [(7, 9)]
    assert spans("mar-nov mar-jue 7-9", TUESDAY) == [(7, 9)]


def test_lines_that_name_a_day_add_up() -> None:
    text = "lun-vie 7-11; lun 10-12; lun y mar 14-16; mar: cerrado"
    assert spans(text, MONDAY) == [(7, 12), (14, 16)]
    assert spans(text, TUESDAY) == [(7, 11), (14, 16)]  # no line replaces another
    assert spans(text, FRIDAY) == [(7, 11)]
    assert spans(text, SATURDAY) == []


def test_dates_alone_decide_the_shortest_range_first() -> None:
    text = (
        "lun-vie 7-15; 2026-11-20..2026-11-30 8-10; 2026-11-23..2026-11-27 cerrado; 2026-11-24 9-10"
    )
    assert spans(text, date(2026, 11, 19)) == [(7, 15)]
    assert spans(text, SATURDAY) == [(8, 10)]
    assert spans(text, MONDAY) == []
    assert spans(text, TUESDAY) == [(9, 10)]
    assert spans(text, date(2026, 12, 1)) == [(7, 15)]


def test_ranges_that_are_as_short_add_up() -> None:
    text = "2026-11-23..2026-11-24 7-9; 2026-11-24..2026-11-25 10-12; 2026-11-24..2026-11-25 14-15"
    assert spans(text, MONDAY) == [(7, 9)]
    assert spans(text, TUESDAY) == [(7, 9), (10, 12), (14, 15)]
    assert Schedule.parse(text).osm() == (
        "2026 Nov 23 07:00-09:00; 2026 Nov 24 07:00-09:00,10:00-12:00,14:00-15:00; 2026 Nov 25 10:00-12:00,14:00-15:00"
    )


def test_a_holiday_is_closed_unless_a_line_is_said_of_it() -> None:
    assert spans("lun-vie 7-15", CAACUPE) == []
    assert spans("lun-vie 7-15; feriados 8-10", CAACUPE) == [(8, 10)]
    assert spans("dom y feriados 8-10", CAACUPE) == [(8, 10)]
    assert spans("24 horas", CAACUPE) == [(0, 24)]
    assert spans("24 horas; feriados cerrado", CAACUPE) == []
    assert spans("24 horas; feriados cerrado", MONDAY) == [(0, 24)]
    assert spans("lun-dom 24 horas", CAACUPE) == []
    assert spans("lun-vie 7-15; 2026-12-08 9-10", CAACUPE) == [(9, 10)]
    assert Schedule.parse("lun-vie 7-15").on(CAACUPE) == (
        Span(420, 900),
    )  # nobody said that it is one


def test_which_days_of_the_month_and_which_weeks() -> None:
    of_month = Schedule.parse("2.º y último mié 8-12")
    assert [day for day in range(1, 31) if of_month.on(date(2026, 9, day))] == [9, 30]
    weeks = Schedule.parse("cada 2 semanas desde 2026-12-02 lun-mié 8-12")
    assert [day for day in range(1, 32) if weeks.on(date(2026, 12, day))] == [
        2,
        14,
        15,
        16,
        28,
        29,
        30,
    ]


def test_who_may_walk_in_needs_no_appointment() -> None:
    schedule = Schedule.parse("vie 7-13 con turno; vie 8-9; vie 9-10")
    assert schedule.on(FRIDAY) == (
        Span(420, 480, appointment=True), Span(480, 600), Span(600, 780, appointment=True),
    )  # fmt: skip


def test_a_week_for_a_table_and_whether_it_says_all() -> None:
    schedule = Schedule.parse("lun-mar 7-11; mar 10-12; 2.º sáb 7-9")
    assert schedule.week_table() == {"mon": [["07:00", "11:00"]], "tue": [["07:00", "12:00"]]}
    assert schedule.irregular
    regular = ["lun-vie 7-15", "lun-vie 7-15; feriados cerrado", "24 horas"]
    assert [Schedule.parse(text).irregular for text in regular] == [False] * 3
    others = [
        "mar-nov lun 7-15",
        "lun 7-15; feriados 7-9",
        "2026-12-24 7-9",
        "lun 7-15; 2026-12-24 cerrado",
    ]
    assert [Schedule.parse(text).irregular for text in others] == [True] * 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lun-vie 7-15; sáb 7-9; dom y feriados 8-10", []),
        ("lun-vie 7-15; vie 14-16", [("lun-vie 7-15", "vie 14-16")]),
        ("lun-vie 7-15; vie 15-16", []),
        ("lun-vie 7-15; vie cerrado", [("lun-vie 7-15", "vie cerrado")]),
        ("primer lun 7-15; 2.º lun 7-15", []),
        ("primer lun 7-15; lun 7-9", [("primer lun 7-15", "lun 7-9")]),
        ("lun-vie 7-15; 2026-12-24 7-9", []),
        ("2026-12-24 7-9; 2026-12-23..2026-12-24 7-9", []),
        ("2026-12-24 7-9; 2026-12-24 8-10", [("2026-12-24 7-9", "2026-12-24 8-10")]),
        ("feriados 7-9; dom y feriados 8-10", [("feriados 7-9", "dom y feriados 8-10")]),
        ("lun 7-9 y 8-10", [("lun 7-9 y 8-10", "lun 7-9 y 8-10")]),
    ],
)  # fmt: skip
def test_lines_that_overlap_are_found(text: str, said: list[tuple[str, str]]) -> None:
    found = Schedule.parse(text).overlaps(date(2026, 11, 30), 364, HOLIDAYS)
    assert [(one.text, other.text) for one, other in found] == said
