"""Measure time: how long, and at what age."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rutas.errors import Mistake, guessed, nearest
from rutas.locale import language, say
from rutas.quantity.base import Quantity
from rutas.quantity.units import DAYS, MONTH, UNIT, YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Age", "Duration"]

_OLD = 3  # years
_NEAR = 0.01  # months
_SPANS = {
    r"^(?:de )?inmediat[oa]$|^al instante$|^en el acto$|^(?:no hay|sin) espera$|^ningun[oa]$|^nada$": (
        "0 d"
    ),
    r"^(?:cada|tod[oa]s l[oa]s|1 vez (?:por|al|a la)) ": "",
    r"^(?:antes de|dentro de|en) (?:los |las )?(?=[0-9])": "",
    r"^diari[oa]$": "1 día",
    r"^semanal$": "1 semana",
    r"^quincenal$|^(?:1 )?quincena$": "15 días",
    r"^mensual$": "1 mes",
    r"^bimestral$|^(?:1 )?bimestre$": "2 meses",
    r"^trimestral$|^(?:1 )?trimestre$": "3 meses",
    r"^semestral$|^(?:1 )?semestre$": "6 meses",
    r"^anual$": "1 año",
    r"\bmedi[oa] (?=hora\b|año\b)": "0.5 ",
    r"\b0\.5 hora": "30 min",
    r"\b3 cuartos de hora\b": "45 min",
    r"\b(?:1 )?cuarto de hora\b": "15 min",
    r"^([0-9]) ?(?::|h(?:s|oras?)?) ?([0-5][0-9])(?: ?(?:h|hs|horas?|m|min))?$": r"\1 h \2 min",
    r"(?<=[0-9]) ?['’′]$": " min",
    r"^(?=(?:hora|d[íi]a|semana|mes|año)s?$)": "1 ",
}


class Duration(Quantity):
    """A span of time of zero or more; the base unit is the day.

    >>> Duration.parse("1,5 semanas").mean
    10.5
    """

    kind = "duration"
    example = "30 min | 1..15 d | 1..3..15 d | 2 mo"
    most = (150 * YEAR, "150 y")
    alone: ClassVar[dict[str, Any] | None] = {"const": 0}
    phrases: ClassVar[Mapping[str, str]] = _SPANS

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:
        known = UNIT.get(unit.lower().removesuffix("."))
        if known is None:
            if not unit and numbers == [0]:
                known = "d"
            else:
                code = "unknown-unit" if unit else "missing-unit"
                guess = guessed(nearest(unit, UNIT)) if unit else ""
                raise Mistake(code, given=text, unit=unit, guess=guess)
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
    phrases: ClassVar[Mapping[str, str]] = {
        r"^(?:(?:a|al|desde|hasta|a partir de|antes de) )?(?:el |los |las )?(?=[0-9])": "",
        r"^(?:mayor|menor)(?:es)? de ": "",
        r" (?:cumplidos?|de edad|de vida|de nacid[oa])$": "",
        r"^(?:al |el )?(?:nacer|nacimiento)$|^reci[ée]n nacid[oa]$": "0 d",
        r"^(.+) antes de(?:l parto|l nacimiento| nacer)$": r"-\1",
        **_SPANS,
    }

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
