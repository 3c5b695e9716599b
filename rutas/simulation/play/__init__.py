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

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from rutas.simulation.entries import Entries
from rutas.simulation.play.counting import Counting
from rutas.simulation.play.days import Days
from rutas.simulation.play.order import in_order
from rutas.simulation.play.people import People
from rutas.simulation.play.services import Services
from rutas.simulation.play.stack import Stack
from rutas.simulation.play.table import renamed
from rutas.simulation.play.visits import ENDS, Visits
from rutas.simulation.play.walk import Walk
from rutas.tokens.token_table import Log, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rutas.simulation.record import Record
    from rutas.simulation.setting import Setting

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["play"]

_WINDOW = 91  # days
_TOGETHER = 1 << 14  # people that a machine's cache holds
_PLACES = 7  # through which a few people go in the time that a day takes to be played


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
        self.slots = slots = setting.slots(replications)
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
        """Play all services, or all days."""
        order, parts = in_order(self.stack), len(self.entries) // _TOGETHER + 1
        if order is not None and len(self.stack) * min(parts, len(self.slots)) < _PLACES * self.end:
            return self._service_by_service(order, parts)
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

    def _service_by_service(self, order: list[list[int]], parts: int) -> Record:
        """Play some replications after others, each through all its days at once."""
        entries = self.entries
        ranked = np.argsort(entries.replication, kind="stable")
        bounds = sorted({k * len(self.slots) // parts for k in range(parts + 1)})
        ends = np.searchsorted(entries.replication[ranked], bounds)
        for k, (first, last) in enumerate(pairwise(bounds)):
            some = ranked[ends[k] : ends[k + 1]]
            who = Entries(**{name: column[some] for name, column in vars(entries).items()})
            slots = self.slots[first:last]
            played = Services(self.stack, slots, self.counting, first, who, self.place[some])
            played.play(order)
        return self.counting.record(resources=True)

    def _enter(self, day: int, until: int) -> None:
        """Let people enter, and walk everybody on as far as she may get."""
        ready = self.walk.resume(float(until))
        first, last = np.searchsorted(self.entries.time, [day, until]).tolist()
        some = slice(first, last)
        person = self.people.enter(self.entries, some)
        self.counting.entered(self.people, person)
        entering = self.walk.enter(person, self.place[some], self.entries.time[some])
        self.days.begin(np.concatenate([ready, entering]))

    def _count(self) -> None:
        """Count what has ended."""
        self._count_days()
        self._count_visits()
        self._count_walks()
        people = self.people
        over = people["over"] & (people["coming"] == 0) & (people["last"] < self.end)
        who = np.flatnonzero(over & ~people["counted"])
        people.counted[who] = True
        self.counting.over(people, who)
        if 2 * self.visits["counted"].sum() > self.visits.size:
            self._forget()

    def _forget(self) -> None:
        """Forget who has left the route, and the visits that are over."""
        people, visits = self.people, self.visits
        number = people.keep(~people["counted"])
        visits["person"][:] = number[visits["person"]]
        moved = visits.compact(~visits["counted"] & (visits["person"] >= 0))
        opening = people["opening"]
        opening[:] = renamed(opening.ravel(), moved).reshape(opening.shape)
        self.days.renumber(moved)
        self.walk.renumber(number, moved)

    def _count_days(self) -> None:
        """Count who asked for places, and got them."""
        log, self.days.log = self.days.log, Log()
        for what in ("came", "served", "gave_up", "no_shows"):
            visit, day = log.whole(what), log.whole(f"{what}_day")
            replication = self.people.replication[self.visits.person[visit]]
            place = self.visits.place[visit]
            self.counting.asked(what, replication, place, day)
            if what == "served":
                self.counting.waited(replication, place, log.whole("served_asked"), day)

    def _count_visits(self) -> None:
        """Count the visits that are over of those whose time had to be found."""
        visits = self.visits
        ended = visits["left"] | (visits["role"] == ENDS)
        visit = np.flatnonzero(~np.isnan(visits["done"]) & ended & ~visits["counted"])
        visits.counted[visit] = True
        visit = visit[visits.left[visit]]
        person, place, done = visits.person[visit], visits.place[visit], visits.done[visit]
        self._over(person, place, done, visits.lost[visit])
        self._late(person, place, visits.started[visit], done)

    def _count_walks(self) -> None:
        """Count the others, and keep those of which it is not known yet when they are over."""
        log, self.walk.log = self.walk.log, Log()
        found = self._known(log, "over", ("person", "place", "lost"))
        self._over(found["person"], found["place"], found["done"], found["lost"])
        found = self._known(log, "due", ("person", "place", "came_after", "came_floor"))
        came = self._time(found["source"], found["came_after"], found["came_floor"])
        self._late(found["person"], found["place"], came, found["done"])
        found = self._known(log, "stuck", ("person",))
        self._finish(found["person"], found["done"])

    def _known(self, log: Log, kind: str, names: tuple[str, ...]) -> dict[str, NDArray[Any]]:
        """Return what has ended of some kind, and when; what has not is put back."""
        names = (*names, "source", "after", "floor")
        whole = {name: log.whole(f"{kind}_{name}") for name in names}
        done = self._time(whole["source"], whole["after"], whole["floor"])
        known = ~np.isnan(done)
        if not known.all():
            self.walk.log.add(**{f"{kind}_{name}": some[~known] for name, some in whole.items()})
            whole, done = {name: some[known] for name, some in whole.items()}, done[known]
        return whole | {"done": done}

    def _late(self, person: Ints, place: Ints, came: Floats, done: Floats) -> None:
        """Count visits that are over later than they should."""
        late = self.walk.chances.late(person, place, came, done)
        self._count_at("late", person[late], place[late], done[late])

    def _over(self, person: Ints, place: Ints, done: Floats, lost: Bools) -> None:
        """Count visits that are over."""
        self._count_at("visits", person, place, done)
        self._count_at("left", person[lost], place[lost], done[lost])
        self._receive(person[~lost], place[~lost], done[~lost])
        final = lost | self.stack.ends[place]
        self._finish(person[final], done[final])

    def _count_at(self, name: str, person: Ints, place: Ints, done: Floats) -> None:
        day = np.minimum(done, self.end).astype(np.int64)
        self.counting.at_steps(name, self.people.replication[person], place, day)

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
        count = np.where(done < self.end, self.stack.gives[place], 0)
        one = np.repeat(np.arange(len(place)), count)
        given = self.stack.given[self.stack.gift[place[one]] + numbered(count)]
        self.people.received[person[one], given] = True
