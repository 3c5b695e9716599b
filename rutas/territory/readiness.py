"""Weigh what the ficha found at a point: its readiness by dimension, and whether it can work at all.

The readiness of a point is the mean of its dimensions' means, each over the answers that are known, as in
WHO's Service Availability and Readiness Assessment [1]_.

References
----------
.. [1] World Health Organization (2015). *Service Availability and Readiness Assessment (SARA): Reference
   Manual*, version 2.2, chapter 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rutas.model.ficha import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rutas.model.ficha import Item
    from rutas.model.territory import Point, Territory

__all__ = ["Readiness", "Status", "concerning", "items_of", "lacking", "readiness", "status"]

Status = Literal["ready", "unknown", "unready"]
_WORTH: dict[str, float] = {"yes": 1.0, "partly": 0.5, "no": 0.0}


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready a point is, from 0 to 1.

    Attributes
    ----------
    readiness
        The mean of the dimensions that are known; ``None`` where nothing is.
    low, high
        The same with every unknown answer taken as no, and as yes; ``None`` where nothing is asked.
    known, items
        How many items were answered, and how many there are.
    dimensions
        The mean of each dimension of which something is asked; ``None`` where nothing of it is known.
    missing
        The items that are answered with no.
    """

    readiness: float | None
    low: float | None
    high: float | None
    known: int
    items: int
    dimensions: Mapping[str, float | None]
    missing: tuple[str, ...]


def concerning(territory: Territory, names: Iterable[str]) -> dict[str, Item]:
    """Return the items that concern some actors and services, and those that concern everybody."""
    given = set(names)
    items = territory.questions.items
    return {name: item for name, item in items.items() if not item.for_ or given & set(item.for_)}


def items_of(territory: Territory, point: Point) -> dict[str, Item]:
    """Return the items that concern a point, by any of its actors and services."""
    return concerning(territory, [*point.actor, *point.offers])


def readiness(items: Mapping[str, Item], point: Point) -> Readiness:
    """Return how ready a point is, by some items of the ficha.

    Examples
    --------
    >>> import rutas
    >>> villeta = rutas.load("routes").territories["villeta"]
    >>> point = villeta.by_id["registro-centro"]
    >>> found = readiness(items_of(villeta, point), point)
    >>> found.readiness, found.low, found.high, found.known, found.items, found.missing
    (0.5, 0.25, 0.75, 2, 5, ('libros',))
    """
    answers = _answers(point)
    worth: dict[str, list[float | None]] = {}
    for name, item in items.items():
        worth.setdefault(item.dimension, []).append(_WORTH.get(answers.get(name, "unknown")))
    ordered = {str(name): worth[name] for name in DIMENSIONS if name in worth}
    known = {name: [one for one in own if one is not None] for name, own in ordered.items()}
    means = {name: _mean(own) for name, own in known.items()}
    return Readiness(
        readiness=_mean([one for one in means.values() if one is not None]),
        low=_filled(ordered, 0.0),
        high=_filled(ordered, 1.0),
        known=sum(map(len, known.values())),
        items=len(items),
        dimensions=means,
        missing=tuple(name for name in items if answers.get(name) == "no"),
    )


def status(items: Mapping[str, Item], point: Point) -> Status:
    """Return whether a point can work: not if an essential item is a no, perhaps if one is unknown."""
    answers = _answers(point)
    said = {answers.get(name, "unknown") for name, item in items.items() if item.essential}
    return "unready" if "no" in said else "unknown" if "unknown" in said else "ready"


def lacking(items: Mapping[str, Item], point: Point) -> tuple[str, ...]:
    """Return the essential items that a point was found without."""
    answers = _answers(point)
    return tuple(
        name for name, item in items.items() if item.essential and answers.get(name) == "no"
    )


def _answers(point: Point) -> Mapping[str, str]:
    return point.ficha.answers if point.ficha else {}


def _filled(worth: Mapping[str, list[float | None]], unknown: float) -> float | None:
    means = [_mean([unknown if one is None else one for one in own]) for own in worth.values()]
    return _mean([one for one in means if one is not None])


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
