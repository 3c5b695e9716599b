"""Write the measures of a route's steps as one JSON document: what ``rutas steps`` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.analysis.whole import rows
from rutas.answers.plain import head, plain

if TYPE_CHECKING:
    from collections.abc import Container

    from rutas.analysis import Analysis

__all__ = ["steps_document", "totals"]


def steps_document(found: Analysis, select: Container[str] | None = None) -> dict[str, Any]:
    """Return a route's totals, and every measure of its steps.

    Parameters
    ----------
    found
        The route's analysis.
    select
        Ids of the steps to tell of; all of them where nothing is selected.

    Returns
    -------
    The document of ``rutas steps``; its schema is ``schema("steps")``. Where people are counted by
    simulation, ``error`` gives the standard error of the completion.
    """
    document = {
        **head(found),
        "method": found.method,
        "totals": totals(found),
        "coverage": found.people.coverage,
        "steps": [row for row in rows(found) if select is None or row["id"] in select],
    }
    if found.people.error is not None:
        document["error"] = found.people.error
    result: dict[str, Any] = plain(document)
    return result


def totals(found: Analysis) -> dict[str, Any]:
    """Return the figures of the route as a whole."""
    days = found.time.days
    return {
        "completion": found.completion,
        "journey_days": {
            "mean": days.mean,
            "p10": days.p10,
            "p50": days.p50,
            "p90": days.p90,
        },
        "throughput": found.capacity.throughput,
        "bottleneck": found.capacity.bottleneck,
        "independent_paths": found.independent_paths,
        "handovers": found.interactions.kinds,
        "outcomes": found.people.outcomes,
        "lost": found.people.lost,
    }
