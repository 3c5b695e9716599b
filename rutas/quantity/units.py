"""Know the units of time, in English and Spanish, and what people call a currency."""

from __future__ import annotations

__all__ = ["CURRENCY", "DAYS", "MONTH", "PERIODS", "UNIT", "WEEK", "YEAR"]

WEEK, MONTH, YEAR = 7, 30.4375, 365.25  # days
# Days in a unit as a ratio: 70 / 100 is the nearest float to 0.7, and 70 * 0.01 is not.
DAYS = {
    "min": (1, 1440),
    "h": (1, 24),
    "d": (1, 1),
    "wk": (WEEK, 1),
    "mo": (MONTH, 1),
    "y": (YEAR, 1),
}
_UNIT_NAMES = {
    "min": "min mins minute minutes minuto minutos",
    "h": "h hs hr hrs hour hours hora horas",
    "d": "d day days día días dia dias",
    "wk": "wk wks week weeks sem semana semanas",
    "mo": "mo mos month months mes meses",
    "y": "y yr yrs year years a año años anio anios",
}
UNIT = {name: unit for unit, names in _UNIT_NAMES.items() for name in names.split()}
PERIODS = {"d": "day", "wk": "week", "mo": "month", "y": "year"}
CURRENCY = {"g": "PYG", "gs": "PYG", "₲": "PYG"} | dict.fromkeys(
    ("guaraní", "guarani", "guaraníes", "guaranies"), "PYG"
)
