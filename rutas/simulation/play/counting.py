"""Count what happened: day by day, and how long who waited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from rutas.simulation.record import BLOCK, FATES, Record, Tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rutas.simulation.play.people import People
    from rutas.simulation.play.stack import Stack
    from rutas.simulation.setting import Setting

    Ints = NDArray[np.int64]
    Counts = NDArray[np.int32]

__all__ = ["Counting"]

_DAYS = "came", "served", "gave_up", "no_shows"
_FLOWS = "entered", "completed", "lost", "stuck", "ended"
_TIE = 1e-9


class Counting:
    """The record of a play, as it grows.

    Parameters
    ----------
    setting, stack
        What is played.
    slots
        ``(B, R, D)`` the places.
    """

    def __init__(self, setting: Setting, stack: Stack, slots: Ints) -> None:
        self.setting, self.stack, self.slots = setting, stack, slots
        size, resources, days = slots.shape
        self.days = days
        asking = [k for k, asked in enumerate(stack.asked) if asked]
        self.rows = [one.id for one in setting.resources] + [stack.steps[k] for k in asking]
        self.row = np.full(len(stack.asked), -1)
        self.row[asking] = resources + np.arange(len(asking))
        starts = np.cumsum([0, *[len(route.steps) for route in setting.routes]])
        self.steps = [
            [int(self.row[starts[route] + step]) for route, step in one.steps]
            for one in setting.resources
        ]
        routes = len(setting.routes)
        shapes = dict.fromkeys(_DAYS, (size, len(self.rows), days))
        shapes |= dict.fromkeys(_FLOWS, (size, routes, days))
        shapes |= dict.fromkeys(("visits", "left", "late"), (size, len(stack.steps), days))
        self.tables = {name: np.zeros(shape, dtype=np.int32) for name, shape in shapes.items()}
        first = setting.first
        years = first.toordinal() + np.arange(days)
        self.year = np.array([first.fromordinal(int(day)).year for day in years]) - first.year
        populations = max(len(route.profiles) for route in setting.routes) + 1
        blocks = days // BLOCK + 1
        self.shapes = {
            "waits": (len(self.rows), blocks, days + 1),
            "journeys": (routes, populations, blocks, days + 1),
            "cohorts": (
                routes, populations, int(self.year[-1]) + 1, len(FATES) + len(stack.services),
            ),
        }  # fmt: skip
        nothing = np.empty(0, dtype=np.int64)
        self.tallies = {
            name: [Tally.of(shape, *[nothing] * (len(shape) + 1))]
            for name, shape in self.shapes.items()
        }

    def _count(self, name: str, replication: Ints, row: Ints, day: Ints) -> None:
        """Count one for each in a table; days after the last are none."""
        table = self.tables[name]
        place = (replication * table.shape[1] + row) * self.days + day
        np.add.at(table.reshape(-1), place[day < self.days], np.int32(1))

    def _tally(self, name: str, *columns: Ints) -> None:
        self.tallies[name].append(Tally.of(self.shapes[name], *columns))

    def asked(self, what: str, replication: Ints, place: Ints, day: Ints) -> None:
        """Count visits that asked for a place on a day, got one, and so on."""
        self._count(what, replication, self.row[self.stack.step[place]], day)

    def waited(self, replication: Ints, place: Ints, asked: Ints, day: Ints) -> None:
        """Count places that were given out, and the days from asking to them."""
        row = self.row[self.stack.step[place]]
        self._tally("waits", replication, row, asked // BLOCK, day - asked)

    def of_row(self, name: str, first: int, size: int, row: int, moment: Ints) -> None:
        """Count moments in one row of some replications, each with days of its own and one that is none."""
        count = np.bincount(moment, minlength=size * (self.days + 1)).reshape(size, -1)
        self.tables[name][first : first + size, row] += count[:, :-1].astype(np.int32)

    def waits_of_rows(self, first: int, rows: Sequence[int], asked: Ints, served: Ints) -> None:
        """Count places that were given out, in each of some rows, the moments being as in `of_row`."""
        days = served - asked
        blocks, most = self.days // BLOCK + 1, int(days.max(initial=0)) + 1
        replication, day = np.divmod(np.arange(int(asked.max(initial=0)) + 1), self.days + 1)
        kind = ((replication * blocks + day // BLOCK) * most)[asked] + days
        if most * blocks > 8 * len(kind):
            kinds, count = np.unique(kind, return_counts=True)
        else:
            count = np.bincount(kind)
            kinds = np.flatnonzero(count)
            count = count[kinds]
        block, wait = np.divmod(kinds, most)
        replication, block = np.divmod(block, blocks)
        for row in rows:
            columns = first + replication, np.full(len(kinds), row), block, wait
            self.tallies["waits"].append(Tally.of(self.shapes["waits"], *columns, counts=count))

    def at_steps(self, name: str, replication: Ints, place: Ints, day: Ints) -> None:
        """Count visits that are over, some of them lost or late."""
        self._count(name, replication, self.stack.step[place], day)

    def entered(self, people: People, who: Ints) -> None:
        """Count people who enter."""
        day = people.entered[who].astype(np.int64)
        self._count("entered", people.replication[who], people.route[who], day)
        self._fate(people, who, "entered")

    def over(self, people: People, who: Ints) -> None:
        """Count people of whom nothing moves any more."""
        lost = people.lost[who] > 0
        stuck = ~lost & people.stuck[who]
        ended = ~lost & ~stuck & people.failed[who]
        completed = ~lost & ~stuck & ~ended
        day = people.last[who].astype(np.int64)
        for name, some in (
            ("lost", lost), ("stuck", stuck), ("ended", ended), ("completed", completed),
        ):  # fmt: skip
            one = who[some]
            self._count(name, people.replication[one], people.route[one], day[some])
            self._fate(people, one, name)
        self._fate(people, who[people.gave_up[who] > 0], "gave_up")
        self._received(people, who)
        one = who[completed]
        entered = people.entered[one]
        days = people.last[one] - entered + _TIE  # of five days five, whatever is lost in adding
        self._tally(
            "journeys", people.replication[one], people.route[one], people.profile[one],
            entered.astype(np.int64) // BLOCK, days.astype(np.int64),
        )  # fmt: skip

    def inside(self, people: People) -> None:
        """Count people who are still in the route."""
        who = np.flatnonzero(~people["counted"])
        self._fate(people, who, "inside")
        self._received(people, who)

    def _fate(self, people: People, who: Ints, name: str) -> None:
        self._cohort(people, who, np.full(len(who), FATES.index(name)))

    def _received(self, people: People, who: Ints) -> None:
        one, code = np.nonzero(people.received[who])
        self._cohort(people, who[one], len(FATES) + code)

    def _cohort(self, people: People, who: Ints, what: Ints) -> None:
        self._tally(
            "cohorts", people.replication[who], people.route[who], people.profile[who],
            self.year[people.entered[who].astype(np.int64)], what,
        )  # fmt: skip

    def record(self, *, resources: bool = False) -> Record:
        """Return what was counted; resources may have been told their waits already."""
        tables = self.tables
        for name in _DAYS:
            for k, steps in enumerate(self.steps):
                tables[name][:, k] = tables[name][:, steps].sum(axis=1)
        left = sum(tables[name] for name in _FLOWS[1:])
        tallies = {name: Tally.merged(parts) for name, parts in self.tallies.items()}
        if not resources:
            tallies["waits"] = self._with_resources(tallies["waits"])
        found: dict[str, Any] = tables | tallies
        return Record(
            routes=tuple(route.id for route in self.setting.routes),
            steps=tuple(self.stack.steps),
            rows=tuple(self.rows),
            services=self.stack.services,
            waiting=_running(tables["came"] - tables["served"] - tables["gave_up"]),
            inside=_running(tables["entered"] - left),
            slots=np.minimum(self.slots, np.iinfo(np.int32).max).astype(np.int32),
            **found,
        )

    def _with_resources(self, waits: Tally) -> Tally:
        """Return the waits for steps, and those for resources: of all steps that ask for each."""
        replication, row, *rest = waits.columns
        parts = [waits]
        for k, steps in enumerate(self.steps):
            some = np.isin(row, steps)
            columns = [replication[some], np.full(int(some.sum()), k), *[one[some] for one in rest]]
            parts.append(Tally.of(waits.shape, *columns, counts=waits.counts[some]))
        return Tally.merged(parts)


def _running(table: Counts) -> Counts:
    return np.cumsum(table, axis=2, dtype=np.int32)
