"""Answer questions about a route: one question a file, each with its answer, its tables and its words.

To add a question, add a file with a frozen dataclass for its answer, the function that answers, what people
are shown, and a `QUESTION` that holds them together; and its name to `rutas.answers.questions.NAMES`. The
command, its JSON document with its schema and its page, and its place in the report follow from the row.

Nothing heavy is imported before a question is asked: the command line reads the rows to say what there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.lazy import attach

if TYPE_CHECKING:
    from rutas.answers.published import DOCUMENTS, schema, several_schema
    from rutas.answers.questions import NAMES, find_question, reported
    from rutas.answers.row import document
    from rutas.answers.whole import report

__all__ = [
    "DOCUMENTS",
    "NAMES",
    "document",
    "find_question",
    "report",
    "reported",
    "schema",
    "several_schema",
]

__getattr__ = attach(
    __name__,
    {
        "published": ("DOCUMENTS", "schema", "several_schema"),
        "questions": ("NAMES", "find_question", "reported"),
        "row": ("document",),
        "whole": ("report",),
    },
)
