"""Measure people: shares, rates, counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from rutas.errors import Mistake
from rutas.locale import say
from rutas.quantity.base import Quantity
from rutas.quantity.units import DAYS, PERIODS, UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PERIODICALLY", "Count", "Hazard", "Rate", "Share", "period"]

_WHOLE = 100
_PER = r"(?:per|por|al|a la|cada)\b|/"
PERIODICALLY: Mapping[str, str] = {
    r"\bdiari[oa]s?$": "por día",
    r"\bsemanal(?:es)?$": "por semana",
    r"\bmensual(?:es)?$": "por mes",
    r"\banual(?:es)?$": "por año",
    r" x (?=d[íi]a|semana|mes|año)": " por ",
}
_RATE = re.compile(r"(?:(?:per|por|al|a la|cada)\s+|/\s*)(\w+)\.?", re.IGNORECASE)


def period(text: str) -> str | None:
    """Return the unit of time of which an amount is told, as ``per month``; none where it is told of none.

    >>> period("por semana"), period("/ mes."), period("km")
    ('wk', 'mo', None)
    """
    match = _RATE.fullmatch(text)
    known = UNIT.get(match[1].lower()) if match else None
    return known if known in PERIODS else None


class Share(Quantity):
    """A share of people, from 0 to 1.

    >>> Share.parse("5..12 %").mean, Share.parse("0.3").mean
    (0.085, 0.3)
    """

    kind = "share"
    example = "5 % | 5..12 % | 0.3"
    most = (1, "100 %")
    grouped = False
    alone: ClassVar[dict[str, Any] | None] = {"type": "number", "minimum": 0, "maximum": 1}
    phrases: ClassVar[Mapping[str, str]] = {
        r"^(?:ningun[oa]|nadie|nada|no hay|0)$": "0 %",
        r"^tod[oa]s?$": "100 %",
        r"^(?:la )?mitad$": "50 %",
        r"^1 cuarto$|^la cuarta parte$": "25 %",
        r"\b([0-9]+) (?:de cada|en) 100\b|\b([0-9]+) (?:por|x) 100\b": r"\1\2 %",
        r"^([0-9]+) (?:de cada|en) 10$": r"\g<1>0 %",
        r"(?<=%) de .*$": "",
    }

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:
        if unit.lower() not in {"", "%", "por ciento", "percent"}:
            raise Mistake("bad-share", given=text)
        whole = 100 if unit else 1
        if not unit and numbers[-1] > 1:
            raise Mistake("share-without-percent", given=text)
        if numbers[-1] > whole or numbers[0] < 0:
            raise Mistake("share-out-of-bounds", given=text)
        return (1, whole), " %" if unit else ""

    def _unit_label(self, lang: str, last: float) -> str:  # noqa: ARG002  (other quantities need it)
        return "%"

    @property
    def _written(self) -> list[float]:
        """A percentage, however it is written.

        >>> Share.parse("0.05..0.1").label()
        '5–10 %'
        """
        return [round(_WHOLE * value, 9) for value in self.points]


class Rate(Quantity):
    """People or events per calendar day.

    >>> Rate.parse("14 per week").mean
    2.0
    """

    kind = "rate"
    example = "20 per day | 15..25 per week | 1500 per year"
    most = (1e6, "1000000 per day")
    phrases: ClassVar[Mapping[str, str]] = {
        **PERIODICALLY,
        # of whom: people, children, appointments
        rf"(?<=[0-9]) [^0-9./]+? ?(?={_PER})": " ",
    }

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:  # noqa: ARG003  (other quantities need it)
        known = period(unit)
        if known is None:
            raise Mistake("bad-rate" if unit else "missing-period", given=text)
        times, over = DAYS[known]
        return (over, times), f" per {PERIODS[known]}"

    @classmethod
    def _bounds(cls, numbers: list[float], text: str) -> None:
        if numbers[0] <= 0:
            raise Mistake("rate-not-positive", given=text)

    def _unit_label(self, lang: str, last: float) -> str:  # noqa: ARG002  (other quantities need it)
        period = self.text.rpartition(" ")[2]
        return f"{say('units.per', lang)} {say(f'units.{period}', lang)}"


class Hazard(Quantity):
    """The share of those who wait that gives up per day of waiting: a hazard rate.

    Of those who wait w days at a rate h, exp(-h w) are still there.

    >>> Hazard.parse("7..21 % por semana").points, str(Hazard.parse("3 % per wk"))
    ((0.01, 0.03), '3 % per week')
    """

    kind = "hazard"
    example = "3 % per week | 1..3 % per month"
    most = (1, "100 % per day")
    grouped = False
    phrases: ClassVar[Mapping[str, str]] = {" por ciento": " %", **PERIODICALLY}

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:
        if not unit.startswith("%"):
            raise Mistake("bad-hazard", given=text)
        known = period(unit.removeprefix("%").strip())
        if known is None:
            raise Mistake("bad-hazard", given=text)
        if numbers[-1] > _WHOLE:
            raise Mistake("share-out-of-bounds", given=text)
        times, over = DAYS[known]
        return (over, times * _WHOLE), f" % per {PERIODS[known]}"

    def _unit_label(self, lang: str, last: float) -> str:  # noqa: ARG002  (other quantities need it)
        period = self.text.rpartition(" ")[2]
        return f"% {say('units.per', lang)} {say(f'units.{period}', lang)}"


class Count(Quantity):
    """How many times, one or more.

    >>> Count.parse("4..8").mean
    6.0
    """

    kind = "count"
    example = "6 | 4..8"
    most = (10_000, "10000")
    phrases: ClassVar[Mapping[str, str]] = {
        r" ?(?:ve(?:z|ces)|visitas?|controles|control|times)$": ""
    }
    alone: ClassVar[dict[str, Any] | None] = {"type": "integer", "minimum": 1, "maximum": 10_000}

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:
        if unit or any(value != int(value) for value in numbers):
            raise Mistake("bad-count", given=text)
        return (1, 1), ""

    @classmethod
    def _bounds(cls, numbers: list[float], text: str) -> None:
        if numbers[0] < 1:
            raise Mistake("bad-count", given=text)
