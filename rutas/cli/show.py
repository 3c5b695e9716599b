"""Show a route as stages and steps, in words, or one of its steps in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from rutas.cli.command import Argument, Command, Option, book_option, format_option
from rutas.cli.opening import StepName, open_route, route_argument
from rutas.cli.table import Column, print_rows

if TYPE_CHECKING:
    from rutas.model import Route

__all__ = ["command", "run"]

_ROUTE = (
    Column("number", align="right"),
    Column("id", style="bold cyan", heading="step", whole=True),
    Column("name"),
    Column("actor", whole=True),
    Column("leads_to", heading="next"),
)
_STEP = (
    Column("label", style="bold", whole=True),
    Column("key", style="cyan", whole=True),
    Column("value"),
    Column("source"),
)
_NOT_FIELDS = {"rutas", "route", "evidence", "stages", "profiles"}


def run(
    route: str, step: str | None = None, as_: str = "rows", book: str = "routes",
    format: str = "table",
) -> int:  # fmt: skip
    """Print a route, or a step of it."""
    from rutas.prose import as_text, route_record, step_fields, step_record

    opened = open_route(route, book)
    if step is not None:
        record = step_record(opened, step)
        said = step_fields(opened, step) if format in {"table", "md"} else _fields(record)
        print_rows(said, _STEP, format, document=record, title=_step_title(opened, step))
    elif as_ == "text":
        print(as_text(opened), end="")
    else:
        document = route_record(opened)
        print_rows(
            _steps(opened), _ROUTE, format, document=document, title=str(opened.name),
            group="stage_name",
        )  # fmt: skip
    return 0


def _step_title(route: Route, step: str) -> str:
    from rutas.prose.record import numbers

    return f"{route.name} · {numbers(route)[step]}. {route.steps[step].title} ({step})"


def _steps(route: Route) -> list[dict[str, Any]]:
    from rutas.prose.record import numbers

    number = numbers(route)
    return [
        {
            "number": number[step.id],
            "stage": route.stage_of[step.id].id,
            "stage_name": str(route.stage_of[step.id].name),
            "id": step.id,
            "name": str(step.title),
            "actor": step.actor[0] if step.actor else None,
            "channel": step.channel[0] if step.channel else None,
            "next": [link.to for link in step.links],
            "leads_to": [number[link.to] for link in step.links],
            "outcome": step.outcome,
        }
        for step in route.steps.values()
    ]


def _fields(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a record as rows of a field, its value and its source."""
    sources = record.get("evidence", {})
    return [
        {"key": key, "value": _said(value), "source": sources.get(key)}
        for key, value in record.items()
        if key not in _NOT_FIELDS
    ]


def _said(value: Any) -> str:
    """Write a value of a file on a line."""
    if isinstance(value, dict) and len(value) == 1 and value.keys() <= {"any", "to"}:
        return _said(next(iter(value.values())))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_said(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return "; ".join(map(_said, value))
    return str(value)


command = Command(
    "show",
    run,
    [
        route_argument(),
        Argument("step", required=False, metavar="[STEP]", type=StepName()),
        Option("--as", "as_", type=click.Choice(("rows", "text")), default="rows"),
        book_option(),
        format_option(),
    ],
)
