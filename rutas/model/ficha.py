"""Say what the ficha asks of every point: its questions, and what mending each costs."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from rutas.model.base import Listed, Model, Reference
from rutas.model.choice import Choice
from rutas.model.text import Flag, Id, Text
from rutas.quantity import Duration, Money

__all__ = ["DIMENSIONS", "Dimension", "Ficha", "Fix", "Item", "ItemAnswer"]

Dimension = Literal["staff", "infrastructure", "equipment", "supplies", "other"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
"""The dimensions of the ficha, in its order."""

ItemAnswer = Annotated[Literal["yes", "partly", "no", "unknown"], Choice("answer")]
"""What somebody who went there answered to one question."""


class Fix(Model):
    """What it takes to mend what an item lacks."""

    cost: Money | None = None
    """What it costs, once."""
    takes: Duration | None = None
    """How long until it is done."""
    actor: Annotated[str, Reference("actor")] | None = None
    """Who does it."""


class Item(Model):
    """One question of the ficha."""

    name: Text
    """What is asked for."""
    dimension: Annotated[Dimension, Choice("dimension")]
    """Staff, infrastructure, equipment, supplies or other."""
    for_: Listed[Annotated[str, Reference("actor-or-service")]] = Field(default=(), alias="for")
    """The actors or services that it concerns; every point where nothing is said."""
    essential: Flag = False
    """Whether the service cannot be given without it."""
    fix: Fix = Fix()
    """What mending it takes."""


class Ficha(Model):
    """The questions that are asked of every point, by id."""

    items: dict[Id, Item] = Field(default_factory=dict)
    """The questions."""
