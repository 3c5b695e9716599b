"""Play service by service: where nobody comes back to a service, all who ask for it are known at once.

Services are taken in an order in which people only go on (`rutas.simulation.play.order`). So all who ever
ask for places of one are there at its turn. Sorted by the rules of `rutas.simulation`, the k-th of them gets
the place ``max(s + 1, f)``: s is the place of who asks before her, f the first of the day on which she asks,
all places being numbered through all days. That is a maximum that accumulates, and no day has to be played.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from rutas.simulation.play.chances import Chances
from rutas.simulation.play.joins import Joins
from rutas.simulation.play.people import People
from rutas.simulation.play.tokens import BITS, Served
from rutas.simulation.play.visits import Visits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rutas.simulation.play.counting import Counting
    from rutas.simulation.play.stack import Stack
    from rutas.simulation.setting import Entries

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Words = NDArray[np.uint64]

__all__ = ["Services"]

_MANY = 1 << 32  # more places than anybody asks for on a day
_BEFORE = (1 << BITS) - 1
_NOTHING = np.zeros(1, dtype=np.uint64)


class Services:
    """The services of some replications, one after another.

    Parameters
    ----------
    stack, order
        All places, and the order in which people go through them.
    slots
        ``(B, R, D)`` the places that are handed out.
    counting
        What happens is counted here.
    first
        The first of the replications.
    entries, place
        Who enters, replication by replication, and where.
    """

    def __init__(
        self, stack: Stack, slots: Ints, counting: Counting, first: int, entries: Entries, place: Ints
    ) -> None:  # fmt: skip
        self.stack, self.counting, self.first = stack, counting, first
        self.end = slots.shape[2]
        self.people = People(stack)
        self.person = self.people.enter(entries, slice(0, len(entries)))
        self.chances = Chances(stack, self.people)
        self.joins = Joins(stack, self.people, Visits())
        # a day more, on which everybody is served whose turn never comes
        shape = (slots.shape[0], slots.shape[1], self.end + 1)
        self.slots = np.full(shape, _MANY)
        self.slots[:, :, :-1] = np.minimum(slots, _MANY)
        self.begins = (entries.replication - first) * (self.end + 1)
        # the time at which joins open, as far as is known, and after which service
        self.time = np.full((len(entries), stack.joins), -np.inf)
        self.served = np.full((len(entries), stack.joins), -1 << BITS)
        drawn = [stack.wait, stack.takes, stack.lead, stack.times, stack.every, stack.opens]
        chosen = (stack.links > 1) & ~stack.parallel
        self.draws = chosen | (stack.dropout > 0) | np.any([one.row >= 0 for one in drawn], axis=0)
        self.opens = (stack.opens.mean > -np.inf) | (stack.opens.row >= 0)
        self.coming: dict[int, list[Served]] = {}
        self._enter(entries, place)

    def _enter(self, entries: Entries, place: Ints) -> None:
        self.counting.entered(self.people, self.person)
        self.joins.start(self.person, place)
        for one in np.unique(place).tolist():
            person = np.flatnonzero(place == one)
            self._come(one, Served.entering(person, entries.time[person]))

    def play(self, order: Sequence[Sequence[int]]) -> None:
        """Play all services."""
        for unit in order:
            some = [place for place in unit if place in self.coming]
            if some and self.stack.queued[some[0]]:
                self._ask(some)
            else:
                for place in some:
                    self._pass(place)
        people = self.people
        who = np.flatnonzero(people["active"][:, -1] == 0)
        waits = people["waits"][who]
        people.stuck[who] = waits.any(axis=1)
        last = np.where(waits, self.time[who], -np.inf).max(axis=1, initial=-np.inf)
        people.last[who] = np.maximum(people.last[who], last)
        people.counted[who] = True
        self.counting.over(people, who)
        self.counting.inside(people)

    def _come(self, place: int, tokens: Served) -> None:
        """Let tokens come to a place, which is a join or not."""
        column = int(self.stack.column[place])
        if column >= 0:
            self.people.waits[tokens.person, column] = True
            self._lead(tokens, column)
        self.coming.setdefault(place, []).append(tokens)

    def _lead(self, tokens: Served, column: int) -> None:
        """Let joins open no sooner than some tokens come to them, or leave their branches."""
        at = tokens.person, column
        self.time[at] = np.maximum(self.time[at], tokens.time)
        self.served[at] = np.maximum(self.served[at], tokens.served)

    def _here(self, place: int) -> tuple[Served, Bools]:
        """Return the tokens that are attended at a place, and which of them at a join that forgives."""
        parts = self.coming.pop(place)
        if self.stack.column[place] >= 0:
            return self._opened(place, np.unique(np.concatenate([one.person for one in parts])))
        tokens = parts[0]
        if len(parts) > 1:
            columns = zip(*(vars(one).values() for one in parts), strict=True)
            tokens = Served(*(np.concatenate(column) for column in columns))
            tokens = tokens[np.argsort(tokens.person, kind="stable")]
        return tokens, np.zeros(len(tokens.person), dtype=bool)

    def _opened(self, place: int, person: Ints) -> tuple[Served, Bools]:
        """Open a join for whom nothing holds it up, and return the tokens that go on there."""
        people, stack, column = self.people, self.stack, int(self.stack.column[place])
        person = person[people.waits[person, column] & (people.active[person, column] == 0)]
        missed = people.missed[person, column] > 0
        if stack.missing[place] < 0:
            person, missed = person[~missed], missed[~missed]
        some = person[missed]
        self.joins.forgive(some, np.full(len(some), column), np.full(len(some), place))
        people.waits[person, column] = False
        people.active[person] += stack.reach[place]
        return Served.at(person, self.time[person, column], self.served[person, column]), missed

    def _words(self, place: int, person: Ints) -> tuple[Words, Words]:
        """Return what the chances of people at a place are derived from, if there are any."""
        if not self.draws[place]:
            return _NOTHING, _NOTHING
        one = np.array([place])
        return self.chances.word(person, one, np.zeros(1, dtype=np.int64))

    def _pass(self, place: int) -> None:
        """Let tokens pass a place where nobody queues."""
        one, (tokens, forgave) = np.array([place]), self._here(place)
        if not len(tokens.person):
            return
        own, word = self._words(place, tokens.person)
        opens, stay = self.chances.opens(tokens.person, one, own), self.chances.stay(one, word)
        came = tokens.time
        after, floor = tokens.after + stay, np.maximum(tokens.floor, opens) + stay
        tokens = Served(tokens.person, tokens.done, after, floor, tokens.served)
        self._leave(place, tokens, came, forgave, word)

    def _ask(self, places: Sequence[int]) -> None:
        """Let tokens ask for the places of one resource, and go on when they are served."""
        stack = self.stack
        found: list[tuple[NDArray[Any], ...]] = []
        here: list[int] = []
        for place in places:
            one, (tokens, forgave) = np.array([place]), self._here(place)
            if not len(tokens.person):
                continue
            own, word = self._words(place, tokens.person)
            came = tokens.time
            asks = came
            if self.opens[place]:
                asks = np.maximum(came, self.chances.opens(tokens.person, one, own))
            if not stack.limited[place]:
                asks = asks + self.chances.wait(one, word)
            tail = np.broadcast_to(self.chances.tail(one, word), asks.shape)
            word = np.broadcast_to(word, asks.shape)
            columns = tokens.person, asks, tail, tokens.served, came, forgave, word
            soon = np.flatnonzero(asks < self.end)
            cut = len(soon) < len(asks)
            found.append(tuple(column[soon] for column in columns) if cut else columns)
            here.append(place)
        if not found:
            return
        person, asks, tail, served, came, forgave, word = (
            columns[0] if len(found) == 1 else np.concatenate(columns)
            for columns in zip(*found, strict=True)
        )
        size = [len(columns[0]) for columns in found]
        day = asks.astype(np.int64)
        begins = self.begins[person]
        asked = begins + day
        again = served >> BITS == day
        before = np.where(again, (served & _BEFORE) + 1, 0) if again.any() else None
        order: Ints | slice = slice(None)
        if before is not None or len(found) > 1 or not _ranked(begins, asks):
            before = np.zeros_like(day) if before is None else before
            order = np.lexsort((person, asks, before, asked))
        resource = stack.asked[stack.step[places[0]]][0]
        got = np.empty_like(day)
        got[order] = _served(self.slots[:, resource].ravel(), asked[order])
        got -= begins
        rows = [int(self.counting.row[stack.step[place]]) for place in here]
        bounds = np.cumsum([0, *size]).tolist()
        parts = [*zip(rows, bounds, bounds[1:], strict=False)]
        self._count_queue(parts, resource, asked, begins, got)
        done = np.maximum(asks, got) + tail
        served = got << BITS
        if before is not None:
            served |= np.where(got == day, before, 0)
        for place, low, high in zip(here, bounds, bounds[1:], strict=False):
            some = slice(low, high)
            tokens = Served.at(person[some], done[some], served[some])
            self._leave(place, tokens, came[some], forgave[some], word[some])

    def _count_queue(
        self, parts: Sequence[tuple[int, int, int]], resource: int, asked: Ints, begins: Ints, got: Ints
    ) -> None:  # fmt: skip
        """Count who asked for places and got them: for each step, and for their resource."""
        counting, size = self.counting, len(self.slots)
        moment = begins + got
        for row, low, high in parts:
            counting.of_row("came", self.first, size, row, asked[low:high])
            counting.of_row("served", self.first, size, row, moment[low:high])
        whole = [(resource, 0, len(got))] if len(parts) > 1 else []
        for row, low, high in [*parts, *whole]:
            some = low + np.flatnonzero(got[low:high] < self.end)
            rows = [row] if whole else [row, resource]
            counting.waits_of_rows(self.first, rows, asked[some], moment[some])

    def _leave(self, place: int, tokens: Served, came: Floats, forgave: Bools, word: Words) -> None:
        """Let tokens leave a place; what ends after the last day stays inside for ever."""
        stack, people, time = self.stack, self.people, tokens.time
        word = np.broadcast_to(word, time.shape)
        soon = np.flatnonzero(time < self.end)
        if not len(soon):
            return
        if len(soon) < len(time):
            tokens, time, came = tokens[soon], time[soon], came[soon]
            forgave, word = forgave[soon], word[soon]
        moment = self.begins[tokens.person] + time.astype(np.int64)
        step = int(stack.step[place])
        self._count("visits", step, moment)
        if stack.due[place]:
            at = np.full(len(time), place)
            self._count("late", step, moment[self.chances.late(tokens.person, at, came, time)])
        if stack.dropout[place] > 0:
            lost = self.chances.lost(np.array([place]), word)
            self._count("left", step, moment[lost])
            person = tokens.person[lost]
            self._stop(place, tokens[lost], time[lost])
            self.joins.lose(person, np.full(len(person), place), np.zeros(len(person), dtype=bool))
            kept = np.flatnonzero(~lost)
            tokens, time, forgave, word = tokens[kept], time[kept], forgave[kept], word[kept]
        for gift in range(int(stack.gift[place]), int(stack.gift[place] + stack.gives[place])):
            people.received[tokens.person, stack.given[gift]] = True
        if stack.ends[place]:
            people.failed[tokens.person] |= not stack.succeeds[place]
            self._stop(place, tokens, time)
            return
        if forgave.any():
            self._go(int(stack.missing[place]), tokens[forgave])
            tokens, word = tokens[~forgave], word[~forgave]
        self._choose(place, tokens, word)

    def _count(self, name: str, step: int, moment: Ints) -> None:
        self.counting.of_row(name, self.first, len(self.slots), step, moment)

    def _stop(self, place: int, tokens: Served, time: Floats) -> None:
        """Let tokens move no more."""
        self._move(tokens, self.stack.at_end + place)
        last = self.people.last
        last[tokens.person] = np.maximum(last[tokens.person], time)

    def _choose(self, place: int, tokens: Served, word: Words) -> None:
        """Let tokens go on from a place: by all links, or by one each."""
        stack = self.stack
        links = range(int(stack.link[place]), int(stack.link[place] + stack.links[place]))
        if stack.parallel[place]:
            self._move(tokens, stack.at_fork + place)
            for link in links:
                self._come(int(stack.target[link]), tokens)
        elif len(links) == 1:
            self._go(links[0], tokens)
        else:
            chance = self.chances.taken(word)
            taken = np.zeros(len(chance), dtype=np.int64)
            for link in links[:-1]:
                taken += chance >= stack.below[link]
            for k, link in enumerate(links):
                self._go(link, tokens[np.flatnonzero(taken == k)])

    def _go(self, link: int, tokens: Served) -> None:
        """Let tokens go by a link."""
        if len(tokens.person):
            self._move(tokens, link)
            self._come(int(self.stack.target[link]), tokens)

    def _move(self, tokens: Served, change: int) -> None:
        """Count what holds the joins up that some tokens leave, or come to the branches of."""
        by = self.stack.change[change]
        for column in np.flatnonzero(by).tolist():
            self.people.active[tokens.person, column] += by[column]
            if by[column] < 0 and column < self.stack.joins:
                self._lead(tokens, column)


def _ranked(begins: Ints, asks: Floats) -> bool:
    """Tell whether people come in order already, as they do who were all served at one service before."""
    return bool(((asks[1:] >= asks[:-1]) | (begins[1:] > begins[:-1])).all())


def _served(places: Ints, asked: Ints) -> Ints:
    """Return the day on which each is served who asks on some day, first come first, days being numbered.

    >>> _served(np.array([1, 0, 2, 9]), np.array([0, 0, 0, 0, 2])).tolist()
    [0, 2, 2, 3, 3]
    """
    total = np.cumsum(places)
    turn = np.arange(len(asked))
    place = np.maximum.accumulate((total - places)[asked] - turn) + turn
    return np.searchsorted(total, place, side="right")
