"""List the steps that a selection names, with every measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.cli.asking import analysis, chosen, question_options, working
from rutas.cli.command import Command
from rutas.cli.opening import route_argument, select_argument
from rutas.cli.table import Column, print_rows
from rutas.cli.totals import totals_notes
from rutas.quantity import percent, short_span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["command", "run"]

_COLUMNS = (
    Column("id", style="bold cyan", heading="step", whole=True),
    Column("reach", percent, "right"),
    Column("loss", percent, "right"),
    Column("knockout", percent, "right"),
    Column("wait_days", short_span, "right", heading="wait-days"),
    Column("time_share", percent, "right", heading="time-share"),
    Column("on_critical_path", percent, "right", heading="sets-length"),
    Column("utilisation", percent, "right"),
)


def run(
    route: str, select: Sequence[str] = (), exclude: Sequence[str] = (),
    profile: str | None = None, book: str = "routes", format: str = "table",
) -> int:  # fmt: skip
    """Print the measures of steps."""
    from rutas.answers import steps_document

    with working():
        found = analysis(route, book, profile)
        document = steps_document(found, chosen(found, select, exclude))
    rows: list[dict[str, Any]] = document["steps"]
    titles = {step.id: str(step.title) for step in found.route.steps.values()}
    notes = [*totals_notes(document, titles), *_legend(rows)]
    print_rows(rows, _COLUMNS, format, document=document, title=str(found.route.name), notes=notes)
    return 0


def _legend(rows: list[dict[str, Any]]) -> list[str]:
    from rutas.locale import say

    if not rows:
        return [say("cli.no-steps")]
    return [say("cli.steps-legend")]


command = Command(
    "steps", run, [route_argument(), select_argument(), *question_options(selects=True)]
)
