"""Lay out what rules ask of a territory, each thing worked out once and only when it is asked."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rutas.territory.travel import Roads

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from rutas.book import Book
    from rutas.hours import HolidayCalendar, Schedule, Span
    from rutas.model.territory import Point, Territory
    from rutas.model.text import Text
    from rutas.reading.places import Loc

__all__ = ["DAYS", "TerritoryCase"]

DAYS = 364
"""How many days rules look ahead."""


class TerritoryCase:
    """One territory under examination.

    Parameters
    ----------
    book
        The book that it stands in.
    territory
        The territory.
    on
        The day on which it is looked at.
    """

    def __init__(self, book: Book, territory: Territory, on: date) -> None:
        self.book, self.territory, self.on = book, territory, on
        self.catalogue = book.catalogue
        self._days: dict[Schedule, dict[date, tuple[Span, ...]]] = {}

    @property
    def allow(self) -> Mapping[str, Text]:
        """The rules that it may break."""
        return self.territory.allow

    @property
    def holidays(self) -> HolidayCalendar:
        """The holidays."""
        return self.territory.calendar.days

    @cached_property
    def roads(self) -> Roads:
        """The ways between its places."""
        return Roads(self.territory)

    @cached_property
    def package(self) -> tuple[str, ...]:
        """The services of the packages of its routes; of all routes where it names none."""
        named = [self.book[name] for name in self.territory.demand] or list(self.book.values())
        return tuple(dict.fromkeys(service for route in named for service in route.package))

    @cached_property
    def _attending(self) -> Mapping[str, set[str]]:
        services = self.catalogue.services.items()
        found = {name: {one.actor} if one.actor else set() for name, one in services}
        for route in self.book.values():
            for step in route.steps.values():
                for service in step.service:
                    found[service] |= set(step.actor)
        return found

    def attending(self, service: str) -> set[str]:
        """Return the actors who attend where some step delivers a service, and who answers for it."""
        return self._attending[service]

    def doors(self) -> Iterator[tuple[Loc, Point, Schedule]]:
        """Yield the hours of every point, and of every service that has its own, with their places."""
        for number, point in enumerate(self.territory.points):
            yield ("points", number, "hours"), point, point.hours
            for name, own in point.offers.items():
                if own.hours:
                    yield ("points", number, "offers", name, "hours"), point, own.hours

    def days(self, hours: Schedule | None) -> Mapping[date, tuple[Span, ...]]:
        """Return the open days of the year to come, with their hours."""
        if hours is None:
            return {}
        if hours not in self._days:
            self._days[hours] = dict(hours.during(self.on, DAYS, self.holidays))
        return self._days[hours]
