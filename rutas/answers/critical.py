"""Write the critical points of a route as one JSON document: what ``rutas critical`` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.answers.plain import head, plain

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from rutas.analysis import Analysis
    from rutas.analysis.critical import Point

__all__ = ["chosen", "critical_document", "point_row"]


def critical_document(
    found: Analysis,
    select: Container[str] | None = None,
    *,
    top: int | None = None,
    reasons: Container[str] | None = None,
) -> dict[str, Any]:
    """Return the critical points of a route, ranked, with their reasons in the language spoken.

    Parameters
    ----------
    found
        The route's analysis.
    select
        Ids of the steps to tell of; all of them where nothing is selected. Ranks are the route's.
    top
        How many points to tell of at most.
    reasons
        Tell only of points that have one of these reasons.

    Returns
    -------
    The document of ``rutas critical``; its schema is ``schema("critical")``.
    """
    points = chosen(found.points, select, top=top, reasons=reasons)
    result: dict[str, Any] = plain({**head(found), "points": [point_row(one) for one in points]})
    return result


def chosen(
    points: Iterable[Point],
    select: Container[str] | None = None,
    *,
    top: int | None = None,
    reasons: Container[str] | None = None,
) -> list[Point]:
    """Return the points that are asked for, in their order."""
    kept = [
        point
        for point in points
        if (select is None or point.step in select)
        and (reasons is None or any(one.reason in reasons for one in point.reasons))
    ]
    return kept if top is None else kept[:top]


def point_row(point: Point) -> dict[str, Any]:
    """Return one point."""
    return {
        "step": point.step,
        "rank": point.rank,
        "gain": point.gain,
        "days": point.days,
        "reasons": [
            {
                "reason": one.reason,
                "value": one.value,
                "threshold": one.threshold,
                "confidence": one.confidence,
                "basis": one.basis,
                "text": one.text(),
            }
            for one in point.reasons
        ],
        "drivers": [{"quantity": one.quantity, "share": one.share} for one in point.drivers],
    }
