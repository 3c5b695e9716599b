"""Tell what a play came to: a number a replication for each figure, so that two plays can be compared.

Only what happens from the start on is counted, not the warm-up before it. People are counted as they come
and go: of a route in which a child stays for five years, those who enter in the years that are measured
don't leave it within them. So *completion* is how many complete for one who enters, and the days are those
of who completes; where the route has settled both are what becomes of those who enter.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from rutas.quantity import YEAR
from rutas.simulation.figures import Cohort, People, Queue, Spread, share_of
from rutas.simulation.record import BLOCK, FATES
from rutas.simulation.statistics import interval, settling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from rutas.simulation.record import Record, Tally
    from rutas.simulation.setting import Setting

    Floats = NDArray[np.float64]
    Counts = NDArray[np.int32]

__all__ = ["Result"]

_UNTOLD = (
    0.1  # of those who asked may wait still, for the waits of the others to tell how long it takes
)
_DAILY = -1  # the axis of days
_FULL = 0.98  # of the places are given out wherever a queue stands all year round


class Result:
    """What a play came to.

    Parameters
    ----------
    setting
        What was played.
    record
        What was counted.
    """

    def __init__(self, setting: Setting, record: Record) -> None:
        self.setting = setting
        self.record = record
        self.size = len(record)
        self._measured = slice(setting.warm_up, None)
        self.years = setting.days / YEAR

    @cached_property
    def warm_up(self) -> int:
        """How many days have to be left out at the beginning, by `settling`; 0 where it never settles.

        Of the people in the routes; or, where some queue grows, of those who don't wait in queues.
        """
        inside = self.record.inside.sum(axis=1).mean(axis=0)
        queues = self.record.waiting[:, : self.record.slots.shape[1]].sum(axis=1).mean(axis=0)
        found = (settling(counts) for counts in (inside, inside - queues))
        return next((days for days, settled in found if settled), 0)

    @cached_property
    def settled(self) -> bool:
        """Whether the number of people in the routes settles.

        By `settling`; or where from the start on it neither grows nor falls: of a route in which people stay
        for years, a rise by chance lasts for years. Where people come by seasons, one year tells nothing of
        the next: years are set side by side, or it is asked whether a queue grows.
        """
        inside = self.record.inside.sum(axis=1)
        if settling(inside.mean(axis=0))[1]:
            return True
        if any(route.season for route in self.setting.routes):
            year = self.setting.days // len(self._year_ends)
            first, last = inside[:, self._measured][:, :year], inside[:, -year:]
            apart = last.mean(axis=1) - first.mean(axis=1)
            growing = any(queue.growing for queue in self.queues.values())
            return not growing and interval(apart).holds(0)
        return interval(_slope(inside[:, self._measured])).holds(0)

    @cached_property
    def queues(self) -> dict[str, Queue]:
        """The queues by row: those of the resources, then those of their steps."""
        return {row: self._queue(k, row) for k, row in enumerate(self.record.rows)}

    def row_of(self, ask: tuple[int, int]) -> str:
        """Return how the record calls a step, of which the places of its route and of itself are given."""
        route = self.setting.routes[ask[0]]
        return f"{route.id}/{list(route.steps)[ask[1]]}"

    def late(self, asks: Iterable[tuple[int, int]]) -> Floats | None:
        """Return, of the visits to some steps that were over, the share that were so too late, ``(B,)``.

        ``None`` where nothing is due at any of them.
        """
        due = [ask for ask in asks if self._due(ask)]
        if not due:
            return None
        places = [self.record.steps.index(self.row_of(ask)) for ask in due]
        late, visits = (
            getattr(self.record, name)[:, places, self._measured].sum(axis=(1, 2), dtype=float)
            for name in ("late", "visits")
        )
        return share_of(late, visits)

    def _due(self, ask: tuple[int, int]) -> bool:
        step = list(self.setting.routes[ask[0]].steps.values())[ask[1]]
        return bool(step.by or step.within)

    @cached_property
    def people(self) -> dict[str, People]:
        """What became of the people of each route."""
        return {name: self._people(k) for k, name in enumerate(self.record.routes)}

    @cached_property
    def everybody(self) -> People:
        """What became of the people of all routes together."""
        return self._people(None)

    @cached_property
    def figures(self) -> dict[str, Floats]:
        """Each figure by its path, ``(B,)``: ``completion``, ``journey_days.p50``, ``actor:usf.wait.p90``."""
        people = {"": self.everybody}
        if len(self.people) > 1:
            people |= {f"{name}.": one for name, one in self.people.items()}
        found: dict[str, Floats] = {}
        for owner, one in people.items():
            found[f"{owner}completion"] = one.completion
            found |= _spread(f"{owner}journey_days", one.days)
        for row, queue in self.queues.items():
            found |= _spread(f"{row}.wait", queue.wait)
            found |= {f"{row}.queue": queue.waiting, f"{row}.growth": queue.growth}
            found |= {f"{row}.utilisation": queue.utilisation, f"{row}.gave_up": queue.gave_up}
        return found

    def population(self, route: str, profile: str | None) -> People:
        """Return what became of one population of a route; of those whom none describes without a name."""
        k = self.record.routes.index(route)
        profiles = list(self.setting.routes[k].profiles)
        return self._people(k, 0 if profile is None else profiles.index(profile) + 1)

    @cached_property
    def _waits(self) -> Tally:
        """How long was waited, by row, of who asked within what is measured."""
        waits = self.record.waits
        begun = waits.columns[2] >= -(-self.setting.warm_up // BLOCK)
        return waits.where(begun).by(1, 3)

    @cached_property
    def _journeys(self) -> Tally:
        """How long journeys were, by route and profile, of who completed within what is measured."""
        journeys = self.record.journeys
        _, _, _, block, days = journeys.columns
        completed = block * BLOCK + BLOCK / 2 + days
        return journeys.where(completed >= self.setting.warm_up).by(1, 2, 4)

    def _queue(self, k: int, row: str) -> Queue:
        record, days = self.record, self.setting.days
        came, served, gave_up, no_shows = (
            getattr(record, name)[:, k, self._measured].sum(axis=_DAILY, dtype=float)
            for name in ("came", "served", "gave_up", "no_shows")
        )
        waiting = record.waiting[:, k, self._measured]
        some = record.slots.shape[1]
        slots = self._slots(k) if k < some else np.full(self.size, np.nan)
        told = waiting[:, -1].sum() < _UNTOLD * came.sum()
        waits = self._waits.where(self._waits.columns[1] == k)
        return Queue(
            row=row,
            came=came / days,
            served=served / days,
            utilisation=share_of(served, slots),
            wait=Spread.of(waits, self.size) if told else Spread.unknown(self.size),
            waiting=waiting.mean(axis=_DAILY),
            most=waiting.max(axis=_DAILY).astype(float),
            end=waiting[:, -1].astype(float),
            growth=_slope(waiting) * YEAR,
            grows=(share_of(served, slots) >= _FULL) & (_slope(waiting) > _by_chance(came, days)),
            gave_up=share_of(gave_up, came),
            no_shows=share_of(no_shows, served),
            year_ends=tuple(
                share_of(waiting[:, day] * float(days), slots) for day in self._year_ends
            ),
        )

    def _slots(self, k: int) -> Floats:
        """Return the places of a resource; nan where they have no limit."""
        if self.setting.resources[k].capacity is None:
            return np.full(self.size, np.nan)
        slots: Floats = self.record.slots[:, k, self._measured].sum(axis=_DAILY, dtype=float)
        return slots

    @property
    def _year_ends(self) -> list[int]:
        """The last day of each year that is measured."""
        years = max(1, round(self.years))
        return [round((k + 1) * self.setting.days / years) - 1 for k in range(years)]

    def _people(self, route: int | None, profile: int | None = None) -> People:
        record, size = self.record, self.size
        chosen = slice(None) if route is None else [route]
        entered, completed = (
            getattr(record, name)[:, chosen, self._measured].sum(axis=(1, 2), dtype=float)
            for name in ("entered", "completed")
        )
        journeys, cohorts = self._journeys, record.cohorts
        journeys, cohorts = (_of(one, route, profile) for one in (journeys, cohorts))
        if profile is not None:
            # who entered is tallied by year; people come in the same proportions all the time
            all_years = _of(record.cohorts, route, None)
            mine, all_ = (_fate(one, "entered", size) for one in (cohorts, all_years))
            entered = entered * share_of(mine, all_)
            completed = np.bincount(journeys.columns[0], journeys.counts, size)
        return People(
            entered=entered,
            completion=share_of(completed, entered),
            days=Spread.of(journeys, size),
            cohorts=tuple(self._cohorts(cohorts)),
        )

    def _cohorts(self, cohorts: Tally) -> list[Cohort]:
        """Return the cohorts of the years in which anybody entered."""
        replication, year, fate = cohorts.by(3, 4).columns
        counts = cohorts.by(3, 4).counts
        years, fates = cohorts.shape[2], cohorts.shape[3]
        table = np.zeros((self.size, years, fates))
        table[replication, year, fate] = counts
        services = self.record.services
        return [
            Cohort(
                year=self.setting.first.year + k,
                fates=dict(zip(FATES, table[:, k].T, strict=False)),
                received=dict(zip(services, table[:, k, len(FATES) :].T, strict=True)),
            )
            for k in range(years)
            if table[:, k].any()
        ]


def _spread(owner: str, days: Spread) -> dict[str, Floats]:
    return {f"{owner}.{name}": one for name, one in vars(days).items()}


def _of(tally: Tally, route: int | None, profile: int | None) -> Tally:
    """Return the part of a tally that is of a route, and of one of its populations."""
    columns = tally.columns
    if route is not None:
        tally = tally.where(columns[1] == route)
    return tally if profile is None else tally.where(tally.columns[2] == profile)


def _fate(cohorts: Tally, name: str, size: int) -> Floats:
    """Return how many people of some cohorts had a fate."""
    some = cohorts.where(cohorts.columns[4] == FATES.index(name))
    return np.bincount(some.columns[0], some.counts, size).astype(float)


def _by_chance(came: Floats, days: int) -> Floats:
    """Return by how many a day a queue grows by chance alone, if as many come as are attended: two errors.

    The slope by least squares of a random walk of so many steps has a variance of 6 σ² / 5 T.
    """
    spread: Floats = 2 * np.sqrt(came / days * 6 / (5 * days))
    return spread


def _slope(counts: Counts) -> Floats:
    """Return by how many a row of counts grows a day, by least squares."""
    moment = np.arange(counts.shape[1]) - (counts.shape[1] - 1) / 2
    slope: Floats = counts @ moment / (moment @ moment)
    return slope
