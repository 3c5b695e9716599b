"""Say who hands people over to whom, how, and what that asks of the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.cli.asking import analysis, question_options, working
from rutas.cli.command import Command
from rutas.cli.opening import route_argument
from rutas.cli.table import Column, print_rows, text
from rutas.locale import number, say
from rutas.quantity import figure, span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.model import Route

__all__ = ["command", "run"]

_MOST = 12  # rows of a table; the other formats give all
_COLUMNS = (
    Column("from", heading="from-actor"),
    Column("to", heading="to-actor"),
    Column("kind", lambda kind: say(f"cli.handover-{kind}"), heading="handover"),
    Column("direction", lambda way: text(way and say(f"cli.{way}"))),
    Column("expected", figure, "right"),
)


def run(route: str, profile: str | None = None, book: str = "routes", format: str = "table") -> int:
    """Print the handovers of a route."""
    from rutas.answers import actors_document

    with working():
        found = analysis(route, book, profile)
        document = actors_document(found)
    rows: list[dict[str, Any]] = document["handovers"]
    if format in {"table", "md"}:
        names = {one["id"]: one["name"] for one in document["actors"]}
        ends = ("from", "to")
        shown = rows if format == "md" else rows[:_MOST]
        rows = [{**row, **{end: names.get(row[end], row[end]) for end in ends}} for row in shown]
    print_rows(
        rows, _COLUMNS, format, document=document, title=str(found.route.name),
        notes=[*_rest(document, len(rows)), *_notes(found.route, document)],
    )  # fmt: skip
    return 0


def _rest(document: Mapping[str, Any], shown: int) -> list[str]:
    rest = len(document["handovers"]) - shown
    return [say("cli.more-handovers", count=rest)] if rest > 0 else []


def _notes(route: Route, document: Mapping[str, Any]) -> list[str]:
    from rutas.graph.handovers import handover_links

    kinds = ", ".join(
        f"{number(times, 1)} {say(f'cli.handover-{kind}')}"
        for kind, times in document["kinds"].items()
    )
    total, links = sum(document["kinds"].values()), sum(1 for _ in handover_links(route))
    notes = [say("cli.handovers", total=number(total, 1), kinds=kinds, links=links)]
    changes = document["channel_changes"]
    notes.append(say("cli.channel-changes", number=number(changes, 1)))
    return [*notes, *_burden(document["burden"])]


def _burden(burden: Mapping[str, Any]) -> list[str]:
    """Say what the likeliest, the mean and the worst journey ask of a person."""
    return [
        say(
            f"cli.burden-{name}",
            visits=number(one["visits"], 1),
            hours=number(one["hours"], 1),
            trips=number(one["trips"], 1),
            documents=number(one["documents"], 1),
            days=span(one["days"]),
        )
        for name in ("likeliest", "mean", "worst")
        if (one := burden[name])
    ]


command = Command("actors", run, [route_argument(), *question_options()])
