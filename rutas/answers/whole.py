"""Write everything that is known of a route's behaviour as one JSON document, beside its diagrams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.answers.critical import critical_document
from rutas.answers.plain import plain
from rutas.answers.single import actors_document, bottlenecks_document, documents_document
from rutas.answers.steps import steps_document

if TYPE_CHECKING:
    from rutas.analysis import Analysis

__all__ = ["report_document"]


def report_document(found: Analysis) -> dict[str, Any]:
    """Return the documents of all commands about one route in one.

    Returns
    -------
    The keys of ``schema("report")``: those of ``rutas steps``, and under ``critical bottlenecks
    documents actors`` what these commands say; ``measure_first`` are the quantities to measure next.
    """
    parts = {
        "critical": critical_document(found),
        "bottlenecks": bottlenecks_document(found),
        "documents": documents_document(found),
        "actors": actors_document(found),
    }
    first = [{"quantity": one.quantity, "share": one.share} for one in found.measure_first]
    return {
        **steps_document(found),
        **{
            name: {key: value for key, value in part.items() if key not in {"rutas", "route"}}
            for name, part in parts.items()
        },
        "measure_first": plain(first),
    }
