"""Say which days are holidays, as the file of the calendar has them."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field

from rutas.hours import Day, Holiday, HolidayCalendar, HolidayDay
from rutas.model.base import Model
from rutas.model.text import Text

__all__ = ["Calendar", "NamedHoliday"]


class NamedHoliday(Model):
    """A holiday, and since when it is one."""

    name: Text
    """What people call it."""
    since: int | None = Field(default=None, ge=1811, le=2999)
    """The first year that had it."""


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class Calendar(Model):
    """The holidays of all territories."""

    holidays: dict[
        HolidayDay,
        Annotated[NamedHoliday, BeforeValidator(_named, json_schema_input_type=str | NamedHoliday)],
    ] = Field(default_factory=dict)
    """What falls on which day: ``MM-DD``, ``YYYY-MM-DD``, or ``easter-N``."""
    moved: dict[Day, Day] = Field(default_factory=dict)
    """Where a decree put what would fall on a day."""
    known_until: Day | None = None
    """The last day of which it is known what is moved."""

    @cached_property
    def days(self) -> HolidayCalendar:
        """The holidays, year by year."""
        named = (Holiday(rule, str(one.name), one.since) for rule, one in self.holidays.items())
        return HolidayCalendar(tuple(named), self.moved, self.known_until)
