"""Say how the people who enter a route are spread over the months of a year."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Self

from pydantic import PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from rutas.model.base import Model

__all__ = ["Season"]

_WEIGHT = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,9})?) *(%?)")
_MOST = 100.0


def _weight(value: object) -> float:
    match = _WEIGHT.fullmatch(str(value).strip())
    weight = float(match[1].replace(",", ".")) / (100 if match[2] else 1) if match else _MOST + 1
    if weight > _MOST:
        raise PydanticCustomError("bad-weight", "{given}", {"given": str(value)})
    return weight


Weight = Annotated[
    float,
    PlainValidator(_weight),
    WithJsonSchema({"type": ["number", "string"], "examples": [1.8]}),
]
_DAYS = (
    31,
    28.2425,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
)  # of the Gregorian calendar, on average


class Season(Model):
    """How many more, or fewer, people enter a day in some months; a month that is left out weighs 1."""

    jan: Weight = 1
    """In January."""
    feb: Weight = 1
    """In February."""
    mar: Weight = 1
    """In March."""
    apr: Weight = 1
    """In April."""
    may: Weight = 1
    """In May."""
    jun: Weight = 1
    """In June."""
    jul: Weight = 1
    """In July."""
    aug: Weight = 1
    """In August."""
    sep: Weight = 1
    """In September."""
    oct: Weight = 1
    """In October."""
    nov: Weight = 1
    """In November."""
    dec: Weight = 1
    """In December."""

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not any(self._weights):
            raise PydanticCustomError("season-empty", "{given}", {"given": 0})
        return self

    @property
    def _weights(self) -> tuple[float, ...]:
        return tuple(getattr(self, name) for name in type(self).model_fields)

    @cached_property
    def factors(self) -> tuple[float, ...]:
        """The people who enter on a day of each month, in days of the mean: a year has as many as ever.

        >>> [round(factor, 3) for factor in Season(jan=0.5, mar=2).factors[:4]]
        [0.48, 0.959, 1.919, 0.959]
        """
        year = sum(days * weight for days, weight in zip(_DAYS, self._weights, strict=True))
        return tuple(weight * sum(_DAYS) / year for weight in self._weights)
