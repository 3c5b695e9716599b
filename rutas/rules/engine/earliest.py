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
    from collections.abc import Mapping, Sequence

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
    exits, others = _exits(steps, shape.order)
    done = [inf] * len(steps)
    arrival: dict[str, float] = {}
    rising = True
    while rising:  # once, but for exits, which may lead anywhere
        rising = False
        for i in (*shape.order, *others):
            step = steps[i]
            ages = [_leaves(steps[j], arrival.get(steps[j].id, inf), way) for j, way in exits[i]]
            if i in others:
                ages += [done[j] for j in others[i]]
            else:
                known = entry.get(step.id, inf)
                ages.append(_arrives(shape.meets[i], done, known, each=not step.missing))
            at = min(ages, default=inf)
            if at < arrival.get(step.id, inf):
                arrival[step.id] = at
                done[i] = ready(step, at)
                rising = any(step.exits for step in steps)
    return arrival


def _exits(
    steps: Sequence[Step], order: Sequence[int]
) -> tuple[list[list[tuple[int, str]]], dict[int, list[int]]]:
    """Return the exits into each step, and the links into the steps that exits alone lead to."""
    index = {step.id: i for i, step in enumerate(steps)}
    into: list[list[tuple[int, str]]] = [[] for _ in steps]
    for i, step in enumerate(steps):
        for way, target in step.exits.items():
            into[index[target]].append((i, way))
    others: dict[int, list[int]] = {i: [] for i in sorted({*range(len(steps))} - {*order})}
    for i, step in enumerate(steps):
        for link in step.links:
            if index[link.to] in others:
                others[index[link.to]].append(i)
    return into, others


def _leaves(step: Step, arrival: float, way: str) -> float:
    """Return the lowest age at which a person leaves a step by an exit."""
    done = ready(step, arrival)
    if way == "missing":
        return done
    deadlines = [step.by.low] if step.by else []
    deadlines += [arrival + step.within.low] if step.within else []
    return max(done, min(deadlines))


def ready(step: Step, arrival: float) -> float:
    """Return the lowest age at which a person is through with a step that she gets to at an age."""
    opens = step.from_.low if step.from_ else -inf
    return max(arrival, opens) + least_days(step)


def least_days(step: Step) -> float:
    """Return the shortest that a step can take: wait, attention and what the series spans."""
    days = sum(span.low for span in (step.wait, step.takes) if span)
    return days + ((step.repeat.times.low - 1) * step.repeat.every.low if step.repeat else 0.0)


def _arrives(meet: Meet, done: list[float], entry: float, *, each: bool = True) -> float:
    ages = [
        _arrives(part, done, entry, each=each)
        if isinstance(part, Meet)
        else done[part]
        if part >= 0
        else entry
        for part in meet.parts
    ]
    if not (meet.each and each):
        return min(ages, default=inf)
    # A branch that may be elsewhere for good keeps the others waiting only until it is.
    waits = [min((done[i] for i in left), default=inf) for left in meet.left]
    return max(map(min, ages, waits))
