"""Tell how young a person can be, at best, when she gets to each step.

A lower bound that no journey beats: the shortest of every wait and attention, no loop walked, and of
alternatives the quickest; where branches side by side meet, the slowest of those that surely arrive.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from rutas.tokens.branches import Meet, branches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.model import Route, Step

__all__ = ["earliest", "least_days", "ready"]


def earliest(route: Route) -> Mapping[str, float]:
    """Return the lowest age, in days from birth, at which a person can get to each step.

    Returns
    -------
    Ages by step; minus infinity where a way in leads there whose age is unknown. A step that cannot
    be reached has none.

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": [{"to": "a", "at": "0 d"}],
    ...     "outcomes": {"fin": {"name": "Fin", "success": "yes"}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "wait": "2..9 d", "next": "b"},
    ...         {"id": "b", "name": "B", "outcome": "fin"}]}]})
    >>> dict(earliest(route))
    {'a': 0.0, 'b': 2.0}
    """
    shape = branches(route)
    steps = list(route.steps.values())
    entry: dict[str, float] = {}
    for way in route.ways_in:
        entry[way.to] = min(entry.get(way.to, inf), way.at.low if way.at else -inf)
    done = [inf] * len(steps)
    arrival: dict[str, float] = {}
    for i in shape.order:
        step = steps[i]
        at = _arrives(shape.meets[i], done, entry.get(step.id, inf))
        arrival[step.id] = at
        done[i] = ready(step, at)
    return arrival


def ready(step: Step, arrival: float) -> float:
    """Return the lowest age at which a person is through with a step that she gets to at an age."""
    opens = step.from_.low if step.from_ else -inf
    return max(arrival, opens) + least_days(step)


def least_days(step: Step) -> float:
    """Return the shortest that a step can take: wait, attention and what the series spans."""
    days = sum(span.low for span in (step.wait, step.takes) if span)
    return days + ((step.repeat.times.low - 1) * step.repeat.every.low if step.repeat else 0.0)


def _arrives(meet: Meet, done: list[float], entry: float) -> float:
    ages = [
        _arrives(part, done, entry)
        if isinstance(part, Meet)
        else done[part]
        if part >= 0
        else entry
        for part in meet.parts
    ]
    if not meet.each:
        return min(ages, default=inf)
    # A branch that may be elsewhere for good keeps the others waiting only until it is.
    waits = [min((done[i] for i in left), default=inf) for left in meet.left]
    return max(map(min, ages, waits))
