"""Set figures before and after side by side, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.figures import figure_name, is_share, signed, stated, writer
from rutas.answers.row import Amount, row
from rutas.answers.table import Column
from rutas.quantity import span_between

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rutas.model import Route

    Gaps = Mapping[str, tuple[float, float]]

__all__ = ["ALWAYS", "VISIBLE", "Change", "Line", "figure_columns", "visible"]

ALWAYS = ("completion", "lost", "journey_days.mean", "throughput")
"""The figures of a route that are shown whether they change or not."""

VISIBLE = 0.005
"""Half a point in a hundred: a share that changes by less is not shown as a change."""

_PART = 0.01  # of what it was, for what is no share


@row
class Change:
    """One figure before and after.

    Attributes
    ----------
    before, after
        The figure; null where unknown.
    difference
        After less before.
    error
        The standard error of the difference, the same people having walked on both sides; 0 where both are
        exact.
    told
        Whether there is a difference that chance did not make: more than twice its error.
    """

    before: float | None
    after: float | None
    difference: float | None
    error: Amount | None
    told: bool


@row
class Line(Change):
    """One figure before and after.

    Attributes
    ----------
    figure
        Its path: the route's own, or ``step.figure``.
    """

    figure: str


def visible(figure: str, found: Change) -> bool:
    """Tell whether a figure of the whole route, by its path, changes so much that somebody would see it.

    >>> from dataclasses import replace
    >>> half = Change(before=0.5, after=0.52, difference=0.02, error=0.0, told=True)
    >>> visible("completion", half), visible("completion", replace(half, told=False))
    (True, False)
    """
    change, before = abs(found.difference or 0.0), abs(found.before or 0.0)
    if not found.told:
        return False
    if is_share(figure):
        return change >= VISIBLE
    return change > 0 and change >= _PART * before


def figure_columns(route: Route, gaps: Callable[[str], Gaps]) -> tuple[Column, ...]:
    """Return the columns of such lines: the figure, before, after and difference.

    Parameters
    ----------
    route
        The route whose figures they are.
    gaps
        What gives, for ``before`` and ``after``, between which days a percentile lies where hardly any
        journey ends.
    """

    def written(side: str) -> Callable[[Line], str]:
        known = gaps(side)

        def text(line: Line) -> str:
            gap = known.get(line.figure.removeprefix("journey_days."))
            if gap is not None:
                return span_between(*gap)
            value = stated(line.figure, getattr(line, side), route)
            return writer(line.figure, route)(value)

        return text

    def difference(line: Line) -> str:
        before, after = (stated(line.figure, one, route) for one in (line.before, line.after))
        return signed(line.figure, before, after, route, told=line.told)

    return (
        Column("", lambda line: figure_name(line.figure, route), heading="figure"),
        Column("", written("before"), "right", heading="before"),
        Column("", written("after"), "right", heading="after"),
        Column("", difference, "right", style="bold", heading="difference"),
    )
