"""Lay the fields of a route out as columns: each step is opened once, however many questions are asked.

To open an object of a big route is to wait for the memory that it lies in, and takes longer than most
questions have to ask of it; a column lies together.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from rutas.tokens.once import once

if TYPE_CHECKING:
    from rutas.model import Link, Repeat, Requirement, Route
    from rutas.quantity import Quantity

    Names = tuple[str, ...]
    Given = tuple[Quantity | None, ...]

__all__ = ["Columns", "columns"]

_FIELDS = (
    "id", "actor", "channel", "service", "requires", "produces", "wait", "takes", "dropout", "leaves",
    "patience", "no_show", "tries", "lead", "overbook", "urgent", "capacity", "cost", "from_", "by",
    "within", "late", "repeat", "join", "missing", "outcome",
)  # fmt: skip
_open = attrgetter(*_FIELDS, "next")


@dataclass(frozen=True, eq=False)
class Columns:
    """The fields of all steps, in the order of the file: `rutas.model.Step` says what each is.

    Attributes
    ----------
    links
        The links that leave each step.
    parallel
        Whether all of them are taken, side by side.
    """

    id: Names
    actor: tuple[Names, ...]
    channel: tuple[Names, ...]
    service: tuple[Names, ...]
    requires: tuple[tuple[Requirement, ...], ...]
    produces: tuple[Names, ...]
    wait: Given
    takes: Given
    dropout: Given
    leaves: Given
    patience: Given
    no_show: Given
    tries: Given
    lead: Given
    overbook: Given
    urgent: tuple[bool, ...]
    capacity: Given
    cost: Given
    from_: Given
    by: Given
    within: Given
    late: tuple[str | None, ...]
    repeat: tuple[Repeat | None, ...]
    join: Names
    missing: tuple[str | None, ...]
    outcome: tuple[str | None, ...]
    links: tuple[tuple[Link, ...], ...]
    parallel: tuple[bool, ...]

    def __len__(self) -> int:
        """Return the number of steps."""
        return len(self.id)


@once
def columns(route: Route) -> Columns:
    """Return the fields of a route's steps as columns.

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "actor": "usf", "next": "b"},
    ...         {"id": "b", "name": "B", "outcome": "fin"}]}]})
    >>> found = columns(route)
    >>> found.id, found.actor, found.outcome, found.links[0][0].to
    (('a', 'b'), (('usf',), ()), (None, 'fin'), 'b')
    """
    steps = list(map(_open, route.steps.values()))
    *fields, after = zip(*steps, strict=True) if steps else ((),) * (len(_FIELDS) + 1)
    links = tuple([nxt.any + nxt.all if nxt else () for nxt in after])
    parallel = tuple([bool(nxt and nxt.all) for nxt in after])
    return Columns(**dict(zip(_FIELDS, fields, strict=True)), links=links, parallel=parallel)
