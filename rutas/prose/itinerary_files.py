"""Write a family's itinerary as a text with papers to tick, and as a file for the telephone's calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from rutas.answers.markdown import escaped
from rutas.calendar_file import Event, calendar_file
from rutas.locale import say

if TYPE_CHECKING:
    from rutas.prose.itinerary import Told, ToldDay

__all__ = ["as_calendar", "as_markdown"]


def as_markdown(told: Told) -> str:
    """Write an itinerary as Markdown: a heading a day, a list of papers to tick."""
    lines = [f"# {escaped(told.title)}", *map(escaped, told.lead)]
    for day in told.days:
        lines.append(f"## {escaped(day.title)}")
        way = " ".join(filter(None, (day.way, day.cost)))
        lines += [escaped(way)] if way else []
        for visit in day.visits:
            lines += [f"**{escaped(visit.title)}**", escaped(visit.where)]
            lines += [f"⚠ {escaped(alert)}" for alert in visit.alerts]
            if visit.bring:
                lines.append("\n".join(f"- [ ] {escaped(paper)}" for paper in visit.bring))
            if visit.get:
                lines.append(escaped(say("itinerary.get", told.lang, papers=visit.get)))
    return "\n\n".join([*lines, *map(escaped, told.notes)]) + "\n"


def as_calendar(told: Told) -> str:
    """Write an itinerary as a calendar file: an event a day, from leaving to coming back; nobody's name."""
    return calendar_file(
        [_event(told, day) for day in told.days],
        name=told.route.name.to(told.lang),
        stamp=date.fromisoformat(told.found.on),
    )


def _event(told: Told, day: ToldDay) -> Event:
    visits = "-".join(visit.id for visit in day.visits)
    lines = [day.cost] if day.cost else []
    for visit in day.visits:
        lines += [visit.title, visit.where, *visit.alerts]
        if visit.bring:
            lines.append(say("itinerary.bring", told.lang, papers=", ".join(visit.bring)))
    if told.territory.example:
        lines.append(say("territory.example", told.lang))
    return Event(
        uid=f"{told.territory.id}-{visits}-{day.date.isoformat()}@rutas",
        summary=" + ".join(visit.title.partition(" · ")[2] or visit.title for visit in day.visits),
        start=_moment(day.date, day.leave) if day.leave else day.date,
        end=_moment(day.date, day.back) if day.back else None,
        description="\n".join(lines),
        place=", ".join(dict.fromkeys(visit.where for visit in day.visits)),
        alarm=timedelta(days=1),
    )


def _moment(day: date, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001  (the place's own time)
