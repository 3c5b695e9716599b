"""The token rules, literally: an answer that owes nothing to the library's.

A state is what one person's tokens are doing: at which steps they are, on which links they wait for a join, at
which steps some were lost. `tests.game` plays by these rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from math import exp, inf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model import Route

Key = tuple[str, str]
"""A link: the step that it leaves (nothing for a way in), and which of its links it is."""

_LATE = 1e-9


class Link(NamedTuple):
    share: float
    to: str
    key: Key


class Token(NamedTuple):
    """A token at a step: when it is done there, and by which exit it goes on, if by one."""

    done: float
    order: int
    step: str
    exit: str


@dataclass(frozen=True)
class State:
    """What one person's tokens are doing, and what has become of others of hers.

    ``forgiven`` losses are not among ``lost``; ``stuck`` are the joins where tokens waited for ever, forgiven
    ones too; ``blocked`` whether one was not.
    """

    at: tuple[Token, ...] = ()
    waiting: frozenset[Key] = frozenset()
    lost: frozenset[str] = frozenset()
    stuck: frozenset[str] = frozenset()
    blocked: bool = False
    ends: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    served: frozenset[str] = frozenset()

    @property
    def over(self) -> bool:
        return not self.at and not self.waiting


@dataclass
class Game:
    route: Route
    timed: bool = True
    links: dict[str, list[Link]] = field(default_factory=dict)
    exits: dict[str, dict[str, Link]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.steps = dict(self.route.steps)
        self.order = {name: k for k, name in enumerate(self.steps)}
        for name, step in self.steps.items():
            shares = zip(step.shares, step.links, strict=True)
            self.links[name] = [
                Link(share, link.to, (name, str(k)))
                for k, (share, link) in enumerate(shares)
                if share > 0
            ]
            self.exits[name] = {how: Link(1.0, to, (name, how)) for how, to in step.exits.items()}
        ways = zip(self.route.way_in_shares, self.route.ways_in, strict=True)
        self.starts = [
            Link(share, way.to, ("", str(k))) for k, (share, way) in enumerate(ways) if share > 0
        ]
        self.gets = cache(self._gets)

    def _gets(self, step: str, join: str) -> frozenset[Key]:
        """The links into a join that a token gets to from a step, without passing the join."""
        found: set[Key] = set()
        seen: set[str] = set()
        todo = [step]
        while todo:
            here = todo.pop()
            for link in [*self.links[here], *self.exits[here].values()]:
                if link.to == join:
                    found.add(link.key)
                elif link.to not in seen:
                    seen.add(link.to)
                    todo.append(link.to)
        return frozenset(found)

    def holds(self, step: str, join: str, waiting: frozenset[Key]) -> bool:
        """Whether a token that is at a step (or waits there, or was lost there) holds a join up."""
        got = self.gets(step, join)
        return bool(got) and not got & waiting

    def leads(self, key: Key) -> str:
        """Where a link leads."""
        name, which = key
        if not name:
            return self.route.ways_in[int(which)].to
        return (
            self.exits[name][which].to
            if which in self.exits[name]
            else self.steps[name].links[int(which)].to
        )

    def opening(self, state: State) -> Iterator[tuple[str, str, set[str], set[str]]]:
        """The joins that open now, by which exit (or none), and whom they forgive: lost, and waiting where."""
        joins = {self.leads(key) for key in state.waiting}
        for join in joins:
            at = {token.step for token in state.at if self.holds(token.step, join, state.waiting)}
            lost = {step for step in state.lost if self.holds(step, join, state.waiting)}
            beside = {other for other in joins - {join} if self.holds(other, join, state.waiting)}
            if not (at or lost or beside):
                yield join, "", set(), set()
            elif self.steps[join].missing and not at and lost:
                dead = {
                    other
                    for other in beside
                    if not self.steps[other].missing
                    and any(self.holds(step, other, state.waiting) for step in lost)
                }
                if dead == beside:
                    yield join, "missing", lost, dead

    def settled(self, state: State, clock: float) -> State:
        """Open all joins that can, until none can."""
        while opened := list(self.opening(state)):
            tokens = [self.token(join, how, clock) for join, how, _, _ in opened]
            lost = {step for _, _, some, _ in opened for step in some}
            dead = {join for _, _, _, some in opened for join in some}
            gone = dead | {join for join, _, _, _ in opened}
            state = replace(
                state,
                at=tuple(sorted([*state.at, *tokens])),
                waiting=frozenset(key for key in state.waiting if self.leads(key) not in gone),
                lost=state.lost - lost,
                stuck=state.stuck | dead,
            )
        if not state.at and state.waiting:
            stuck = state.stuck | {self.leads(key) for key in state.waiting}
            state = replace(state, waiting=frozenset(), stuck=stuck, blocked=True)
        return state

    def token(self, step: str, how: str, clock: float) -> Token:
        """A token that gets to a step now: when it is done there, and whether it is late then."""
        if not self.timed:
            return Token(0.0, self.order[step], step, how)
        one = self.steps[step]
        series = (one.repeat.times.mean - 1) * one.repeat.every.mean if one.repeat else 0.0
        opens = max(clock, one.from_.mean if one.from_ else -inf)
        spent = sum(self.mean(step, name) for name in ("wait", "takes", "lead"))
        done = opens + spent + series
        late = done - clock > (one.within.mean if one.within else inf) + _LATE
        late = late or done > (one.by.mean if one.by else inf) + _LATE
        return Token(done, self.order[step], step, how or ("late" if late and one.late else ""))

    def mean(self, step: str, name: str) -> float:
        given = getattr(self.steps[step], name)
        return given.mean if given else 0.0

    def dropout(self, step: str) -> float:
        one, wait = self.steps[step], self.mean(step, "wait")
        stays = exp(-self.mean(step, "leaves") * wait)
        if one.patience and wait > one.patience.low:
            left = max(one.patience.high - wait, 0.0)
            stays *= left and left / (one.patience.high - one.patience.low)
        visits = one.repeat.times.mean if one.repeat else 1
        stays *= (1 - self.mean(step, "no_show") ** (one.tries.mean if one.tries else 3)) ** visits
        return 1 - (1 - self.mean(step, "dropout")) * stays

    def sent(self, state: State, links: list[Link], clock: float) -> State:
        """Send a token along each of some links."""
        at, waiting = list(state.at), set(state.waiting)
        for link in links:
            if self.steps[link.to].join == "all":
                waiting.add(link.key)
            else:
                at.append(self.token(link.to, "", clock))
        return self.settled(replace(state, at=tuple(sorted(at)), waiting=frozenset(waiting)), clock)

    def start(self, way: Link, clock: float = 0.0) -> State:
        return self.sent(State(), [way], clock)

    def entered(self, way: Link) -> float:
        """Her age on entering."""
        at = self.route.ways_in[int(way.key[1])].at
        youngest = self.route.ages.from_ * 365.25 if self.route.ages else 0.0
        return at.mean if at else youngest

    def answers(self, token: Token) -> list[tuple[float, list[Link]]]:
        """The links that a token may go by once attended: one of these."""
        if token.exit:
            return [(1.0, [self.exits[token.step][token.exit]])]
        links = self.links[token.step]
        if self.steps[token.step].parallel or not links:
            return [(1.0, links)]
        return [(link.share, [link]) for link in links]

    def gone(self, state: State, token: Token, *, lost: bool) -> State:
        """The state after a token was attended, before it goes on."""
        at = list(state.at)
        at.remove(token)
        seen = state.seen | {token.step}
        if lost:
            return replace(state, at=tuple(at), seen=seen, lost=state.lost | {token.step})
        end = self.steps[token.step].outcome
        return replace(
            state,
            at=tuple(at),
            seen=seen,
            served=state.served | {token.step},
            ends=state.ends | ({end} if end else set()),
        )

    def completed(self, state: State) -> bool:
        good = all(self.route.outcomes[end].success for end in state.ends)
        return state.over and not state.lost and not state.blocked and good
