"""Count how people pass from one actor to another, and how often the way of attending changes.

A *handover* is a link between steps of two different actors. Here they are *expected*: how often they
happen per person who enters, which is not how many links of the drawing hand over
(`rutas.graph.handovers`). A step that nobody attends (a question on the way) hands nothing over by
itself: whoever attended before it hands over to whoever attends after it, in the manner of the last link.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise, product
from math import isnan, nan
from typing import TYPE_CHECKING

import numpy as np

from rutas.graph.handovers import EXIT_KINDS
from rutas.model import HANDOVERS
from rutas.tokens.columns import Columns, columns
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.tokens.figures import Figures
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]

__all__ = ["Handover", "Interactions", "StepHandover", "interactions", "step_handovers"]

_ROUNDS = 200
_SMALL = 1e-12


@dataclass(frozen=True, slots=True)
class Handover:
    """People who pass from one actor to another in one manner.

    Attributes
    ----------
    source, target
        Ids of the actors.
    kind
        ``self``, ``referral``, ``accompanied`` or ``system``.
    expected
        How often it happens per person who enters; nan where people go round for ever.
    direction
        ``horizontal`` between actors of the same level, ``vertical`` between levels; ``None`` where
        a level is unknown.
    between
        Whether it is from one institution to another; ``None`` where one is unknown.
    """

    source: str
    target: str
    kind: str
    expected: float
    direction: str | None
    between: bool | None


@dataclass(frozen=True, slots=True)
class StepHandover:
    """People who pass from one step to another of another actor.

    Attributes
    ----------
    source, target
        Ids of the steps: the last one at which she was attended, and the next.
    kind
        ``self``, ``referral``, ``accompanied`` or ``system``.
    expected
        How often it happens per person who enters; nan where people go round for ever.
    """

    source: str
    target: str
    kind: str
    expected: float


@dataclass(frozen=True)
class Interactions:
    """The interactions of a route, per person who enters; what is summed of an unknown number is nan.

    Attributes
    ----------
    handovers
        Every pair of actors and manner, the most frequent first.
    kinds
        Expected handovers by kind; every kind is there.
    directions
        Expected handovers by direction: ``horizontal``, ``vertical``, ``unknown``.
    institutions
        Expected handovers by pair of institutions.
    arrivals
        For each step, expected handovers into it by kind.
    selves
        For each step, the actors from whom people come on their own, the most frequent first.
    channel_changes
        How often the usual channel changes from one attended step to the next; nan where people go round
        for ever, or where it is not said how a step that they get to is attended.
    """

    handovers: tuple[Handover, ...]
    kinds: Mapping[str, float]
    directions: Mapping[str, float]
    institutions: Mapping[tuple[str, str], float]
    arrivals: Mapping[str, Mapping[str, float]]
    selves: Mapping[str, tuple[str, ...]]
    channel_changes: float


def interactions(route: Route, visits: Floats, figures: Figures) -> Interactions:
    """Count the interactions of a route.

    Parameters
    ----------
    route
        The route.
    visits
        Expected visits to each step per person who enters, shape ``(n,)``.
    figures
        Its quantities at their means (one row).

    Returns
    -------
    Expected counts: each link is walked ``visits x (1 - dropout) x share`` times, less those who leave
    the step by an exit.
    """
    walks = _Walks(route, visits, figures)
    given = columns(route)
    counted: dict[tuple[str, str, str], float] = defaultdict(float)
    arrivals: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(HANDOVERS, 0.0))
    alone: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    owner = [actor[0] if actor else None for actor in given.actor]
    for link, before, times in walks.passes(owner):
        place = walks.target[link]
        actor, kind = owner[place], walks.kinds[link]
        if actor is not None and before != actor:
            name = given.id[place]
            counted[before, actor, kind] += times
            arrivals[name][kind] += times
            if kind == "self":
                alone[name][before] += times
    found = [_handover(route, key, times) for key, times in counted.items()]
    return Interactions(
        handovers=tuple(sorted(found, key=lambda one: (not isnan(one.expected), -one.expected))),
        kinds=_by(HANDOVERS, ((one.kind, one.expected) for one in found)),
        directions=_by(
            ("horizontal", "vertical", "unknown"),
            ((one.direction or "unknown", one.expected) for one in found),
        ),
        institutions=_institutions(route, found),
        arrivals=dict(arrivals),
        selves={
            name: tuple(sorted(before, key=before.__getitem__, reverse=True))
            for name, before in alone.items()
        },
        channel_changes=_channel_changes(walks, given, visits),
    )


def step_handovers(route: Route, visits: Floats, figures: Figures) -> list[StepHandover]:
    """Return the handovers of a route step by step; added up by actor they are those of `interactions`.

    Parameters
    ----------
    route, visits, figures
        As of `interactions`.
    """
    walks, given = _Walks(route, visits, figures), columns(route)
    actor = {step: who[0] for step, who in zip(given.id, given.actor, strict=True) if who}
    owner = [step if step in actor else None for step in given.id]
    found = []
    for link, source, times in walks.passes(owner):
        target = given.id[walks.target[link]]
        if actor[source] != actor[target]:
            found.append(StepHandover(source, target, walks.kinds[link], times))
    return found


def _channel_changes(walks: _Walks, given: Columns, visits: Floats) -> float:
    usual = [channel[0] if channel else None for channel in given.channel]
    attended = zip(given.actor, usual, (~(visits <= 0)).tolist(), strict=True)
    if any(actor and not channel and comes for actor, channel, comes in attended):
        return nan
    passes = walks.passes(usual)
    return sum((times for link, who, times in passes if who != usual[walks.target[link]]), 0.0)


class _Walks:
    """How often each link is walked, and in which order to follow the links."""

    def __init__(self, route: Route, visits: Floats, figures: Figures) -> None:
        net = compile_net(route)
        self.exits = [("missing", *one) for one in net.missing.items()]
        self.exits += [("late", *one) for one in net.late.items()]
        self.kinds: list[str] = [link.handover for row in columns(route).links for link in row]
        self.kinds += [EXIT_KINDS[name] for name, _, _ in self.exits]
        source = np.concatenate([net.source, [step for _, step, _ in self.exits]]).astype(np.int64)
        target = np.concatenate([net.target, [to for _, _, to in self.exits]]).astype(np.int64)
        leaving = visits * (1 - figures.dropout[0])
        out = _exits_taken(net, self.exits, visits, leaving, figures)
        leaving -= np.bincount(source[len(net.source) :], out, len(net))
        walked = np.concatenate([leaving[net.source] * figures.share[0], out])
        into = np.bincount(target, walked, len(net))
        # What enters a join is more than what leaves it: each arrival counts in proportion.
        base = np.maximum(visits, into)[source]
        self.source, self.target = source.tolist(), target.tolist()
        self.walked: list[float] = walked.tolist()
        self.part: list[float] = np.divide(
            walked, base, np.zeros_like(walked), where=~(base <= 0)
        ).tolist()
        self.links: list[list[int]] = [list(range(a, b)) for a, b in pairwise(net.first.tolist())]
        for link, (_, step, _) in enumerate(self.exits, len(net.source)):
            self.links[step].append(link)
        self.order = {i: k for k, i in enumerate(net.order)}

    def _first(self, owner: Sequence[str | None]) -> list[tuple[int, str, float]]:
        """Return the links that leave a step with an owner, whose it is, and how often."""
        return [
            (link, who, times)
            for link, (i, times) in enumerate(zip(self.source, self.walked, strict=True))
            if (who := owner[i]) is not None and not times <= 0
        ]

    def passes(self, owner: Sequence[str | None]) -> list[tuple[int, str, float]]:
        """Return who had her before each link into a step with an owner, and how often.

        Through steps without an owner she is carried as who had her last, in forward order; where
        they go round, the rounds are added up until what is left is nothing. What is unknown (nan) stays so,
        and goes round once.
        """
        found: dict[tuple[int, str], float] = defaultdict(float)
        moving: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        queue: list[tuple[int, int]] = []
        unknown: set[tuple[int, str]] = set()

        def walk(link: int, who: str, times: float) -> None:
            j = self.target[link]
            if owner[j] is not None:
                found[link, who] += times
            elif times > _SMALL or (isnan(times) and (j, who) not in unknown):
                if isnan(times):
                    unknown.add((j, who))
                if j not in moving:
                    heapq.heappush(queue, (self.order[j], j))
                moving[j][who] += times

        for link, who, times in self._first(owner):
            walk(link, who, times)
        for _ in range(_ROUNDS * len(self.links)):
            if not queue:
                break
            _, j = heapq.heappop(queue)
            for (who, times), link in product(moving.pop(j).items(), self.links[j]):
                walk(link, who, times * self.part[link])
        return [(link, who, times) for (link, who), times in found.items() if not times <= 0]


def _exits_taken(
    net: Net,
    exits: Sequence[tuple[str, int, int]],
    visits: Floats,
    leaving: Floats,
    figures: Figures,
) -> Floats:
    """Return how often each exit is taken, so that the visits of where the exits lead come out.

    A step without a join is visited as often as somebody comes: by a way in, by a link, by an exit. Who
    takes an exit takes none of the step's links.
    """
    if not exits:
        return np.zeros(0)
    places = sorted({to for _, _, to in exits if not net.join[to]})
    share = figures.share[0]
    linked = np.bincount(net.target, leaving[net.source] * share, len(net))
    entry = np.bincount(net.ways, figures.way_share[0], len(net))
    table = np.zeros((len(places), len(exits)))
    for column, (_, step, to) in enumerate(exits):
        part = np.bincount(net.target, np.where(net.source == step, share, 0.0), len(net))
        table[:, column] = (np.arange(len(net)) == to)[places] - part[places]
    asked = (visits - entry - linked)[places]
    told = np.isfinite(asked)  # of who goes round for ever nothing is known
    taken = np.linalg.lstsq(table[told], asked[told])[0]
    if (taken < -_SMALL).any():
        from scipy.optimize import nnls  # noqa: PLC0415  (slow to import, and seldom needed)

        taken, _ = nnls(table[told], asked[told])
    return np.clip(taken, 0.0, leaving[[step for _, step, _ in exits]])


def _handover(route: Route, key: tuple[str, str, str], times: float) -> Handover:
    source, target = (route.catalogue.actors.get(name) for name in key[:2])
    levels = {source and source.level, target and target.level}
    houses = {source and source.institution, target and target.institution}
    direction = None if None in levels else "horizontal" if len(levels) == 1 else "vertical"
    return Handover(*key, times, direction, None if None in houses else len(houses) > 1)


def _by(names: Iterable[str], counted: Iterable[tuple[str, float]]) -> dict[str, float]:
    total = dict.fromkeys(names, 0.0)
    for name, times in counted:
        total[name] += times
    return total


def _institutions(route: Route, found: Sequence[Handover]) -> dict[tuple[str, str], float]:
    total: dict[tuple[str, str], float] = defaultdict(float)
    actors = route.catalogue.actors
    for one in found:
        if one.between:
            pair = (str(actors[one.source].institution), str(actors[one.target].institution))
            total[pair] += one.expected
    return dict(total)
