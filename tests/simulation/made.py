"""A record made by hand: one service of one route, first come, first served, counted person by person."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np

from rutas.simulation.record import BLOCK, FATES, Record, Tally


class Made:
    """What happens to people who come to one service, in plain lists.

    Parameters
    ----------
    came
        ``(B, D)`` how many come on each day.
    slots
        ``(B, D)`` how many are served.
    warm_up
        Days that are not measured.
    start
        The first day that is.
    leaves
        Every so manieth person who is served is lost.
    """

    def __init__(self, came, slots, *, warm_up=0, start=date(2027, 1, 1), leaves=10**9) -> None:
        self.came, self.slots = np.asarray(came), np.asarray(slots)
        self.size, self.days = self.came.shape
        self.warm_up, self.start, self.leaves = warm_up, start, leaves
        # of each who was served: replication, day of coming, day of being served, whether she was lost
        self.served: list[tuple[int, int, int, bool]] = []
        self.waiting = np.zeros_like(self.came)
        for b in range(self.size):
            self._play(b)

    def _play(self, b: int) -> None:
        queue: list[int] = []
        for day in range(self.days):
            queue += [day] * int(self.came[b, day])
            for _ in range(min(len(queue), int(self.slots[b, day]))):
                lost = len(self.served) % self.leaves == self.leaves - 1
                self.served.append((b, queue.pop(0), day, lost))
            self.waiting[b, day] = len(queue)

    @property
    def setting(self) -> Any:
        return SimpleNamespace(
            warm_up=self.warm_up, days=self.days - self.warm_up, start=self.start,
            first=self.start - timedelta(days=self.warm_up),
            routes=(SimpleNamespace(id="r", profiles={"rural": None}, steps={"a": SimpleNamespace(by=None, within="3 d")}, season=None),),
            resources=(SimpleNamespace(id="step:a", steps=((0, 0),), capacity=float(self.slots.mean())),),
        )  # fmt: skip

    @property
    def record(self) -> Record:
        served = np.array(self.served, dtype=np.int64).reshape(-1, 4)
        done = self._daily(served[:, [0, 2]])
        lost = self._daily(served[served[:, 3] == 1][:, [0, 2]])
        none = np.zeros_like(self.came)
        both = lambda one: np.stack([one, one], axis=1).astype(np.int32)  # noqa: E731
        one = lambda table: table[:, None].astype(np.int32)  # noqa: E731
        waits = [np.concatenate([served[:, 0]] * 2), np.repeat([0, 1], len(served))]
        came, day = np.tile(served[:, 1], 2), np.tile(served[:, 2], 2)
        kept = served[served[:, 3] == 0]
        profile = kept[:, 1] % 2
        return Record(
            routes=("r",), steps=("r/a",), rows=("step:a", "r/a"), services=("control",),
            came=both(self.came), served=both(done), waiting=both(self.waiting),
            gave_up=both(none), no_shows=both(none), slots=one(self.slots),
            inside=one(self.waiting), entered=one(self.came), completed=one(done - lost),
            lost=one(lost), stuck=one(none), ended=one(none),
            visits=one(done), left=one(lost), late=one(none + (done > 0)),
            waits=Tally.of((2, 10**4, 10**4), *waits, came // BLOCK, day - came),
            journeys=Tally.of((1, 2, 10**4, 10**4), kept[:, 0], 0 * kept[:, 0], profile, kept[:, 1] // BLOCK, kept[:, 2] - kept[:, 1]),
            cohorts=self._cohorts(),
        )  # fmt: skip

    def _daily(self, events) -> Any:
        table = np.zeros_like(self.came)
        np.add.at(table, tuple(events.T), 1)
        return table

    def _cohorts(self) -> Tally:
        first = self.start - timedelta(days=self.warm_up)
        rows = []

        def add(b: int, day: int, *fates: int) -> None:
            year = (first + timedelta(days=day)).year - first.year
            rows.extend((b, 0, day % 2, year, fate) for fate in fates)

        for (b, day), count in np.ndenumerate(self.came):
            add(b, day, *[FATES.index("entered")] * int(count))
        for b, came, _, lost in self.served:
            fate = FATES.index("lost" if lost else "completed")
            add(b, came, fate, *([] if lost else [len(FATES)]))
        waits = {(b, came): 0 for b, came, _, _ in self.served}
        for b, came, _, _ in self.served:
            waits[b, came] += 1
        for (b, day), count in np.ndenumerate(self.came):
            add(b, day, *[FATES.index("inside")] * (int(count) - waits.get((b, day), 0)))
        return Tally.of((1, 2, 100, len(FATES) + 1), *np.array(rows, dtype=np.int64).T)


def poisson(mean: float, size: int, days: int, seed: int = 1) -> Any:
    """Return people who come at random, ``(size, days)``."""
    return np.random.default_rng(seed).poisson(mean, (size, days))


def weekdays(places: int, size: int, days: int, start: date) -> Any:
    """Return so many places from Monday to Friday, ``(size, days)``."""
    open_ = [(start + timedelta(days=day)).weekday() < 5 for day in range(days)]
    return np.tile(np.array(open_) * places, (size, 1))
