"""Hold durations, shares, rates, counts and prices, exact or uncertain: parse, mean, draw, print.

A quantity has one number (exact), two (a range, taken as uniform) or three (lowest, likely, highest,
taken as PERT). Numbers are kept in the base unit of their kind: days, shares from 0 to 1, events per
calendar day, units of a currency.

References
----------
.. [1] Malcolm, D. G., Roseboom, J. H., Clark, C. E., Fazar, W. (1959). Application of a technique for
   research and development program evaluation. *Operations Research* 7(5), 646-669.
   https://doi.org/10.1287/opre.7.5.646 (the PERT mean (a + 4b + c) / 6)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from pydantic_core import PydanticCustomError, core_schema

from rutas.errors import Mistake
from rutas.locale import language, number, say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

__all__ = ["Age", "Count", "Duration", "Money", "Quantity", "Rate", "Share"]

# Days in a unit as a ratio of two numbers: 70 / 100 is the nearest float to 0.7, and 70 * 0.01 is not.
_DAYS = {
    "min": (1, 1440),
    "h": (1, 24),
    "d": (1, 1),
    "wk": (7, 1),
    "mo": (30.4375, 1),
    "y": (365.25, 1),
}
_UNIT_NAMES = {
    "min": "min mins minute minutes minuto minutos",
    "h": "h hs hr hrs hour hours hora horas",
    "d": "d day days día días dia dias",
    "wk": "wk wks week weeks sem semana semanas",
    "mo": "mo mos month months mes meses",
    "y": "y yr yrs year years a año años anio anios",
}
_UNIT = {name: unit for unit, names in _UNIT_NAMES.items() for name in names.split()}
_PERIODS = {"d": "day", "wk": "week", "mo": "month", "y": "year"}
_CURRENCY = {"g": "PYG", "gs": "PYG", "₲": "PYG", "guaraní": "PYG", "guaraníes": "PYG"}

_NUMBER = r"[+-]?[0-9]{1,12}(?:[.,][0-9]{1,9})?"
_QUANTITY = re.compile(
    rf"\s*(?P<numbers>{_NUMBER}(?:\s*\.\.\s*{_NUMBER}){{0,2}})\s*(?P<unit>[^0-9+\-].*?)?\s*",
    re.DOTALL,
)
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_RATE = re.compile(r"(?:per|por|al|a la|cada|/)\s*(\w+)", re.IGNORECASE)


def _plain(value: float) -> str:
    """Write a number without a needless fraction, so that it reads back the same."""
    return str(int(value)) if value == int(value) else repr(value)


Q = TypeVar("Q", bound="Quantity")


@dataclass(frozen=True)
class Quantity:
    """A number with a unit that may be uncertain.

    Attributes
    ----------
    points
        One, two or three numbers in the base unit, in ascending order: exact, a range, or lowest,
        likely and highest.
    text
        The same as it is written in a file; two quantities are equal whatever their text.

    Examples
    --------
    >>> wait = Duration.parse("1..3..15 d")
    >>> wait.low, wait.high, round(wait.mean, 2), str(wait)
    (1.0, 15.0, 4.67, '1..3..15 d')
    """

    points: tuple[float, ...]
    text: str = field(compare=False, repr=False)

    kind: ClassVar[str]
    example: ClassVar[str]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a quantity as it is written in a file.

        Raises
        ------
        Mistake
            If the text is not a quantity of this kind; the mistake says what was expected.

        Examples
        --------
        >>> Share.parse("20 %").mean, Rate.parse("730.5 por año").mean, Duration.parse("2 horas").points
        (0.2, 2.0, (0.08333333333333333,))
        """
        match = _QUANTITY.fullmatch(text)
        if match is None:
            raise Mistake(f"bad-{cls.kind}", given=text)
        written = [piece.strip() for piece in match["numbers"].split("..")]
        for piece in written:
            if cls.kind != "share" and _THOUSANDS.fullmatch(piece):
                digits = piece.replace(",", ".")
                raise Mistake(
                    "ambiguous-number",
                    given=piece,
                    whole=digits.replace(".", ""),
                    decimal=_plain(float(digits)),
                )
        numbers = [float(piece.replace(",", ".")) for piece in written]
        (times, over), unit = cls._unit(match["unit"] or "", text, numbers)
        if numbers != sorted(numbers):
            raise Mistake("range-backwards", given=text)
        cls._bounds(numbers, text)
        return cls(
            tuple(value * times / over for value in numbers), "..".join(map(_plain, numbers)) + unit
        )

    @classmethod
    def of(cls, *numbers: float, unit: str = "") -> Self:
        """Make a quantity from one, two or three numbers of a unit.

        >>> Duration.of(1, 15, unit="d") == Duration.parse("1..15 d")
        True
        """
        return cls.parse("..".join(_plain(float(f"{value:.9f}")) for value in numbers) + f" {unit}")

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:
        """Return the ratio to the base unit, and how the unit is written after the number."""
        raise NotImplementedError

    @classmethod
    def _bounds(cls, numbers: list[float], text: str) -> None:
        if numbers[0] < 0:
            raise Mistake("negative", given=text)

    @property
    def low(self) -> float:
        """The lowest value, in the base unit."""
        return self.points[0]

    @property
    def high(self) -> float:
        """The highest value, in the base unit."""
        return self.points[-1]

    @property
    def exact(self) -> bool:
        """Whether the quantity has only one possible value."""
        return self.low == self.high

    @cached_property
    def mean(self) -> float:
        """The expected value in the base unit: of a uniform range, or of PERT [1]_."""
        if len(self.points) == 3:  # noqa: PLR2004  (three points: PERT)
            low, likely, high = self.points
            return (low + 4 * likely + high) / 6
        return sum(self.points) / len(self.points)

    def draw(self, rng: np.random.Generator, size: int) -> NDArray[np.float64]:
        """Draw values at random, in the base unit.

        Parameters
        ----------
        rng
            A numpy generator.
        size
            How many.

        Returns
        -------
        Array of shape ``(size,)``: uniform on a range, PERT (a scaled beta) on three points, constant
        where the quantity is exact.
        """
        width = self.high - self.low
        if len(self.points) == 3 and width > 0:  # noqa: PLR2004
            likely = (self.points[1] - self.low) / width
            return self.low + width * rng.beta(1 + 4 * likely, 5 - 4 * likely, size)
        return rng.uniform(self.low, self.high, size)

    def label(self, lang: str | None = None) -> str:
        """Write the quantity as people read it, lowest to highest.

        >>> Duration.parse("20..30..60 min").label(), Share.parse("2.5 %").label()
        ('20–60 min', '2,5 %')
        """
        lang = lang or language()
        head, _, unit = self.text.partition(" ")
        written = [float(piece) for piece in head.split("..")]
        ends = [written[0]] if written[0] == written[-1] else [written[0], written[-1]]
        digits = "–".join(number(value, 2, lang) for value in ends)
        return f"{digits} {self._unit_label(unit, lang)}".rstrip()

    def _unit_label(self, unit: str, lang: str) -> str:  # noqa: ARG002
        return unit

    def __str__(self) -> str:
        return self.text

    @classmethod
    def _coerce(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise PydanticCustomError("wrong-type", "expected {expected}", {"expected": "text"})
        try:
            return _parsed(cls, value if isinstance(value, str) else _plain(value))
        except Mistake as mistake:
            raise PydanticCustomError(mistake.code, "{given}", dict(mistake.values)) from None  # type: ignore[arg-type]

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Let pydantic read the quantity from text and write it back as text."""
        return core_schema.no_info_plain_validator_function(
            cls._coerce, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the quantity for editors."""
        return {
            "type": ["string", "number"],
            "title": say(f"form.kind-{cls.kind}"),
            "examples": cls.example.split(" | "),
        }


@lru_cache(maxsize=65536)
def _parsed(kind: type[Q], text: str) -> Q:
    """Parse once what a big book writes a thousand times."""
    return kind.parse(text)


class Duration(Quantity):
    """A span of time of zero or more; the base unit is the day.

    >>> Duration.parse("1,5 semanas").mean
    10.5
    """

    kind = "duration"
    example = "30 min | 1..15 d | 1..3..15 d | 2 mo"

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:
        known = _UNIT.get(unit.lower().rstrip("."))
        if known is None:
            if not unit and numbers == [0]:
                known = "d"
            else:
                code = "unknown-unit" if unit else "missing-unit"
                raise Mistake(code, given=text, unit=unit, example=cls.example.split(" | ")[1])
        return _DAYS[known], f" {known}"

    def _unit_label(self, unit: str, lang: str) -> str:
        return say(f"units.{unit}", lang)


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


class Share(Quantity):
    """A share of people, from 0 to 1.

    >>> Share.parse("5..12 %").mean, Share.parse("0.3").mean
    (0.085, 0.3)
    """

    kind = "share"
    example = "5 % | 5..12 % | 0.3"

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:
        if unit not in {"", "%", "por ciento", "percent"}:
            raise Mistake("bad-share", given=text)
        whole = 100 if unit else 1
        if not unit and numbers[-1] > 1:
            raise Mistake("share-without-percent", given=text)
        if numbers[-1] > whole or numbers[0] < 0:
            raise Mistake("share-out-of-bounds", given=text)
        return (1, whole), " %" if unit else ""

    def label(self, lang: str | None = None) -> str:
        """Write the share as a percentage.

        >>> Share.parse("0.05..0.1").label()
        '5–10 %'
        """
        ends = [self.low] if self.exact else [self.low, self.high]
        return "–".join(number(value * 100, 1, lang) for value in ends) + " %"


class Rate(Quantity):
    """People or events per calendar day.

    >>> Rate.parse("14 per week").mean
    2.0
    """

    kind = "rate"
    example = "20 per day | 15..25 per week | 1500 per year"

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:  # noqa: ARG003
        match = _RATE.fullmatch(unit)
        known = _UNIT.get(match[1].lower()) if match else None
        if known not in _PERIODS:
            raise Mistake("bad-rate", given=text)
        times, over = _DAYS[known]
        return (over, times), f" per {_PERIODS[known]}"

    @classmethod
    def _bounds(cls, numbers: list[float], text: str) -> None:
        if numbers[0] <= 0:
            raise Mistake("rate-not-positive", given=text)

    def _unit_label(self, unit: str, lang: str) -> str:
        return f"{say('units.per', lang)} {say('units.' + unit.split()[-1], lang)}"


class Count(Quantity):
    """How many times, one or more.

    >>> Count.parse("4..8").mean
    6.0
    """

    kind = "count"
    example = "6 | 4..8"

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:
        if unit or any(value != int(value) for value in numbers):
            raise Mistake("bad-count", given=text)
        return (1, 1), ""

    @classmethod
    def _bounds(cls, numbers: list[float], text: str) -> None:
        if numbers[0] < 1:
            raise Mistake("bad-count", given=text)


class Money(Quantity):
    """What a family pays, in a currency.

    >>> Money.parse("8500 PYG").mean, Money.parse("8500 PYG").currency
    (8500.0, 'PYG')
    """

    kind = "money"
    example = "8500 PYG | 0 PYG"

    @classmethod
    def _unit(cls, unit: str, text: str, numbers: list[float]) -> tuple[tuple[float, float], str]:  # noqa: ARG003
        code = _CURRENCY.get(unit.lower().rstrip("."), unit.upper())
        if not re.fullmatch("[A-Z]{3}", code):
            raise Mistake("bad-money", given=text)
        return (1, 1), f" {code}"

    @property
    def currency(self) -> str:
        """The currency's ISO 4217 code."""
        return self.text.rpartition(" ")[2]
