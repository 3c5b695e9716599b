"""Set how many places somebody has: in whole places of a day on which it opens, a week, a month or a year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from rutas.analysis.queues import door, queue_tail
from rutas.quantity import MONTH, WEEK, YEAR, Rate
from rutas.simulation.slots import UNLIMITED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.quantity import Quantity
    from rutas.simulation.resources import Resource
    from rutas.simulation.setting import Setting
    from rutas.simulation.targets import Target

    Quota = tuple[NDArray[np.int64], int]

__all__ = ["Adjustable", "Unit", "adjusted", "least"]

Unit = Literal["day", "week", "month", "year"]
"""Of which stretch of time places are counted; ``day`` is one on which the service opens."""

_FEW = 5  # places: of a stretch with fewer, one more is too much at once


def least(suffices: Callable[[int], bool], first: int) -> int:
    """Return the least number of 1 or more that suffices, where all larger ones do, too.

    Parameters
    ----------
    suffices
        Whether a number does; asked as seldom as can be.
    first
        A guess.

    Examples
    --------
    >>> least(lambda n: n >= 13, 5), least(lambda n: True, 40)
    (13, 1)
    """
    first, step = max(first, 1), 1
    if suffices(first):
        high = first
        while (low := high - step) >= 1 and suffices(low):
            high, step = low, 2 * step
        low = max(low, 0)
    else:
        low = first
        while not suffices(high := low + step):
            low, step = high, 2 * step
    while high - low > 1:
        middle = (low + high) // 2
        if suffices(middle):
            high = middle
        else:
            low = middle
    return high


@dataclass(frozen=True, eq=False)
class Adjustable:
    """A resource whose places can be set.

    Attributes
    ----------
    resource
        As it is.
    unit
        Of what its places are counted.
    """

    resource: Resource
    unit: Unit

    @classmethod
    def of(cls, resource: Resource, amount: float) -> Adjustable:
        """Return a resource in places of the shortest stretch in which so many a day are five or more.

        Places that doors hand out are of days.
        """
        days, *others = (cls(resource, one) for one in get_args(Unit))
        if resource.places.quota is not None:
            return days
        enough = (one for one in (days, *others) if amount >= _FEW * one.daily)
        return next(enough, others[-1])

    @property
    def id(self) -> str:
        """The resource's id."""
        return self.resource.id

    @property
    def today(self) -> float:
        """How many can be attended on a calendar day, in the mean."""
        return self.resource.capacity or 0.0

    @property
    def daily(self) -> float:
        """What one place of its unit is on a calendar day."""
        days = self.resource.places.doors.days_a_week or WEEK
        known = {"day": days / WEEK, "week": 1 / WEEK, "month": 1 / MONTH}
        return known.get(self.unit, 1 / YEAR)

    @cached_property
    def _quota(self) -> Quota | None:
        """The places that doors hand out, and how many of them they have on a day, to the whole."""
        quota = self.resource.places.quota
        if quota is None:
            return None
        handed = quota[quota > 0]
        return quota, round(float(handed.mean())) if len(handed) else 0

    def places(self, capacity: float) -> float:
        """Return how many places of its unit so many people a calendar day are."""
        if self._quota is not None:
            return float(self._quota[1])
        return capacity / self.daily

    def with_places(self, places: int) -> Resource:
        """Return the resource with so many places of its unit.

        Where doors hand them out, each day has as many more or fewer as there are more or fewer in the mean.
        """
        given = self.resource.places
        if self._quota is not None:
            quota, now = self._quota
            changed = np.where(quota > 0, np.maximum(quota + places - now, 0), 0)
            return replace(self.resource, places=replace(given, quota=changed))
        return replace(self.resource, places=replace(given, rate=self.rate(places)))

    def rate(self, places: int) -> Rate:
        """Return so many places as a file writes them: those of a day as of the week."""
        if self.unit == "day":
            return Rate.of(places * self.daily * WEEK, unit="per week")
        return Rate.of(places, unit=f"per {self.unit}")

    @property
    def unlimited(self) -> Resource:
        """The resource with places for everybody who comes on a day on which it opens.

        It is still a capacity: without one the declared waits would be drawn, and nobody would fail to show.
        """
        given = self.resource.places
        quota = np.where(given.doors.open, UNLIMITED, 0)
        return replace(self.resource, places=replace(given, rate=None, quota=quota, given=1.0))

    def by_formula(
        self, targets: Sequence[Target], arrivals: Sequence[float],
        takes: Sequence[Quantity | None],
    ) -> int:  # fmt: skip
        """Return the fewest places with which people would wait no longer than is asked, by formula.

        Parameters
        ----------
        targets
            What is asked of the waits for it.
        arrivals, takes
            For each step that asks for its places: how many do so on a calendar day, and how long it takes.
        """
        came = sum(arrivals)

        def suffices(places: int) -> bool:
            room = self.with_places(places).capacity or 0.0
            windows, days = door(room, arrivals, takes)
            return days is not None and all(
                queue_tail(one.days, came, room, windows, days) <= 1 - one.share
                if one.share
                else days <= one.days
                for one in targets
            )

        return least(suffices, round(self.places(came)))


def adjusted(setting: Setting, levels: Mapping[str, Resource]) -> Setting:
    """Return the same play with other resources, by their ids."""
    changed = tuple(levels.get(one.id, one) for one in setting.resources)
    return replace(setting, resources=changed)
