"""Write down what the analyses found: JSON documents, their schemas, and a report to read.

One function a document; each takes an `rutas.analysis.Analysis`, and nothing in it is a number that is not
one: what is unknown is ``null``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.door import door

if TYPE_CHECKING:
    from rutas.report.answers import (
        actors_document,
        bottlenecks_document,
        documents_document,
        path_document,
    )
    from rutas.report.comparison import compare_document, whatif_document
    from rutas.report.critical import critical_document
    from rutas.report.prose import markdown
    from rutas.report.schemas import NAMES, schema
    from rutas.report.steps import steps_document
    from rutas.report.whole import report_document

__all__ = [
    "NAMES",
    "actors_document",
    "bottlenecks_document",
    "compare_document",
    "critical_document",
    "documents_document",
    "markdown",
    "path_document",
    "report_document",
    "schema",
    "steps_document",
    "whatif_document",
]

# Where the names live. Each is imported when it is asked for: an answer needs its own document, and
# neither the schemas nor the report.
__getattr__ = door(
    __name__,
    {
        "answers": (
            "actors_document",
            "bottlenecks_document",
            "documents_document",
            "path_document",
        ),
        "comparison": ("compare_document", "whatif_document"),
        "critical": ("critical_document",),
        "prose": ("markdown",),
        "schemas": ("NAMES", "schema"),
        "steps": ("steps_document",),
        "whole": ("report_document",),
    },
)
