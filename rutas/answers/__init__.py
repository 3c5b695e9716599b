"""Write down what the analyses found: JSON documents, and their schemas.

One function a document; each takes an `rutas.analysis.Analysis`, and nothing in it is a number that is not
one: what is unknown is ``null``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.lazy import attach

if TYPE_CHECKING:
    from rutas.answers.comparison import compare_document, whatif_document
    from rutas.answers.critical import critical_document
    from rutas.answers.schemas import NAMES, schema
    from rutas.answers.single import (
        actors_document,
        bottlenecks_document,
        documents_document,
        path_document,
    )
    from rutas.answers.steps import steps_document
    from rutas.answers.whole import report_document

__all__ = [
    "NAMES",
    "actors_document",
    "bottlenecks_document",
    "compare_document",
    "critical_document",
    "documents_document",
    "path_document",
    "report_document",
    "schema",
    "steps_document",
    "whatif_document",
]

# Where the names live. Each is imported when it is asked for: an answer needs its own document, and
# not the schemas.
__getattr__ = attach(
    __name__,
    {
        "single": (
            "actors_document",
            "bottlenecks_document",
            "documents_document",
            "path_document",
        ),
        "comparison": ("compare_document", "whatif_document"),
        "critical": ("critical_document",),
        "schemas": ("NAMES", "schema"),
        "steps": ("steps_document",),
        "whole": ("report_document",),
    },
)
