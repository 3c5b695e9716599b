"""How fast a year of opening hours is told, beside a compiled program that reads OpenStreetMap's text.

`of_the_judge` is the time of a year of one schedule over that of the other program on the same hours and
its own holidays, all of them interleaved in one run: at most 1.
"""

from __future__ import annotations

import time
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from opening_hours import OpeningHours

from rutas.hours import Schedule
from tests.hours.schedules import HOLIDAYS

if TYPE_CHECKING:
    from collections.abc import Callable

HOURS = (
    "lun-vie 7:00-15:00",
    "lun-vie 7:00-11:30 y 13:00-15:00; sáb 7:00-11:00",
    "2.º y 4.º mar 7:00-11:00",
    "mar-nov lun-vie 7:00-17:00",
    "cada 2 semanas desde 2026-12-02 mié 8:00-12:00",
    "lun-vie 7:00-13:00; 2027-01-04..2027-01-15: cerrado",
    "lun-jue 7:00-13:00; vie 7:00-11:00 con turno",
)


def seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    for _ in range(20):
        work()
    return time.process_time() - start


@pytest.mark.benchmark(group="hours")
@pytest.mark.parametrize("text", HOURS)
def test_a_year_of_a_schedule(benchmark: Any, text: str) -> None:
    schedule = Schedule.parse(text)
    judge = OpeningHours(schedule.osm(date(2027, 11, 29)), country="PY")
    start, end = map(datetime.fromisoformat, ("2026-11-30", "2027-11-29"))

    def ours() -> Any:
        return list(schedule.during(start.date(), 364, HOLIDAYS))

    rounds = [(seconds(ours), seconds(lambda: list(judge.intervals(start, end)))) for _ in range(5)]
    benchmark.pedantic(ours, rounds=20)
    ratio = min(one for one, _ in rounds) / min(other for _, other in rounds)
    benchmark.extra_info["of_the_judge"] = round(ratio, 2)
    assert ratio <= 1
