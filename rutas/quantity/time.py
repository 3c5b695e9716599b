"""Measure time: how long, and at what age."""

from __future__ import annotations

from rutas.errors import Mistake
from rutas.locale import has, say
from rutas.quantity.base import Quantity
from rutas.quantity.units import DAYS, UNIT

__all__ = ["Age", "Duration"]


class Duration(Quantity):
    """A span of time of zero or more; the base unit is the day.

    >>> Duration.parse("1,5 semanas").mean
    10.5
    """

    kind = "duration"
    example = "30 min | 1..15 d | 1..3..15 d | 2 mo"

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:
        known = UNIT.get(unit.lower().rstrip("."))
        if known is None:
            if not unit and numbers == [0]:
                known = "d"
            else:
                code = "unknown-unit" if unit else "missing-unit"
                raise Mistake(code, given=text, unit=unit, example=cls.example.split(" | ")[1])
        return DAYS[known], f" {known}"

    def _unit_label(self, unit: str, lang: str, last: float) -> str:
        one = f"units.{unit}-one"
        return say(one if abs(last) == 1 and has(one) else f"units.{unit}", lang)


class Age(Duration):
    """An age, counted from birth: negative before it; the base unit is the day.

    >>> Age.parse("-7 mo").mean
    -213.0625
    """

    kind = "age"
    example = "60 d | 2 mo | -7 mo | 4 y"

    @classmethod
    def _bounds(cls, numbers: list[float], text: str) -> None:
        """Accept any sign."""
