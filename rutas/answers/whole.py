"""Put all that is known of a route's behaviour into one answer: the report beside its diagrams."""

from __future__ import annotations

from dataclasses import make_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from rutas.answers import steps
from rutas.answers.critical import Driver
from rutas.answers.row import like

if TYPE_CHECKING:
    from rutas.analysis import Analysis

__all__ = ["report", "report_type"]


def report(found: Analysis) -> Any:
    """Return the answers to all questions that are reported in one.

    Returns
    -------
    The attributes of the answer to ``steps``; under its name the answer to every other question that is
    reported; and ``measure_first``, the quantities to measure next.
    """
    from rutas.answers.questions import reported

    first = tuple(like(Driver, one) for one in found.measure_first)
    parts = {question.name: question.answer(found) for question in reported()}
    return like(report_type(), steps.answer(found), measure_first=first, **parts)


@cache
def report_type() -> type[Any]:
    """Return the dataclass of a report: it has a field for every question that is reported."""
    from rutas.answers.questions import reported

    names = [question.name for question in reported()]
    parts = [(question.name, question.type) for question in reported()]
    first = ("measure_first", tuple[Driver, ...])
    said = f"{_SAID}{', '.join(names)}\n    What the commands of these names answer.\n"
    return make_dataclass(
        "Report", [*parts, first], bases=(steps.Steps,), namespace={"__doc__": said},
        frozen=True, kw_only=True,
    )  # fmt: skip


_SAID = """All that is known of a route's behaviour.

Attributes
----------
measure_first
    The uncertain quantities to measure next, and their shares of all that is at stake.
"""
