"""The columns of the analyst's table: every measure of a step, and how each is written."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from rutas.answers.row import key
from rutas.answers.steps import Step as Measures
from rutas.answers.words import text
from rutas.locale import say
from rutas.quantity import figure, percent, short_span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rutas.site.data import Route
    from rutas.site.step import RouteStep

__all__ = ["MEASURES", "Column", "columns"]

MEASURES = tuple(key(one.name) for one in fields(Measures))
"""The measures of a step, as the answer to ``steps`` has them."""

_SHARES = {
    "reach", "loss", "completion_from", "knockout", "time_share", "on_critical_path", "on_time",
    "utilisation",
}  # fmt: skip
_SPANS = {"wait_days", "takes_days", "slack_days"}
_USUAL = {
    "route", "number", "name", "stage", "actor", "reach", "loss", "knockout", "wait_days", "utilisation",
}  # fmt: skip
_NAMES = {
    "stage": "stage",
    "actor": "actor",
    "actors": "actor",
    "channel": "channel",
    "channels": "channel",
}


@dataclass(frozen=True)
class Column:
    """A column of the table.

    Attributes
    ----------
    name, title
        Its key, as the answer to ``steps`` has it, and its heading.
    right
        Whether it holds numbers.
    usual
        Whether it is seen where nobody chose.
    cell
        How its value of a step of a route is written.
    """

    name: str
    title: str
    right: bool
    usual: bool
    cell: Callable[[Route, RouteStep], str]


def columns(labels: Mapping[str, Mapping[str, str]]) -> list[Column]:
    """Return the columns in their order, in the language that is spoken.

    Parameters
    ----------
    labels
        What people call the values of the attributes of the selectors.
    """
    own: dict[str, Callable[[Route, RouteStep], str]] = {
        "route": lambda route, _: route.id,
        "number": lambda _, step: str(step.number),
        "name": lambda _, step: step.name.text,
        "basis": lambda _, step: ", ".join(
            say(f"site.basis-{one}") for one in step.facets.get("basis", ())
        ),
    }
    measured = (name for name in MEASURES if name not in {"id", "name", "error"})
    names = ["route", "number", "name", *measured, "basis"]
    return [
        Column(
            name,
            say(f"site.col-{name}"),
            name in _SHARES | _SPANS | {"number", "visits"},
            name in _USUAL,
            own.get(name) or _measure(name, labels),
        )
        for name in names
    ]


def _measure(
    name: str, labels: Mapping[str, Mapping[str, str]]
) -> Callable[[Route, RouteStep], str]:
    named = labels.get(_NAMES.get(name, ""), {})

    def cell(_: Route, step: RouteStep) -> str:
        return _written(name, getattr(step.measures, name), named)

    return cell


def _written(name: str, value: Any, named: Mapping[str, str]) -> str:
    """Write a measure as people read it.

    >>> _written("reach", 0.25, {}), _written("actors", ("usf", "otro"), {"usf": "USF"})
    ('25 %', 'USF, otro')
    """
    if name in _SHARES:
        return percent(value)
    if name in _SPANS:
        return short_span(value)
    if name == "visits":
        return figure(value)
    if name == "documents":
        return ", ".join(
            f"{paper}: {say(f'site.paper-{status}')}" for paper, status in value.items()
        )
    if isinstance(value, tuple):
        return text([named.get(one, one) for one in value])
    return text(named.get(value, value) if isinstance(value, str) else value)
