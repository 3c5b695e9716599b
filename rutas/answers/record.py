"""Write a route and a step down as plain documents, with nothing worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.answers.agreed import Agreed, agreed
from rutas.answers.row import plain
from rutas.errors import no_such
from rutas.version import __version__

if TYPE_CHECKING:
    from rutas.model import Route, Step

__all__ = ["find_step", "numbers", "route_record", "step_record"]


def numbers(route: Route) -> dict[str, int]:
    """Return the number of every step: its place in the file, from 1."""
    return {step: number for number, step in enumerate(route.steps, 1)}


def route_record(route: Route) -> dict[str, Any]:
    """Return a route as its file has it, under the version and the id; and what is agreed on it."""
    return {"rutas": __version__, "route": route.id, **_dump(route), **_open(agreed(route))}


def step_record(route: Route, step: str) -> dict[str, Any]:
    """Return a step as its file has it, with its stage and number, and what leads to it.

    Raises
    ------
    UsageError
        If the route has no such step; the message names the nearest.

    Examples
    --------
    >>> import rutas
    >>> step_record(rutas.load("routes")["0-4"], "control-prenatal")["previous"]
    ['captacion']
    """
    found = find_step(route, step)
    previous = [other.id for other in route.steps.values() if step in other.successors]
    return {
        "rutas": __version__,
        "route": route.id,
        "number": numbers(route)[step],
        "stage": route.stage_of[step].id,
        "previous": previous,
        **_dump(found),
        **_open(agreed(route, step)),
    }


def find_step(route: Route, step: str) -> Step:
    """Return a step of a route by its id, or say which one is near."""
    if step not in route.steps:
        raise no_such("form.unknown-step", step, route.steps)
    return route.steps[step]


def _open(agreements: tuple[Agreed, ...] | None) -> dict[str, Any]:
    """Return the key of open agreements, where there are any."""
    return {"agreements": plain(agreements)} if agreements else {}


def _dump(model: Any) -> dict[str, Any]:
    written: dict[str, Any] = model.model_dump(
        mode="json", by_alias=True, exclude_none=True, exclude_defaults=True
    )
    return written
