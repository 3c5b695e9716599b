"""Set the populations of a route side by side: who completes, and who is lost where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.cli.asking import working
from rutas.cli.command import Command, Option, book_option, format_option
from rutas.cli.opening import ProfileName, open_route, route_argument
from rutas.cli.table import Column, print_rows
from rutas.locale import say
from rutas.quantity import percent, span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["command", "run"]

_SMALL = 0.005
_COLUMNS = (
    Column("name", heading="population"),
    Column("share", percent, "right", heading="share"),
    Column("completion", percent, "right", heading="completes"),
    Column("lost", percent, "right"),
    Column("days", span, "right", heading="length"),
)


def run(
    route: str, profiles: bool = True, profile: Sequence[str] = (), book: str = "routes",
    format: str = "table",
) -> int:  # fmt: skip
    """Print how each population of a route fares."""
    from rutas.answers import compare_document
    from rutas.compare.whatif import profiles as compare

    del profiles  # populations are all that there is to compare
    with working():
        opened = open_route(route, book)
        document = compare_document(compare(opened, profile or None))
    rows = [_row(one) for one in document["profiles"]]
    weighted = document["weighted"]["completion"]
    notes = [say("cli.weighted", share=percent(weighted))] if weighted is not None else []
    print_rows(rows, _COLUMNS, format, document=document, title=str(opened.name), notes=notes)
    if format in {"table", "md"}:
        print()
        names = [row["name"] if row["id"] else say("cli.everybody-else") for row in rows]
        _losses(
            document, names, {step.id: str(step.title) for step in opened.steps.values()}, format
        )
    return 0


def _row(one: Mapping[str, Any]) -> dict[str, Any]:
    totals = one["totals"]
    return {
        "id": one["id"],
        "name": one["name"] if one["id"] else say("cli.everybody-else"),
        "share": one["share"],
        "completion": totals["completion"],
        "lost": totals["lost"],
        "days": totals["journey_days"]["mean"],
    }


class _Population(Column):
    """A column whose heading is the name of a population."""

    @property
    def title(self) -> str:
        """The population's name."""
        return self.heading


def _losses(
    document: Mapping[str, Any], names: Sequence[str], titles: Mapping[str, str], format: str
) -> None:
    """Print who is lost where, the steps first in which the populations part most."""
    steps = [step for step in document["steps"] if _apart(step) >= _SMALL]
    steps.sort(key=_apart, reverse=True)
    rows = [
        {"name": titles[step["id"]], **{str(i): loss for i, loss in enumerate(step["loss"])}}
        for step in steps
    ]
    columns = [
        Column("name", heading="step"),
        *(_Population(str(i), percent, "right", heading=name) for i, name in enumerate(names)),
    ]
    print_rows(rows, columns, format, title=say("cli.lost-where" if rows else "cli.lost-alike"))


def _apart(step: Mapping[str, Any]) -> float:
    """Return by how much the populations part at a step."""
    return float(max(step["loss"]) - min(step["loss"]))


command = Command(
    "compare",
    run,
    [
        route_argument(),
        Option("--profiles", is_flag=True, default=True),
        Option("--profile", metavar="NAME", multiple=True, type=ProfileName()),
        book_option(),
        format_option(),
    ],
)
