"""Say what the sheet of readiness tells of each point, as `rutas readiness` answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.answers.readiness import answer
from rutas.diagram.parts.card_texts import CardTexts
from rutas.improve.local import local as in_territory
from rutas.locale import say
from rutas.model.ficha import DIMENSIONS
from rutas.quantity import percent
from rutas.territory.serving import Serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.answers.readiness import Point as Found
    from rutas.diagram.local import Local
    from rutas.model.territory import Point

__all__ = ["Cell", "Row", "rows"]


@dataclass(frozen=True)
class Cell:
    """What was found of a dimension, or of all of them.

    Attributes
    ----------
    share
        From 0 to 1; ``None`` where nothing is known, or nothing is asked.
    asked
        Whether anything is asked.
    missing
        What is missing, and whether the service cannot be given without it.
    """

    share: float | None
    asked: bool
    missing: tuple[tuple[str, bool], ...] = ()

    @property
    def essential(self) -> bool:
        """Whether something is missing without which the service cannot be given."""
        return any(essential for _, essential in self.missing)


@dataclass(frozen=True)
class Row:
    """A point on the sheet.

    Attributes
    ----------
    point
        The point.
    cells
        What was found of each dimension, in the order of the ficha.
    total
        Its readiness, of all dimensions.
    notes
        Between which values it lies, and how many answers there are.
    status
        ``ready``, ``unknown`` or ``unready``.
    steps
        What is said of the steps that it serves, each with whether it can attend them.
    """

    point: Point
    cells: tuple[Cell, ...]
    total: Cell
    notes: tuple[str, ...]
    status: str
    steps: tuple[tuple[str, str], ...]

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is missing."""
        return tuple(name for cell in self.cells for name, _ in cell.missing)


@dataclass(frozen=True)
class _Served:
    """A route in the territory: the points of each of its steps, and their names and numbers."""

    name: str
    serving: Serving
    texts: CardTexts


def _routes(local: Local, lang: str) -> list[_Served]:
    """Return the routes that people enter here; all of the book where the territory names none."""
    found = []
    for name in local.territory.demand or local.book:
        route = in_territory(local.book[name], local.territory)
        found.append(_Served(name, Serving(local.territory, route), CardTexts(route, lang)))
    return found


def rows(local: Local, lang: str) -> dict[str, Row]:
    """Return what is told of each point, by its id."""
    routes = _routes(local, lang)
    found = answer(local.territory, local.on)
    return {one.point: _row(local, one, routes, lang) for one in found.points}


def _row(local: Local, found: Found, routes: list[_Served], lang: str) -> Row:
    items = local.territory.questions.items
    missing: dict[str, list[tuple[str, bool]]] = {}
    for name in found.missing:
        item = items[name]
        told = item.name.to(lang), item.essential
        missing.setdefault(item.dimension, []).append(told)
    point = local.territory.by_id[found.point]
    return Row(
        point=point,
        cells=tuple(
            Cell(found.dimensions.get(one), one in found.dimensions, tuple(missing.get(one, ())))
            for one in DIMENSIONS
        ),
        total=Cell(found.readiness, bool(found.items)),
        notes=tuple(_notes(found, lang)),
        status=found.status,
        steps=tuple(line for one in routes for line in _steps(one, point, lang)),
    )


def _notes(found: Found, lang: str) -> Iterator[str]:
    if found.low is not None and found.high is not None and found.known < found.items:
        low, high = percent(found.low, lang), percent(found.high, lang)
        yield say("territory.between", lang, low=low, high=high)
    yield say("readiness.answered", lang, known=str(found.known), items=found.items)


def _steps(route: _Served, point: Point, lang: str) -> Iterator[tuple[str, str]]:
    """Yield what is said of the steps that a point serves, each with whether it can attend them."""
    serving, texts = route.serving, route.texts
    mine = [step for step, points in serving.points.items() if point in points]
    by_status: dict[str, list[str]] = {}
    for step in mine:
        by_status.setdefault(serving.status(point, step), []).append(step)
    for step in by_status.pop("unready", []):
        told = {"number": texts.number[step], "step": texts.name(serving.route.steps[step])}
        yield "unready", say("readiness.shut", lang, route=route.name, **told)
    for status, steps in by_status.items():
        numbers = ", ".join(str(texts.number[step]) for step in steps)
        told = {"count": len(steps), "numbers": numbers}
        yield status, say(f"readiness.{status}", lang, route=route.name, **told)
