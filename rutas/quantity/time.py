"""Measure time: how long, and at what age."""

from __future__ import annotations

from typing import Any, ClassVar

from rutas.errors import Mistake
from rutas.locale import language, say
from rutas.quantity.base import Quantity
from rutas.quantity.units import DAYS, MONTH, UNIT, YEAR

__all__ = ["Age", "Duration"]

_OLD = 3  # years
_NEAR = 0.01  # months


class Duration(Quantity):
    """A span of time of zero or more; the base unit is the day.

    >>> Duration.parse("1,5 semanas").mean
    10.5
    """

    kind = "duration"
    example = "30 min | 1..15 d | 1..3..15 d | 2 mo"
    most = (150 * YEAR, "150 y")
    alone: ClassVar[dict[str, Any] | None] = {"const": 0}

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

    def _unit_label(self, lang: str, last: float) -> str:
        return say(f"units.{self.text.rpartition(' ')[2]}", lang, n=last)

    def each(self, lang: str | None = None) -> str:
        """Write how often something comes again, after "every".

        >>> Duration.parse("1 mo").each(), Duration.parse("2 mo").each(), Duration.parse("1 mo").each("en")
        ('mes', '2 meses', 'month')
        """
        one = self.exact and self._written[0] == 1
        unit = self.text.rpartition(" ")[2]
        return say(f"units.{unit}-long", lang, n=1).partition(" ")[2] if one else self.wording(lang)


class Age(Duration):
    """An age, counted from birth: negative before it; the base unit is the day.

    >>> Age.parse("-7 mo").mean
    -213.0625
    """

    kind = "age"
    example = "60 d | 2 mo | -7 mo | 4 y"

    def label(self, lang: str | None = None) -> str:
        """Write the age; from three years on nobody counts it in months alone.

        >>> Age.parse("51 mo").label(), Age.parse("37 mo").label(), Age.parse("-7 mo").label()
        ('4 años y 3 meses', '3 años y 1 mes', '−7 meses')
        """
        lang = lang or language()
        years, months = divmod(round(self.low / MONTH), 12)
        whole = self.exact and abs(self.low / MONTH - (12 * years + months)) < _NEAR
        if not (whole and months and years >= _OLD):
            return super().label(lang)
        return say("units.years-months", lang, years=years, months=months)

    @classmethod
    def _bounds(cls, numbers: list[float], text: str) -> None:
        """Accept any sign."""
