"""Show critical points on a terminal: two lines a point, what and where, then why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.cli.table import console
from rutas.locale import number, say
from rutas.quantity import in_every

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.text import Text

    from rutas.answers.critical import Critical, Point, Reason
    from rutas.model import Route

__all__ = ["tell_points", "tell_route"]

_AT_FIRST = 5
_STYLES = {"loss": "red", "overload": "red", "delay": "yellow", "late": "yellow"}


def tell_points(
    answers: Sequence[tuple[Route, Critical]], *,
    doors: Mapping[str, Mapping[str, Sequence[str]]], **asked: Any,
) -> None:  # fmt: skip
    """Say the points of each route, as `tell_route` does."""
    for place, (route, found) in enumerate(answers):
        if place:
            print()
        tell_route(found, route, **{**asked, "doors": doors.get(route.id, {})})


def tell_route(
    found: Critical, route: Route, *, top: int | None = None, reason: Sequence[str] = (),
    all: bool = False, doors: Mapping[str, Sequence[str]], **_: Any,
) -> None:  # fmt: skip
    """Say each point in two lines.

    Parameters
    ----------
    found, route
        The points, and whose they are.
    top
        How many to tell of.
    reason
        The reasons that were asked for: they are told before others.
    all
        Whether to tell all points, with all their reasons.
    doors
        By step, where and when it is attended; empty where no territory was named.
    """
    from rich.padding import Padding
    from rich.text import Text

    from rutas.answers.agreed import agreement_sentence
    from rutas.answers.critical import certainty
    from rutas.answers.words import as_written

    screen, points, most = console(), found.points, top or (len(found.points) if all else _AT_FIRST)
    if points:
        title = say("cli.points-title", route=route.name, count=len(points))
        screen.print(Text(title, style="dim"))
    for point in points[:most]:
        step = point.step
        head = Text(f"{point.rank:>2}. {route.steps[step].title}", style="bold")
        head.append(f" {_gain(point.gain)}".rstrip(), style="green not bold")
        # an id that finds no room beside the name stands below it, not at the edge of the page
        apart = "  " if len(head) + 2 + len(step) <= screen.width else "\n    "
        head.append(f"{apart}{step}", style="cyan not bold")
        screen.print(head)
        for said in _why(point, screen.width - 5, reason, all=all):
            screen.print(Padding(said, (0, 0, 0, 4)))
        for line in doors.get(step, ()):
            where = Text(say("territory.door-at", where=line), style="dim")
            screen.print(Padding(where, (0, 0, 0, 4)))
        for one in route.agreements_of(step):
            screen.print(Padding(Text(agreement_sentence(route, one), style="dim"), (0, 0, 0, 4)))
    for note in (*(as_written(route) if points else ()), *certainty(points[:most], route)):
        screen.print(Text(note, style="dim"))
    rest = len(points) - most
    if not points:
        screen.print(say("cli.no-points", route=route.name))
    elif rest > 0:
        screen.print(Text(say("cli.more-points", count=rest), style="dim"))


def _gain(gain: float) -> str:
    """Say how many more would complete; nothing where nobody would."""
    count, whole = in_every(max(0.0, gain))
    return say("cli.point-gain", n=number(count), of=number(whole)) if count else ""


def _why(point: Point, room: int, asked: Sequence[str], *, all: bool) -> Iterator[Text]:
    """Yield the reason that was asked for, or that has a figure, and what other reasons there are."""
    first, *rest = sorted(
        point.reasons, key=lambda one: (one.reason not in asked, one.reason == "declared")
    )
    if all:
        yield from map(_reason, (first, *rest))
        return
    said, others = _reason(first), [say(f"cli.reason-{one.reason}") for one in rest]
    if others:
        # five points are ten lines: the others are named if there is room, and always counted
        also = f" {say('cli.also', reasons=', '.join(others))}"
        more = f" {say('cli.more-reasons', count=len(others))}"
        said.append(also if len(said) + len(also) <= room else more, style="dim")
    yield said


def _reason(reason: Reason) -> Text:
    from rich.text import Text

    said = Text(reason.text, style=_STYLES.get(reason.reason, ""))
    if reason.basis != "measured" and reason.value is not None and reason.reason != "documents":
        said.append(f" {say(f'cli.basis-{reason.basis}')}", style="dim")
    return said
