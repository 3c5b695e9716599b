"""Random opening hours, written twice: in Spanish, and in the terms of OpenStreetMap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st
from opening_hours import State

from rutas.hours import Holiday, HolidayCalendar, HolidayRule

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
HOLIDAYS = HolidayCalendar(
    tuple(
        Holiday(HolidayRule.parse(day), name)
        for day, name in {
            "01-01": "Año Nuevo", "03-01": "Héroes", "easter-3": "Jueves Santo",
            "easter-2": "Viernes Santo", "05-01": "Trabajo", "08-15": "Asunción", "12-08": "Caacupé",
        }.items()
    ),
    {date(2026, 3, 1): date(2026, 3, 2)},
)  # fmt: skip
DAYS = [
    ("lun", "Mo"),
    ("martes", "Tu"),
    ("mié", "We"),
    ("jueves", "Th"),
    ("vie", "Fr"),
    ("sábado", "Sa"),
    ("dom", "Su"),
]
MONTHS = [
    ("enero", "Jan"),
    ("feb", "Feb"),
    ("mar", "Mar"),
    ("abril", "Apr"),
    ("mayo", "May"),
    ("jun", "Jun"),
    ("julio", "Jul"),
    ("ago", "Aug"),
    ("setiembre", "Sep"),
    ("oct", "Oct"),
    ("nov", "Nov"),
    ("diciembre", "Dec"),
]
ORDINALS = [("primer", "1"), ("2.º", "2"), ("tercer", "3"), ("4.º", "4"), ("último", "-1")]


@dataclass
class Written:
    """A schedule: lines in Spanish, and one text of OpenStreetMap that was not made from them."""

    lines: dict[str, str]
    osm: str

    @property
    def text(self) -> str:
        """The same in one text."""
        return "; ".join(f"{when} {times}" for when, times in self.lines.items())


Pair = tuple[str, str]


def osm_date(day: date) -> str:
    return f"{day.year} {MONTHS[day.month - 1][1]} {day.day:02}"


def osm_range(first: date, last: date) -> str:
    return osm_date(first) if first == last else f"{osm_date(first)}-{osm_date(last)}"


@st.composite
def times(draw: st.DrawFn) -> Pair:
    """Draw one or two spans of a day, or the whole of it."""
    if draw(st.integers(0, 9)) == 9:
        return "24 horas", "00:00-24:00"
    at = sorted(draw(st.lists(st.integers(0, 96), min_size=4, max_size=4, unique=True)))
    spans = [(at[0], at[1]), (at[2], at[3])][: draw(st.integers(1, 2))]
    said = " y ".join(f"{a // 4}:{a % 4 * 15:02}-{b // 4}:{b % 4 * 15:02}" for a, b in spans)
    osm = ",".join(f"{a // 4:02}:{a % 4 * 15:02}-{b // 4:02}:{b % 4 * 15:02}" for a, b in spans)
    if draw(st.integers(0, 4)) == 4:
        return f"{said} con turno", f'{osm} "con turno"'
    return said, osm


@st.composite
def ranges_of(draw: st.DrawFn, names: list[Pair], dash: str) -> Pair:
    """Draw one of several, a range that may go round, or two of them."""
    one, other = (draw(st.sampled_from(names)) for _ in range(2))
    if one == other:
        return one
    if draw(st.booleans()):
        return f"{one[0]}{dash}{other[0]}", f"{one[1]}-{other[1]}"
    return f"{one[0]} y {other[0]}", f"{one[1]},{other[1]}"


@st.composite
def dates(draw: st.DrawFn) -> tuple[date, date]:
    first = FIRST + timedelta(days=draw(st.integers(0, 700)))
    return first, min(
        LAST, first + timedelta(days=draw(st.sampled_from([0, 0, 1, 4, 11, 40, 200])))
    )


@st.composite
def weekly(draw: st.DrawFn) -> tuple[Pair, Pair]:
    """Draw days of the week, and what narrows them."""
    narrow = draw(st.sampled_from(["", "", "", "month", "months", "dates", "every"]))
    if narrow == "month":
        count = draw(st.integers(1, 2))
        which = draw(
            st.lists(st.sampled_from(ORDINALS), min_size=count, max_size=count, unique=True)
        )
        day = draw(st.sampled_from(DAYS))
        ordinals = " y ".join(one for one, _ in which)
        when = f"{ordinals} {day[0]}", f"{day[1]}[{','.join(one for _, one in which)}]"
        return when, draw(times())
    days = draw(ranges_of(DAYS, "-"))
    season = ("", "")
    if narrow == "months":
        season = draw(ranges_of(MONTHS, " a "))
    elif narrow == "dates":
        first, last = draw(dates())
        season = f"{first}..{last}", osm_range(first, last)
    elif narrow == "every":
        weeks, since = draw(st.integers(1, 4)), FIRST + timedelta(days=draw(st.integers(0, 400)))
        monday = since - timedelta(days=since.weekday())
        listed = []
        while monday <= LAST:
            listed.append(osm_range(max(since, monday), monday + timedelta(days=6)))
            monday += timedelta(weeks=weeks)
        season = f"cada {weeks} semanas desde {since}", ",".join(listed)
    return (f"{season[0]} {days[0]}".strip(), f"{season[1]} {days[1]}".strip()), draw(times())


@st.composite
def schedules(draw: st.DrawFn) -> Written:
    """Draw hours of several lines, dates alone and holidays among them."""
    lines: dict[str, str] = {}
    rules: list[str] = []
    for when, said in draw(st.lists(weekly(), max_size=4, unique_by=lambda line: line[0][0])):
        lines[when[0]] = said[0]
        rules.append(f"{when[1]} {said[1]}")
    text = ", ".join(rules)
    of_holidays = draw(st.one_of(st.just(("", "off")), st.just(("cerrado", "off")), times()))
    if of_holidays[0]:
        lines["feriados"] = of_holidays[0]
    if text or of_holidays[0]:
        text += f"; PH {of_holidays[1]}"
    alone = draw(st.lists(dates(), max_size=3, unique_by=lambda one: one[1] - one[0]))
    for first, last in sorted(alone, key=lambda one: one[0] - one[1]):  # the longest first
        said = draw(st.one_of(st.just(("cerrado", "off")), times()))
        lines[f"{first}" if first == last else f"{first}..{last}"] = said[0]
        text += f"; {osm_range(first, last)} {said[1]}"
    if not lines:
        return Written({"lun-dom": "cerrado"}, "off")
    return Written(lines, text.removeprefix("; "))


def opened(judge: Any) -> dict[date, list[tuple[int, int]]]:
    """Return when another program's hours are open, in minutes, day by day over two years."""

    start, end = datetime.combine(FIRST, time()), datetime.combine(LAST, time()) + timedelta(days=1)
    found: dict[date, list[tuple[int, int]]] = {}
    for since, until, state, _ in judge.intervals(start, end):
        at = since
        while state == State.OPEN and at < until:
            midnight = datetime.combine(at.date() + timedelta(days=1), time())
            to = min(until, midnight)
            minutes = (
                int((one - datetime.combine(at.date(), time())).total_seconds()) // 60
                for one in (at, to)
            )
            spans = found.setdefault(at.date(), [])
            a, b = minutes
            if spans and spans[-1][1] == a:
                spans[-1] = spans[-1][0], b
            else:
                spans.append((a, b))
            at = to
    return found
