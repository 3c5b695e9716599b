"""Hold what the committee lays down: when a step is critical, and when the table meets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from rutas.errors import Mistake
from rutas.model.base import Model
from rutas.model.session import SessionCalendar
from rutas.model.text import Flag, is_flag
from rutas.quantity import Share

__all__ = ["REASONS", "Criteria", "Criterion"]


_PLAIN = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")


class _Number:
    """Read a threshold: a plain number, or a percentage."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls._read)

    @staticmethod
    def _read(value: object) -> float:
        text = str(value).strip()
        if _PLAIN.fullmatch(text):
            return float(text.replace(",", "."))
        try:
            return Share.parse(text).mean
        except Mistake:
            raise PydanticCustomError("bad-threshold", "{given}", {"given": text}) from None


Threshold = Annotated[float, _Number, WithJsonSchema({"type": ["number", "string"]})]


class Criterion(Model):
    """One reason for which a step is critical, and from which figure on."""

    active: Flag = True
    """Whether the reason is looked for at all."""
    threshold: Threshold | None = None
    """The figure from which on it holds."""


class Delay(Model):
    """The reason ``delay``, which asks for two figures at once, and has no threshold of its own."""

    threshold: ClassVar[None] = None

    active: Flag = True
    """Whether the reason is looked for at all."""
    on_critical_path: Threshold = 0.5
    """The share of journeys whose length the step decides."""
    time_share: Threshold = 0.15
    """The step's share of the journey's time."""


@dataclass(frozen=True)
class _Usual:
    """Read a reason in short, ``loss: 0.05`` or ``loss: no``, and fill in its usual threshold."""

    threshold: float | None = None
    figure: bool = True

    def _read(self, value: object) -> object:
        if isinstance(value, bool) or (isinstance(value, str) and is_flag(value)):
            value = {"active": value}
        elif self.figure and isinstance(value, (str, int, float)):
            value = {"threshold": value}
        if isinstance(value, dict) and self.threshold is not None:
            return {"threshold": self.threshold, **value}
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"type": ["number", "string", "boolean"]}, handler(schema)]}


class Criteria(Model):
    """The reasons for which a step is critical, in the order in which they are told; and the calendar."""

    declared: Annotated[Criterion, _Usual()] = Criterion()
    """The route's authors say so."""
    loss: Annotated[Criterion, _Usual(0.05)] = Criterion(threshold=0.05)
    """Share of all who enter that leaves here, or more."""
    unavoidable: Annotated[Criterion, _Usual()] = Criterion()
    """Nobody completes without the step, and no other actor gives its service."""
    overload: Annotated[Criterion, _Usual(0.85)] = Criterion(threshold=0.85)
    """Arrivals over capacity, or more."""
    delay: Annotated[Delay, _Usual(figure=False)] = Delay()
    """The step sets the journey's length, and takes much of it."""
    late: Annotated[Criterion, _Usual(0.8)] = Criterion(threshold=0.8)
    """Share of people who finish in time, or less."""
    documents: Annotated[Criterion, _Usual(0.1)] = Criterion(threshold=0.1)
    """A required document is not guaranteed, or has lapsed for this share of people or more."""
    handover: Annotated[Criterion, _Usual(0.1)] = Criterion(threshold=0.1)
    """People arrive on their own, and this share of them or more is lost."""
    sessions: SessionCalendar = SessionCalendar()
    """When the technical table meets."""


REASONS: tuple[str, ...] = tuple(name for name in Criteria.model_fields if name != "sessions")
