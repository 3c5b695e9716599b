"""Settings written by hand: so many places each day, and people who come when they are told to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from rutas.simulation.setting import Entries, Resource, Setting
from rutas.simulation.slots import Doors, Places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route

    Floats = NDArray[np.float64]

__all__ = ["Scripted", "arrivals", "scripted"]

MONDAY = date(2027, 1, 4)


@dataclass(frozen=True, eq=False)
class Scripted(Setting):
    """A setting whose people come when they are told to.

    Attributes
    ----------
    times
        The moments at which people enter, in order, one array a replication (the last serves all after it).
    of, ways, ages, profiles
        The route, the way in, the age in days and the profile of each person, one after another, over again; in another replication from elsewhere on.
    """

    times: Sequence[Floats] = ()
    ways: Sequence[int] = (0,)
    ages: Sequence[float] = (0,)
    profiles: Sequence[int] = (-1,)
    of: Sequence[int] = (0,)

    def entries(self, replications: Sequence[int]) -> Entries:
        times = [self.times[min(r, len(self.times) - 1)] for r in replications]
        number = np.concatenate([np.arange(len(some)) for some in times])
        named = np.repeat(np.array(replications, dtype=np.uint64), [len(some) for some in times])
        turn = number + 7919 * np.repeat(np.array(replications), [len(some) for some in times])
        time = np.concatenate(times)
        order = np.argsort(time, kind="stable")
        columns = {
            "replication": np.repeat(np.arange(len(times)), [len(some) for some in times]),
            "route": np.array(self.of)[turn % len(self.of)],
            "time": time,
            "person": named * np.uint64(2**32) + number.astype(np.uint64),
            "way": np.array(self.ways)[turn % len(self.ways)],
            "at": np.array(self.ages, dtype=float)[turn % len(self.ages)],
            "profile": np.array(self.profiles)[turn % len(self.profiles)],
        }
        return Entries(**{name: column[order] for name, column in columns.items()})


def scripted(
    routes: Route | Sequence[Route],
    asks: Mapping[str, Sequence[str]],
    slots: Mapping[str, Sequence[int]],
    times: Sequence[Floats],
    *,
    days: int,
    seed: int = 1,
    **people: Sequence[int],
) -> Scripted:
    """Make a setting: which steps ask each resource, its places (one day after another, over again), and who comes.

    Steps of several routes are written ``ROUTE/STEP``.
    """
    several = (routes,) if not isinstance(routes, (tuple, list)) else tuple(routes)
    where = {
        name: (k, i)
        for k, route in enumerate(several)
        for i, step in enumerate(route.steps)
        for name in (step, f"{route.id}/{step}")
    }
    never = np.zeros(days, dtype=bool)
    resources = tuple(
        Resource(
            name,
            tuple(where[step] for step in steps),
            Places(Doors(~never, ~never), never, quota=np.resize(slots[name], days)),
        )
        for name, steps in asks.items()
    )
    return Scripted(
        routes=several,
        start=MONDAY,
        warm_up=0,
        days=days,
        seed=seed,
        resources=resources,
        times=times,
        **people,
    )


def arrivals(rate: float, days: int, replications: int, *, seed: int = 1) -> list[Floats]:
    """Draw when people come: a Poisson process of so many a day, one a replication."""
    rng = np.random.default_rng(seed)
    return [np.sort(rng.uniform(0, days, rng.poisson(rate * days))) for _ in range(replications)]
