"""Hours that cannot be read: what is wrong, at which word, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rutas.errors import Mistake, Problem
from rutas.hours import Clock, Day, HolidayDay, Schedule
from rutas.model.base import Model
from rutas.reading import parse, validate
from tests.effort import cases

if TYPE_CHECKING:
    from pathlib import Path


class Door(Model):
    """A door as a file writes it."""

    hours: Schedule
    tokens_at: Clock = 0
    closed_on: tuple[Day, ...] = ()
    holidays: dict[HolidayDay, str] = {}


Tell = Callable[[str], list[Problem]]


@pytest.fixture
def told(tmp_path: Path) -> Tell:
    """What is wrong in a file of a door."""

    def tell(text: str) -> list[Problem]:
        path = tmp_path / "door.yaml"
        path.write_text(text, encoding="utf-8")
        file, problems = parse(path)
        return problems or validate(file, Door)[1]

    return tell


@pytest.mark.parametrize(
    ("hours", "word", "code", "message"),
    [
        ("lum-vie 7-15", "lum", "hours-word", "«lum» no es palabra de un horario. ¿Quiso decir «lun»?"),
        ("lun-vie 7-15 si llueve", "si", "hours-word", "«si» no es palabra de un horario."),
        ("lun-vie", "", "hours-unfinished", "Falta algo al final: se esperaba una hora: 7:00."),
        ("lun-vie 7:00", "", "hours-unfinished", "Falta algo al final: se esperaba hasta qué hora: 7:00-15:00."),
        ("lun vie 7-15", "vie", "hours-unreadable", "En «vie» se esperaba una hora: 7:00."),
        ("primer 7-9", "7", "hours-unreadable", "En «7» se esperaba un día: lun, mar, lunes a viernes."),
        ("marzo a noviembre 7-15", "7", "hours-unreadable", "En «7» se esperaba un día: lun, mar, lunes a viernes."),
        ("24 de diciembre 7-11", "7", "hours-unreadable", "En «7» se esperaba un año: 24 de diciembre de 2026."),
        ("cada 2 semanas mié 7-11", "mié", "hours-unreadable", "En «mié» se esperaba una fecha: 2026-12-24."),
        ("7:00-15:00", "7:00-15:00", "hours-without-day", "«7:00-15:00» no dice qué días."),
        ("lun-vie 15:00-7:00", "15:00-7:00", "hours-end-first", "«15:00-7:00» termina antes de empezar."),
        ("lun 7-9 y 9-9", "9-9", "hours-end-first", "«9-9» termina antes de empezar."),
        ("lun 20:00-24:30", "24:30", "bad-clock", "«24:30» no es una hora del día."),
        ("lun 7:75-8:00", "7:75", "bad-clock", "«7:75» no es una hora del día."),
        ("lun 7 am a 3 pm", "am", "hours-half-day", "«am» no se usa: las horas van de 0 a 24."),
        ("lun 7-9; 2027-02-31 cerrado", "2027-02-31", "no-such-day", "El día «2027-02-31» no existe."),
        ("31 de febrero de 2027 cerrado", "31 de febrero de 2027", "no-such-day", "El día «31 de febrero de 2027» no existe."),
        ("2027-01-15..2027-01-04 cerrado", "2027-01-15..2027-01-04", "hours-dates-backwards", "«2027-01-15..2027-01-04» termina antes de empezar."),
        ("24/12/2026 7-11", "24/12/2026", "hours-date", "«24/12/2026» no se escribe así."),
        ("cada 99 semanas desde 2026-12-02 mié 7-11", "cada", "hours-weeks", "«99» no es cada cuántas semanas abre."),
        ("lun 7-9 *", "*", "hours-word", "«*» no es palabra de un horario."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_word(
    hours: str, word: str, code: str, message: str, told: Tell
) -> None:
    with pytest.raises(Mistake) as raised:
        Schedule.parse(hours)
    mistake = raised.value
    assert (mistake.code, str(mistake)) == (code, message)
    assert mistake.hint
    assert hours[mistake.values["offset"] :].startswith(word)
    (problem,) = told(f"hours: '{hours}'\n")
    assert (problem.rule, problem.line, problem.column) == (code, 1, 9 + mistake.values["offset"])


def test_every_line_of_a_mapping_is_told_at_its_own_word(told: Tell) -> None:
    problems = told(
        "hours:\n"
        "  lun-vei: 7:00-15:00\n"
        "  sáb: 7:00-25:00\n"
        '  "2.º mar": 11:00-7:00\n'
        "  2027-02-30: cerrado\n"
        "  dom: 8-12\n"
        "tokens_at: 25:00\n"
        "closed_on: [2026-12-24, 24 de diciembre]\n"
        "holidays: {12-08: Caacupé, 13-08: Nada, pascua: Nada, easter-2: Viernes Santo}\n"
    )  # fmt: skip
    assert [(p.line, p.column, p.rule) for p in problems] == [
        (2, 7, "hours-word"),
        (3, 13, "bad-clock"),
        (4, 14, "hours-end-first"),
        (5, 3, "no-such-day"),
        (7, 12, "bad-clock"),
        (8, 25, "bad-day"),
        (9, 28, "no-such-day"),
        (9, 41, "bad-holiday"),
    ]
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("hours: lun 7-9;\n  sáb 9-7\n", (2, 7)),
        ("hours: >\n  lun 7-9;\n  sáb 9-7\n", (3, 7)),
        ("hours: |\n  lun 7-9\n  sáb 9-7\n", (3, 7)),
    ],
)
def test_a_text_of_several_lines_is_told_where_it_is_wrong(
    text: str, place: tuple[int, int], told: Tell
) -> None:
    (problem,) = told(text)
    assert (problem.line, problem.column) == place


@pytest.mark.parametrize(
    ("hours", "code"),
    [("{}", "hours-empty"), ("''", "hours-empty"), ("[lun, mar]", "hours-shape"),
     ("{lun: {de: 7, a: 9}}", "hours-shape"), ("7", "hours-unfinished")],
)  # fmt: skip
def test_what_is_no_hours_at_all(hours: str, code: str, told: Tell) -> None:
    (problem,) = told(f"hours: {hours}\n")
    assert (problem.rule, problem.line) == (code, 1)
    assert problem.hint


def test_a_text_without_end_is_refused_at_once() -> None:
    with pytest.raises(Mistake) as raised:
        Schedule.parse("lun 7-9; " * 1000)
    assert raised.value.code == "hours-too-long"


WORDS = ["lun", "mar", "mié-vie", "y", ",", ";", "7:00", "15:00", "-", "a", "7", "24", "horas", "cerrado", "feriados",
         "2.º", "último", "marzo", "cada", "semanas", "desde", "2026-12-02", "2027-02-31", "..", "de", "2026", "diciembre",
         "con", "turno", "todos", "los", "días", "excepto", "lunes a viernes", "99:99", "0", ":", "\n", "%", "ñandú"]  # fmt: skip


@settings(max_examples=cases(1000), deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
def test_any_text_is_hours_or_a_mistake_with_its_place(text: str) -> None:
    try:
        schedule, mistake = Schedule.parse(text), None
    except Mistake as raised:
        schedule, mistake = None, raised
    if schedule:
        assert Schedule.parse(schedule.words()) == schedule
        assert Schedule.parse(str(schedule)) == schedule
    if mistake:
        assert 0 <= mistake.values["offset"] <= len(text)
        assert str(mistake)
        assert mistake.hint
