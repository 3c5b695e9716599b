"""Tell whose papers have lapsed when they are asked for.

A document with `valid` holds so long from when it was given, or from the way in where a family holds it
already; each time that it is given anew counts. It has lapsed for who held one and holds none that is
still good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.columns import columns
from rutas.tokens.estimate import Estimate, ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.tokens.journeys import Journeys

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["expired"]

_MOMENT = 1e-6  # of a day


def expired(
    route: Route, walked: Callable[[], Journeys]
) -> Mapping[tuple[str, tuple[str, ...]], Estimate]:
    """Return the share of journeys in which what a step asks for has lapsed by then.

    Parameters
    ----------
    route
        The route.
    walked
        Walks journeys through it; asked only if a document that some step asks for has a `valid`.

    Returns
    -------
    By step and documents (of several of which one is enough, all that were held have lapsed): of those
    attended there, the share for whom it has lapsed at least once, at the mean of `valid`. Nothing is told
    of what never lapses, nor of steps where nobody was attended.
    """
    valid = {
        name: entry.valid.mean for name, entry in route.catalogue.documents.items() if entry.valid
    }
    given = columns(route)
    asked = [
        (step, group)
        for step, requires in enumerate(given.requires)
        for need in requires
        for group in ((need.any,) if need.any else ()) + tuple((name,) for name in need.optional)
        if valid.keys() & set(group)
    ]
    if not asked:
        return {}
    journeys = walked()
    held = _Held(route, journeys, valid)
    found = {}
    for step, group in asked:
        visits = np.flatnonzero(journeys.step == step)
        if not len(visits):
            continue
        lapsed = held.lapsed(visits, group)
        came, late = np.zeros(len(journeys)), np.zeros(len(journeys))
        came[journeys.journey[visits]] = 1.0
        late[journeys.journey[visits[lapsed]]] = 1.0
        found[given.id[step], group] = ratio(late, came)
    return found


class _Held:
    """When papers were given on many journeys."""

    def __init__(self, route: Route, journeys: Journeys, valid: Mapping[str, float]) -> None:
        self.journeys, self.valid, self.holds = journeys, valid, frozenset(route.holds)
        self.produces = columns(route).produces

    def lapsed(self, visits: Ints, group: tuple[str, ...]) -> Bools:
        """Tell on which visits she held some of a group, and none that is still good."""
        ages = np.stack([self._age(visits, name) for name in group])
        limits = np.array([self.valid.get(name, np.inf) for name in group])[:, None]
        held = ~np.isnan(ages)
        good = ages <= limits + _MOMENT
        return np.asarray(held.any(axis=0) & ~good.any(axis=0))

    def _age(self, visits: Ints, name: str) -> Floats:
        """Return how long ago she was last given a document; nan where she holds none."""
        journeys = self.journeys
        makers = [step for step, names in enumerate(self.produces) if name in names]
        gave = np.flatnonzero(np.isin(journeys.step, makers) & ~journeys.lost)
        both = np.concatenate([visits, gave])
        asks = np.arange(len(both)) < len(visits)
        times = np.where(asks, journeys.started[both], journeys.done[both])
        # Of what happens at one moment, the order of the visits tells what came first.
        order = np.lexsort((~asks, both, times, journeys.journey[both]))
        last = np.maximum.accumulate(np.where(asks[order], -1, np.arange(len(both))))
        came = order[last]
        hers = (last >= 0) & (journeys.journey[both[came]] == journeys.journey[both[order]])
        entered = 0.0 if name in self.holds else np.nan
        ages = np.empty(len(both))
        ages[order] = times[order] - np.where(hers, times[came], entered)
        return ages[: len(visits)]
