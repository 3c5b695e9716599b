"""Say where each of those who enter leaves the route, so that all of them are counted once.

Of one token at a time, as outside of all blocks and within one branch, who is lost at a step (`loss`) is
lost there and nowhere else. Branches side by side may lose the same person. Of a block whose fork E people
pass, so many stay behind as its join doesn't let on: E (1 − o), with o the chance that it opens [1]_, or
E g where it forgives, with g the chance that nobody comes to it. So the whole adds up:

    completion + Σ departures = 1

References
----------
.. [1] `rutas.tokens.backward`, which works out o and g from the chances of each branch.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from rutas.graph.walks import reached
from rutas.tokens.blocks import NOWHERE
from rutas.tokens.chances import BOTH, LOST, OPEN
from rutas.tokens.exact import exact_at_means
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.tokens.backward import Backward
    from rutas.tokens.blocks import Block

    Floats = NDArray[np.float64]

__all__ = ["Attrition", "Departure", "Stream", "Streams", "attrition"]

_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Departure:
    """People who leave the route in one way, each counted once.

    Attributes
    ----------
    kind
        ``lost`` at a step; ``branches``: lost in branches that run side by side, who may be lost in several;
        ``nowhere``: lost in all branches of a block; ``waiting`` for ever at a join; ``ended`` without
        success; ``endless``: going round for ever; ``unfinished``: not known, for their walk was cut
        short; ``otherwise``: ended or going on without success where that cannot be told apart.
    share
        Share of those who enter.
    steps
        The ids of the steps where: of ``branches``, those at which somebody is lost.
    """

    kind: str
    share: float
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stream:
    """One of the branches that run side by side.

    Attributes
    ----------
    steps
        The ids of its steps, in the order of the route.
    departures
        Who leaves it.
    arriving
        Share of those who enter the route who come to its end.
    """

    steps: tuple[str, ...]
    departures: tuple[Departure, ...]
    arriving: float


@dataclass(frozen=True, slots=True)
class Streams:
    """The branches of a block, each walked by the same people.

    Attributes
    ----------
    fork, join
        The ids of the steps where they open and where they meet.
    entering
        Share of those who enter the route who go into them: into each.
    streams
        The branches.
    complete
        Share of those who enter the route who come to the join by all of them.
    forgiven
        Share who come by some of them, and whom the join lets on all the same.
    """

    fork: str
    join: str
    entering: float
    streams: tuple[Stream, ...]
    complete: float
    forgiven: float


@dataclass(frozen=True, slots=True)
class Attrition:
    """Where people leave a route.

    Attributes
    ----------
    parts
        Who leaves, and which streams run side by side, in the order of the route. What leaves a stream
        is told there; the departures beside the streams add up with `completion` to 1.
    completion
        Share of those who enter who complete.
    together
        The ids of the steps where streams open that are told as a whole, in the order of the route.
    walked
        Whether that is because walking does not count who comes by each stream; else they don't all meet at
        one step, or people walk them more than once.
    """

    parts: tuple[Departure | Streams, ...]
    completion: float
    together: tuple[str, ...] = ()
    walked: bool = False

    @property
    def departures(self) -> tuple[Departure, ...]:
        """Who leaves, each counted once."""
        return tuple(part for part in self.parts if isinstance(part, Departure))


def attrition(
    route: Route, loss: Floats, visits: Floats, *, completion: float, lost: float, unfinished: float
) -> Attrition:
    """Say where people leave a route.

    Parameters
    ----------
    route
        The route.
    loss, visits
        ``(n,)``, people lost at each step and visits to it, per person who enters.
    completion, lost, unfinished
        Share of people who complete, who are lost in at least one branch, and of whom it is not known.

    Returns
    -------
    Exact shares where those that are given are exact. Streams are told where branches nest, none ends by
    itself and nobody comes to their fork twice. What comes after branches that don't nest, or of which one
    ends by itself, or that were counted by walking, is told as a whole.

    Examples
    --------
    >>> from rutas.analysis import analyse
    >>> from rutas.model import Route
    >>> found = analyse(Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "next": {"all": ["b", "c"]}},
    ...         {"id": "b", "name": "B", "dropout": "50 %", "next": "d"},
    ...         {"id": "c", "name": "C", "dropout": "50 %", "next": "d"},
    ...         {"id": "d", "name": "D", "join": "all", "outcome": "fin"}]}]})).attrition
    >>> [(one.kind, one.share) for one in found.departures], found.completion
    ([('waiting', 0.5), ('nowhere', 0.25)], 0.25)
    """
    search = _Search(route, loss, visits)
    parts = search.parts()
    if search.beyond:
        told = sum(part.share for part in _departures(parts) if part.kind != "ended")
        parts.append(Departure("branches", max(lost - told, 0.0), search.lossy_beyond()))
    room = max(1 - completion - unfinished, 0.0)
    told = sum(part.share for part in _departures(parts))
    if told > room or (told and search.all_told):
        # Who was counted by walking is lost as often as she would be on average: to the last person here.
        parts = [_scaled(part, room / told) for part in parts]
        told = room
    left = "otherwise" if search.beyond else "endless"
    parts += [Departure(left, room - told), Departure("unfinished", 1 - completion - room)]
    kept = [part for part in parts if isinstance(part, Streams) or part.share > _NOTHING]
    return Attrition(
        tuple(kept), completion, search.ids(*search.whole), walked=search.exact is None
    )


def _departures(parts: Iterable[Departure | Streams]) -> Iterator[Departure]:
    return (part for part in parts if isinstance(part, Departure))


def _scaled(part: Departure | Streams, by: float) -> Departure | Streams:
    return replace(part, share=part.share * by) if isinstance(part, Departure) else part


class _Search:
    """What is known of the people, and of the blocks."""

    def __init__(self, route: Route, loss: Floats, visits: Floats) -> None:
        net = self.net = compile_net(route)
        self.loss, self.visits = loss.tolist(), visits.tolist()
        # where some go round for ever it is not known how often: nobody is told to end after it
        self.going = (np.nan_to_num(visits) * (1 - net.dropout)).tolist()
        self.exact = exact_at_means(route) if net.exact else None
        self.blocks, self.home = net.nesting.blocks, net.nesting.home
        self.told, self.beyond = self._told_and_beyond()
        outer = (fork for fork, home in enumerate(self.home) if home == NOWHERE)
        self.whole = [fork for fork in outer if self.net.parallel[fork] and self._whole(fork)]

    @property
    def all_told(self) -> bool:
        """Whether people were counted by walking, all of whom left the route in a way that is told."""
        return self.exact is None and not self.beyond and not any(map(math.isnan, self.visits))

    def _told_and_beyond(self) -> tuple[set[int], set[int]]:
        """Return the forks whose blocks are told, and where else people may be in several places at once."""
        forks = {step for step in self.net.order if self.net.parallel[step]}
        told = {fork for fork in forks if self._told(fork)}
        beyond: set[int] = set()
        while more := forks - told:
            heads = [head for fork in more for head in self.net.follows[fork]]
            beyond |= reached(self.net.graph, heads)
            forks, told = told, {one for one in told if self.blocks[one].join not in beyond}
        return told, beyond

    def _told(self, fork: int) -> bool:
        """Tell whether all who come to a fork meet again, by one token, at the join of its block."""
        block = self.blocks.get(fork)
        if self.exact is None or block is None or math.isnan(self.visits[fork]):
            return False
        return not (block.free or block.leaves)

    def parts(self) -> list[Departure | Streams]:
        """Return who leaves outside of all branches, and the streams."""
        found: list[Departure | Streams] = []
        for step, home in enumerate(self.home):
            if home != NOWHERE or step in self.beyond:
                continue
            found += self._lost(step)
            if step in self.told:
                found += self._block(self.blocks[step])
            if self.net.outcome[step] >= 0 and not self.net.success[step]:
                late = self.net.lateness.get(step, 0.0)
                ended = self.going[step] * (1 - late)
                found.append(Departure("ended", ended, self.ids(step)))
        return found

    def lossy_beyond(self) -> tuple[str, ...]:
        """Return where people are lost whom `parts` does not tell of."""
        return self.ids(*(step for step in sorted(self.beyond) if self.loss[step] > 0))

    def ids(self, *steps: int) -> tuple[str, ...]:
        """Return the ids of some steps."""
        return tuple(self.net.ids[step] for step in steps)

    def _lost(self, step: int) -> list[Departure]:
        share = self.loss[step]
        return [Departure("lost", share, self.ids(step))] if share > 0 else []

    # --- blocks -----------------------------------------------------------------------------------

    def _block(self, block: Block) -> list[Departure | Streams]:
        """Return the streams of a block, and who does not leave it by its join."""
        if block.fork in self.whole:
            return [*self._inside(block)]
        entering, opens, partly, nobody = self._joining(block)
        forgives = block.join in self.net.missing
        streams = tuple(
            self._stream(block, k, entering, entering * (1 - float(chances[OPEN])))
            for k, chances in enumerate(self._weighed.product[block.fork])
        )
        complete, forgiven = entering * opens, entering * partly * forgives
        ends = self.net.ids[block.fork], self.net.ids[block.join]
        return [
            Streams(*ends, entering, streams, complete, forgiven),
            Departure("waiting", entering * partly - forgiven, ends[1:]),
            Departure("nowhere", entering * nobody, ends),
        ]

    def _stream(self, block: Block, branch: int, entering: float, arriving: float) -> Stream:
        steps = block.branches[branch]
        departures = self._leaving(steps)
        left = entering - arriving - sum(one.share for one in departures)
        if left > _NOTHING:
            departures.append(Departure("endless", left))
        own = self.ids(*sorted(self._with_inner(steps)))
        return Stream(own, tuple(departures), arriving)

    def _leaving(self, steps: Iterable[int]) -> list[Departure]:
        """Return who leaves at the steps of a branch, and in the blocks inside it."""
        found: list[Departure] = []
        for step in sorted(steps):
            found += self._lost(step)
            if step in self.blocks:
                found += self._inside(self.blocks[step])
        return found

    def _inside(self, block: Block) -> list[Departure]:
        """Return who goes into a block and not on: step by step where one branch alone loses people."""
        branches = [found for steps in block.branches if (found := self._leaving(steps))]
        entering, _, partly, nobody = self._joining(block)
        share = entering * (nobody if block.join in self.net.missing else partly + nobody)
        if share <= _NOTHING:
            return []
        if len(branches) == 1 and abs(sum(one.share for one in branches[0]) - share) < _NOTHING:
            return branches[0]
        inside = sorted(self._with_inner(step for some in block.branches for step in some))
        lossy = self.ids(*(step for step in inside if self.loss[step] > 0))
        return [Departure("branches", share, lossy or self.ids(block.fork))]

    def _joining(self, block: Block) -> tuple[float, float, float, float]:
        """Return how many go into a block; the shares of them who come by all branches, some, none."""
        whole = [float(chance) for chance in self._weighed.whole(block.fork)]
        entering = self.going[block.fork]
        opens = whole[LOST] - whole[BOTH]
        return entering, opens, 1 - whole[OPEN] - opens, whole[OPEN]

    @property
    def _weighed(self) -> Backward:
        if self.exact is None:
            raise TypeError("only what is exact has blocks that are told")
        return self.exact.nothing

    def _with_inner(self, steps: Iterable[int]) -> Iterator[int]:
        """Yield some steps, and those of the blocks that they open."""
        for step in steps:
            yield step
            if step in self.blocks:
                yield from self._with_inner(
                    inner for some in self.blocks[step].branches for inner in some
                )

    def _whole(self, fork: int) -> bool:
        """Tell whether a fork's streams can't be told, share a join with inner ones, or are walked twice."""
        if fork not in self.told:
            return True
        join, graph = self.blocks[fork].join, self.net.graph
        if any(one.spreads and one.join == join for one in self.blocks.values()):
            return True
        return any(fork in graph.succ[step] for step in nx.descendants(graph, fork))
