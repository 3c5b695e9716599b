"""Lay all routes of a setting out as one net, with a copy of each route for each of its populations.

A *place* is a step of one copy: all tables have a row a place, and links lead from place to place. What
somebody is offered, loses and waits for is read at the place where she is, whatever her route.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from rutas.graph.walks import reached
from rutas.simulation.play.drawn import Drawn
from rutas.simulation.play.rules import Rules
from rutas.simulation.play.visits import ASKS, CHOOSES, STAYS
from rutas.tokens.blocks import NOWHERE
from rutas.tokens.columns import columns
from rutas.tokens.link_levels import SURE, link_levels
from rutas.tokens.net import compile as compile_net
from rutas.tokens.waiting import Gates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.simulation.setting import Setting
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Words = NDArray[np.uint64]

__all__ = ["Stack"]

_TRIES = 3
_NEVER = -np.inf


@dataclass(frozen=True, eq=False)
class _Copy:
    """A route as one of its populations has it, and where its places begin."""

    route: Route
    number: int
    steps: int
    first: int


class Stack:
    """The places of all copies: ``n`` of them, with ``m`` links (exits among them).

    Attributes
    ----------
    base
        For each route, the first place of its copy for each population; for who has none first.
    step
        ``(n,)`` which step it is, of those of all routes.
    key
        ``(n,)`` a word for the step's id.
    links, link, target, below, urgent
        ``(n,)`` how many links leave it, and the first of them; ``(m,)`` where each leads, and which
        number drawn from 0 to 1 takes it, or one before it: any that is less; whether who comes by it
        is served first.
    parallel, ends, succeeds
        ``(n,)`` whether all links are taken; whether the route ends here, and well.
    missing, late
        ``(n,)`` the link for who has lost a branch, or is late; or -1.
    joins, column
        How many joins a copy has at most; ``(n,)`` which of them it is, or -1.
    reach
        ``(n, joins)`` the joins that a token here holds up.
    queued, limited
        ``(n,)`` whether a resource is asked for, and one with a limit.
    """

    def __init__(self, setting: Setting, *, day_by_day: bool = False) -> None:
        copies = list(_copies(setting))
        self.base = [
            np.array([one.first for one in copies if one.number == k])
            for k in range(len(setting.routes))
        ]
        starts = np.cumsum([0, *[len(route.steps) for route in setting.routes]])
        self.steps = [f"{route.id}/{name}" for route in setting.routes for name in route.steps]
        self.step = np.concatenate([starts[c.number] + np.arange(c.steps) for c in copies])
        names = [name for copy in copies for name in copy.route.steps]
        self.key = np.array([crc32(name.encode()) for name in names], dtype=np.uint64)
        self._resources(setting, starts)
        self._lay(copies)
        self._figures(copies)
        self._services(setting, copies)
        gives_up = self.queued & ((self.hazard > 0) | ~np.isinf(self.patience.mean))
        tries = self.queued & (self.no_show > 0)
        self.gives_up, self.misses = bool(gives_up.any()), bool(tries.any())
        self.series = np.array(
            [one is not None for copy in copies for one in columns(copy.route).repeat]
        )
        self.bent = np.array([place in self.rules for place in range(len(self))])
        self.dynamic = gives_up | tries | (self.late >= 0) | self.bent | day_by_day
        self.straight = ~self.queued & ~self.dynamic
        self.always = bool(self.limited[self.queued].all())
        asks = np.where(self.dynamic, CHOOSES, ASKS)
        self.role = np.where(self.queued, asks, STAYS).astype(np.int8)

    def __len__(self) -> int:
        return len(self.step)

    def _resources(self, setting: Setting, starts: Ints) -> None:
        """Find which resources each place asks for."""
        asked: list[list[int]] = [[] for _ in range(int(starts[-1]))]
        limited = np.zeros(len(asked), dtype=bool)
        for k, one in enumerate(setting.resources):
            for route, step in one.steps:
                asked[int(starts[route]) + step].append(k)
                limited[int(starts[route]) + step] |= one.capacity is not None
        self.asked = [tuple(some) for some in asked]
        self.queued = np.array([bool(some) for some in asked])[self.step]
        self.resources = len(setting.resources)
        self.limited = limited[self.step]

    def _lay(self, copies: Sequence[_Copy]) -> None:
        nets = [compile_net(copy.route) for copy in copies]
        shapes = {_shape(net): net for net in reversed(nets)}
        known = {shape: (Gates(net), _twice(net)) for shape, net in shapes.items()}
        gates, twice = zip(*[known[_shape(net)] for net in nets], strict=True)
        self.joins = max(len(one.joins) if one.net.nesting.nests else 0 for one in gates)
        self.rules: dict[int, Rules] = {}
        parts: dict[str, list[NDArray[np.generic]]] = {}
        links = 0
        for copy, net, gate, again in zip(copies, nets, gates, twice, strict=True):
            given = columns(copy.route)
            below = np.full(len(gate.target), SURE)
            below[: len(net.target)] = link_levels(net, net.share[None])[0]
            urgent = np.zeros(len(gate.target), dtype=bool)
            urgent[: len(net.target)] = [link.urgent for some in given.links for link in some]
            reach = np.zeros((len(net), self.joins + 1), dtype=np.int16)
            column = np.full(len(net), -1)
            if gate.net.nesting.nests:
                column = gate.column
                reach[:, : len(gate.joins)] = gate.reach.any(axis=2)
                reach[:, -1] = 1
            else:
                rules = Rules(net, copy.first, links)
                self.rules |= dict.fromkeys(range(copy.first, copy.first + len(net)), rules)
            some: dict[str, NDArray[np.generic]] = {
                "links": np.diff(net.first), "link": net.first[:-1] + links, "below": below,
                "target": gate.target + copy.first, "source": gate.source + copy.first,
                "urgent": urgent, "parallel": net.parallel, "ends": net.outcome >= 0,
                "succeeds": net.success, "reach": reach, "column": column,
                "missing": np.where(gate.missing >= 0, gate.missing + links, -1),
                "late": np.where(gate.late >= 0, gate.late + links, -1),
                "twice": again, "first": np.array(given.urgent),
                "base_of": np.full(len(net), copy.first),
            }  # fmt: skip
            for name, column in some.items():
                parts.setdefault(name, []).append(column)
            links += len(gate.target)
        whole = {name: np.concatenate(some) for name, some in parts.items()}
        self.links: Ints = whole["links"]
        self.link: Ints = whole["link"]
        self.target: Ints = whole["target"]
        self.source: Ints = whole["source"]
        self.below: Floats = whole["below"]
        self.urgent: Bools = whole["urgent"]
        self.parallel: Bools = whole["parallel"]
        self.ends: Bools = whole["ends"]
        self.succeeds: Bools = whole["succeeds"]
        self.reach: Ints = whole["reach"]
        self.column: Ints = whole["column"]
        self.missing: Ints = whole["missing"]
        self.late: Ints = whole["late"]
        self.twice: Bools = whole["twice"]
        self.base_of: Ints = whole["base_of"]
        self.first: Bools = whole["first"]
        self.depth = self.reach[:, :-1].sum(axis=1)
        self._changes(copies, gates)
        self._kinds()

    def _kinds(self) -> None:
        """Number what is asked for together: who asks for the same as urgently stands in one queue."""
        kinds: dict[tuple[tuple[int, ...], bool], int] = {}
        self.kind = np.full((len(self), 2), -1)
        for place in np.flatnonzero(self.queued).tolist():
            asked = self.asked[self.step[place]]
            for urgent in (0, 1) if self.urgent.any() or self.first.any() else (0,):
                self.kind[place, urgent] = kinds.setdefault((asked, urgent > 0), len(kinds))
        most = max((len(asked) for asked, _ in kinds), default=1)
        # a resource more, of which there is always a place, stands for none
        self.needs = np.full((len(kinds), most), self.resources)
        for (asked, _), k in kinds.items():
            self.needs[k, : len(asked)] = asked
        self.urgent_kind = np.array([urgent for _, urgent in kinds], dtype=bool)

    def _changes(self, copies: Sequence[_Copy], gates: Sequence[Gates]) -> None:
        """Work out what a move changes in the number of tokens that hold up each join.

        Rows are links, then (from `at_fork`) the places of forks, then (`at_end`) all places for who
        ends there.
        """
        size = len(self)
        self.meets = np.full((size, self.joins), -1)
        self.inside = np.zeros((size, self.joins + 1), dtype=np.int16)
        for copy, gate in zip(copies, gates, strict=True):
            if copy.first in self.rules:
                continue
            at = copy.first + gate.joins
            self.meets[copy.first : copy.first + copy.steps, : len(at)] = at
            self.inside[at, : len(at)] = self.reach[at, : len(at)].T
        on = self.reach[self.target] * (self.column[self.target] < 0)[:, None]
        forks = -self.reach
        for place in np.flatnonzero(self.parallel):
            forks[place] += on[self.link[place] : self.link[place] + self.links[place]].sum(axis=0)
        self.at_fork, self.at_end = len(on), len(on) + size
        self.change = np.concatenate([on - self.reach[self.source], forks, -self.reach])
        self.changes: Bools = np.asarray(self.change.any(axis=1))
        self._count()

    def _count(self) -> None:
        """Number the places of each copy where somebody may be more than once."""
        self.slot = np.full(len(self), -1)
        self.counted = 0
        bounds = np.flatnonzero(np.append(True, np.diff(self.base_of)))
        for first, last in zip(bounds, np.append(bounds[1:], len(self)), strict=True):
            some = first + np.flatnonzero(self.twice[first:last])
            self.slot[some] = np.arange(len(some))
            self.counted = max(self.counted, len(some))

    def _figures(self, copies: Sequence[_Copy]) -> None:
        """Lay out the quantities, of time as distributions and of people at their means."""
        given = [columns(copy.route) for copy in copies]

        def column(name: str, default: float) -> Drawn:
            return Drawn([one for some in given for one in getattr(some, name)], default)

        def series(name: str, default: float) -> Drawn:
            parts = [getattr(one, name, None) for some in given for one in some.repeat]
            return Drawn(parts, default)

        self.wait = column("wait", 0.0)
        self.takes, self.lead = column("takes", 0.0), column("lead", 0.0)
        self.times, self.every = series("times", 1.0), series("every", 0.0)
        self.opens = column("from_", _NEVER)
        self.by, self.within = column("by", np.inf), column("within", np.inf)
        self.patience, self.tries = column("patience", np.inf), column("tries", _TRIES)
        self.hazard = column("leaves", 0.0).mean
        self.no_show = np.where(self.limited, column("no_show", 0.0).mean, 0.0)
        declared = np.concatenate([compile_net(copy.route).dropout for copy in copies])
        self.dropout = np.where(self.queued, column("dropout", 0.0).mean, declared)
        self.due = ~np.isinf(self.by.mean) | ~np.isinf(self.within.mean)

    def _services(self, setting: Setting, copies: Sequence[_Copy]) -> None:
        """Number the services, and find which each place delivers."""
        found: dict[str, int] = {}
        for route in setting.routes:
            for name in route.package:
                found.setdefault(name, len(found))
        self.services = tuple(found)
        steps = [step for copy in copies for step in copy.route.steps.values()]
        gives = [[found[name] for name in step.service if name in found] for step in steps]
        self.gives = np.array([len(some) for some in gives], dtype=np.int64)
        self.gift = np.cumsum(self.gives) - self.gives
        self.given = np.array([one for some in gives for one in some], dtype=np.int64)


def _copies(setting: Setting) -> Iterator[_Copy]:
    first = 0
    for k, versions in enumerate(setting.versions):
        for route in versions:
            yield _Copy(route, k, len(route.steps), first)
            first += len(route.steps)


def _shape(net: Net) -> tuple[object, ...]:
    """Return what the joins of a copy hang on: copies of one route differ in figures alone, as a rule."""
    tables = (net.first, net.target, net.alive, net.parallel, net.join, net.ways)
    exits = (tuple(net.missing.items()), tuple(net.late.items()))
    return (*exits, *(table.tobytes() for table in tables))


def _twice(net: Net) -> Bools:
    """Mark the steps on loops, and those where two branches lead that no join unites, or one and its join."""
    if not net.nesting.nests:
        return np.ones(len(net), dtype=bool)
    twice = net.looped.copy()
    for fork in np.flatnonzero(net.parallel).tolist():
        times = np.zeros(len(net), dtype=np.int64)
        join = net.nesting.blocks[fork].join if fork in net.nesting.blocks else NOWHERE
        for head in net.heads[fork]:
            times[list(reached(net.graph, [head], {join}))] += 1
        if join != NOWHERE:
            times[list(reached(net.graph, [join]))] += 1
        times[list(net.joining)] = 0
        twice |= times > 1
    return twice
