"""Know when a door is open: hours as people write them, holidays, what opens next."""

from __future__ import annotations

from rutas.hours.clock import Clock, Span, clock, read_clock, united
from rutas.hours.days import Day, easter, read_day
from rutas.hours.holidays import Holiday, HolidayCalendar, HolidayDay, HolidayRule
from rutas.hours.line import EveryWeeks, Line
from rutas.hours.opening import Opening, hours_per_week, next_open, open_days
from rutas.hours.schedule import WEEKDAYS, Schedule
from rutas.hours.words import day_in_figures, day_in_words, weekday_in_words

__all__ = [
    "WEEKDAYS",
    "Clock",
    "Day",
    "EveryWeeks",
    "Holiday",
    "HolidayCalendar",
    "HolidayDay",
    "HolidayRule",
    "Line",
    "Opening",
    "Schedule",
    "Span",
    "clock",
    "day_in_figures",
    "day_in_words",
    "easter",
    "hours_per_week",
    "next_open",
    "open_days",
    "read_clock",
    "read_day",
    "united",
    "weekday_in_words",
]
