"""Show a family's itinerary as a table: a row a visit."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from rutas.answers.itinerary_rows import Visit
from rutas.answers.row import row
from rutas.answers.table import Column, Table
from rutas.hours import day_in_figures, weekday_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.prose.itinerary import Told

__all__ = ["tables"]


@row
class DatedVisit(Visit):
    """A visit, the day on which it is (ISO 8601), and when she leaves and is back that day (HH:MM)."""

    date: str
    leave: str | None
    back: str | None


def tables(told: Told) -> Iterator[Table]:
    """Show the visits by day: where, when, with which papers, and what is to be known before."""
    said = {(day.date.isoformat(), one.id): one for day in told.days for one in day.visits}
    rows = [
        DatedVisit(**asdict(visit), date=day.date, leave=day.leave, back=day.back)
        for day in told.found.days
        for visit in day.visits
    ]
    first = {visit.date: visit for visit in reversed(rows)}

    def where(visit: DatedVisit) -> str:
        one = said[visit.date, visit.visit]
        return " ".join([f"{one.where.removesuffix('.')}.", *one.alerts])

    columns = (
        Column("", lambda one: _day(one) if first[one.date] is one else "", heading="day"),
        Column("", lambda one: said[one.date, one.visit].title, heading="visit"),
        Column("", where, heading="where-to"),
        Column("", lambda one: "; ".join(said[one.date, one.visit].bring), heading="bring"),
    )
    yield Table(DatedVisit, rows, columns, title=told.title, lead=told.lead, notes=told.notes)


def _day(visit: DatedVisit) -> str:
    """Write a day short: its weekday, date, and when she leaves and is back."""
    told = f"{weekday_in_words(visit.date, short=True)} {day_in_figures(visit.date)}"
    if visit.leave is None or visit.back is None:
        return told
    return f"{told}, {visit.leave.removeprefix('0')}–{visit.back.removeprefix('0')}"
