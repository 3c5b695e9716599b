"""Say where a route narrows: by capacity, by time, by its drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.cli.asking import analysis, question_options, working
from rutas.cli.command import Command
from rutas.cli.opening import route_argument
from rutas.cli.table import Column, print_rows
from rutas.locale import number, say
from rutas.quantity import YEAR, figure, percent, short_span, span

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["command", "run"]

_LEAST = 0.01  # of the journey's time, for a step to be listed among those that take time
_STEPS = (
    Column("id", style="bold cyan", heading="step", whole=True),
    Column("arrivals", figure, "right"),
    Column("capacity", figure, "right"),
    Column("utilisation", percent, "right"),
    Column("wait_days", short_span, "right", heading="wait-days"),
    Column("time_share", percent, "right", heading="time-share"),
    Column("slack_days", short_span, "right", heading="slack"),
)
_ACTORS = (
    Column("id", style="bold cyan", heading="actor", whole=True),
    Column("name"),
    Column("arrivals", figure, "right"),
    Column("capacity", figure, "right"),
    Column("utilisation", percent, "right"),
)


def run(route: str, profile: str | None = None, book: str = "routes", format: str = "table") -> int:
    """Print where a route narrows."""
    from rutas.answers import bottlenecks_document

    with working():
        found = analysis(route, book, profile)
        document = bottlenecks_document(found)
    rows = sorted(document["steps"], key=_narrowest)
    if format in {"table", "md"}:
        rows = [row for row in rows if row["utilisation"] or (row["time_share"] or 0) >= _LEAST]
    print_rows(
        rows, _STEPS, format, document=document, title=str(found.route.name),
        notes=_notes(document),
    )  # fmt: skip
    actors = [row for row in document["actors"] if row["utilisation"] is not None]
    if format in {"table", "md"} and actors:
        print()
        print_rows(actors, _ACTORS, format, title=say("cli.actors-capacity"))
    return 0


def _narrowest(row: Mapping[str, Any]) -> tuple[float, float]:
    return -(row["utilisation"] or 0.0), -(row["time_share"] or 0.0)


def _notes(document: Mapping[str, Any]) -> list[str]:
    notes = []
    steps = {row["id"]: say("cli.quoted", name=row["name"]) for row in document["steps"]}
    actors = {row["id"]: row["name"] for row in document["actors"]}
    if document["bottleneck"] is not None:
        people = number(document["throughput"] * YEAR)
        notes.append(say("cli.throughput", step=steps[document["bottleneck"]], people=people))
    if document["unknown_capacity"]:
        notes.append(say("cli.unknown-capacity", count=len(document["unknown_capacity"])))
    if document["unavoidable"]:
        notes.append(
            say("cli.unavoidable", steps=", ".join(steps[one] for one in document["unavoidable"]))
        )
    if document["actor_cut"]["members"]:
        members = [actors.get(one, one) for one in document["actor_cut"]["members"]]
        notes.append(say("cli.actor-cut", actors=", ".join(members)))
    apart = [row for row in document["steps"] if row["apart"]]
    return [*notes, *map(_apart, apart)]


def _apart(row: Mapping[str, Any]) -> str:
    """Say that the declared wait and the one that the capacity gives don't go together."""
    key = "cli.apart" if row["queue_days"] is not None else "cli.overrun"
    declared, computed = span(row["wait_days"]), span(row["queue_days"])
    return say(key, step=say("cli.quoted", name=row["name"]), declared=declared, computed=computed)


command = Command("bottlenecks", run, [route_argument(), *question_options()])
