"""Tell the critical points, ranked, with their reasons in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from rutas.cli.asking import analysis, chosen, question_options, working
from rutas.cli.command import Command, Option
from rutas.cli.opening import route_argument, select_argument
from rutas.cli.table import Column, console, print_rows
from rutas.locale import number, say
from rutas.quantity import in_every, percent, short_span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.model import Route

__all__ = ["command", "run"]

_REASONS = (
    "declared", "loss", "unavoidable", "overload", "delay", "late", "documents", "handover",
)  # fmt: skip
_AT_FIRST = 5
_STYLES = {"loss": "red", "overload": "red", "delay": "yellow", "late": "yellow"}
_COLUMNS = (
    Column("rank", align="right"),
    Column("name"),
    Column("gain", percent, "right"),
    Column("days", short_span, "right"),
    Column("text", heading="reasons"),
)


def run(
    route: str, select: Sequence[str] = (), exclude: Sequence[str] = (), top: int | None = None,
    reason: Sequence[str] = (), profile: str | None = None, book: str = "routes",
    format: str = "table",
) -> int:  # fmt: skip
    """Print the critical points of a route."""
    from rutas.answers import critical_document

    with working():
        found = analysis(route, book, profile)
        document = critical_document(
            found, chosen(found, select, exclude), top=top, reasons=tuple(reason) or None
        )
    points: list[dict[str, Any]] = document["points"]
    if format == "table":
        _tell(found.route, points, top or _AT_FIRST, reason)
    else:
        rows = [_row(found.route, point) for point in points]
        print_rows(rows, _COLUMNS, format, document=document, title=str(found.route.name))
    return 0


def _row(route: Route, point: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "rank": point["rank"],
        "step": point["step"],
        "name": str(route.steps[point["step"]].title),
        "gain": point["gain"],
        "days": point["days"],
        "reasons": [reason["reason"] for reason in point["reasons"]],
        "text": " ".join(reason["text"] for reason in point["reasons"]),
        "drivers": [driver["quantity"] for driver in point["drivers"]],
    }


def _tell(
    route: Route, points: Sequence[Mapping[str, Any]], top: int, asked: Sequence[str]
) -> None:
    """Say each point in two lines: what and where, then why."""
    from rich.text import Text

    screen = console()
    if points:
        title = say("cli.points-title", route=route.name, count=len(points))
        screen.print(Text(title, style="dim"))
    for point in points[:top]:
        step = point["step"]
        head = Text(f"{point['rank']:>2}. {route.steps[step].title}", style="bold")
        head.append(f" {_gain(point['gain'])}".rstrip(), style="green not bold")
        # an id that finds no room beside the name stands below it, not at the edge of the page
        apart = "  " if len(head) + 2 + len(step) <= screen.width else "\n    "
        head.append(f"{apart}{step}", style="cyan not bold")
        screen.print(head)
        screen.print(_why(point, screen.width - 5, asked))
    rest = len(points) - top
    if not points:
        screen.print(say("cli.no-points"))
    elif rest > 0:
        screen.print(Text(say("cli.more-points", count=rest, total=len(points)), style="dim"))


def _gain(gain: float | None) -> str:
    """Say how many more would complete; nothing where nobody would."""
    count, whole = in_every(max(0.0, gain or 0.0))
    return say("cli.point-gain", n=number(count), of=number(whole)) if count else ""


def _why(point: Mapping[str, Any], room: int, asked: Sequence[str]) -> Any:
    """Return the reason that was asked for, or that has a figure, and what other reasons there are."""
    from rich.padding import Padding
    from rich.text import Text

    reasons = sorted(
        point["reasons"],
        key=lambda one: (one["reason"] not in asked, one["reason"] == "declared"),
    )
    first = reasons[0]
    said = Text(first["text"], style=_STYLES.get(first["reason"], ""))
    if first["basis"] == "estimate" and first["value"] is not None:
        said.append(f" {say('cli.estimate')}", style="dim")
    others = [say(f"cli.reason-{one['reason']}") for one in reasons[1:]]
    also = f" {say('cli.also', reasons=', '.join(others))}" if others else ""
    # a second line a point, so that five points are ten lines: what else there is, if there is room
    for more in (also, _more(len(others))):
        if more and len(said) + len(more) <= room:
            said.append(more, style="dim")
            break
    return Padding(said, (0, 0, 0, 4))


def _more(count: int) -> str:
    return f" {say('cli.more-reasons', count=count)}" if count else ""


command = Command(
    "critical",
    run,
    [
        route_argument(),
        select_argument(),
        Option("--top", type=click.IntRange(min=1), metavar="N"),
        Option("--reason", type=click.Choice(_REASONS), multiple=True),
        *question_options(selects=True),
    ],
)
