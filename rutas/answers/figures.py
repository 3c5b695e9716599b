"""Call the figures of a comparison by name and write them in their unit, by their paths.

A path is the route's own figure (``completion``, ``journey_days.mean``, ``coverage.SERVICE``), or that of a
step: ``STEP.loss``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.answers.words import actor_name, per_year, share_cell
from rutas.locale import has, say
from rutas.model.choice import choice_word
from rutas.quantity import YEAR, points, span
from rutas.quantity import figure as plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rutas.model import Route

__all__ = ["figure_name", "is_share", "signed", "stated", "writer"]

_SHARES = {
    "completion", "lost", "outcomes", "coverage", "reach", "loss", "completion_from", "knockout",
    "time_share", "on_critical_path", "on_time", "utilisation",
}  # fmt: skip
_NOTHING = 1e-9
_DAYS = {"journey_days", "slack_days"}
_ROUNDED: dict[object, tuple[float, int]] = {per_year: (YEAR, 0), plain: (1, 2)}  # times, decimals


def is_share(figure: str) -> bool:
    """Tell whether a figure is a share of people.

    >>> is_share("coverage.vacunas"), is_share("parto.loss"), is_share("throughput")
    (True, True, False)
    """
    return bool({figure.partition(".")[0], figure.rpartition(".")[2]} & _SHARES)


def stated(figure: str, value: float | None, route: Route) -> float | None:
    """Return a figure; nothing where it is a time of zero only because the route says of no time."""
    silent = {"journey_days": route.timeless, "burden.hours": route.attention_unknown}
    head = figure if figure in silent else figure.partition(".")[0]
    return None if not value and silent.get(head) else value


def writer(figure: str, route: Route) -> Callable[[float | None], str]:
    """Return the function that writes a figure."""
    head, _, tail = figure.partition(".")
    measure = tail.rpartition(".")[2] if head in {*route.steps, "actors"} else head
    if measure == "throughput":
        return per_year
    return share_cell if measure in _SHARES else span if measure in _DAYS else plain


def signed(
    figure: str, before: float | None, after: float | None, route: Route, *, told: bool
) -> str:
    """Write the difference of a figure with its sign; that of two shares is in points.

    Where figures and difference are rounded alike, it is that of the figures that stand beside it. `told` is
    whether chance did not make it.
    """
    write = writer(figure, route)
    if before is None or after is None:
        return write(None)
    difference = after - before
    if not told and abs(difference) > _NOTHING:
        return say("cli.not-told")
    if write in _ROUNDED:
        times, digits = _ROUNDED[write]
        difference = (round(after * times, digits) - round(before * times, digits)) / times
    sign = "+" if difference > 0 else ""
    if write is not share_cell or difference == 0:
        return sign + (write(difference) if difference else "0")
    return sign + points(difference)


def figure_name(figure: str, route: Route) -> str:
    """Return what people call a figure, in the language that is spoken."""
    head, _, tail = figure.partition(".")
    if head in route.steps:
        return f"{route.steps[head].title}: {say(f'cli.figure-{tail}')}"
    if head == "actors":
        return say("cli.figure-actors", actor=actor_name(route, tail.partition(".")[0]))
    if tail.startswith("cost."):
        return say("cli.figure-burden-cost", currency=tail.removeprefix("cost."))
    if has(f"cli.figure-{head}-{tail}"):
        return say(f"cli.figure-{head}-{tail}")
    known: dict[str, Mapping[str, Any]] = {
        "coverage": route.catalogue.services,
        "outcomes": route.outcomes,
    }
    names = known.get(head, {})
    shown = str(names[tail].name) if tail in names else tail
    if head == "handovers":
        shown = choice_word("handover", tail)
    return f"{say(f'cli.figure-{head}')}: {shown}" if tail else say(f"cli.figure-{head}")
