"""Show a family's itinerary as a table: a row a visit."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from rutas.answers.itinerary_rows import Visit
from rutas.answers.row import row
from rutas.answers.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.prose.itinerary import Told

__all__ = ["tables"]


@row
class DatedVisit(Visit):
    """A visit, and the day on which it is (ISO 8601)."""

    date: str


def tables(told: Told) -> Iterator[Table]:
    """Show the visits by day: where, when, with which papers, and what is to be known before."""
    rows = [
        DatedVisit(**asdict(visit), date=day.date)
        for day in told.found.days
        for visit in day.visits
    ]
    days = {day.date.isoformat(): day for day in told.days}
    said = {(day.date.isoformat(), one.id): one for day in told.days for one in day.visits}

    def what(visit: DatedVisit) -> str:
        return said[visit.date, visit.visit].title

    def where(visit: DatedVisit) -> str:
        one = said[visit.date, visit.visit]
        return " ".join([f"{one.where}.", *one.alerts])

    def day(visit: DatedVisit) -> str:
        return f"{days[visit.date].title}. {days[visit.date].way}".removesuffix(". ")

    columns = (
        Column("", day, heading="day"),
        Column("", what, heading="visit"),
        Column("", where, heading="place"),
        Column("", lambda one: "; ".join(said[one.date, one.visit].bring), heading="bring"),
    )
    yield Table(DatedVisit, rows, columns, title=told.title, lead=told.lead, notes=told.notes)
