"""Say how a local board looks at itself: the instrument, and what came of applying it once."""

from __future__ import annotations

import re
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from rutas.hours import Day
from rutas.model.base import Listed, Model, Reference
from rutas.model.text import Flag, Id, Text
from rutas.model.whole_number import WholeNumber

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Application", "Axis", "BoardItem", "Code", "Instrument", "Remedy", "is_code"]

Level = Annotated[int, WholeNumber(10, "not-a-level")]
"""A level of a scale."""
Heads = Annotated[int, WholeNumber(500)]
"""A number of people."""
ItemRef = Annotated[str, Reference("board-item")]

_CODE = re.compile(r"[A-Za-z]{0,2}-?[0-9]{1,3}")


def is_code(written: str) -> bool:
    """Tell whether a text is a code by which nobody is known: a number, with two letters at most.

    >>> is_code("p1"), is_code("07"), is_code("Ana"), is_code("4123456")
    (True, True, False, False)
    """
    return _CODE.fullmatch(written) is not None


def _code(value: str) -> str:
    if not is_code(value):
        raise PydanticCustomError("not-a-code", "{given}", {"given": value})
    return value


Code = Annotated[
    str,
    AfterValidator(_code),
    WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{_CODE.pattern}$"}),
]
"""What stands for a person; never her name."""


class BoardItem(Model):
    """A statement that everybody at the table judges."""

    text: Text
    """The statement."""
    levels: dict[Level, Text] = Field(default_factory=dict)
    """What some of the levels mean for it, where that is more than the scale says."""


class Axis(Model):
    """Statements of one kind."""

    name: Text
    """What it is called."""
    items: Annotated[dict[Id, BoardItem], Field(min_length=1)]
    """Its statements, in order."""


class Instrument(Model):
    """What every board is asked about itself."""

    official: Flag = False
    """Whether its statements are the official ones; a proposal says so wherever it is printed."""
    scale: Annotated[dict[Level, Text], Field(min_length=2)]
    """The levels, from the least on, and what each means."""
    axes: Annotated[dict[Id, Axis], Field(min_length=1)]
    """The axes, in order."""

    @cached_property
    def items(self) -> Mapping[str, BoardItem]:
        """Every statement by its id, in order."""
        return MappingProxyType(
            {name: item for axis in self.axes.values() for name, item in axis.items.items()}
        )

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The number of every statement, as the form prints it: ``2.3``.

        >>> item = {"text": "Hay acta"}
        >>> told = {"scale": {0: "No", 1: "Sí"}, "axes": {"a": {"name": "A", "items": {"acta": item}}}}
        >>> dict(Instrument.model_validate(told).numbers)
        {'acta': '1.1'}
        """
        return MappingProxyType(
            {
                name: f"{number}.{place}"
                for number, axis in enumerate(self.axes.values(), 1)
                for place, name in enumerate(axis.items, 1)
            }
        )

    @property
    def top(self) -> int:
        """The highest level."""
        return max(self.scale)


class Remedy(Model):
    """What the board will do about a weakness."""

    id: Id
    """Its id."""
    what: Text
    """What is done."""
    who: Annotated[Listed[Annotated[str, Reference("actor")]], Field(min_length=1)]
    """Who do it; the first answers for it."""
    by: Day
    """By when."""
    weakness: Listed[ItemRef] = ()
    """The statements that it is about."""
    done: Day | None = None
    """When it was done; open where nobody says."""


class Application(Model):
    """One application of the instrument: the header of the form, the scores, and what follows."""

    board: Text
    """What the board is called."""
    formed: Day | None = None
    """When it was formed."""
    assessed: Text | None = None
    """The period that is assessed, in words."""
    filled: Day | None = None
    """When the form was filled in."""
    by: Text | None = None
    """In what office it was filled in: nobody's name."""
    members: Heads | None = None
    """How many belong to the board; as many as answered where nothing is said."""
    source: Literal["example"] | None = None
    """``example`` where it is made up, so that every output says so."""
    individual: dict[Code, dict[ItemRef, Level]] = Field(default_factory=dict)
    """The scores by the code of each person."""
    collective: dict[ItemRef, Level] = Field(default_factory=dict)
    """The scores on which the plenary agreed."""
    priorities: dict[ItemRef, Heads] = Field(default_factory=dict)
    """The votes by statement."""
    plan: tuple[Remedy, ...] = ()
    """What the board will do."""

    @property
    def example(self) -> bool:
        """Whether it is made up."""
        return self.source == "example"
