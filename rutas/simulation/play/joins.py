"""Open the joins of everybody's journeys, where branches nest: by counting what holds each up.

A token holds up the joins of the blocks that it is inside of (`rutas.tokens.blocks`), whatever waits.
So it is enough to know of each person and join how many of her tokens move inside, how many were lost
there, and whether one waits. Inner joins are looked at before those around them: where nothing moves
inside the outer one, each inner one has opened or never will.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.simulation.play.people import People
    from rutas.simulation.play.stack import Stack
    from rutas.simulation.play.visits import Visits

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["Joins"]

_NONE, _NO = np.empty(0, dtype=np.int64), np.empty(0, dtype=bool)


class Joins:
    """The joins of everybody.

    Attributes
    ----------
    touched
        Visits at joins where something may have changed.
    stopped
        Persons of whom a token stopped.
    """

    def __init__(self, stack: Stack, people: People, visits: Visits) -> None:
        self.stack, self.people, self.visits = stack, people, visits
        self.size = stack.joins
        self.touched: list[Ints] = []
        self.stopped: list[Ints] = []

    def start(self, person: Ints, place: Ints) -> None:
        """Let a token of each begin to move at a place, if it is no join."""
        moves = np.flatnonzero(self.stack.column[place] < 0)
        self.people.active[person[moves]] += self.stack.reach[place[moves]]

    def move(self, person: Ints, change: Ints) -> tuple[Ints, Ints]:
        """Let tokens leave places; return the tokens and joins of which one holds a join up no more.

        Parameters
        ----------
        person, change
            Whose they are, and what that changes: rows of `Stack.change`.
        """
        some = np.flatnonzero(self.stack.changes[change])
        token, column = np.nonzero(self.stack.change[change[some]])
        token = some[token]
        by = self.stack.change[change[token], column]
        where = person[token] * (self.size + 1) + column
        np.add.at(self.people.active.reshape(-1), where, by)
        less = by < 0
        token, column = token[less], column[less]
        stops = column == self.size
        self.stopped.append(person[token[stops]])
        return token[~stops], column[~stops]

    def visit(self, person: Ints, column: Ints, place: Ints) -> Ints:
        """Return the visit that begins when a join opens, and note that it may have come nearer."""
        found = self.people.opening[person, column]
        new = np.flatnonzero(found < 0)
        if len(new):
            key = person[new] * self.size + column[new]
            one, which = np.unique(key, return_inverse=True)
            who, where = np.divmod(one, self.size)
            where_at = self.stack.meets[place[new], column[new]]
            at = np.empty(len(one), dtype=np.int64)
            at[which] = where_at
            made = self.visits.add(len(one), person=who, place=at, coming=1)
            self.people.opening[who, where] = made
            found[new] = made[which]
        self.touched.append(found)
        return found

    def lose(self, person: Ints, place: Ints, tired: Bools) -> None:
        """Let lost tokens stand where they were lost, some because they gave up."""
        people, reach = self.people, self.stack.reach
        np.add.at(people.lost, person, 1)
        np.add.at(people.missed, person, reach[place])
        if tired.any():
            np.add.at(people.gave_up, person[tired], 1)
            np.add.at(people.tired, person[tired], reach[place[tired]])

    def open(self) -> tuple[Ints, Bools]:
        """Open what nothing holds up; return the visits that begin so, and which of them forgive."""
        people, stack = self.people, self.stack
        if not self.touched:
            return _NONE, _NO
        visit = np.concatenate(self.touched)
        self.touched = []
        person, column = self.visits.person[visit], stack.column[self.visits.place[visit]]
        idle = people.waits[person, column] & (people.active[person, column] == 0)
        visit = np.unique(visit[idle])
        person, place = self.visits.person[visit], self.visits.place[visit]
        column, depth = stack.column[place], stack.depth[place]
        opened, forgave = [_NONE], [_NO]
        for level in range(int(depth.max(initial=-1)), -1, -1):
            here = np.flatnonzero(
                (depth == level)
                & (people.active[person, column] == 0)
                & people.waits[person, column]
            )
            missed = people.missed[person[here], column[here]] > 0
            here = here[~missed | (stack.missing[place[here]] >= 0)]
            missed = people.missed[person[here], column[here]] > 0
            self.forgive(person[here[missed]], column[here[missed]], place[here[missed]])
            people.waits[person[here], column[here]] = False
            people.opening[person[here], column[here]] = -1
            np.add.at(people.active, person[here], stack.reach[place[here]])
            self.visits.coming[visit[here]] -= 1
            opened.append(visit[here])
            forgave.append(missed)
        return np.concatenate(opened), np.concatenate(forgave)

    def forgive(self, person: Ints, column: Ints, place: Ints) -> None:
        """Forgive the tokens lost inside of joins, and those that wait for them inside."""
        if not len(person):
            return
        people, stack = self.people, self.stack
        around, inside = stack.reach[place].copy(), stack.inside[place]
        around[np.arange(len(place)), column] = 1
        around[:, -1] = 0
        for table, total in ((people.missed, people.lost), (people.tired, people.gave_up)):
            count = table[person, column]
            np.subtract.at(total, person, count)
            np.subtract.at(table, person, count[:, None] * around)
            one, which = np.nonzero(inside)
            table[person[one], which] = 0
        shut = people.waits[person] & (inside[:, :-1] > 0)
        one, which = np.nonzero(shut)
        people.waits[person[one], which] = False
        people.opening[person[one], which] = -1

    def stop(self) -> tuple[Ints, Ints]:
        """Return persons of whom none moves any more and one waits for ever, and the visits of those."""
        people = self.people
        person = np.concatenate([_NONE, *self.stopped])
        self.stopped = []
        person = np.unique(person[(people.active[person, -1] == 0) & ~people.over[person]])
        people.over[person] = True
        one, column = np.nonzero(people.waits[person])
        who = person[one]
        people.stuck[who] = True
        return who, people.opening[who, column]
