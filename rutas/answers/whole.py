"""Put all that is known of a route's behaviour into one answer: the report beside its diagrams."""

from __future__ import annotations

from dataclasses import field, make_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

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
    from rutas.answers import reported

    first = tuple(like(Driver, one) for one in found.measure_first)
    parts = {question.name: question.answer(found) for question in reported()}
    return like(report_type(), steps.answer(found), measure_first=first, **parts)


@cache
def report_type() -> type[Any]:
    """Return the dataclass of a report: it has a field for every question that is reported."""
    from rutas.answers import reported

    own = get_type_hints(steps.Steps, include_extras=True)
    error = ("error", own.pop("error"), field(default=None))
    parts = [(question.name, question.type) for question in reported()]
    first = ("measure_first", tuple[Driver, ...])
    shape: list[tuple[str, Any, Any] | tuple[str, Any]] = [*own.items(), error, *parts, first]
    return make_dataclass("Report", shape, frozen=True, kw_only=True)
