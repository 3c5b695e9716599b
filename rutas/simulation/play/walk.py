"""Walk people's tokens on, as far as where they go hangs on no time that is not known yet.

In rounds, as `rutas.tokens.simulate` does: every token of everybody moves at once. On its way each
token knows the last visit whose time the play must find, and how it gets on from there: ``max(F +
after, floor)``, F being when that visit ends. Where branches nest, who goes where does not hang on the
order of moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from rutas.simulation.play.bent import Bent
from rutas.simulation.play.chances import Chances
from rutas.simulation.play.joins import Joins
from rutas.simulation.play.table import renamed
from rutas.simulation.play.tokens import FORGAVE, LATE, ON, TIRED, Coming, Leaving
from rutas.tokens.token_table import Log, numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.simulation.play.people import People
    from rutas.simulation.play.stack import Stack
    from rutas.simulation.play.tokens import Tokens
    from rutas.simulation.play.visits import Visits

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Words = NDArray[np.uint64]

__all__ = ["Walk"]

_NONE = np.empty(0, dtype=np.int64)


class Walk:
    """The tokens of everybody between two rounds.

    Attributes
    ----------
    parked, low
        Visits from which the walk goes on later, and when that may be at the soonest.
    log
        Visits that end of which the time need not be found, for the record.
    """

    def __init__(self, stack: Stack, people: People, visits: Visits, end: int) -> None:
        self.stack, self.people, self.visits = stack, people, visits
        self.chances = Chances(stack, people)
        self.joins, self.bent = Joins(stack, people, visits), Bent(stack, people)
        self.parked: list[tuple[Ints, Floats]] = [(_NONE, np.empty(0))]
        self.log = Log()
        self.until, self.end = 0.0, float(end)
        self.new: list[Ints] = []
        self.links: list[tuple[NDArray[Any], ...]] = []

    def enter(self, person: Ints, place: Ints, time: Floats) -> Ints:
        """Walk people on who enter; return the visits that may begin."""
        self.joins.start(person, place)
        bent = self.stack.bent[place]
        come = Coming.at(person[~bent], place[~bent], time[~bent])
        if not bent.any():
            return self._run([come], [])
        one, at, forgave = self.bent.start(person[bent], place[bent])
        own = Coming.at(person[bent][one], at, time[bent][one], forgave)
        return self._run([come, own], [])

    def resume(self, until: float) -> Ints:
        """Walk on from visits that may end before some moment; return those that may begin then."""
        self.until = until
        visit, low = (np.concatenate(column) for column in zip(*self.parked, strict=True))
        now = low < until
        self.parked = [(visit[~now], low[~now])]
        visit, low = visit[now], low[now]
        return self._run([], [self._from(visit, low, self.visits.exit[visit])])

    def leave(self, visit: Ints, exits: Ints) -> Ints:
        """Walk on from visits that have ended; return those that may begin."""
        return self._run([], [self._from(visit, self.visits.done[visit], exits)])

    def _from(self, visit: Ints, low: Floats, exits: Ints) -> Leaving:
        """Return the tokens that leave visits."""
        visits = self.visits
        person, place, done = visits.person[visit], visits.place[visit], visits.done[visit]
        word = self.chances.word(person, place, visits.turn[visit])[1]
        open_ = np.isnan(done)
        source, floor = np.where(open_, visit, -1), np.where(open_, -np.inf, done)
        low = np.fmax(low, done)
        return Leaving(person, place, source, np.zeros(len(visit)), floor, low, visit, word, exits)

    def _run(self, come: list[Coming], leaving: list[Leaving]) -> Ints:
        """Walk tokens that come to places, and that leave some; return the visits that may begin."""
        while come or leaving:
            if leaving:
                come = [*come, self._leave(Leaving.joined(leaving))]
            arrived = self._gathered(Coming.joined(come))
            opened, forgave = self.joins.open()
            leaving = self._attend(arrived, None) if len(arrived) else []
            if len(opened):
                self.new.append(opened)
                leaving += self._attend(self._opened(opened, forgave), opened)
            come = []
        return self._finish()

    def _finish(self) -> Ints:
        """Make the links between the visits that are new, and return those that wait on none."""
        self._rest()
        if self.links:
            self.visits.link(*(np.concatenate(column) for column in zip(*self.links, strict=True)))
        new = np.concatenate([_NONE, *self.new])
        self.links, self.new = [], []
        return np.asarray(new[self.visits.coming[new] == 0])

    def _rest(self) -> None:
        """Note of whom no token moves, and what waits for ever."""
        who, visit = self.joins.stop()
        if len(who):
            np.add.at(self.people.coming, who, 1)
            self.visits.coming[visit] -= 1
            self.new.append(visit)
            zero, never = np.zeros(len(who)), np.full(len(who), -np.inf)
            self.log.add(stuck_person=who, stuck_source=visit, stuck_after=zero, stuck_floor=never)

    def _gathered(self, tokens: Coming) -> Coming:
        """Let tokens that come to joins wait there; return the others."""
        column = self.stack.column[tokens.place]
        waits = column >= 0
        if not waits.any():
            return tokens
        come, column = tokens[waits], column[waits]
        visit = self.joins.visit(come.person, column, come.place)
        self.people.waits[come.person, column] = True
        self.visits.urgent[visit[come.urgent]] = True
        self._lead(come, visit)
        return tokens[~waits]

    def _lead(self, tokens: Tokens, visit: Ints) -> None:
        """Let a visit begin no sooner than some tokens come to it."""
        np.maximum.at(self.visits.time, visit, tokens.low)
        some = np.flatnonzero(tokens.source >= 0)
        self.links.append(
            (tokens.source[some], visit[some], tokens.after[some], tokens.floor[some])
        )

    def _opened(self, visit: Ints, forgave: Bools) -> Coming:
        """Return the tokens that are at joins that open."""
        visits = self.visits
        person, place, time = visits.person[visit], visits.place[visit], visits.time[visit]
        tokens = Coming.at(person, place, time, forgave)
        tokens.source, tokens.floor = visit, np.full(len(visit), -np.inf)
        tokens.urgent = visits.urgent[visit]
        return tokens

    def _attend(self, tokens: Coming, visit: Ints | None) -> list[Leaving]:
        """Attend tokens at their places; return those that leave, as far as can be told now.

        Where they are at joins that opened, the visits are told that this is.
        """
        straight = self.stack.straight[tokens.place]
        found = []
        for go, some in ((self._pass, straight), (self._stop, ~straight)):
            if some.all():
                found.append(go(tokens, visit))
            elif some.any():
                found.append(go(tokens[some], None if visit is None else visit[some]))
        return [one for one in found if len(one)]

    def _pass(self, tokens: Coming, _: Ints | None) -> Leaving:
        """Let tokens pass places where no time needs to be found."""
        exits = tokens.forgave.astype(np.int64)
        stack, person, place = self.stack, tokens.person, tokens.place
        own, word = self.chances.word(person, place, self.chances.turns(person, place))
        opens = self.chances.opens(person, place, own)
        stay = self.chances.stay(place, word)
        after, floor = tokens.after + stay, np.maximum(tokens.floor, opens) + stay
        due = np.flatnonzero(stack.due[place])
        if len(due):
            self.log.add(
                due_person=person[due], due_place=place[due], due_source=tokens.source[due],
                due_after=after[due], due_floor=floor[due],
                due_came_after=tokens.after[due], due_came_floor=tokens.floor[due],
            )  # fmt: skip
        low = np.maximum(tokens.low, opens) + stay
        nothing = np.full(len(tokens), -1)
        leaving = Leaving(person, place, tokens.source, after, floor, low, nothing, word, exits)
        soon = low < self.end
        return leaving if soon.all() else leaving[soon]

    def _stop(self, tokens: Coming, visit: Ints | None) -> Leaving:
        """Let tokens stop at visits whose time must be found; return those that leave as it may be."""
        exits = tokens.forgave.astype(np.int64)
        stack, visits, person, place = self.stack, self.visits, tokens.person, tokens.place
        turn = self.chances.turns(person, place)
        own, word = self.chances.word(person, place, turn)
        opens, tail = self.chances.opens(person, place, own), self.chances.tail(place, word)
        times, every = np.ones(len(place), dtype=np.int64), np.zeros(len(place))
        some = np.flatnonzero(stack.series[place] & stack.queued[place])
        if len(some):
            times[some], every[some] = self.chances.series(place[some], word[some])
        columns: dict[str, NDArray[Any]] = {
            "turn": turn, "opens": opens, "every": every, "tail": tail, "times": times,
            "exit": exits, "role": stack.role[place],
        }  # fmt: skip
        urgent = (tokens.urgent | stack.first[place]).astype(np.int64)
        columns["group"] = self.people.replication[person] * len(stack.needs)
        columns["group"] += stack.kind[place, urgent]
        some = np.flatnonzero(~stack.limited[place])
        if len(some):
            self._without_limit(columns, some, place, word)
        columns |= self.chances.patience(place, own, word)
        if visit is None:
            visit = visits.add(len(tokens), person=person, place=place, **columns)
            self._lead(tokens, visit)
            self.new.append(visit)
        else:
            for name, column in columns.items():
                getattr(visits, name)[visit] = column
        dynamic = stack.dynamic[place]
        low = (
            np.maximum(tokens.low, opens) + columns.get("before", 0.0) + tail + (times - 1) * every
        )
        parks = ~dynamic & (low >= self.until)
        self.parked.append((visit[parks], low[parks]))
        now = np.flatnonzero(~dynamic & ~parks)
        zero, never = np.zeros(len(now)), np.full(len(now), -np.inf)
        visit = visit[now]
        return Leaving(
            person[now], place[now], visit, zero, never, low[now], visit, word[now], exits[now]
        )

    def _without_limit(
        self, columns: dict[str, NDArray[Any]], some: Ints, place: Ints, word: Words
    ) -> None:
        """Let some wait as is declared, before they are attended or ask for what is only shut at times."""
        stack, place, word = self.stack, place[some], word[some]
        asks = stack.queued[place]
        wait = self.chances.wait(place, word)
        before = np.zeros(len(columns["tail"]))
        before[some] = np.where(asks, wait, 0.0)
        columns["before"] = before
        columns["tail"][some] = np.where(
            asks, columns["tail"][some], self.chances.stay(place, word)
        )

    def _leave(self, tokens: Leaving) -> Coming:
        """Let tokens leave their places; return them where they go."""
        stack, person, place = self.stack, tokens.person, tokens.place
        word = tokens.word
        tired = tokens.exit == TIRED
        lost = (tokens.exit >= TIRED) | self.chances.lost(place, word)
        own = tokens.visit >= 0
        visit = tokens.visit[own]
        self.visits.left[visit], self.visits.lost[visit] = True, lost[own]
        some = np.flatnonzero(~own)
        if len(some):
            self.log.add(
                over_person=person[some], over_place=place[some], over_source=tokens.source[some],
                over_after=tokens.after[some], over_floor=tokens.floor[some], over_lost=lost[some],
            )  # fmt: skip
        ends = ~lost & stack.ends[place]
        np.add.at(self.people.coming, person[lost | ends], 1)
        self.people.failed[person[ends & ~stack.succeeds[place]]] = True
        link = self._link(tokens, word)
        fork = ~(lost | ends) & stack.parallel[place] & (tokens.exit == ON)
        flags = {"lost": lost, "tired": tired, "ends": ends, "fork": fork}
        bent = stack.bent[place]
        if not bent.any():
            return self._nested(tokens, link, flags)
        parts = [(self._nested, ~bent), (self._one_by_one, bent)]
        return Coming.joined(
            [
                move(tokens[some], link[some], {name: flag[some] for name, flag in flags.items()})
                for move, some in parts
            ]
        )

    def _nested(self, tokens: Leaving, link: Ints, flags: dict[str, Bools]) -> Coming:
        """Let tokens leave by links, where branches nest."""
        stack, person, place = self.stack, tokens.person, tokens.place
        lost, fork = flags["lost"], flags["fork"]
        final = lost | flags["ends"]
        change = np.where(final, stack.at_end + place, np.where(fork, stack.at_fork + place, link))
        token, column = self.joins.move(person, change)
        if len(token):
            gone = tokens[token]
            where = stack.meets[gone.place, column]
            self._lead(gone, self.joins.visit(gone.person, column, where))
        if lost.any():
            self.joins.lose(person[lost], place[lost], flags["tired"][lost])
        copies = np.where(final, 0, np.where(fork, stack.links[place], 1))
        parent = np.repeat(np.arange(len(tokens)), copies)
        link = link[parent] + np.where(fork[parent], numbered(copies), 0)
        return Coming(
            person[parent], stack.target[link], tokens.source[parent], tokens.after[parent],
            tokens.floor[parent], tokens.low[parent], stack.urgent[link],
            np.zeros(len(parent), dtype=bool),
        )  # fmt: skip

    def _one_by_one(self, tokens: Leaving, link: Ints, flags: dict[str, Bools]) -> Coming:
        """Let tokens leave by links, one of each person, where branches do not nest."""
        flags |= {"forgave": tokens.exit == FORGAVE}
        parent, place, forgave = self.bent.leave(tokens.person, tokens.place, link, **flags)
        np.maximum.at(self.people.last, tokens.person, tokens.floor)
        come = Coming.at(tokens.person[parent], place, tokens.floor[parent], forgave)
        come.urgent = self.stack.urgent[link[parent]] & (self.stack.target[link[parent]] == place)
        return come

    def _link(self, tokens: Leaving, word: Words) -> Ints:
        """Return the link that each token takes, or the first of a fork's."""
        stack, place = self.stack, tokens.place
        link = stack.link[place].copy()
        more = np.flatnonzero((stack.links[place] > 1) & ~stack.parallel[place])
        chance = self.chances.taken(word[more])
        while len(more):
            on = chance >= stack.below[link[more]]
            more, chance = more[on], chance[on]
            link[more] += 1
        link = np.where(tokens.exit == LATE, stack.late[place], link)
        return np.where(tokens.exit == FORGAVE, stack.missing[place], link)

    def renumber(self, people: Ints, visits: Ints) -> None:
        """Take over new numbers."""
        self.parked = [(visits[visit], low) for visit, low in self.parked]
        for kind in ("over", "due", "stuck"):
            for name, number in (("person", people), ("source", visits)):
                pieces = self.log.pieces.get(f"{kind}_{name}", [])
                pieces[:] = [renamed(piece, number) for piece in pieces]
