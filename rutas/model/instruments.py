"""Say how far the instruments of the system got: when each was approved, and where it stands."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from rutas.hours import Day
from rutas.model.base import Model, Reference
from rutas.model.choice import Choice
from rutas.model.text import Id, Text
from rutas.model.whole_number import WholeNumber

__all__ = ["InTerritory", "InstrumentProgress", "Instruments", "Period", "State"]

State = Literal["design", "pilot", "applying", "done"]
_Choice = Annotated[State, Choice("instrument-state")]
_Count = Annotated[int, WholeNumber(10**6)]


class Period(Model):
    """From when to when; either may be unknown."""

    from_: Day | None = Field(default=None, alias="from")
    """The first day."""
    to: Day | None = None
    """The last day."""


class InTerritory(Model):
    """Where an instrument stands in a territory."""

    state: _Choice | None = None
    """How far it is there; as everywhere where nothing is said."""
    planned: Period = Period()
    """From when to when it was to be applied."""
    real: Period = Period()
    """From when to when it was."""
    done: _Count | None = None
    """How many are done."""
    total: _Count | None = None
    """Of how many."""
    source: Annotated[str, Reference("source")] | None = None
    """Where it was published."""


class InstrumentProgress(Model):
    """An instrument of the system."""

    name: Text
    """What it is called."""
    approved: Day | None = None
    """When it was approved."""
    state: _Choice | None = None
    """How far it is where a territory says nothing else."""
    counts: Literal["survey"] | None = None
    """``survey`` where what is done is what the territories' surveys count."""
    narrative: Text | None = None
    """What comes next, in a few words."""
    source: Annotated[str, Reference("source")] | None = None
    """Where it was published."""
    territories: dict[Annotated[str, Reference("territory")], InTerritory] = Field(
        default_factory=dict
    )
    """Where it stands in each territory."""


class Instruments(Model):
    """The instruments of the system, by id."""

    instruments: dict[Id, InstrumentProgress] = Field(default_factory=dict)
    """The instruments, in order."""
