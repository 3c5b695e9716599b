"""Play the days one after the other: who asks for a place, who gets one, and what begins when she is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.simulation.play.calendar import Calendar
from rutas.simulation.play.queues import Queues
from rutas.simulation.play.tokens import LATE, LOST, ON, TIRED
from rutas.simulation.play.visits import ASKS, STAYS
from rutas.tokens.token_table import Log

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.simulation.play.people import People
    from rutas.simulation.play.stack import Stack
    from rutas.simulation.play.visits import Visits
    from rutas.simulation.play.walk import Walk

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Words = NDArray[np.uint64]

__all__ = ["Days"]

_NONE = np.empty(0, dtype=np.int64)
_MANY = 1 << 60


class Days:
    """The visits of all replications, day by day.

    Attributes
    ----------
    day
        The day that is played.
    log
        Who asked for a place, got one, gave up, did not show.
    """

    def __init__(
        self, stack: Stack, people: People, visits: Visits, walk: Walk, slots: Ints
    ) -> None:
        self.stack, self.people, self.visits, self.walk = stack, people, visits, walk
        self.slots, self.chances = slots, walk.chances
        self.queues = Queues(stack, visits, *slots.shape[:2])
        self.calendar, self.expiry, self.departures = Calendar(), Calendar(), Calendar()
        self.leaving: list[Ints] = []
        self.day = -1
        self.tired = [_NONE]
        self.log = Log()

    def play(self, day: int) -> None:
        """Play a day."""
        self.day = day
        left = np.full((len(self.slots), self.slots.shape[1] + 1), _MANY)
        left[:, :-1] = self.slots[:, :, day]
        if len(departs := self.departures.take(day)):
            self.leaving.append(departs)
        asking = np.concatenate([self.calendar.take(day), self._depart()])
        self.tired = [self.expiry.take(day)]
        new = True
        while True:
            served = self._ask(asking, left)
            if new or len(served) < len(asking):
                served = np.concatenate([served, self.queues.serve(left)])
            new = False
            if len(served):
                asking = np.concatenate([self._serve(served), self._depart()])
                continue
            tired = self._tired()
            if not len(tired):
                break
            asking = np.concatenate([self._give_up(tired), self._depart()])

    def begin(self, visit: Ints) -> Ints:
        """Begin visits whose time is known, and what follows; return those that ask for a place today."""
        asking = [_NONE]
        visits = self.visits
        while len(visit):
            time, role = visits.time[visit], visits.role[visit]
            visits.started[visit] = time
            asks = role >= ASKS
            asking.append(self._due(visit[asks], time[asks]))
            if asks.all():
                break
            visit, time, stays = visit[~asks], time[~asks], role[~asks] == STAYS
            done = np.maximum(time, visits.opens[visit]) + visits.tail[visit]
            visit = self._end(visit, np.where(stays, done, time))
        return np.concatenate(asking)

    def _due(self, visit: Ints, time: Floats) -> Ints:
        """Let visits ask for a place when they may; return those that do so today."""
        time = np.maximum(time, self.visits.opens[visit])
        if not self.stack.always:
            time += self.visits.before[visit]
        return self._today(visit, time)

    def _today(self, visit: Ints, time: Floats) -> Ints:
        """Return who asks today, and keep the others for their days."""
        self.visits.time[visit] = time
        day = time.astype(np.int64)
        today = day <= self.day
        self.calendar.put(visit[~today], day[~today])
        return visit[today]

    def _ask(self, visit: Ints, left: Ints) -> Ints:
        """Let visits ask for places; return those who need not queue for theirs."""
        if not len(visit):
            return visit
        visits = self.visits
        visits.asked[visit] = self.day
        self._note("came", visit)
        served = self.queues.join(visit, left)
        if self.stack.gives_up:
            visit = visit[visits.waits[visit]]
            visit = visit[np.isfinite(visits.patience[visit])]
            until = visits.time[visit] + visits.patience[visit]
            last = np.minimum(np.floor(until), self.slots.shape[2]).astype(np.int64)
            self.expiry.put(visit[last > self.day], last[last > self.day])
            self.tired.append(visit[last <= self.day])
        return served

    def _tired(self) -> Ints:
        """Return who leaves today, for she has waited so long; not who has got her place since."""
        visits = self.visits
        visit = np.concatenate(self.tired)
        self.tired = [_NONE]
        visit = visit[visits.waits[visit]]
        return visit[visits.time[visit] + visits.patience[visit] < self.day + 1]

    def _serve(self, visit: Ints) -> Ints:
        """Attend who has a place; return who asks for one today because of it."""
        visits = self.visits
        self._note("served", visit)
        self.log.add(served_asked=visits.asked[visit])
        moment = np.maximum(visits.time[visit], float(self.day))
        again = []
        if self.stack.misses:
            missed = self._missed(visit)
            again.append(self._try_again(visit[missed], moment[missed]))
            visit, moment = visit[~missed], moment[~missed]
            visits.tries[visit] = 0
        visits.times[visit] -= 1
        more = visits.times[visit] > 0
        every = visits.every[visit[more]]
        again.append(self._today(visit[more], moment[more] + every))
        done = visit[~more]
        again.append(self.begin(self._end(done, moment[~more] + visits.tail[done])))
        return np.concatenate(again)

    def _missed(self, visit: Ints) -> Bools:
        """Tell who does not show."""
        visits, stack = self.visits, self.stack
        share = stack.no_show[visits.place[visit]]
        missed = share > 0
        some = np.flatnonzero(missed)
        if len(some):
            one = visit[some]
            times, tries = visits.times[one], visits.tries[one]
            missed[some] = self.chances.misses(visits.place[one], self._word(one), times, tries)
            self._note("no_shows", visit[missed])
        return missed

    def _word(self, visit: Ints) -> Words:
        visits = self.visits
        return self.chances.word(visits.person[visit], visits.place[visit], visits.turn[visit])[1]

    def _try_again(self, visit: Ints, moment: Floats) -> Ints:
        """Let who did not show ask again tomorrow, or leave."""
        visits = self.visits
        visits.tries[visit] += 1
        lost = visits.tries[visit] >= self.chances.tries(visits.place[visit], self._word(visit))
        gone = self._lose(visit[lost], moment[lost], LOST)
        tomorrow = np.full(int((~lost).sum()), self.day + 1.0)
        return np.concatenate([self._today(visit[~lost], tomorrow), self.begin(gone)])

    def _give_up(self, visit: Ints) -> Ints:
        """Let who has waited too long leave; return who asks for a place today because of it."""
        self.queues.leave(visit)
        self._note("gave_up", visit)
        moment = self.visits.time[visit] + self.visits.patience[visit]
        return self.begin(self._lose(visit, moment, TIRED))

    def _lose(self, visit: Ints, moment: Floats, how: int) -> Ints:
        """Let people leave the route at their visits; return what may begin because of it."""
        self.visits.exit[visit] = how
        return self._walk_on(visit, moment)

    def _end(self, visit: Ints, done: Floats) -> Ints:
        """End visits; return what may begin then."""
        visits = self.visits
        ready = visits.end(visit, done)
        some = np.flatnonzero(visits.role[visit] & STAYS)
        if not len(some):
            return ready
        return np.concatenate([ready, self._walk_on(visit[some], done[some])])

    def _walk_on(self, visit: Ints, done: Floats) -> Ints:
        """Walk on from visits on whose time it hung where their people go; return what may begin then."""
        soon = done < self.walk.end  # what comes after is not counted, and may go round without end
        visit, done = visit[soon], done[soon]
        bent = self.stack.bent[self.visits.place[visit]]
        if bent.any():
            self._stay(visit[bent], done[bent])
            visit, done = visit[~bent], done[~bent]
        return self._leave(visit, done)

    def _stay(self, visit: Ints, done: Floats) -> None:
        """Let tokens stay where they are until they are done, where it matters which moves first."""
        self.visits.time[visit], self.visits.done[visit] = done, np.nan
        day = np.floor(done).astype(np.int64)
        later = day > self.day
        self.departures.put(visit[later], day[later])
        self.leaving.append(visit[~later])

    def _depart(self) -> Ints:
        """Let tokens leave that are done today, of each person the first; return who asks for a place."""
        visits = self.visits
        if not self.leaving:
            return _NONE
        asking = [_NONE]
        while self.leaving:
            visit, self.leaving = np.concatenate(self.leaving), []
            if not len(visit):
                break
            person, place = visits.person[visit], visits.place[visit]
            order = np.lexsort((place, visits.time[visit], person))
            first = np.diff(person[order], prepend=-1) > 0
            self.leaving.append(visit[order[~first]])
            visit = visit[order[first]]
            asking.append(self.begin(self._leave(visit, visits.time[visit])))
        return np.concatenate(asking)

    def _leave(self, visit: Ints, done: Floats) -> Ints:
        """Let tokens leave their visits; return what may begin because of it."""
        if not len(visit):
            return visit
        visits, stack = self.visits, self.stack
        visits.done[visit] = done
        person, place = visits.person[visit], visits.place[visit]
        late = self.chances.late(person, place, visits.started[visit], done)
        late &= (visits.exit[visit] == ON) & (stack.late[place] >= 0)
        exits = np.where(late, LATE, visits.exit[visit])
        return self.walk.leave(visit, exits)

    def _note(self, what: str, visit: Ints) -> None:
        """Note what happens to visits today."""
        self.log.add(**{what: visit, f"{what}_day": np.full(len(visit), self.day)})

    def renumber(self, number: Ints) -> None:
        """Take over the new numbers of the visits."""
        self.queues.renumber(number)
        self.calendar.renumber(number)
        self.expiry.renumber(number)
        self.departures.renumber(number)
