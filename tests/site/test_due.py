"""A child's age tells what is due: the story of one birth, by hand."""

from __future__ import annotations

import pytest

from rutas.site.due import Age, Timed, age_of_months, groups
from rutas.site.step import Window

BIRTH = [
    Timed("0-4", "plan-parto", Window(opens=-60, by=0, until=0), 4),
    Timed("0-4", "vacunas-nacer", Window(opens=0, by=1, until=1), 4),
    Timed("0-4", "piecito", Window(opens=2, by=7, until=7), 4),
    Timed("0-4", "inscripcion", Window(opens=1.5, by=60, until=60), 4),
    Timed("0-4", "cedula", Window(opens=20.25, until=400), 4),
]


def told(age: Age) -> dict[str, list[tuple[str, int | None]]]:
    return {
        group: [(one.step, one.days) for one in found]
        for group, found in groups(BIRTH, age).items()
    }


@pytest.mark.parametrize(
    ("days", "now", "overdue", "later"),
    [
        (-10, [("plan-parto", 10)], [], [("vacunas-nacer", 10), ("inscripcion", 12), ("piecito", 12), ("cedula", 31)]),
        (1, [("vacunas-nacer", 0)], [], [("inscripcion", 1), ("piecito", 1), ("cedula", 20)]),
        (10, [("inscripcion", 50)], [("piecito", 3), ("vacunas-nacer", 9)], [("cedula", 11)]),
        (61, [("cedula", None)], [("inscripcion", 1), ("piecito", 54), ("vacunas-nacer", 60)], []),
        (5 * 365, [], [("inscripcion", 1765), ("piecito", 1818), ("vacunas-nacer", 1824)], []),
        (5 * 365 + 2, [], [], []),
    ],
)  # fmt: skip
def test_each_day_has_its_steps(days: int, now: list, overdue: list, later: list) -> None:
    found = told(Age(days, days + 1))
    assert found["now"] == now
    assert found["overdue"] == overdue
    assert sorted(found["next"]) == sorted(later)
    assert sum(map(len, found.values())) == len(BIRTH)


def test_who_is_not_born_yet_has_nothing_overdue() -> None:
    found = told(age_of_months(None))
    assert found["now"] == [("plan-parto", None)]
    assert found["overdue"] == []


def test_what_is_due_by_the_birth_cannot_be_done_after_it() -> None:
    assert told(Age(1, 2))["earlier"] == [("plan-parto", None)]
