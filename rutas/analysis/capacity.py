"""Compare the people who come with the people who can be attended: where the route narrows.

Rates are per calendar day. A step without a capacity takes no part, and the result says how many
those are.

References
----------
.. [1] Buzen, J. P., Denning, P. J. (1978). The operational analysis of queueing network models.
   *ACM Computing Surveys* 10(3), 225-261. https://doi.org/10.1145/356733.356735
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from rutas.graph.max_flow import FREE, max_flow
from rutas.model.step import overbooked
from rutas.tokens.columns import columns
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from rutas.model import Route, Step
    from rutas.tokens.figures import Figures

    Floats = NDArray[np.float64]

__all__ = ["Capacity", "Load", "MinCut", "capacity", "min_cut", "utilisation"]


@dataclass(frozen=True, slots=True)
class Load:
    """What comes to a step or an actor, beside what it can attend.

    Attributes
    ----------
    arrivals
        Visits asked for per day; ``None`` where the demand is unknown, or people go round for ever.
    capacity
        Visits that can be attended per day; ``None`` where unknown.
    utilisation
        The one over the other; ``None`` where either is unknown.
    """

    arrivals: float | None
    capacity: float | None
    utilisation: float | None


@dataclass(frozen=True, slots=True)
class MinCut:
    """The narrowest set of steps on all ways to success.

    Attributes
    ----------
    steps
        Ids, in the order of the route.
    people_per_day
        What they can let through together.
    """

    steps: tuple[str, ...]
    people_per_day: float


@dataclass(frozen=True)
class Capacity:
    """What a route can carry.

    Attributes
    ----------
    steps, actors
        Loads by id; an actor's capacity is shared by all steps in which it takes part.
    bottleneck
        The step with the highest utilisation, or, where the demand is unknown, the one that would
        be the first to be full; ``None`` where no step that people reach has a capacity.
    throughput
        People per day that the route can carry as people go now: min of capacity over visits;
        ``None`` where nobody gets to a capacity, or (of an analysis) nobody completes.
    unknown
        The steps that somebody attends and that have no capacity.
    """

    steps: Mapping[str, Load]
    actors: Mapping[str, Load]
    bottleneck: str | None
    throughput: float | None
    unknown: tuple[str, ...]


def capacity(route: Route, visits: Floats, figures: Figures) -> Capacity:
    """Compare arrivals and capacities, step by step and actor by actor.

    Parameters
    ----------
    route
        The route.
    visits
        Expected visits to each step per person who enters, shape ``(n,)``. Each asks for a place at
        every visit of a series, and for another where she doesn't come.
    figures
        Its quantities at their means (one row).

    Returns
    -------
    Loads, the bottleneck, and the throughput by the operational bottleneck law [1]_.
    """
    given = columns(route)
    asked = visits * figures.places[0]
    demand = float(figures.demand[0])
    known = None if np.isnan(demand) else demand
    loads = {
        name: _load(known, times, room)
        for name, times, room in zip(
            given.id, asked.tolist(), figures.capacity[0].tolist(), strict=True
        )
    }
    rooms = figures.capacity[0]
    # where next to nobody comes, a capacity carries beyond what a float can say: it bounds nothing
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        unasked = np.isnan(rooms) | np.isnan(asked) | (asked <= 0)
        carried = np.where(unasked, np.inf, rooms / asked)
    narrowest = int(np.argmin(carried)) if len(carried) else 0
    limited = bool(len(carried)) and bool(np.isfinite(carried[narrowest]))
    return Capacity(
        steps=loads,
        actors=_actors(route, asked, known),
        bottleneck=given.id[narrowest] if limited else None,
        throughput=float(carried[narrowest]) if limited else None,
        unknown=tuple(
            [
                name
                for name, actor, room in zip(given.id, given.actor, given.capacity, strict=True)
                if actor and room is None
            ]
        ),
    )


def utilisation(visits: Floats, figures: Figures) -> Floats:
    """Return arrivals over capacity for every draw and step, ``(D, n)``; nan where unknown.

    Parameters
    ----------
    visits
        Expected visits, ``(D, n)``.
    figures
        Figures of as many rows.
    """
    return figures.demand[:, None] * visits * figures.places / figures.capacity


_NOTHING = Load(None, None, None)


def _load(demand: float | None, asked: float, room: float | None) -> Load:
    room = None if room is None or isnan(room) else room
    if demand is None or isnan(asked):  # or people go round for ever
        return _NOTHING if room is None else Load(None, room, None)
    arrivals = demand * asked
    return Load(arrivals, room, None if room is None else arrivals / room)


def _actors(route: Route, asked: Floats, demand: float | None) -> dict[str, Load]:
    total: dict[str, float] = {}
    steps: dict[str, list[Step]] = {}
    for step, places in zip(route.steps.values(), asked.tolist(), strict=True):
        for actor in step.actor:
            total[actor] = total.get(actor, 0.0) + places
            steps.setdefault(actor, []).append(step)
    loads = {}
    for actor, places in total.items():
        entry = route.catalogue.actors.get(actor)
        room = entry.capacity.mean * overbooked(steps[actor]) if entry and entry.capacity else None
        loads[actor] = _load(demand, places, room)
    return loads


def min_cut(route: Route, figures: Figures) -> MinCut | None:
    """Return the steps that bound the flow even if people may be sent by any link.

    The maximum flow from the ways in to success through steps of limited capacity, links free; by
    max-flow min-cut the narrowest cut bounds what any way of sending people could carry.

    Returns
    -------
    The cut nearest to the ways in; ``None`` where some way to success is of unknown capacity all
    along, or there is no way.
    """
    net = compile_net(route)
    rooms = figures.capacity[0] / figures.places[0]
    total = float(np.nansum(rooms))
    if total <= 0:
        return None
    # The flow is counted in whole numbers: a capacity becomes its share of all capacities.
    shares = np.maximum(1, np.rint(rooms / total * (FREE // 2)))
    width = np.where(np.isnan(rooms), FREE, shares).astype(np.int64)
    flow, cut = max_flow(net.graph, width, net.starts, np.flatnonzero(net.success))
    if flow is None or not cut.any():
        return None
    return MinCut(tuple(net.ids[i] for i in np.flatnonzero(cut)), float(rooms[cut].sum()))
