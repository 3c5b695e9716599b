"""Find the blocks of a route: each fork with the join where its branches meet, one inside another.

A *block* is a fork and the join at which its branches meet, where

1. every way to a step between the two leads through the fork, and the branches share no step;
2. no branch gets back to the fork but through the join;
3. a branch may leave the block, or end inside it, if no join can be reached from there any more;
4. a block that is on a loop has no join inside with a link back to it from behind it (from a step that
   is reached through it alone): a token in the next branch gets round the loop to the links in front of that
   join, but not to the one behind it, and so would hold up what waits there.

A fork is *free* if at most one of its branches can still get to a join: nothing ever waits for the
others. A fork within a branch whose own branches go straight to the outer join *spreads*: it adds
branches to the block around it.

Where every fork opens a block, spreads or is free, the route *nests*. Then branches depend on each other at
their join alone, and every other join is passed by one token at a time: this is what makes exact answers
cheap. It is the single-entry decomposition of structured processes [1]_, with branches that may leave.
(Which arrivals at a step go together, in any route, is asked of `rutas.tokens.branches`.)

That a token outside holds up no join inside, also round a loop, is seen so. Let something wait at a join K
of the block, on a link u → K. A token outside gets to K only by the fork (1), and from the fork to u without
passing K, for K is not on every way to u (4; where the block is on no loop, nothing outside gets in while it
lasts). So it gets to a link on which something waits, and holds K up no more. Inside, a branch has one token
at a time, or several in branches that spread and share no link into the join; so what holds the block's join
up is exactly the branches that have neither come nor left, among them those lost, until the join forgives
them. What left gets to no join (3), and holds up none.

References
----------
.. [1] Vanhatalo, J., Völzer, H., Koehler, J. (2009). The refined process structure tree.
   *Data & Knowledge Engineering* 68(9), 793-818. https://doi.org/10.1016/j.datak.2009.02.015
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from rutas.graph.walks import reached

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.tokens.shape import Shape

__all__ = ["Block", "Nesting", "nest"]

NOWHERE = -1


class Block(NamedTuple):
    """A fork, and where its branches meet.

    Attributes
    ----------
    fork
        The step that opens it.
    join
        The step where its branches meet; -1 where the fork is free.
    heads
        The first step of every branch: of the block, of another level, or the join itself.
    branches
        The steps of every branch, inner blocks' left out; of a free fork none.
    main
        Of a free fork, the branch that goes on (it may get to a join, or back to the fork), or -1.
    spreads
        Whether its join is that of the block around it.
    returns
        Whether some join stands inside that has a link back to it from behind it.
    leaves
        Whether some branch can leave.
    """

    fork: int
    join: int
    heads: tuple[int, ...]
    branches: tuple[tuple[int, ...], ...] = ()
    main: int = NOWHERE
    spreads: bool = False
    returns: bool = False
    leaves: bool = False

    @property
    def free(self) -> bool:
        """Whether nothing waits for its branches."""
        return self.join == NOWHERE

    @property
    def on(self) -> int:
        """The step of the same level where the route goes on, or -1."""
        return self.heads[self.main] if self.main >= 0 else self.join


@dataclass(frozen=True)
class Nesting:
    """How the blocks of a route stand inside each other.

    Attributes
    ----------
    blocks
        Every block by its fork, inner ones first.
    home
        For each step, the fork of the innermost block that it is inside of, or -1.
    reached
        The steps that somebody can get to, by links alone, the first ones first.
    failed
        Forks that open no block, spread nothing and are not free.
    """

    blocks: Mapping[int, Block]
    home: tuple[int, ...]
    reached: tuple[int, ...]
    failed: tuple[int, ...]

    @property
    def nests(self) -> bool:
        """Whether all branches of the route nest."""
        return not self.failed

    def on(self, follows: Sequence[Sequence[int]], step: int) -> tuple[int, ...]:
        """Return the steps of the same level, or outside of it, that follow a step."""
        block = self.blocks.get(step)
        if block is None:
            return tuple(follows[step])
        return (block.on,) if block.on >= 0 and not block.spreads else ()


def nest(net: Shape) -> Nesting:
    """Find the blocks of a route, inner ones first.

    Every fork looks only at the steps of its own level, so that the work on a route that nests grows
    with its size (and on other routes at worst with its square, which is bounded by the number of forks
    that fail).

    Examples
    --------
    >>> from rutas.model import Route
    >>> from rutas.tokens.net import compile
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "next": {"all": ["b", "c"]}},
    ...         {"id": "b", "name": "B", "next": "d"}, {"id": "c", "name": "C", "next": "d"},
    ...         {"id": "d", "name": "D", "join": "all", "outcome": "fin"}]}]})
    >>> nesting = compile(route).nesting
    >>> nesting.nests, nesting.blocks[0].join, nesting.blocks[0].branches
    (True, 3, ((1,), (2,)))
    """
    forks = [step for step, fork in enumerate(net.parallel.tolist()) if fork]
    if not set(forks) & set(net.order):
        return Nesting({}, (NOWHERE,) * len(net), net.order, ())
    return _Search(net).run()


class _Search:
    """What is known of the route, and of the blocks found so far."""

    def __init__(self, net: Shape) -> None:
        self.net = net
        size = len(net)
        self.follows = net.follows
        self.back = net.before
        self.order = net.order
        self.number = {step: i for i, step in enumerate(self.order)}
        self.fork = net.parallel.tolist()
        self.join = net.join.tolist()
        self.exits = net.missing.keys() | net.late.keys()
        self.joining = net.joining
        self.span = net.spans
        self.home = [NOWHERE] * size
        self.blocks: dict[int, Block] = {}
        self.failed: set[int] = set()

    @cached_property
    def component(self) -> dict[int, int]:
        """The first step of those that each is on loops with; few routes ask."""
        return {step: part[0] for part in self.net.parts for step in part}

    def run(self) -> Nesting:
        forks = [step for step in self.order if self.fork[step]]
        # Whatever is inside a block is dominated by its fork: deeper in the tree of dominators first.
        for fork in sorted(forks, key=lambda step: self.span[step], reverse=True):
            block = None if fork in self.exits else self._free(fork) or self._closed(fork)
            if block is None:
                self.failed.add(fork)
                continue
            self.blocks[fork] = block
            for branch in block.branches:
                for step in branch:
                    self.home[step] = fork
        return Nesting(self.blocks, tuple(self.home), self.order, tuple(sorted(self.failed)))

    def _free(self, fork: int) -> Block | None:
        """Return the fork as a free one, if it is."""
        heads = self.follows[fork]
        going = [
            k
            for k, head in enumerate(heads)
            if head in self.joining or self.component[head] == self.component[fork]
        ]
        if len(going) > 1:
            return None
        return Block(fork, NOWHERE, heads, main=going[0] if going else NOWHERE, leaves=True)

    def returns(self, join: int) -> bool:
        """Tell whether a join has a link back to it from a step that is reached through it alone."""
        start, end = self.span[join]
        return any(
            start <= self.span[step][0] < end for step in self.back[join] if step in self.number
        )

    def _closed(self, fork: int) -> Block | None:
        """Return the block that a fork opens, if it does."""
        level = _Level(self, fork)
        join = level.meet()
        if join is None or not level.entered_by_fork_alone() or not level.all_meet_at(join):
            return None
        if level.returns and self.component[join] == self.component[fork]:
            return None
        for steps in level.branches:
            for step in steps:
                inner = self.blocks.get(step)
                if inner is not None and inner.join == join:
                    self.blocks[step] = inner._replace(spreads=True)
        return Block(
            fork=fork,
            join=join,
            heads=self.follows[fork],
            branches=tuple(map(tuple, level.branches)),
            returns=level.returns,
            leaves=level.leaves,
        )


class _Level:
    """The steps between a fork and the join where its branches meet, branch by branch."""

    def __init__(self, search: _Search, fork: int) -> None:
        self.search = search
        self.fork = fork
        self.owner: dict[int, int] = {}
        self.branches: list[list[int]] = [[] for _ in search.follows[fork]]
        self.fronts: dict[int, set[int]] = {}
        self.returns = False
        self.leaves = False
        self.fails = False

    def meet(self) -> int | None:
        """Follow all branches until one join is left ahead of all of them; None if there is none."""
        for k, head in enumerate(self.search.follows[self.fork]):
            self._walk(k, head)
        while not self.fails and len(self.fronts) > 1:
            # A join that only one branch gets to, and before any other join, is passed by it alone.
            alone = [join for join, branches in self.fronts.items() if len(branches) == 1]
            if not alone:
                return None
            first = min(alone, key=self.search.number.__getitem__)
            (branch,) = self.fronts.pop(first)
            self.returns = self.returns or self.search.returns(first)
            self._walk(branch, first, through=first)
        return None if self.fails or not self.fronts else next(iter(self.fronts))

    def _walk(self, branch: int, first: int, *, through: int = NOWHERE) -> None:
        """Follow a branch from a step up to the joins ahead, one of which it may pass."""
        search, owner, mine = self.search, self.owner, self.branches[branch]
        start, end = search.span[self.fork]
        # Our own walk, for it leaps over inner blocks and stops at the first fault: all forks together look
        # at each step once, where to make a graph of every level would take as long as all the rest.
        todo = [first]
        while todo:
            step = todo.pop()
            if step not in search.joining:
                self.leaves = True
            elif step in owner and owner[step] == branch:
                continue
            elif step == self.fork or step in owner:
                self.fails = True
                return
            elif search.join[step] and step != through:
                self.fronts.setdefault(step, set()).add(branch)
            elif step in search.failed or not start <= search.span[step][0] < end:
                self.fails = True
                return
            else:
                owner[step] = branch
                mine.append(step)
                todo += self._onward(step)

    def _onward(self, step: int) -> tuple[int, ...]:
        """Return what follows a step in its level, and note what a block there holds."""
        inner = self.search.blocks.get(step)
        if inner is None:
            return self.search.follows[step]
        self.returns = self.returns or inner.returns
        self.leaves = self.leaves or inner.leaves
        return (inner.on,)

    def entered_by_fork_alone(self) -> bool:
        """Tell whether nothing from outside leads into the level."""
        owner, back = self.owner, self.search.back
        return all(
            owner.get(before) == branch or before == self.fork or self._inner(before, step, branch)
            for step, branch in owner.items()
            for before in back[step]
        )

    def _inner(self, before: int, step: int, branch: int) -> bool:
        """Tell whether a step leads into a branch because it ends a block of it, or isn't reached."""
        home, blocks = self.search.home, self.search.blocks
        if before not in self.search.number:
            return True
        place = before
        while place not in self.owner and home[place] != NOWHERE:
            place = home[place]
        if place == self.fork:
            return True
        return self.owner.get(place) == branch and (place == before or blocks[place].on == step)

    def all_meet_at(self, join: int) -> bool:
        """Tell whether the join can be reached from every step of the level."""
        blocks, follows, number = self.search.blocks, self.search.follows, self.search.number
        inside = {*self.owner, join}
        onward = {
            step: [
                to
                for to in ((blocks[step].on,) if step in blocks else follows[step])
                if to in inside
            ]
            for step in self.owner
        }
        # Links forward come to an end, and there is none but the join.
        if all(any(number[to] > number[step] for to in some) for step, some in onward.items()):
            return True
        level: nx.DiGraph[int] = nx.DiGraph()
        level.add_edges_from((step, to) for step, some in onward.items() for to in some)
        level.add_node(join)
        return reached(level, [join], back=True) == inside
