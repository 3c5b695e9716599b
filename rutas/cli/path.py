"""Say the likeliest, the quickest and the longest way between two steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.cli.asking import analysis, question_options, working
from rutas.cli.command import Command, Option
from rutas.cli.opening import StepName, route_argument
from rutas.cli.table import Column, print_rows
from rutas.locale import say
from rutas.quantity import percent, span

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["command", "run"]

_KINDS = ("likeliest", "quickest", "longest")
_COLUMNS = (
    Column("way", lambda way: say(f"cli.way-{way}"), style="bold", whole=True),
    Column("days", span, "right", heading="length"),
    Column("chance", percent, "right"),
    Column("steps", " → ".join, heading="way-steps"),
)


def run(
    route: str, source: str = "", target: str = "", profile: str | None = None,
    book: str = "routes", format: str = "table",
) -> int:  # fmt: skip
    """Print the ways from one step to another."""
    from rutas.answers import path_document
    from rutas.prose.record import find_step

    with working():
        found = analysis(route, book, profile)
        first = find_step(found.route, source or found.route.ways_in[0].to).id
        document = path_document(found, first, find_step(found.route, target).id)
    rows = [{"way": kind, **document[kind]} for kind in _KINDS if document[kind] is not None]
    title = f"{found.route.steps[first].title} → {found.route.steps[target].title}"
    print_rows(rows, _COLUMNS, format, document=document, title=title, notes=_notes(rows, document))
    return 0


def _notes(rows: list[dict[str, Any]], document: Mapping[str, Any]) -> list[str]:
    if not rows:
        return [say("cli.no-way", source=document["from"], target=document["to"])]
    if document["assumed"]:
        return [say("cli.assumed", assumed=", ".join(document["assumed"]))]
    return []


command = Command(
    "path",
    run,
    [
        route_argument(),
        Option("--from", "source", metavar="STEP", default="", type=StepName()),
        Option("--to", "target", metavar="STEP", required=True, type=StepName()),
        *question_options(),
    ],
)
