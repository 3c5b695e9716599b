"""Let tokens wait at joins, many journeys at once, and open the joins that nothing holds up.

What a token holds up is a table: for each step and join, the links into the join that it gets to, a bit each.
Where branches nest, that is known by the step alone: a token holds up the joins of the blocks that it is
inside of (`rutas.tokens.blocks`), whatever waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.blocks import NOWHERE
from rutas.tokens.moves import moves_of
from rutas.tokens.token_table import Tokens, numbered, pairs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Words = NDArray[np.uint64]

__all__ = ["Gates", "Waiting"]

_WORD = 64


class Gates:
    """The joins of a route, and what holds them up.

    Attributes
    ----------
    joins, column
        ``(g,)`` the joins; ``(n,)`` the column of each step among them, or -1.
    reach
        ``(n, g, words)`` the links into each join that a token at a step gets to, a bit each.
    leads
        ``(n,)`` whether there is any.
    source, target, slot
        ``(l,)`` all links: those of the steps, and then the exits. Where each leads from and to, and which of
        the links into its join it is, or -1.
    missing, late
        ``(n,)`` the place of each step's exits among them, or -1.
    ways
        ``(w,)`` which of the links into its join each way in is, or -1.
    """

    def __init__(self, net: Net) -> None:
        self.net = net
        self.joins = np.flatnonzero(net.join)
        self.column = np.full(len(net), -1)
        self.column[self.joins] = np.arange(len(self.joins))
        exits = [*net.missing.items(), *net.late.items()]
        self.source = np.concatenate([net.source, np.array([i for i, _ in exits], dtype=np.int64)])
        self.target = np.concatenate([net.target, np.array([i for _, i in exits], dtype=np.int64)])
        self.missing = self._places(net.missing, len(net.source))
        self.late = self._places(net.late, len(net.source) + len(net.missing))
        if net.nesting.nests:
            self.reach = self._inside()
            self.slot = np.full(len(self.source), -1)
            self.ways = np.full(len(net.ways), -1)
        else:
            self._links()
        self.leads: Bools = np.asarray(self.reach.any(axis=(1, 2)))

    def _places(self, exits: Mapping[int, int], first: int) -> Ints:
        places = np.full(len(self.net), -1)
        places[list(exits)] = first + np.arange(len(exits))
        return places

    def _inside(self) -> Words:
        """Mark the joins of all blocks that a step is inside of; each is one bit, on which nothing waits."""
        nesting = self.net.nesting
        table = np.zeros((len(self.net), len(self.joins), 1), dtype=np.uint64)
        outside: dict[int, list[int]] = {NOWHERE: []}
        for fork in reversed(list(nesting.blocks)):
            outside[fork] = list(outside[nesting.home[fork]])
            if nesting.blocks[fork].join != NOWHERE:
                outside[fork].append(int(self.column[nesting.blocks[fork].join]))
        for step, fork in enumerate(nesting.home):
            table[step, outside[fork], 0] = 1
        return table

    def _links(self) -> None:
        """Number the links into each join, and find which of them a token at each step gets to."""
        net = self.net
        moves = moves_of(net)
        first = {join: (into & -into).bit_length() - 1 for join, into in moves.into.items()}
        counts = [moves.into[join].bit_count() for join in self.joins.tolist()]
        column = np.repeat(np.arange(len(counts)), counts)
        word, place = np.divmod(numbered(np.array(counts, dtype=np.int64)), _WORD)
        bit = np.uint64(1) << place.astype(np.uint64)
        words = int(word.max(initial=0)) + 1
        self.reach = np.zeros((len(net), len(counts), words), dtype=np.uint64)
        size = -(-len(bit) // 8)
        for table, links in zip(self.reach, moves.reach, strict=True):
            taken = np.frombuffer(links.to_bytes(size, "little"), dtype=np.uint8)
            some = np.flatnonzero(np.unpackbits(taken, bitorder="little"))
            np.add.at(table, (column[some], word[some]), bit[some])

        def slot(way: tuple[int, int]) -> int:
            to, bit = way
            return bit.bit_length() - 1 - first[to] if bit else -1

        alive = np.concatenate([net.alive, np.ones(len(net.missing) + len(net.late), dtype=bool)])
        self.slot = np.full(len(self.source), -1)
        self.slot[alive] = [slot(way) for way in moves.ways]
        entering = dict(zip(net.starts, map(slot, moves.entering), strict=True))
        self.ways = np.array([entering.get(int(step), -1) for step in net.ways])


class Waiting:
    """The tokens that wait at joins, and those that were lost and hold joins up.

    Attributes
    ----------
    bits
        ``(J, g, words)`` the links on which somebody waits.
    held
        Where somebody waits, as places ``journey * g + column``, in order.
    opens, opener
        ``(J, g)`` when each join could open at the soonest, and the visit that it waited for longest;
        ``(J, 1)`` where branches don't nest, for whatever moved last may have held it up.
    lost
        Journeys, steps and visits of the tokens that were lost and hold something up; where no join
        forgives, one of those of a person at a step.
    looked
        How many pairs of a join where somebody waits and another token of hers were looked at so far.
    """

    def __init__(self, gates: Gates, size: int) -> None:
        self.gates = gates
        self.bits = np.zeros((size, *gates.reach.shape[1:]), dtype=np.uint64)
        self.held = np.empty(0, dtype=np.int64)
        shape = (size, max(1, len(gates.joins)) if gates.net.nesting.nests else 1)
        self.opens = np.full(shape, -np.inf)
        self.opener = np.full(shape, -1)
        self.lost = (np.empty(0, dtype=np.int64),) * 3
        self.missing = gates.missing[gates.joins] >= 0
        self.looked = 0

    def add(self, tokens: Tokens) -> Tokens:
        """Let tokens that come to a join wait there; return the others."""
        column = self.gates.column[tokens.step]
        waits = column >= 0
        if not waits.any():
            return tokens
        come, column = tokens[waits], column[waits]
        known = come.link >= 0
        word, bit = np.divmod(come.link[known], _WORD)
        where = (come.journey[known], column[known], word)
        np.bitwise_or.at(self.bits, where, np.uint64(1) << bit.astype(np.uint64))
        self.held = _united(self.held, come.journey * len(self.gates.joins) + column)
        self.delay(come.journey, column, come.time, come.before)
        return tokens[~waits]

    def lose(self, journey: Ints, step: Ints, visit: Ints) -> None:
        """Let lost tokens stand where they were lost, if they hold anything up there."""
        some = self.gates.leads[step]
        if not some.any():
            return
        new = (journey[some], step[some], visit[some])
        whole = [np.concatenate(both) for both in zip(self.lost, new, strict=True)]
        if not self.missing.any():
            places = whole[0] * len(self.gates.net) + whole[1]
            one = np.unique(places, return_index=True)[1]
            whole = [column[one] for column in whole]
        self.lost = tuple(whole)  # type: ignore[assignment]  # three of them

    def delay(self, journey: Ints, column: Ints, time: Floats, visit: Ints) -> None:
        """Let joins open no sooner than some moments, and remember what visit they waited for."""
        if not len(time):
            return
        clocks = self.opens.shape[1]
        place = journey * clocks + column % clocks
        np.maximum.at(self.opens.reshape(-1), place, time)
        latest = time == self.opens.take(place)
        # Of several visits at that moment the last is assigned last, and stays.
        self.opener.reshape(-1)[place[latest]] = visit[latest]

    def open(self, active: Tokens) -> tuple[Tokens, Ints, Ints, Ints]:
        """Open the joins that nothing holds up.

        Returns
        -------
        The tokens that are attended there; the visits at which those were lost who are forgiven; and the
        journeys and joins where those waited who are.
        """
        gates = self.gates
        who, column = np.divmod(self.held, len(gates.joins))
        free, _ = self._holding(who, column, active.journey, active.step)
        shut = np.zeros(len(who), dtype=bool)
        shut[free] = True
        by_lost, lost = self._holding(who, column, self.lost[0], self.lost[1])
        by_others, others = self._holding(who, column, who, gates.joins[column])
        elsewhere = by_others != others
        by_others, others = by_others[elsewhere], others[elsewhere]
        idle = ~shut
        idle[by_lost] = False
        idle[by_others] = False
        forgives = np.zeros(len(who), dtype=bool)
        if self.missing.any() and len(by_lost):
            dead = self._dead(by_lost, lost, by_others, others, column)
            forgives[by_lost] = True
            forgives &= self.missing[column] & ~shut
            forgives[by_others[~dead]] = False
        opened = idle | forgives
        pardoned, beside = lost[forgives[by_lost]], forgives[by_others]
        visits = np.unique(self.lost[2][pardoned])
        # Until those who wait elsewhere had come there, they held the join up.
        one, left = by_others[beside], others[beside]
        self.delay(who[one], column[one], *self._when(who[left], column[left]))
        left = np.unique(left)
        tokens = self._opened(who[opened], column[opened], forgives[opened])
        gone = opened.copy()
        gone[left] = True
        self.bits[who[gone], column[gone]] = 0
        self.held = self.held[~gone]
        stays = np.ones(len(self.lost[0]), dtype=bool)
        stays[pardoned] = False
        self.lost = tuple(part[stays] for part in self.lost)  # type: ignore[assignment]  # three of them
        return tokens, visits, who[left], gates.joins[column[left]]

    def _opened(self, who: Ints, column: Ints, forgave: Bools) -> Tokens:
        nothing = np.full(len(who), -1)
        time, before = self._when(who, column)
        return Tokens(who, self.gates.joins[column], time, before, nothing, forgave)

    def _when(self, who: Ints, column: Ints) -> tuple[Floats, Ints]:
        """Return when joins open, and after which visit."""
        clock = column % self.opens.shape[1]
        return self.opens[who, clock], self.opener[who, clock]

    def _holding(self, who: Ints, column: Ints, journey: Ints, step: Ints) -> tuple[Ints, Ints]:
        """Return the pairs of a join where somebody waits and another token of hers that holds it up."""
        if not len(journey):
            return journey, journey
        one, other = pairs(who, journey)
        self.looked += len(one)
        gets = self.gates.reach[step[other], column[one]]
        if self.gates.net.nesting.nests:  # within a block every token holds its join up
            holds: Bools = gets[:, 0] > 0
        else:
            waits = gets & self.bits[who[one], column[one]]
            holds = np.asarray(gets.any(axis=1) & ~waits.any(axis=1))
        return one[holds], other[holds]

    def _dead(
        self, by_lost: Ints, lost: Ints, by_others: Ints, others: Ints, column: Ints
    ) -> Bools:
        """Tell which of those that wait elsewhere do, at no join that forgives, for one lost to both."""
        size = len(self.lost[0])
        known = by_lost * size + lost
        pair, which = pairs(by_others, by_lost)
        both = np.isin(others[pair] * size + lost[which], known)
        dead = np.zeros(len(by_others), dtype=bool)
        dead[pair[both]] = True
        return dead & ~self.missing[column[others]]

    def rest(self, active: Tokens, size: int) -> tuple[Ints, Ints]:
        """Take out those who wait while nothing else of theirs moves: return their journeys and joins."""
        moving = np.bincount(active.journey, minlength=size) > 0
        who, column = np.divmod(self.held, max(len(self.gates.joins), 1))
        idle = ~moving[who]
        self.held = self.held[~idle]
        self.lost = tuple(part[moving[self.lost[0]]] for part in self.lost)  # type: ignore[assignment]  # three of them
        return who[idle], self.gates.joins[column[idle]]


def _united(left: Ints, right: Ints) -> Ints:
    """Return the numbers of two lists in order, each once; in a list in order little is to be sorted."""
    both: Ints = np.sort(np.concatenate([left, right]), kind="stable")
    first: Bools = np.concatenate([[True], both[1:] != both[:-1]])
    return np.asarray(both[first])
