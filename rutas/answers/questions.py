"""List the questions: the table from which their commands, documents and pages follow."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rutas.answers.question import Question

__all__ = ["NAMES", "find_question", "reported"]

NAMES = (
    "steps", "critical", "bottlenecks", "documents", "actors", "path", "whatif", "compare",
)  # fmt: skip
"""The questions, each the file of its name in this folder."""


def find_question(name: str) -> Question:
    """Return a row of the table of questions.

    >>> find_question("critical").selects
    True
    """
    found: Question = import_module(f"rutas.answers.{name}").QUESTION
    return found


def reported() -> list[Question]:
    """Return the questions that are parts of a route's report, in its order."""
    return [row for name in NAMES if (row := find_question(name)).reported]
