"""Write comparisons as JSON documents: what-ifs, and the populations of a route side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.answers.critical import point_row
from rutas.answers.plain import head, plain
from rutas.answers.steps import totals
from rutas.compare.whatif import weighted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rutas.compare.whatif import Change, Profile, WhatIf

__all__ = ["compare_document", "whatif_document"]


def whatif_document(found: WhatIf) -> dict[str, Any]:
    """Return a route's figures before and after a change, and which points appear or vanish.

    Returns
    -------
    The document of ``rutas whatif``; its schema is ``schema("whatif")``.
    """
    result: dict[str, Any] = plain(
        {
            **head(found.before),
            "changes": {path: str(value) for path, value in found.changes.items()},
            "closed": found.closed,
            "before": totals(found.before),
            "after": totals(found.after),
            "coverage": {
                "before": found.before.people.coverage,
                "after": found.after.people.coverage,
            },
            "difference": {name: change.difference for name, change in found.totals.items()},
            "steps": [{"id": step, **_changes(of)} for step, of in found.steps.items()],
            "appear": [point_row(point) for point in found.appear],
            "vanish": [point_row(point) for point in found.vanish],
        }
    )
    return result


def _changes(changed: Mapping[str, Change]) -> dict[str, Any]:
    return {
        name: {"before": one.before, "after": one.after, "difference": one.difference}
        for name, one in changed.items()
    }


def compare_document(found: Iterable[Profile]) -> dict[str, Any]:
    """Return how the populations of a route fare, and who is lost where.

    Returns
    -------
    The document of ``rutas compare --profiles``; its schema is ``schema("compare")``. The first
    population is everybody whom no profile describes.
    """
    several = list(found)
    first = several[0].analysis
    steps = list(first.route.steps)
    result: dict[str, Any] = plain(
        {
            **head(first),
            "profiles": [
                {
                    "id": one.id or None,
                    "name": one.name,
                    "share": one.share,
                    "totals": totals(one.analysis),
                    "coverage": one.analysis.people.coverage,
                    "critical": [point.step for point in one.analysis.points],
                }
                for one in several
            ],
            "weighted": {"completion": weighted(several), "lost": weighted(several, "lost")},
            "steps": [
                {
                    "id": step,
                    "loss": [float(one.analysis.people.loss[i]) for one in several],
                    "reach": [float(one.analysis.people.reach[i]) for one in several],
                }
                for i, step in enumerate(steps)
            ],
        }
    )
    return result
