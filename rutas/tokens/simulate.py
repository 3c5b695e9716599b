"""Walk many journeys through a route at once, token by token, under its own rules.

Where branches nest, who goes where does not depend on the order in which the tokens of one person move: a
join opens with the same tokens however long each of them took. So all tokens of all journeys move together,
in rounds, and each carries its own clock. Elsewhere each person's token that is done first moves first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from rutas.tokens.common_random_numbers import CommonRandomNumbers
from rutas.tokens.journeys import Journeys
from rutas.tokens.link_levels import SURE, last_taken, link_levels
from rutas.tokens.token_table import Log, Tokens, numbered, pick
from rutas.tokens.waiting import Gates, Waiting

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
_WORK = (
    1_000_000  # moves beyond one of everybody at every step: some seconds, some hundred megabytes
)
_PAIRS = 8  # of waiting tokens and what holds them up, looked at in the time of a move
_TURNS = 30
_TIMES = "arrived", "started", "done", "times_row"
_TIE = 1e-9
_NONE = np.empty(0, dtype=np.int64)


def simulate(
    net: Net,
    figures: Figures,
    rng: np.random.Generator,
    *,
    each: int = 1,
    rows: Ints | None = None,
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
    rows
        ``(J,)`` the row of each journey, if it is not to be every row ``each`` times.
    people
        ``(J,)`` who walks each journey: her number decides her chances, so that some of many journeys can
        be walked again by themselves; by default 0, 1, 2, ...

    Returns
    -------
    The journeys, in the order of their rows, and every visit of theirs. A person whose branches
    multiply without end is cut short, and counts as stuck; so does who still walks after so many rounds,
    or so many moves of all together, that most journeys would long have ended, but she is named apart.

    Notes
    -----
    At a step that she gets to at time t she waits for the age at which it opens, if it does, then for
    her turn (``wait``), and is then attended (``takes``, and ``(times - 1) * every`` for the rest of a
    series). A join opens when the last token that held it up has come, has gone elsewhere or has
    ended; where one was lost on its way, not at all, or to forgive it.

    Who comes back to a step in a loop waits anew, and is attended anew: she takes the times of a row
    that is chosen at random, so that each visit is an attempt of its own.
    """
    rows = np.repeat(np.arange(figures.draws), each) if rows is None else rows
    return _Walk(net, figures, rng, rows, people).run()


class _Walk:
    """The state of all journeys between two rounds."""

    def __init__(
        self,
        net: Net,
        figures: Figures,
        rng: np.random.Generator,
        rows: Ints,
        people: Ints | None,
    ) -> None:
        self.net, self.figures = net, figures
        self.chances = CommonRandomNumbers(int(rng.integers(2**63)), net.ids)
        self.row = rows
        self.size = len(rows)
        self.people = np.arange(self.size) if people is None else people
        self.nests = net.nesting.nests
        self.gates = Gates(net)
        self.waiting = Waiting(self.gates, self.size)
        self.releases = _releases(self.gates)
        self.endless = np.zeros(len(net), dtype=bool)
        self.endless[list(net.endless(figures.dropout.max(axis=0) > 0))] = True
        # Round a trap without joins a token goes for ever; at a join, another may yet come and be stuck.
        self.turns = np.where(self.gates.leads, _TURNS, 1)
        self.counted = self.endless | (net.looped & (figures.draws > 1))
        shape = (self.size, len(net) if self.counted.any() else 0)
        self.been = np.zeros(shape, dtype=np.uint16)
        self.reading = link_levels(net, figures.share)
        self.round = self.visits = 0
        self.most = _WORK + self.size * len(net)
        self.log = Log()

    def run(self) -> Journeys:
        """Move tokens until none is left."""
        way, come = self._enter()
        at = pick(self.figures.at, self.row, way)
        active, times = come[_NONE], np.empty((4, 0))
        for _ in range(min(_ROUNDS, _ROUNDS_A_STEP * (len(self.net) + 5))):
            self.round += 1
            come = self._crowds(self._settled(come, active))
            active = active.with_(come)
            self._tidy(active)
            times = np.concatenate([times, self._times(come, at)], axis=1)
            if not len(active) or self.visits + self.waiting.looked // _PAIRS > self.most:
                break
            if self.nests:  # all may move at once
                come, active, times = self._attend(active, times, at), come[_NONE], times[:, _NONE]
                continue
            first = self._first(active, times[2])
            come = self._attend(active[first], times[:, first], at)
            active, times = active[~first], times[:, ~first]
        left = active.with_(come)
        self.log.add(walking=left.journey, walking_step=left.step, walking_time=left.time)
        self._stick(left.journey, left.step, going=True)
        self._stick(*self.waiting.rest(left[_NONE], self.size))
        return self._journeys(way, at)

    def _journeys(self, way: Ints, at: Floats) -> Journeys:
        whole = self.log.whole
        forgiven = np.zeros(self.visits, dtype=bool)
        forgiven[whole("pardoned").astype(np.int64)] = True
        kinds = {
            "journey": int, "step": int, "arrived": float, "started": float, "done": float,
            "times_row": int, "before": int, "lost": bool, "stuck_journey": int, "stuck_step": int,
            "stuck_forgiven": bool, "stuck_going": bool, "walking": int, "walking_step": int,
            "walking_time": float,
        }  # fmt: skip
        columns: dict[str, Any] = {name: whole(name).astype(kind) for name, kind in kinds.items()}
        return Journeys(net=self.net, row=self.row, way=way, at=at, forgiven=forgiven, **columns)

    def _enter(self) -> tuple[Ints, Tokens]:
        """Put everybody's first token at a way in."""
        level = np.cumsum(self.figures.way_share, axis=1)
        level[:, last_taken(self.net.way_share > 0) :] = SURE
        rows = self.row if len(level) > 1 else np.zeros_like(self.row)
        everybody = np.arange(self.size)
        chance = self.chances.at(0, self.people, np.full_like(everybody, -1), everybody)
        way = (chance[:, None] >= level[rows]).sum(axis=1)
        time, before = np.zeros(self.size), np.full(self.size, -1)
        forgave = np.zeros(self.size, dtype=bool)
        link = self.gates.ways[way]
        return way, Tokens(everybody, self.net.ways[way], time, before, link, forgave)

    def _settled(self, come: Tokens, active: Tokens) -> Tokens:
        """Let tokens that come to joins wait, and open those that nothing holds up, until there are none."""
        come = self.waiting.add(come)
        while len(self.waiting.held):
            opened, pardoned, who, where = self.waiting.open(active.with_(come))
            self.log.add(pardoned=pardoned)
            self._stick(who, where, forgiven=True)
            come = come.with_(opened)
            if not len(pardoned):  # else what they held up may open in its turn
                break
        return come

    def _tidy(self, tokens: Tokens) -> None:
        """Take out those who wait for ever, where nothing else of theirs moves."""
        if max(len(self.waiting.held), len(self.waiting.lost[0])) > self.size // 2:
            self._stick(*self.waiting.rest(tokens, self.size))

    def _first(self, active: Tokens, done: Floats) -> Bools:
        """Mark the token of each person that moves first."""
        order = np.lexsort((active.step, done, active.journey))
        journey = active.journey[order]
        first = np.zeros(len(active), dtype=bool)
        first[order[np.concatenate([[True], journey[1:] != journey[:-1]])]] = True
        return first

    def _crowds(self, tokens: Tokens) -> Tokens:
        """Cut short the journeys whose tokens multiply without end, and those that can't end."""
        # Where all goes well there is never more than one token at a step.
        crowd = np.bincount(tokens.journey, minlength=self.size) > 2 * len(self.net)
        cut = crowd[tokens.journey] | self._round_again(tokens)
        if not cut.any():
            return tokens
        gone = tokens[cut]
        self._stick(gone.journey, gone.step, going=True)
        self.waiting.lose(gone.journey, gone.step, np.full(len(gone), -1))
        return tokens[~cut]

    def _round_again(self, tokens: Tokens) -> Bools:
        """Tell which tokens come back too often to a step from which some go on for ever."""
        again = self.counted[tokens.step]
        if again.any():
            journey, step = tokens.journey[again], tokens.step[again]
            often = self.endless[step] & (self.been[journey, step] >= self.turns[step])
            np.add.at(self.been, (journey[~often], step[~often]), 1)
            again[again] = often
        return again

    def _rows(self, tokens: Tokens) -> Ints:
        """Return whose times tokens take: their own, and anybody's who comes back."""
        row = self.row[tokens.journey]
        back = np.flatnonzero(self.counted[tokens.step])
        back = back[self.been[tokens.journey[back], tokens.step[back]] > 1]
        if len(back):
            chance = self._chance(-self.round, tokens.journey[back], tokens.step[back])
            row[back] = chance * self.figures.draws
        return row

    def _stick(
        self, journey: Ints, step: Ints, *, forgiven: bool = False, going: bool = False
    ) -> None:
        self.log.add(
            stuck_journey=journey,
            stuck_step=step,
            stuck_forgiven=np.full(len(step), forgiven),
            stuck_going=np.full(len(step), going),
        )

    def _times(self, tokens: Tokens, at: Floats) -> Floats:
        """Return when tokens come, are attended and done, by whose times: `_TIMES`, ``(4, T)``."""
        figures, row, step = self.figures, self._rows(tokens), tokens.step
        open_ = pick(figures.opens, self.row[tokens.journey], step) - at[tokens.journey]
        started = np.maximum(tokens.time, open_) + pick(figures.wait, row, step)
        series = (pick(figures.times, row, step) - 1) * pick(figures.every, row, step)
        done = started + pick(figures.takes, row, step) + series + pick(figures.lead, row, step)
        return np.stack([tokens.time, started, done, row])

    def _attend(self, tokens: Tokens, times: Floats, at: Floats) -> Tokens:
        """Attend tokens at their steps, and return where they go."""
        figures, row, step = self.figures, self.row[tokens.journey], tokens.step
        arrived, _, done, _ = times
        chance = self._chance(2 * self.round, tokens.journey, step)
        lost = chance < pick(figures.dropout, row, step)
        self.log.add(
            journey=tokens.journey,
            step=step,
            before=tokens.before,
            lost=lost,
            **dict(zip(_TIMES, times, strict=True)),
        )
        visit = self.visits + np.arange(len(tokens))
        self.visits += len(tokens)
        self.waiting.lose(tokens.journey[lost], step[lost], visit[lost])
        if not self.nests:
            self._clock(tokens.journey, done, visit)
        else:
            one, column = np.nonzero(self.gates.reach[step[lost], :, 0])
            self.waiting.delay(tokens.journey[lost][one], column, done[lost][one], visit[lost][one])
        late = (done - arrived > pick(figures.within, row, step) + _TIE) | (
            done + at[tokens.journey] > pick(figures.by, row, step) + _TIE
        )
        exits = np.where(late, self.gates.late[step], -1)
        exits = np.where(tokens.forgave, self.gates.missing[step], exits)
        on = np.flatnonzero(~lost & (self.net.outcome[step] < 0))
        link, parent = self._links(tokens.journey[on], step[on], exits[on])
        on = on[parent]
        journey, time, visit = tokens.journey[on], done[on], visit[on]
        if self.nests:
            self._release(journey, link, time, visit)
        return Tokens(
            journey,
            self.gates.target[link],
            time,
            visit,
            self.gates.slot[link],
            np.zeros(len(link), dtype=bool),
        )

    def _chance(self, moment: int, journey: Ints, step: Ints) -> Floats:
        return self.chances.at(moment, self.people[journey], step, journey)

    def _links(self, journey: Ints, step: Ints, exits: Ints) -> tuple[Ints, Ints]:
        """Return the links that tokens take, and which token takes each: an exit, one link, or all."""
        net = self.net
        out = exits >= 0
        own = net.first[step]
        degree = np.where(out, 1, np.diff(net.first)[step])
        fork = net.parallel[step] & ~out
        link = np.where(out, exits, own)
        level = self._chance(2 * self.round + 1, journey, step)
        for k in range(int(degree[~fork].max(initial=0)) - 1):
            here = np.flatnonzero(~fork & (degree > k + 1) & (link == own + k))
            link[here[level[here] >= pick(self.reading, self.row[journey[here]], link[here])]] += 1
        copies = np.where(fork, degree, 1)
        parent = np.repeat(np.arange(len(step)), copies)
        return link[parent] + numbered(copies), parent  # each copy of a token takes its own link

    def _clock(self, journey: Ints, time: Floats, visit: Ints) -> None:
        """Let no join of these people open before the move that they made now."""
        self.waiting.opens[journey, 0] = time
        self.waiting.opener[journey, 0] = visit

    def _release(self, journey: Ints, link: Ints, time: Floats, visit: Ints) -> None:
        """Note when a token could no longer get to a join that may wait for it."""
        first, column = self.releases
        count = first[link + 1] - first[link]
        token = np.repeat(np.arange(len(link)), count)
        column = column[np.repeat(first[link], count) + numbered(count)]
        self.waiting.delay(journey[token], column, time[token], visit[token])


def _releases(gates: Gates) -> tuple[Ints, Ints]:
    """Return the joins that each link leads away from: where those of a link begin, and their columns."""
    reach: Bools = np.asarray(gates.reach.any(axis=2))
    leaves = reach[gates.source] & ~reach[gates.target]
    own = np.flatnonzero(gates.column[gates.target] >= 0)
    leaves[own, gates.column[gates.target[own]]] = False
    link, columns = np.nonzero(leaves)
    return np.searchsorted(link, np.arange(len(leaves) + 1)), columns
