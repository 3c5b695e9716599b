"""Walk people's tokens on, as far as where they go hangs on no time that is not known yet.

In rounds, as `rutas.tokens.simulate` does: every token of everybody moves at once. On its way each
token knows the last visit whose time the play must find, and how it gets on from there: ``max(F +
after, floor)``, F being when that visit ends. Where branches nest, who goes where does not hang on the
order of moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rutas.simulation.play.bent import Bent
from rutas.simulation.play.joins import Joins
from rutas.simulation.play.table import renamed
from rutas.tokens.common_random_numbers import derived, uniform
from rutas.tokens.token_table import Log, numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.simulation.play.people import People
    from rutas.simulation.play.stack import Stack
    from rutas.simulation.play.visits import Visits

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Words = NDArray[np.uint64]

__all__ = ["Tokens", "Walk"]

ON, FORGAVE, LATE, TIRED, LOST = range(5)
_DROPOUT, _LINK, _WAIT, _TAKES, _LEAD, _TIMES, _EVERY, _OPENS, _PATIENCE, _LEAVES = range(10)
_NONE = np.empty(0, dtype=np.int64)


@dataclass
class Tokens:
    """Tokens on their way, or about to leave a place.

    Attributes
    ----------
    person, place
        Whose, and where.
    source, after, floor
        Of the time: the last visit that must be found, -1 if there is none, and how she gets on from there.
    low
        The time, or a moment before which it is not.
    urgent
        Whether it comes by an urgent link.
    visit
        The visit that is hers already, as a join opened or as one that ended; or -1.
    turn
        How often she was at the place before.
    exit
        How it leaves: `ON`, `FORGAVE`, `LATE`, `TIRED` or `LOST`.
    came_after, came_floor
        The same of the time at which it came.
    """

    person: Ints
    place: Ints
    source: Ints
    after: Floats
    floor: Floats
    low: Floats
    urgent: Bools
    visit: Ints
    turn: Ints
    exit: Ints
    came_after: Floats
    came_floor: Floats

    def __getitem__(self, chosen: Bools | Ints) -> Tokens:
        return Tokens(**{name: column[chosen] for name, column in vars(self).items()})

    def __len__(self) -> int:
        return len(self.person)

    @staticmethod
    def joined(parts: list[Tokens]) -> Tokens:
        """Return all of some."""
        if len(parts) == 1:
            return parts[0]
        names = vars(parts[0])
        return Tokens(**{n: np.concatenate([vars(one)[n] for one in parts]) for n in names})

    @staticmethod
    def known(person: Ints, place: Ints, time: Floats, **others: Ints) -> Tokens:
        """Return tokens of which the time is known."""
        size = len(person)
        nothing = np.full(size, -1)
        columns = {"visit": nothing.copy(), "turn": nothing, "exit": np.zeros(size, np.int64)}
        columns |= others
        zero = np.zeros(size)
        urgent = np.zeros(size, dtype=bool)
        return Tokens(
            person,
            place,
            nothing,
            zero,
            time,
            time,
            urgent,
            **columns,
            came_after=zero,
            came_floor=time,
        )


class Walk:
    """The tokens of everybody between two rounds.

    Attributes
    ----------
    parked
        Tokens that leave a visit no sooner than was asked for last time.
    log
        Visits that end, for the record.
    """

    def __init__(self, stack: Stack, people: People, visits: Visits, end: int) -> None:
        self.stack, self.people, self.visits = stack, people, visits
        self.joins, self.bent = Joins(stack, people, visits), Bent(stack, people)
        self.parked: list[Tokens] = []
        self.log = Log()
        self.until, self.end = 0.0, float(end)
        self.new: list[Ints] = []
        self.links: list[tuple[NDArray[Any], ...]] = []

    def enter(self, person: Ints, place: Ints, time: Floats) -> Tokens:
        """Put a token of each at her way in."""
        self.joins.start(person, place)
        tokens = Tokens.known(person, place, time)
        bent = np.flatnonzero(self.stack.bent[place])
        if not len(bent):
            return tokens
        one, at, forgave = self.bent.start(person[bent], place[bent])
        own = Tokens.known(person[bent[one]], at, time[bent[one]], exit=forgave.astype(np.int64))
        return Tokens.joined([tokens[~self.stack.bent[place]], own])

    def resume(self, until: float) -> Tokens:
        """Take up the tokens that may leave their visits before some moment."""
        self.until = until
        if not self.parked:
            return Tokens.known(_NONE, _NONE, np.empty(0))
        parked = Tokens.joined(self.parked)
        now = parked.low < until
        self.parked = [parked[~now]]
        return parked[now]

    def date(self) -> None:
        """Note of parked tokens when they leave, where that is known by now."""
        for tokens in self.parked:
            known = np.flatnonzero(tokens.visit >= 0)
            known = known[~np.isnan(self.visits.done[tokens.visit[known]])]
            tokens.came_floor[known] = self.visits.started[tokens.visit[known]]
            tokens.low[known] = self.visits.done[tokens.visit[known]]
            tokens.floor[known] = tokens.low[known]
            tokens.source[known] = tokens.visit[known] = -1

    def run(self, come: list[Tokens], leaving: Tokens) -> Ints:
        """Walk tokens that come to places, and that leave some; return the visits that may begin."""
        while True:
            if len(leaving):
                come = [*come, self._leave(leaving)]
            arrived = self._gathered(Tokens.joined(come)) if come else None
            opened = self._opened()
            parts = [one for one in (arrived, opened) if one is not None and len(one)]
            if not parts:
                break
            come, leaving = [], self._attend(Tokens.joined(parts))
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
        np.add.at(self.people.coming, who, 1)
        self.visits.coming[visit] -= 1
        self.visits.plain[visit] = True
        self.new.append(visit)
        self.log.add(stuck_person=who, stuck_visit=visit)

    def _gathered(self, tokens: Tokens) -> Tokens:
        """Let tokens that come to joins wait there; return the others."""
        column = self.stack.column[tokens.place]
        waits = column >= 0
        if not waits.any():
            return tokens
        come = tokens[waits]
        visit = self.joins.visit(come.person, column[waits], come.place)
        self.people.waits[come.person, column[waits]] = True
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

    def _opened(self) -> Tokens:
        """Return the tokens that are at joins that open."""
        visit, forgave = self.joins.open()
        person, place = self.visits.person[visit], self.visits.place[visit]
        low = self.visits.time[visit]
        self.new.append(visit)
        tokens = Tokens.known(person, place, low, visit=visit, exit=forgave.astype(np.int64))
        tokens.source, tokens.floor = visit, np.full(len(visit), -np.inf)
        return tokens

    def word(self, person: Ints, place: Ints, turn: Ints) -> tuple[Words, Words]:
        """Return a word for a person at a place, and one for her visit there."""
        word = derived(self.people.word[person], self.stack.key[place])
        return word, derived(word, turn.astype(np.uint64))

    def _attend(self, tokens: Tokens) -> Tokens:
        """Attend tokens at their places; return those that leave, as far as can be told now."""
        stack, person, place = self.stack, tokens.person, tokens.place
        tokens.turn = self._turns(person, place)
        own, word = self.word(person, place, tokens.turn)
        opens = stack.opens.at(place, own, _OPENS) + self.people.born[person]
        wait = np.where(stack.limited[place], 0.0, stack.wait.at(place, word, _WAIT))
        takes = stack.takes.at(place, word, _TAKES) + stack.lead.at(place, word, _LEAD)
        times = stack.times.at(place, word, _TIMES)
        every = stack.every.at(place, word, _EVERY)
        queued, dynamic = stack.queued[place], stack.dynamic[place]
        times = np.where(queued, np.floor(times + 0.5), times)
        whole = wait + takes + (times - 1) * every
        timed = np.flatnonzero(queued | dynamic)
        if len(timed):
            given = {
                "turn": tokens.turn, "opens": opens, "before": np.where(queued, wait, 0.0),
                "every": every, "tail": np.where(queued, takes, whole), "times": times, "exit": tokens.exit,
            }  # fmt: skip
            given |= self._patience(place, own, word)
            self._visit(tokens, timed, {name: some[timed] for name, some in given.items()})
        tokens.low = np.maximum(tokens.low, opens) + whole
        straight = ~queued & ~dynamic
        self.visits.plain[tokens.visit[straight & (tokens.visit >= 0)]] = True
        tokens.came_after, tokens.came_floor = tokens.after, tokens.floor
        tokens.source = np.where(straight, tokens.source, tokens.visit)
        tokens.after = np.where(straight, tokens.after + whole, 0.0)
        tokens.floor = np.where(straight, np.maximum(tokens.floor, opens) + whole, -np.inf)
        tokens.visit = np.where(straight, -1, tokens.visit)
        parks = queued & ~dynamic & (tokens.low >= self.until)
        if parks.any():
            self.parked.append(tokens[parks])
        return tokens[~dynamic & ~parks & (tokens.low < self.end)]

    def _turns(self, person: Ints, place: Ints) -> Ints:
        """Count how often each was at her place before, where she may be twice."""
        slot = self.stack.slot[place]
        turn = np.zeros(len(place), dtype=np.int64)
        some = np.flatnonzero(slot >= 0)
        if len(some):
            who, where = person[some], slot[some]
            key = who * (self.stack.counted + 1) + where
            order = np.argsort(key, kind="stable")
            ranked = key[order]
            first = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
            again = np.empty(len(some), dtype=np.int64)
            again[order] = numbered(np.diff(np.append(first, len(ranked))))
            turn[some] = self.people.been[who, where] + again
            np.add.at(self.people.been, (who, where), 1)
        return turn

    def _patience(self, place: Ints, own: Words, word: Words) -> dict[str, Floats]:
        """Return how long each waits before she gives up, if that may be."""
        if not self.stack.gives_up:
            return {}
        patience = self.stack.patience.at(place, own, _PATIENCE)
        with np.errstate(divide="ignore"):
            gone = -np.log1p(-uniform(derived(word, _LEAVES))) / self.stack.hazard[place]
        return {"patience": np.fmin(patience, gone)}

    def _visit(self, tokens: Tokens, timed: Ints, given: dict[str, NDArray[Any]]) -> None:
        """Make the visits whose time is to be found; those at joins that opened are there."""
        visits, stack = self.visits, self.stack
        given["urgent"] = tokens.urgent[timed] | stack.first[tokens.place[timed]]
        new = tokens.visit[timed] < 0
        if new.any():
            come = tokens[timed[new]]
            columns = {name: some[new] for name, some in given.items()}
            made = visits.add(len(come), person=come.person, place=come.place, **columns)
            tokens.visit[timed[new]] = made
            self._lead(come, made)
            self.new.append(made)
        old = np.flatnonzero(~new)
        if len(old):
            visit = tokens.visit[timed[old]]
            given["urgent"][old] |= visits.urgent[visit]
            for name, some in given.items():
                getattr(visits, name)[visit] = some[old]

    def _leave(self, tokens: Tokens) -> Tokens:
        """Let tokens leave their places; return them where they go."""
        stack, person, place = self.stack, tokens.person, tokens.place
        word = self.word(person, place, tokens.turn)[1]
        tired = tokens.exit == TIRED
        lost = (tokens.exit >= TIRED) | (uniform(derived(word, _DROPOUT)) < stack.dropout[place])
        self.log.add(
            person=person, place=place, source=tokens.source, after=tokens.after,
            floor=tokens.floor, visit=tokens.visit, came_after=tokens.came_after,
            came_floor=tokens.came_floor, lost=lost,
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
        return Tokens.joined(
            [
                move(tokens[some], link[some], {name: flag[some] for name, flag in flags.items()})
                for move, some in parts
            ]
        )

    def _nested(self, tokens: Tokens, link: Ints, flags: dict[str, Bools]) -> Tokens:
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
        gone = tokens[parent]
        gone.place, gone.urgent = stack.target[link], stack.urgent[link]
        gone.visit = np.full(len(link), -1)
        gone.exit = np.zeros(len(link), dtype=np.int64)
        return gone

    def _one_by_one(self, tokens: Tokens, link: Ints, flags: dict[str, Bools]) -> Tokens:
        """Let tokens leave by links, one of each person, where branches do not nest."""
        flags |= {"forgave": tokens.exit == FORGAVE}
        parent, place, forgave = self.bent.leave(tokens.person, tokens.place, link, **flags)
        np.maximum.at(self.people.last, tokens.person, tokens.floor)
        gone = tokens[parent]
        gone = Tokens.known(gone.person, place, gone.floor, exit=forgave.astype(np.int64))
        gone.urgent = self.stack.urgent[link[parent]] & (self.stack.target[link[parent]] == place)
        return gone

    def _link(self, tokens: Tokens, word: Words) -> Ints:
        """Return the link that each token takes, or the first of a fork's."""
        stack, place = self.stack, tokens.place
        link = stack.link[place].copy()
        more = np.flatnonzero((stack.links[place] > 1) & ~stack.parallel[place])
        chance = uniform(derived(word[more], _LINK))
        while len(more):
            on = chance >= stack.below[link[more]]
            more, chance = more[on], chance[on]
            link[more] += 1
        link = np.where(tokens.exit == LATE, stack.late[place], link)
        return np.where(tokens.exit == FORGAVE, stack.missing[place], link)

    def renumber(self, people: Ints, visits: Ints) -> None:
        """Take over new numbers."""
        for tokens in self.parked:
            tokens.person = people[tokens.person]
            tokens.source = renamed(tokens.source, visits)
            tokens.visit = renamed(tokens.visit, visits)
        of = {"person": people, "source": visits, "visit": visits}
        of |= {"stuck_person": people, "stuck_visit": visits}
        for name, numbers in of.items():
            pieces = self.log.pieces.get(name, [])
            pieces[:] = [renamed(piece, numbers) for piece in pieces]
