"""Say what is played: routes, days, what people queue for, and who enters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from rutas.model import apply
from rutas.simulation.entries import DemandChange, Entries, drawn, together
from rutas.simulation.resources import Calendar, Closure, Resource, resources
from rutas.tokens.common_random_numbers import uniform, word_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.model.territory import Territory

    Ints = NDArray[np.int64]

__all__ = [
    "Closure", "DemandChange", "Entries", "Resource", "Setting", "same_day", "setting",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Setting:
    """What a play needs, and all of it: it travels between processes.

    Attributes
    ----------
    routes
        The routes, after all that is changed in them.
    start
        The first day that is measured; the play begins `warm_up` days before it.
    warm_up, days
        Days before `start`, and measured from it on; ``D`` of both together.
    seed
        Another seed has other people.
    resources
        What people queue for; ``R`` of them.
    changes
        What becomes of the demand.

    Examples
    --------
    >>> import rutas
    >>> book = rutas.load("routes")
    >>> made = setting([book["0-4"]], start=date(2027, 1, 1), years=1, seed=1)
    >>> made.days, made.resources[0].id, made.slots([0, 1]).shape
    (365, 'actor:usf', (2, 8, 365))
    """

    routes: tuple[Route, ...]
    start: date
    warm_up: int
    days: int
    seed: int
    resources: tuple[Resource, ...]
    changes: tuple[DemandChange, ...] = field(default=())

    @property
    def first(self) -> date:
        """The day on which the play begins."""
        return self.start - timedelta(days=self.warm_up)

    @cached_property
    def versions(self) -> tuple[tuple[Route, ...], ...]:
        """Each route as it is written, and then as each of its populations has it."""
        return tuple(
            (route, *(apply(route, one.set) for one in route.profiles.values()))
            for route in self.routes
        )

    def slots(self, replications: Sequence[int]) -> Ints:
        """Return ``(B, R, D)``, the places of each resource on each day; a range is drawn a replication."""
        found = np.zeros((len(replications), len(self.resources), self.warm_up + self.days), int)
        for k, one in enumerate(self.resources):
            words = [word_of(self.seed, number, one.id) for number in replications]
            found[:, k] = one.places.slots(uniform(np.concatenate(words)))
        return found

    def entries(self, replications: Sequence[int]) -> Entries:
        """Return everybody who enters, in the order in which they come.

        Raises
        ------
        UsageError
            If a route does not say how many people enter.
        """
        days = Calendar(self.first, self.warm_up + self.days)
        return together(
            [
                drawn(k, versions, days, self.seed, replications, self.changes)
                for k, versions in enumerate(self.versions)
            ]
        )


def setting(
    routes: Iterable[Route],
    *,
    start: date,
    years: int = 5,
    warm_up: int = 0,
    seed: int = 1,
    holidays: Container[date] = (),
    territory: Territory | None = None,
    closures: Iterable[Closure] = (),
    changes: Iterable[DemandChange] = (),
) -> Setting:
    """Return what is played.

    Parameters
    ----------
    routes
        The routes, after all that is changed in them, also what differs in the territory.
    start, years
        The first day that is measured, and for how many years from it on.
    warm_up
        For how many days before it people come already.
    seed
        The same seed has the same people.
    holidays
        On which days nobody works; in a territory its own calendar says so.
    territory
        Whose points say when a step is open, and how many places they hand out.
    closures, changes
        Who closes for some days, and when more people come, or fewer.

    Raises
    ------
    UsageError
        If what is closed has no capacity: nobody queues there.
    """
    played = tuple(routes)
    end = same_day(start, start.year + years)
    days = (end - start).days
    holidays = territory.calendar.days if territory else holidays
    calendar = Calendar(start - timedelta(days=warm_up), warm_up + days, holidays)
    found = resources(played, calendar, territory, closures)
    return Setting(played, start, warm_up, days, seed, found, tuple(changes))


def same_day(day: date, year: int) -> date:
    """Return the same day of another year; the first of March where it has no 29th of February."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
