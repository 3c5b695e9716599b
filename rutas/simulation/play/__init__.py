"""Play a setting: everybody who enters, through all her visits, in many replications at once.

Two things happen in turns, window by window of some weeks. *Walks* (`walk`) lay out where people go; at
most steps that hangs on no time, so that all of a window are walked at once, in rounds. *Days* (`days`)
find when each visit is: who asks for a place, who gets one. Where time decides where somebody goes (she
may give up, not show, or be late), her walk stops there and goes on when the day has come.

Why days may be played together, or resource by resource: who gets a place hangs on who asked for one of
that resource before her, by the rules of `rutas.simulation`, and on nothing that other resources do on
that day after she asked. Those rules order all who ask by day, by how often each was served before on
that day, by time; a round of a day serves all who ask for the first time on it, the next round those
who come from there, and so on. So each resource meets who asks for its places in the same order whether
rounds play one resource or all of them, and one replication or many: no two replications share a
resource.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.simulation.play.counting import Counting
from rutas.simulation.play.days import Days
from rutas.simulation.play.people import People
from rutas.simulation.play.stack import Stack
from rutas.simulation.play.table import renamed
from rutas.simulation.play.visits import Visits
from rutas.simulation.play.walk import Walk
from rutas.tokens.token_table import Log

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rutas.simulation.record import Record
    from rutas.simulation.setting import Setting

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["play"]

_WINDOW = 91  # days


def play(setting: Setting, replications: Sequence[int], *, day_by_day: bool = False) -> Record:
    """Play some replications of a setting.

    Parameters
    ----------
    setting
        What is played.
    replications
        Their numbers; what happens in one does not hang on which others are played with it.
    day_by_day
        Whether nobody is walked ahead of the days: slower, and the same.

    Returns
    -------
    What was counted, replication by replication in their order.
    """
    return _Play(setting, replications, day_by_day=day_by_day).run()


class _Play:
    """A play between two windows."""

    def __init__(self, setting: Setting, replications: Sequence[int], *, day_by_day: bool) -> None:
        self.stack = stack = Stack(setting, day_by_day=day_by_day)
        self.entries = setting.entries(replications)
        slots = setting.slots(replications)
        self.end = slots.shape[2]
        self.people, self.visits = People(stack), Visits()
        self.walk = Walk(stack, self.people, self.visits, self.end)
        self.days = Days(stack, self.people, self.visits, self.walk, slots)
        self.counting = Counting(setting, stack, slots)
        first = np.concatenate(stack.base)
        routes = np.cumsum([0, *map(len, stack.base)])
        entries = self.entries
        copy = routes[entries.route] + entries.profile + 1
        ways = [[list(r.steps).index(w.to) for w in r.ways_in] for r in setting.routes]
        table = np.zeros((len(ways), max(map(len, ways))), dtype=np.int64)
        for k, some in enumerate(ways):
            table[k, : len(some)] = some
        self.place = first[copy] + table[entries.route, entries.way]

    def run(self) -> Record:
        """Play all days."""
        bounds = list(range(0, self.end, _WINDOW))
        for day in bounds:
            until = min(day + _WINDOW, self.end)
            self.days.day = day - 1
            self._enter(day, until)
            for today in range(day, until):
                self.days.play(today)
            self._count()
        self.counting.inside(self.people)
        return self.counting.record()

    def _enter(self, day: int, until: int) -> None:
        """Let people enter, and walk everybody on as far as she may get."""
        first, last = np.searchsorted(self.entries.time, [day, until]).tolist()
        some = slice(first, last)
        person = self.people.enter(self.entries, some)
        self.counting.entered(self.people, person)
        come = self.walk.enter(person, self.place[some], self.entries.time[some])
        leaving = self.walk.resume(float(until))
        ready = self.walk.run([come], leaving)
        self.days.begin(ready)

    def _count(self) -> None:
        """Count what has ended, and forget it."""
        self.walk.date()
        self._count_days()
        self._count_visits()
        people, visits = self.people, self.visits
        over = people["over"] & (people["coming"] == 0) & (people["last"] < self.end)
        self.counting.over(people, np.flatnonzero(over))
        number = people.keep(~over)
        visits["person"][:] = number[visits["person"]]
        moved = visits.compact(np.isnan(visits["done"]) & (visits["person"] >= 0))
        opening = people["opening"]
        opening[:] = renamed(opening.ravel(), moved).reshape(opening.shape)
        self.days.renumber(moved)
        self.walk.renumber(number, moved)

    def _count_days(self) -> None:
        """Count who asked for places, and got them."""
        log, self.days.log = self.days.log, Log()
        for what in ("came", "served", "gave_up", "no_shows"):
            columns = [log.whole(f"{what}_{n}") for n in ("person", "place", "asked", "day")]
            person, place, asked, day = (column.astype(np.int64) for column in columns)
            self.counting.asked(what, self.people.replication[person], place, asked, day)

    def _count_visits(self) -> None:
        """Count the visits that are over, and keep those of which it is not known yet when they are."""
        log, self.walk.log = self.walk.log, Log()
        names = (
            "person", "place", "source", "after", "floor", "visit", "came_after", "came_floor", "lost",
        )  # fmt: skip
        kept = {name: log.whole(name) for name in names}
        done = self._time(kept["source"], kept["after"], kept["floor"])
        known = ~np.isnan(done)
        self.walk.log.add(**{name: column[~known] for name, column in kept.items()})
        kept = {name: column[known] for name, column in kept.items()}
        done, person, place = done[known], kept["person"], kept["place"]
        came = self._time(kept["source"], kept["came_after"], kept["came_floor"])
        own = np.flatnonzero(kept["visit"] >= 0)
        came[own] = self.visits.started[kept["visit"][own]]
        late = self.days.late(person, place, came, done)
        replication, day = self.people.replication[person], np.minimum(done, self.end).astype(int)
        self.counting.visited(replication, place, day, kept["lost"], late)
        self._receive(person[~kept["lost"]], place[~kept["lost"]], done[~kept["lost"]])
        final = kept["lost"] | self.stack.ends[place]
        self._finish(person[final], done[final])
        who, visit = log.whole("stuck_person"), log.whole("stuck_visit")
        done = self.visits.done[visit]
        known = ~np.isnan(done)
        self.walk.log.add(stuck_person=who[~known], stuck_visit=visit[~known])
        self._finish(who[known], done[known])

    def _time(self, source: Ints, after: Floats, floor: Floats) -> Floats:
        """Return times told by a visit and the way from there; ``nan`` where that has not ended."""
        time = floor.astype(np.float64)
        some = source >= 0
        time[some] = np.maximum(self.visits.done[source[some]] + after[some], floor[some])
        return time

    def _finish(self, person: Ints, done: Floats) -> None:
        np.subtract.at(self.people.coming, person, 1)
        np.maximum.at(self.people.last, person, done)

    def _receive(self, person: Ints, place: Ints, done: Floats) -> None:
        gives = self.stack.gives[place]
        one, code = np.nonzero(gives & (done < self.end)[:, None])
        self.people.received[person[one], code] = True
