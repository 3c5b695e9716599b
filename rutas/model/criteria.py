"""Say when a step is critical: the thresholds that the committee sees and edits."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from rutas.errors import Mistake
from rutas.model.base import Model
from rutas.model.text import Flag
from rutas.quantity import Share

__all__ = ["REASONS", "Criteria", "Criterion"]


class _Number:
    """Read a threshold: a plain number, or a percentage."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls._read)

    @staticmethod
    def _read(value: object) -> float:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return float(value)
        text = str(value)
        try:
            return Share.parse(text).mean if "%" in text else float(text.replace(",", "."))
        except (Mistake, ValueError):
            raise PydanticCustomError("bad-threshold", "{given}", {"given": text}) from None


Threshold = Annotated[float, _Number, WithJsonSchema({"type": ["number", "string"]})]


class Criterion(Model):
    """One reason for which a step is critical, and from which figure on."""

    active: Flag = True
    """Whether the reason is looked for at all."""
    threshold: Threshold | None = None
    """The figure from which on it holds."""


class Delay(Criterion):
    """The reason ``delay``, which asks for two figures at once."""

    on_critical_path: Threshold = 0.5
    """The share of journeys whose length the step decides."""
    time_share: Threshold = 0.15
    """The step's share of the journey's time."""


def _from(threshold: float | None = None) -> Any:
    return Field(default_factory=lambda: Criterion(threshold=threshold))


class Criteria(Model):
    """The reasons for which a step is critical, in the order in which they are told."""

    declared: Criterion = _from()
    """The route's authors say so."""
    loss: Criterion = _from(0.05)
    """Share of all who enter that leaves here, or more."""
    unavoidable: Criterion = _from()
    """No way round the step, and no other actor for its service."""
    overload: Criterion = _from(0.85)
    """Arrivals over capacity, or more."""
    delay: Delay = Field(default_factory=Delay)
    """The step sets the journey's length, and takes much of it."""
    late: Criterion = _from(0.8)
    """Share of people who finish in time, or less."""
    documents: Criterion = _from()
    """A required document is not guaranteed."""
    handover: Criterion = _from(0.1)
    """People arrive on their own, and this share of them or more is lost."""


REASONS: tuple[str, ...] = tuple(Criteria.model_fields)
