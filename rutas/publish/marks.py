"""Turn the critical points that an analysis found into the marks of a diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.request import Mark
from rutas.locale import say
from rutas.quantity import percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rutas.analysis import Point, Reason

__all__ = ["marks"]


def marks(points: Iterable[Point]) -> dict[str, Mark]:
    """Return the mark of every critical step: its first reason in a few words, and the figure.

    Parameters
    ----------
    points
        What the analysis found.
    """
    return {point.step: _mark(point.main) for point in points}


def _mark(reason: Reason) -> Mark:
    value = reason.value
    if reason.reason == "late" and value is not None:  # the figure is of those who are in time
        value = 1 - value
    figure = (
        ""
        if value is None or reason.reason in {"declared", "unavoidable", "documents"}
        else percent(value, digits=0)
    )
    unit = say(f"publish.unit-{reason.reason}") if figure else ""
    return Mark(say(f"publish.reason-{reason.reason}"), figure, unit)
