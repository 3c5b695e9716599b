"""Show critical points on a terminal: two lines a point, what and where, then why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.cli.table import console
from rutas.locale import number, say
from rutas.quantity import in_every

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.answers.critical import Critical, Point
    from rutas.model import Route

__all__ = ["tell_points"]

_AT_FIRST = 5
_STYLES = {"loss": "red", "overload": "red", "delay": "yellow", "late": "yellow"}


def tell_points(
    found: Critical, route: Route, *, top: int | None = None, reason: Sequence[str] = (), **_: Any
) -> None:
    """Say each point in two lines.

    Parameters
    ----------
    found, route
        The points, and whose they are.
    top
        How many to tell of.
    reason
        The reasons that were asked for: they are told before others.
    """
    from rich.text import Text

    screen, points, most = console(), found.points, top or _AT_FIRST
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
        screen.print(_why(point, screen.width - 5, reason))
    rest = len(points) - most
    if not points:
        screen.print(say("cli.no-points"))
    elif rest > 0:
        screen.print(Text(say("cli.more-points", count=rest, total=len(points)), style="dim"))


def _gain(gain: float) -> str:
    """Say how many more would complete; nothing where nobody would."""
    count, whole = in_every(max(0.0, gain))
    return say("cli.point-gain", n=number(count), of=number(whole)) if count else ""


def _why(point: Point, room: int, asked: Sequence[str]) -> Any:
    """Return the reason that was asked for, or that has a figure, and what other reasons there are."""
    from rich.padding import Padding
    from rich.text import Text

    first, *rest = sorted(
        point.reasons, key=lambda one: (one.reason not in asked, one.reason == "declared")
    )
    said = Text(first.text, style=_STYLES.get(first.reason, ""))
    if first.basis != "measured" and first.value is not None:
        said.append(f" {say(f'cli.basis-{first.basis}')}", style="dim")
    others = [say(f"cli.reason-{one.reason}") for one in rest]
    also = f" {say('cli.also', reasons=', '.join(others))}" if others else ""
    # a second line a point, so that five points are ten lines: what else there is, if there is room
    for more in (also, _more(len(others))):
        if more and len(said) + len(more) <= room:
            said.append(more, style="dim")
            break
    return Padding(said, (0, 0, 0, 4))


def _more(count: int) -> str:
    return f" {say('cli.more-reasons', count=count)}" if count else ""
