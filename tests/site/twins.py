"""What Python answers to the calls of the page's modules, given and told as JSON has them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from rutas.answers.sheet import sheet
from rutas.hours import Holiday, HolidayCalendar, HolidayRule, Line, Schedule
from rutas.hours.line import EveryWeeks
from rutas.quantity import span
from rutas.site.due import Age, Timed, age_of_months, age_on, groups
from rutas.site.hours import door_at
from rutas.site.search import Entry, find, index, plain
from rutas.site.step import Window

day = date.fromisoformat


def schedule(lines: list[dict[str, Any]]) -> Schedule:
    """Read hours out of the page's document."""
    return Schedule(tuple(map(_line, lines)))


def _line(given: dict[str, Any]) -> Line:
    every = given.get("every")
    return Line(
        times=tuple(tuple(span) for span in given["times"]),
        days=frozenset(given.get("days", ())),
        holidays=given.get("holidays", False),
        of_month=frozenset(given.get("of_month", ())),
        months=frozenset(given.get("months", ())),
        dates=tuple((day(first), day(last)) for first, last in given.get("dates", ())),
        every=EveryWeeks(every["weeks"], day(every["since"])) if every else None,
        appointment=given.get("appointment", False),
    )


def holidays(given: dict[str, Any]) -> HolidayCalendar:
    """Read holidays out of the page's document."""
    known = given["known_until"]
    return HolidayCalendar(
        tuple(
            Holiday(HolidayRule.parse(_rule(one)), one["name"], one.get("since"))
            for one in given["holidays"]
        ),
        {day(origin): day(kept) for origin, kept in given["moved"].items()},
        known and day(known),
    )


def _rule(holiday: dict[str, Any]) -> str:
    if "before_easter" in holiday:
        return f"easter-{holiday['before_easter']}"
    text = f"{holiday['month']:02}-{holiday['day']:02}"
    return f"{holiday['year']}-{text}" if "year" in holiday else text


def _groups(steps: list[dict[str, Any]], age: dict[str, int]) -> dict[str, Any]:
    timed = [
        Timed(one["route"], one["step"], Window(**one["window"]), one["last"]) for one in steps
    ]
    found = groups(timed, Age(**age))
    return {
        group: [{"route": one.route, "step": one.step, "days": one.days} for one in rows]
        for group, rows in found.items()
    }


def _door_at(
    lines: list[Any], today: str, minute: int, calendar: dict[str, Any], takes: float = 0,
    tokens_at: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    moment = datetime.fromisoformat(today) + timedelta(minutes=minute)
    found = door_at(schedule(lines), moment, holidays(calendar), takes=takes, tokens_at=tokens_at)
    opening = found.next
    told = opening and {
        "day": opening.day.isoformat(), "at": opening.at, "until": opening.span.closes,
        "appointment": opening.span.appointment,
    }  # fmt: skip
    return {**found._asdict(), "next": told}


def _open_on(lines: list[Any], today: str, known: HolidayCalendar) -> list[list[Any]]:
    return [list(span) for span in schedule(lines).on(day(today), known)]


def _year(calendar: dict[str, Any], year: int) -> dict[str, str]:
    return {found.isoformat(): name for found, name in holidays(calendar).in_year(year).items()}


TWINS = {
    "age.ageOn": lambda born, today: age_on(day(born), day(today))._asdict(),
    "age.ageOfMonths": lambda *months: age_of_months(*months)._asdict(),
    "age.groups": _groups,
    "age.span": lambda days, words: span(days, "es" if words["point"] == "," else "en"),
    "hours.holidaysIn": _year,
    "hours.holidayNames": holidays,
    "hours.openOn": _open_on,
    "hours.doorAt": _door_at,
    "search.plain": plain,
    "search.indexOf": lambda entries: index(Entry(**one) for one in entries),
    "search.find": find,
    "filter.csv": sheet,
}
"""By the name of a function of a module, its twin."""


def answer(call: list[Any]) -> Any:
    """Return what Python answers to a call: a name, and what is given; a call among that is answered first."""
    name, given = call
    return TWINS[name](*(answer(one["call"]) if _is_call(one) else one for one in given))


def _is_call(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"call"}
