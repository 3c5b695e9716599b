"""Walk many journeys through a route at once, token by token, under its own rules.

Who goes where does not depend on the order in which the tokens of one person move: a join opens with the
same tokens however long each of them took. So all tokens of all journeys move together, in rounds, and
each carries its own clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.common_random_numbers import CommonRandomNumbers
from rutas.tokens.journeys import Journeys
from rutas.tokens.token_table import Log, Tokens, numbered, pairs, pick

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.tokens.figures import Figures
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["simulate"]

_ROUNDS = 20_000
_ROUNDS_A_STEP = 100
_TURNS = 30
_SURE = 2.0


def simulate(
    net: Net,
    figures: Figures,
    rng: np.random.Generator,
    *,
    each: int = 1,
    people: Ints | None = None,
) -> Journeys:
    """Walk journeys through a route.

    Parameters
    ----------
    net
        The route.
    figures
        Its quantities: at their means, or one row a draw. A table of one row serves every row of the
        others, so that times may be drawn while shares stay at their means, or the other way round.
    rng
        A numpy generator; one number is taken from it. The same number gives everybody the same chances
        at every step, whatever became of the others, in every route with the same steps.
    each
        How many journeys to walk for every row.
    people
        ``(J,)`` who walks each journey: her number decides her chances, so that some of many journeys can
        be walked again by themselves; by default 0, 1, 2, ...

    Returns
    -------
    The journeys, those of one row side by side, and every visit of theirs. A person whose branches
    multiply without end is cut short, and counts as stuck; so does who still walks after so many rounds
    that most journeys would long have ended, but she is named apart.

    Notes
    -----
    At a step that she gets to at time t she waits for the age at which it opens, if it does, then for
    her turn (``wait``), and is then attended (``takes``, and ``(times - 1) * every`` for the rest of a
    series). A join opens when the last token that could get there has come, has gone elsewhere or has
    ended, and not at all where one was lost on its way.
    """
    return _Walk(net, figures, rng, each, people).run()


class _Walk:
    """The state of all journeys between two rounds."""

    def __init__(
        self,
        net: Net,
        figures: Figures,
        rng: np.random.Generator,
        each: int,
        people: Ints | None,
    ) -> None:
        self.net, self.figures = net, figures
        self.chances = CommonRandomNumbers(int(rng.integers(2**63)), net.ids)
        self.round = 0
        self.row = np.repeat(np.arange(figures.draws), each)
        self.size = len(self.row)
        self.people = np.arange(self.size) if people is None else people
        self.joins = np.flatnonzero(net.join)
        self.column = np.full(len(net), -1)
        self.column[self.joins] = np.arange(len(self.joins))
        self.reach = net.reach_of_joins
        self.between = self.reach[self.joins] & ~np.eye(len(self.joins), dtype=bool)
        self.releases = _releases(net, self.reach, self.column)
        self.trapped = ~net.ends(figures.dropout.max(axis=0) > 0)
        # Round a trap without joins a token goes for ever; at a join, another may yet come and be stuck.
        self.turns = np.where(self.reach.any(axis=1), _TURNS, 1)
        shape = (self.size, len(net) if self.trapped.any() else 0)
        self.been = np.zeros(shape, dtype=np.uint16)
        self.reading = _thresholds(net, figures)
        shape = (self.size, len(self.joins))
        self.waiting = np.zeros(shape, dtype=np.int64)
        self.held = np.empty(0, dtype=np.int64)  # where somebody waits, as places in `waiting`
        self.opens = np.full(shape, -np.inf)
        self.opener = np.full(shape, -1)
        self.dead = np.zeros(shape, dtype=bool)
        self.visits = 0
        self.log = Log()

    def run(self) -> Journeys:
        """Move all tokens until none is left."""
        way, tokens = self._enter()
        at = pick(self.figures.at, self.row, way)
        for _ in range(min(_ROUNDS, _ROUNDS_A_STEP * (len(self.net) + 5))):
            self.round += 1
            ready = self._open(self._gather(tokens), tokens)
            tokens = self._crowds(ready)
            if not len(tokens):
                break
            tokens = self._attend(tokens, at)
        self.log.add(walking=tokens.journey, walking_step=tokens.step, walking_time=tokens.time)
        self._stick(tokens.journey, tokens.step)
        left, columns = np.nonzero(self.waiting)
        self._stick(left, self.joins[columns])
        whole = self.log.whole
        return Journeys(
            net=self.net,
            row=self.row,
            way=way,
            at=at,
            journey=whole("journey").astype(np.int64),
            step=whole("step").astype(np.int64),
            arrived=whole("arrived").astype(np.float64),
            started=whole("started").astype(np.float64),
            done=whole("done").astype(np.float64),
            before=whole("before").astype(np.int64),
            lost=whole("lost").astype(bool),
            stuck_journey=whole("stuck_journey").astype(np.int64),
            stuck_step=whole("stuck_step").astype(np.int64),
            walking=whole("walking").astype(np.int64),
            walking_step=whole("walking_step").astype(np.int64),
            walking_time=whole("walking_time").astype(np.float64),
        )

    def _enter(self) -> tuple[Ints, Tokens]:
        """Put everybody's first token at a way in."""
        level = np.cumsum(self.figures.way_share, axis=1)
        level[:, _last_taken(self.net.way_share > 0) :] = _SURE
        rows = self.row if len(level) > 1 else np.zeros_like(self.row)
        everybody = np.arange(self.size)
        chance = self.chances.at(0, self.people, np.full_like(everybody, -1), everybody)
        way = (chance[:, None] >= level[rows]).sum(axis=1)
        time, before = np.zeros(self.size), np.full(self.size, -1)
        return way, Tokens(everybody, self.net.ways[way], time, before)

    def _gather(self, tokens: Tokens) -> Bools:
        """Let tokens that come to a join wait there; tell which ones wait."""
        column = self.column[tokens.step]
        waits = column >= 0
        if waits.any():
            arrived, column = tokens[waits], column[waits]
            np.add.at(self.waiting, (arrived.journey, column), 1)
            self.held = np.union1d(self.held, arrived.journey * len(self.joins) + column)
            self._delay(arrived.journey, column, arrived.time, arrived.before)
        return waits

    def _delay(self, journey: Ints, column: Ints, time: Floats, visit: Ints) -> None:
        """Let joins open no sooner than some moments, and remember what visit they waited for."""
        order = np.argsort(time, kind="stable")
        order = order[time[order] >= self.opens[journey[order], column[order]]]
        # Of several moments for one join the last is assigned last, and stays.
        self.opens[journey[order], column[order]] = time[order]
        self.opener[journey[order], column[order]] = visit[order]

    def _open(self, waits: Bools, tokens: Tokens) -> Tokens:
        """Open the joins that no other token of the same person can still get to."""
        moving = tokens[~waits]
        if not len(self.held):
            return moving
        who, column = np.divmod(self.held, len(self.joins))
        closed = self.dead[who, column]
        if closed.any():
            shut, often = column[closed], self.waiting[who[closed], column[closed]]
            self._stick(np.repeat(who[closed], often), np.repeat(self.joins[shut], often))
            self.waiting[who[closed], shut] = 0
            who, column = who[~closed], column[~closed]
        # Each join that somebody waits at, beside each other place where a token of hers is.
        one, token = pairs(who, moving.journey)
        near = self.reach[moving.step[token], column[one]]
        expected = np.zeros(len(who), dtype=bool)
        expected[one[near]] = True
        one, other = pairs(who, who)
        near = self.between[column[other], column[one]]
        expected[one[near]] = True
        self.held = who[expected] * len(self.joins) + column[expected]
        who, column = who[~expected], column[~expected]
        opened = Tokens(who, self.joins[column], self.opens[who, column], self.opener[who, column])
        self.waiting[who, column] = 0
        return moving.with_(opened)

    def _crowds(self, tokens: Tokens) -> Tokens:
        """Cut short the journeys whose tokens multiply without end, and those that can't end."""
        # Where all goes well there is never more than one token at a step.
        crowd = np.bincount(tokens.journey, minlength=self.size) > 2 * len(self.net)
        cut = crowd[tokens.journey] | self._round_again(tokens)
        if not cut.any():
            return tokens
        gone = tokens[cut]
        self._stick(gone.journey, gone.step)
        np.logical_or.at(self.dead, gone.journey, self.reach[gone.step])
        return tokens[~cut]

    def _round_again(self, tokens: Tokens) -> Bools:
        """Tell which tokens come back too often to a step from which there is no way out."""
        again = self.trapped[tokens.step]
        if again.any():
            journey, step = tokens.journey[again], tokens.step[again]
            often = self.been[journey, step] >= self.turns[step]
            np.add.at(self.been, (journey[~often], step[~often]), 1)
            again[again] = often
        return again

    def _stick(self, journey: Ints, step: Ints) -> None:
        self.log.add(stuck_journey=journey, stuck_step=step)

    def _attend(self, tokens: Tokens, at: Floats) -> Tokens:
        """Attend every token at its step, and return where they go."""
        figures, row, step = self.figures, self.row[tokens.journey], tokens.step
        open_ = pick(figures.opens, row, step) - at[tokens.journey]
        started = np.maximum(tokens.time, open_) + pick(figures.wait, row, step)
        series = (pick(figures.times, row, step) - 1) * pick(figures.every, row, step)
        done = started + pick(figures.takes, row, step) + series
        chance = self._chance(2 * self.round, tokens.journey, step)
        lost = chance < pick(figures.dropout, row, step)
        self.log.add(
            journey=tokens.journey,
            step=step,
            arrived=tokens.time,
            started=started,
            done=done,
            before=tokens.before,
            lost=lost,
        )
        visit = self.visits + np.arange(len(tokens))
        self.visits += len(tokens)
        np.logical_or.at(self.dead, tokens.journey[lost], self.reach[step[lost]])
        on = np.flatnonzero(~lost & (self.net.outcome[step] < 0))
        return self._go(Tokens(tokens.journey[on], step[on], done[on], visit[on]))

    def _chance(self, moment: int, journey: Ints, step: Ints) -> Floats:
        return self.chances.at(moment, self.people[journey], step, journey)

    def _go(self, left: Tokens) -> Tokens:
        """Take one link, or all of them, from the steps that tokens have left."""
        net = self.net
        degree = np.diff(net.first)[left.step]
        fork = net.parallel[left.step]
        link = net.first[left.step]
        level = self._chance(2 * self.round + 1, left.journey, left.step)
        rows = self.row[left.journey]
        for k in range(int(degree[~fork].max(initial=0)) - 1):
            here = np.flatnonzero(~fork & (degree > k + 1) & (link == net.first[left.step] + k))
            on = here[level[here] >= pick(self.reading, rows[here], link[here])]
            link[on] += 1
        copies = np.where(fork, degree, 1)
        parent = np.repeat(np.arange(len(left)), copies)
        link = link[parent] + numbered(copies)  # each copy of a token takes its own link
        gone = left[parent]
        self._release(gone, link)
        return Tokens(gone.journey, net.target[link], gone.time, gone.before)

    def _release(self, gone: Tokens, link: Ints) -> None:
        """Note when a token could no longer get to a join that may wait for it."""
        first, column = self.releases
        count = first[link + 1] - first[link]
        token = np.repeat(np.arange(len(gone)), count)
        column = column[np.repeat(first[link], count) + numbered(count)]
        self._delay(gone.journey[token], column, gone.time[token], gone.before[token])


def _last_taken(taken: Bools) -> int:
    """Return the place of the last answer that somebody gives."""
    found = np.flatnonzero(taken)
    return int(found[-1]) if len(found) else len(taken) - 1


def _thresholds(net: Net, figures: Figures) -> Floats:
    """Return ``(D, m)``: a number drawn from 0 to 1 takes the first link that it is less than."""
    level = np.array(figures.share)
    for i in range(len(net)):
        first, last = net.first[i], net.first[i + 1]
        if last > first and not net.parallel[i]:
            np.cumsum(level[:, first:last], axis=1, out=level[:, first:last])
            level[:, first + _last_taken(net.alive[first:last]) : last] = _SURE
    return level


def _releases(net: Net, reach: Bools, column: Ints) -> tuple[Ints, Ints]:
    """Return the joins that each link leads away from: where those of a link begin, and their columns."""
    leaves = reach[net.source] & ~reach[net.target]
    own = np.flatnonzero(column[net.target] >= 0)
    leaves[own, column[net.target[own]]] = False
    link, columns = np.nonzero(leaves)
    return np.searchsorted(link, np.arange(len(leaves) + 1)), columns
