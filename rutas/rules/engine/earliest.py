"""Tell how young a person can be, at best, when she gets to each step.

A lower bound that no journey beats: the shortest of every wait and attention, no loop walked, and of
alternatives the quickest; where branches side by side meet, the slowest of those that surely arrive, or
the quickest where the join forgives who lost a branch (``missing``). Who leaves a step too late (``late``)
is past its deadline.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from rutas.tokens.branches import Meet, branches

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
    late: dict[tuple[int, str], float] = {}  # by step and where she goes who is late there
    arrival: dict[str, float] = {}
    for i in shape.order:
        step = steps[i]

        def leaves(before: int, to: str = step.id) -> float:
            return late.get((before, to), done[before])

        at = _arrives(shape.meets[i], leaves, entry.get(step.id, inf), each=not step.missing)
        arrival[step.id] = at
        done[i] = ready(step, at)
        if step.late and step.late not in {step.missing, *(link.to for link in step.links)}:
            late[i, step.late] = max(done[i], _deadline(step, at))
    return arrival


def _deadline(step: Step, arrival: float) -> float:
    """Return the lowest age past which a person who gets to a step is late there."""
    ages = [step.by.low] if step.by else []
    ages += [arrival + step.within.low] if step.within else []
    return min(ages, default=-inf)


def ready(step: Step, arrival: float) -> float:
    """Return the lowest age at which a person is through with a step that she gets to at an age."""
    opens = step.from_.low if step.from_ else -inf
    return max(arrival, opens) + least_days(step)


def least_days(step: Step) -> float:
    """Return the shortest that a step can take: wait, attention, what the series spans, and its result."""
    days = sum(span.low for span in (step.wait, step.takes, step.lead) if span)
    return days + ((step.repeat.times.low - 1) * step.repeat.every.low if step.repeat else 0.0)


def _arrives(meet: Meet, leaves: Callable[[int], float], entry: float, *, each: bool) -> float:
    ages = [
        _arrives(part, leaves, entry, each=each)
        if isinstance(part, Meet)
        else leaves(part)
        if part >= 0
        else entry
        for part in meet.parts
    ]
    if not (meet.each and each):
        return min(ages, default=inf)
    # A branch that may be elsewhere for good keeps the others waiting only until it is.
    waits = [min(map(leaves, left), default=inf) for left in meet.left]
    return max(map(min, ages, waits))
