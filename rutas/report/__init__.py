"""Write down what the analyses found: JSON documents, their schemas, and a report to read.

One function a document; each takes an `rutas.analysis.Analysis`, and nothing in it is a number that is not
one: what is unknown is ``null``.
"""

from __future__ import annotations

from rutas.report.answers import (
    actors_document,
    bottlenecks_document,
    documents_document,
    path_document,
)
from rutas.report.comparison import compare_document, whatif_document
from rutas.report.critical import critical_document
from rutas.report.markdown import markdown
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
