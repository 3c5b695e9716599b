"""Say where each document comes from, where it is asked for, and what cannot be had in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.cli.asking import analysis, question_options, working
from rutas.cli.command import Command
from rutas.cli.opening import route_argument
from rutas.cli.table import Column, print_rows
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["command", "run"]

_WORST = ("impossible", "possible", "guaranteed")


def _status(value: str | None) -> str:
    return say(f"cli.document-{value}") if value else "–"


_COLUMNS = (
    Column("name", heading="document"),
    Column("made_by", "; ".join, heading="made-by"),
    Column("asked_by", "; ".join, heading="asked-by"),
    Column("status", _status, heading="at-hand", whole=True),
)


def run(route: str, profile: str | None = None, book: str = "routes", format: str = "table") -> int:
    """Print the documents of a route."""
    from rutas.answers import documents_document

    with working():
        found = analysis(route, book, profile)
        document = documents_document(found)
    rows = [_row(one, document) for one in document["documents"]]
    titles = {step.id: str(step.title) for step in found.route.steps.values()}
    if format in {"table", "md"}:
        for row in rows:
            held = [say("cli.held")] if row["held"] else []
            row["made_by"] = [*held, *(titles[step] for step in row["made_by"])] or ["–"]
            row["asked_by"] = [titles[step] for step in row["asked_by"]] or ["–"]
    print_rows(
        rows, _COLUMNS, format, document=document, title=str(found.route.name),
        notes=_notes(document, titles),
    )  # fmt: skip
    return 0


def _row(one: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document with the worst that can be said of it where it must be shown."""
    asked = [
        need["status"]
        for need in document["needs"]
        if one["id"] in need["documents"] and not need["optional"]
    ]
    optional = "optional" if one["asked_by"] else None
    return {**one, "status": min(asked, key=_WORST.index, default=optional)}


def _notes(document: Mapping[str, Any], titles: Mapping[str, str]) -> list[str]:
    names = {one["id"]: one["name"] for one in document["documents"]}
    notes = [
        say("cli.need", step=titles[need["step"]], documents=say("outline.or").join(
            names.get(name, name) for name in need["documents"]
        ), status=_status(need["status"]))
        for need in document["needs"]
        if need["status"] != "guaranteed" and not need["optional"]
    ]  # fmt: skip
    notes = notes or [say("cli.all-at-hand")]
    if document["bring"]:
        groups = [say("outline.or").join(names.get(n, n) for n in one) for one in document["bring"]]
        notes.append(say("cli.bring", documents="; ".join(groups)))
    if document["chain"]:
        chain = " → ".join(names.get(name, name) for name in document["chain"])
        notes.append(say("cli.chain", documents=chain))
    circles = (" → ".join(names.get(name, name) for name in one) for one in document["circles"])
    return [*notes, *(say("cli.circle", documents=circle) for circle in circles)]


command = Command("documents", run, [route_argument(), *question_options()])
