"""Measure money: what something costs, and what it costs to keep up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from rutas.errors import Mistake
from rutas.locale import say
from rutas.quantity.amounts import PERIODICALLY, period
from rutas.quantity.base import Quantity
from rutas.quantity.units import CURRENCY, DAYS, PERIODS, UNIT, YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Money", "Upkeep"]

_CURRENCY_FIRST = re.compile(r"(₲|gs?\.?|[A-Za-z]{3})\s*([0-9].*)", re.IGNORECASE | re.DOTALL)
_SCALES = {"m": (1_000_000, "M"), "mil": (1000, "mil"), "k": (1000, "mil"), "": (1, "")}
_SCALED = re.compile(r"(?:(M|mil|k)\b\s*)?(?:de\s+)?(.*)", re.IGNORECASE)
_UPKEEP = re.compile(r"(.*?)\s*((?:\b(?:per|por|al|a la|cada)\b|/).*)", re.IGNORECASE)


class Money(Quantity):
    """What something costs, in a currency; ``M`` stands for a million, ``mil`` for a thousand.

    >>> Money.parse("8500 PYG").mean, Money.parse("8500 PYG").currency
    (8500.0, 'PYG')
    >>> Money.parse("20..60 M PYG").points, Money.parse("1,5M Gs.").label()
    ((20000000.0, 60000000.0), '1,5 M PYG')
    """

    kind = "money"
    example = "8500 PYG | 0 PYG"
    most = (1e10, "10000000000 PYG")
    phrases: ClassVar[Mapping[str, str]] = {
        r"^(?:es )?gratis$|^gratuit[oa]$|^sin (?:costo|cargo)$|^(?:no cuesta )?nada$|^ninguno$|^free$": (
            "0 PYG"
        ),
    }

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:  # noqa: ARG003  (other quantities need it)
        scale, currency = _scaled(unit)
        name = currency.lower().rstrip(".")
        code = CURRENCY.get(name, currency.upper())
        if name in UNIT or not re.fullmatch("[A-Z]{3}", code):
            raise Mistake("bad-money" if currency else "missing-currency", given=text)
        times, written = _SCALES[scale]
        return (times, 1), f" {written} {code}" if written else f" {code}"

    @classmethod
    def _typed(cls, text: str) -> str:
        """Put a currency that is written before the number, as on a price tag, after it."""
        typed = super()._typed(text)
        match = _CURRENCY_FIRST.fullmatch(typed)
        return f"{match[2]} {match[1]}" if match else typed

    @property
    def currency(self) -> str:
        """The currency's ISO 4217 code."""
        return self.text.rpartition(" ")[2]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return (self.points, self.currency) == (other.points, other.currency)

    def __hash__(self) -> int:
        return hash((self.points, self.currency))


def _scaled(unit: str) -> tuple[str, str]:
    """Part millions and thousands from the currency."""
    match = _SCALED.fullmatch(unit)
    return ((match[1] or "").lower(), match[2]) if match else ("", unit)


class Upkeep(Money):
    """What something costs to keep up, in a currency per calendar day.

    >>> upkeep = Upkeep.parse("4 M PYG por mes")
    >>> upkeep.per_year, upkeep.currency, str(upkeep), upkeep.label()
    (48000000.0, 'PYG', '4 M PYG per month', '4 M PYG por mes')
    """

    kind = "upkeep"
    example = "4 M PYG per month | 900000 PYG per year"
    phrases: ClassVar[Mapping[str, str]] = {**Money.phrases, **PERIODICALLY}

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:
        match = _UPKEEP.fullmatch(unit)
        known = period(match[2]) if match else None
        if match is None or known is None:
            raise Mistake("missing-period", given=text)
        try:
            (times, over), written = super()._unit(match[1], text, numbers)
        except Mistake:
            raise Mistake("bad-upkeep", given=text) from None
        days, part = DAYS[known]
        return (times * part, over * days), f"{written} per {PERIODS[known]}"

    def _unit_label(self, lang: str, last: float) -> str:  # noqa: ARG002  (other quantities need it)
        money, _, time = self.text.partition(" ")[2].partition(" per ")
        return f"{money} {say('units.per', lang)} {say(f'units.{time}', lang)}"

    @property
    def currency(self) -> str:
        """The currency's ISO 4217 code."""
        return self.text.partition(" per ")[0].rpartition(" ")[2]

    @property
    def per_year(self) -> float:
        """What a year costs, at the mean."""
        return float(f"{self.mean * YEAR:.12g}")
