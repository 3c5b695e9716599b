"""Hold a number with a unit that may be uncertain: parse, mean, draw, print."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from pydantic_core import PydanticCustomError, core_schema

from rutas.errors import Mistake
from rutas.locale import language, number, say
from rutas.quantity.meant import meant
from rutas.quantity.numeral import is_doubtful, numeral

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

__all__ = ["Quantity"]

# What word processors put for two points and for the minus sign.
_TYPED = str.maketrans({"…": "..", "−": "-"})
_NUMBER = r"[+-]?[0-9]{1,12}(?:[.,][0-9]{1,9})?"
_QUANTITY = re.compile(rf"(?P<numbers>{_NUMBER}(?:\s*\.\.\s*{_NUMBER}){{0,2}})\s*(?P<unit>[^0-9]*)")
_PERT = 3  # numbers: lowest, likely, highest


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
    >>> from rutas.quantity import Duration
    >>> wait = Duration.parse("1..3..15 d")
    >>> wait.low, wait.high, round(wait.mean, 2), str(wait)
    (1.0, 15.0, 4.67, '1..3..15 d')
    """

    points: tuple[float, ...]
    text: str = field(compare=False, repr=False)

    kind: ClassVar[str]
    example: ClassVar[str]
    most: ClassVar[tuple[float, str]]
    """Beyond this is beyond reason: in the base unit, and as a file writes it."""
    alone: ClassVar[dict[str, Any] | None] = None
    """The JSON Schema of the numbers that need no unit, if there are any."""
    grouped: ClassVar[bool] = True
    """Whether three digits after a point or comma may be thousands."""
    phrases: ClassVar[Mapping[str, str]] = {}
    """What people say for amounts of its kind, as `rutas.quantity.spoken.in_figures` takes it."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a quantity as it is written in a file.

        Raises
        ------
        Mistake
            If the text is not a quantity of this kind; the mistake says what was expected.

        Examples
        --------
        >>> from rutas.quantity import Duration, Rate, Share
        >>> Share.parse("20 %").mean, Rate.parse("730.5 por año").mean
        (0.2, 2.0)
        >>> Duration.parse("2 horas").points
        (0.08333333333333333,)
        """
        try:
            return cls._read(text)
        except Mistake as mistake:
            raise meant(cls._typed(text), mistake, cls._read, cls.phrases) from None

    @classmethod
    def _read(cls, text: str) -> Self:
        match = _QUANTITY.fullmatch(cls._typed(text))
        if match is None:
            raise Mistake(f"bad-{cls.kind}", given=text)
        written = [piece.strip() for piece in match["numbers"].split("..")]
        if cls.grouped and any(map(is_doubtful, written)):
            raise Mistake(f"bad-{cls.kind}", given=text)
        numbers = [float(piece.replace(",", ".")) + 0.0 for piece in written]
        if numbers != sorted(numbers):
            ascending = "..".join(sorted(written, key=lambda one: float(one.replace(",", "."))))
            raise Mistake(
                "range-backwards", given=text, write=f"{ascending} {match['unit']}".strip()
            )
        (times, over), unit = cls._unit(" ".join(match["unit"].split()), text, numbers)
        cls._bounds(numbers, text)
        points = tuple(value * times / over for value in numbers)
        if not -cls.most[0] <= points[0] <= points[-1] <= cls.most[0]:
            raise Mistake("beyond-reason", given=text, most=cls.most[1])
        return cls(points, "..".join(map(numeral, numbers)) + unit)

    @classmethod
    def _typed(cls, text: str) -> str:
        """Return the text as it is meant, whatever the keyboard or the word processor made of it."""
        return unicodedata.normalize("NFC", text).translate(_TYPED).replace("...", "..").strip()

    @classmethod
    def of(cls, *numbers: float, unit: str = "") -> Self:
        """Make a quantity from one, two or three numbers of a unit.

        Numbers are taken to nine decimals.

        Raises
        ------
        Mistake
            If they are not a quantity of this kind; not a number and infinite are none.

        Examples
        --------
        >>> from rutas.quantity import Duration
        >>> Duration.of(1, 15, unit="d") == Duration.parse("1..15 d")
        True
        """
        if not all(map(math.isfinite, numbers)):
            raise Mistake(f"bad-{cls.kind}", given="..".join(map(str, numbers)))
        return cls.parse(
            "..".join(numeral(float(f"{value:.9f}")) for value in numbers) + f" {unit}"
        )

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
        return self.points[0] == self.points[-1]

    @cached_property
    def mean(self) -> float:
        """The expected value in the base unit: of a uniform range, or of PERT [1]_."""
        if self.exact:
            return self.low
        if len(self.points) == _PERT:
            low, likely, high = self.points
            mean = (low + 4 * likely + high) / 6
        else:
            mean = (self.low + self.high) / 2
        # 5..12 % is 0.085, and not the 0.08499999999999999 that binary fractions make of it
        return min(max(float(f"{mean:.15g}"), self.low), self.high)

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
        Array of shape ``(size,)``: uniform on a range, PERT (a scaled beta) on three points,
        constant where the quantity is exact.
        """
        import numpy as np  # noqa: PLC0415  (reading a book needs no numpy)

        if shape := self._pert:
            drawn = self.low + (self.high - self.low) * rng.beta(*shape, size)
            return np.clip(drawn, self.low, self.high)
        return rng.uniform(self.low, self.high, size)

    @property
    def _pert(self) -> tuple[float, float] | None:
        """The shape of the beta distribution from the lowest to the highest; none where it is uniform."""
        if len(self.points) < _PERT or self.exact:
            return None
        likely = (self.points[1] - self.low) / (self.high - self.low)
        return 1 + 4 * likely, 5 - 4 * likely

    def quantile(self, chance: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values below which it lies with some chances, in the base unit.

        Chances drawn evenly from 0 to 1 give values as `draw` does: one number makes one value.

        >>> import numpy as np
        >>> from rutas.quantity import Duration
        >>> Duration.parse("1..3..5 d").quantile(np.array([0, 0.5, 1])).tolist()
        [1.0, 3.0, 5.0]
        """
        if shape := self._pert:
            from scipy.special import betaincinv  # noqa: PLC0415  (as above)

            chance = betaincinv(*shape, chance)
        return self.low + (self.high - self.low) * chance

    def at_least(self, value: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the chance that it is no less than some values: its survival function.

        >>> import numpy as np
        >>> from rutas.quantity import Duration
        >>> Duration.parse("15..60 d").at_least(np.array([10, 30, 60.5])).round(3).tolist()
        [1.0, 0.667, 0.0]
        """
        import numpy as np  # noqa: PLC0415  (as above)

        if self.exact:
            return np.where(value <= self.low, 1.0, 0.0)
        beyond = np.clip((value - self.low) / (self.high - self.low), 0.0, 1.0)
        if shape := self._pert:
            from scipy.special import betainc  # noqa: PLC0415  (as above)

            beyond = betainc(*shape, beyond)
        found: NDArray[np.float64] = 1 - beyond
        return found

    def label(self, lang: str | None = None) -> str:
        """Write the quantity where there is little room: lowest, likely and highest.

        >>> from rutas.quantity import Duration, Share
        >>> Duration.parse("2..15..90 d").label(), Share.parse("2.5 %").label()
        ('2–15–90 d', '2,5 %')
        """
        return self._said(self._written, lang or language())

    def wording(self, lang: str | None = None) -> str:
        """Write the quantity as it is told in a text: its ends, and what is usual between them.

        >>> from rutas.quantity import Duration, Share
        >>> Duration.parse("2..15..90 d").wording(), Share.parse("0.02..0.05..0.1").wording("en")
        ('2–90 d, lo usual 15', '2–10 %, usually 5')
        """
        if self.exact or len(self.points) < _PERT:
            return self.label(lang)
        lang = lang or language()
        low, likely, high = self._written
        ends = self._said([low, high], lang)
        return say("units.usual", lang, ends=ends, likely=number(likely, 2, lang))

    def _said(self, written: list[float], lang: str) -> str:
        """Write numbers in ascending order as people read them, with their unit."""
        said = [number(value, 2, lang) for value in written]
        said = said if said[0] != said[-1] else said[:1]
        between = f" {say('units.to', lang)} " if written[0] < 0 else "–"
        return f"{between.join(said)} {self._unit_label(lang, written[-1])}".rstrip()

    @property
    def _written(self) -> list[float]:
        """The numbers in the unit that people write them in."""
        return [float(piece) for piece in self.text.partition(" ")[0].split("..")]

    def _unit_label(self, lang: str, last: float) -> str:  # noqa: ARG002  (other quantities need both)
        """Return how people write the unit after a number that ends in ``last``."""
        return self.text.partition(" ")[2]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def _coerce(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            given = {"given": _shown(value)}
            raise PydanticCustomError(f"bad-{cls.kind}", "{given}", given)
        try:
            if isinstance(value, str):
                return cast("Self", _parsed(cls, value))  # type: ignore[arg-type]  # a class is hashable
            return cls.of(value)
        except Mistake as mistake:
            raise PydanticCustomError(mistake.code, "{given}", dict(mistake.values)) from None

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
        alone = [cls.alone] if cls.alone else []
        return {
            "anyOf": [{"type": "string"}, *alone],
            "title": say(f"form.kind-{cls.kind}"),
            "examples": cls.example.split(" | "),
        }


def _shown(value: object) -> str:
    """Write what is no quantity as a file would, nearly."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {part}" for key, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(str, value)) + "]"
    return str(value)


@lru_cache(maxsize=65536)
def _parsed(kind: type[Quantity], text: str) -> Quantity:
    """Parse once what a big book writes a thousand times."""
    return kind.parse(text)
