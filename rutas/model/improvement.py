"""Say what an improvement is: a named change set a route, with an owner, a price and a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from rutas.model.base import Listed, Model, Reference
from rutas.model.evidence import EvidenceOf
from rutas.model.text import Flag, Id, Text
from rutas.quantity import Duration, Money, Upkeep

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["ChangeSet", "Improvement", "Improvements", "closure"]


class ChangeSet(Model):
    """What an improvement changes of a route."""

    set: dict[str, Any] = Field(default_factory=dict)
    """New values, as `rutas.model.change` reads them."""
    close: Listed[str] = ()
    """Ids of the steps that are closed."""

    @property
    def changes(self) -> dict[str, Any]:
        """All of it as one change set: nobody passes a step that is closed."""
        return {**self.set, **{f"{step}.dropout": "100 %" for step in self.close}}


class Improvement(Model):
    """What could be made better, by whom, at what price, and what it would change."""

    name: Text
    """What people call it."""
    narrative: Text | None = None
    """What would be different, in a few words."""
    responsible: Listed[Annotated[str, Reference("actor")]] = ()
    """Who would make it happen; of a centre, first the centre itself."""
    cost: Money | None = None
    """What it costs once, to set up."""
    upkeep: Upkeep | None = None
    """What it costs to keep up."""
    ready: Duration | None = None
    """How long until it works."""
    evidence: EvidenceOf = Field(default_factory=dict)
    """What each figure rests on, by its field."""
    includes: Listed[Annotated[str, Reference("improvement")]] = ()
    """Other improvements that are a part of it."""
    over: Flag = False
    """Whether what it sets itself goes before what those set."""
    routes: dict[Annotated[str, Reference("route")], ChangeSet] = Field(default_factory=dict)
    """What it changes, by route."""


class Improvements(Model):
    """The catalogue of improvements of a book."""

    improvements: dict[Id, Improvement] = Field(default_factory=dict)
    """Every improvement by its id."""


def closure(catalogue: Mapping[str, Improvement], names: Iterable[str]) -> tuple[str, ...]:
    """Return some improvements with all that they include, each once, what is included first.

    Examples
    --------
    >>> catalogue = {"a": Improvement(name="A"), "b": Improvement(name="B", includes=["a"])}
    >>> closure(catalogue, ["b"])
    ('a', 'b')
    """
    found: dict[str, None] = {}

    def add(name: str) -> None:
        if name not in found:
            for part in catalogue[name].includes:
                add(part)
            found[name] = None

    for name in names:
        add(name)
    return tuple(found)
