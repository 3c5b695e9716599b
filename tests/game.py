"""The token rules, played slowly and literally: an answer that owes nothing to the library's.

A state is what one person's tokens are doing: at which steps they are, on which links they wait for a join, at
which steps some were lost. `exact` follows every state that can arise with its chance, the clock deciding which
token moves first; `play` walks one journey so; `states` lets the tokens move in every order, whatever the times
and shares: what may happen at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from math import exp, inf
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence

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
        done = opens + self.mean(step, "wait") + self.mean(step, "takes") + series
        late = done - clock > (one.within.mean if one.within else inf) + _LATE
        late = late or done > (one.by.mean if one.by else inf) + _LATE
        return Token(done, self.order[step], step, how or ("late" if late and one.late else ""))

    def mean(self, step: str, name: str) -> float:
        given = getattr(self.steps[step], name)
        return given.mean if given else 0.0

    def dropout(self, step: str) -> float:
        stays = exp(-self.mean(step, "leaves") * self.mean(step, "wait"))
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


def exact(
    route: Route, *, watch: bool = True, tolerance: float = 1e-10, largest: int = 6_000
) -> dict[str, Any] | None:
    """Follow all states with their chances, at the means; None where they are too many or never end."""
    game = Game(route)
    aged = any(step.from_ or (step.late and step.by) for step in route.steps.values())
    now: dict[tuple[float, State], float] = defaultdict(float)
    for way in game.starts:
        clock = game.entered(way) if aged else 0.0
        now[clock, _relative(game.start(way, clock), clock)] += way.share
    visits: Counter[str] = Counter()
    losses: Counter[str] = Counter()
    over: dict[State, float] = defaultdict(float)
    done = 0
    while now:
        after: dict[tuple[float, State], float] = defaultdict(float)
        for (clock, relative), chance in now.items():
            done += 1
            if relative.over:
                over[relative] += chance
                continue
            state = _relative(relative, -clock)
            token = state.at[0]
            visits[token.step] += chance
            out = game.dropout(token.step)
            then = token.done if aged else 0.0
            fates = []
            if out > 0:
                losses[token.step] += chance * out
                lost = game.gone(state, token, lost=True)
                fates.append((out, game.settled(lost, token.done)))
            kept = game.gone(state, token, lost=False)
            for share, links in game.answers(token):
                if out < 1:
                    fates.append(((1 - out) * share, game.sent(kept, links, token.done)))
            for share, following in fates:
                if not watch:
                    following = replace(following, seen=frozenset(), served=frozenset())  # noqa: PLW2901
                after[then, _relative(following, token.done)] += chance * share
        now = {key: p for key, p in after.items() if p > tolerance}
        if done > largest or any(len(state.at) > 12 for _, state in now):
            return None
    completed = {state: p for state, p in over.items() if game.completed(state)}
    ids = list(route.steps)
    services = {s for step in route.steps.values() for s in step.service} | set(route.package)
    deliver = {s: {i for i in ids if s in route.steps[i].service} for s in services}
    return {
        "visits": {i: visits[i] for i in ids},
        "loss": {i: losses[i] for i in ids},
        "completion": sum(completed.values()),
        "reach": {i: sum(p for s, p in over.items() if i in s.seen) for i in ids},
        "passing": {i: sum(p for s, p in completed.items() if i in s.seen) for i in ids},
        "blocked": {i: sum(p for s, p in over.items() if i in s.stuck) for i in ids},
        "coverage": {
            s: sum(p for state, p in over.items() if state.served & deliver[s]) for s in services
        },
        "outcomes": {o: sum(p for s, p in over.items() if o in s.ends) for o in route.outcomes},
        "lost": sum(p for s, p in over.items() if s.lost),
        "stuck": sum(p for s, p in over.items() if s.stuck),
        "total": sum(over.values()),
    }


def _relative(state: State, clock: float) -> State:
    """Count the times of a state from some moment on."""
    at = tuple(sorted(t._replace(done=round(t.done - clock, 9)) for t in state.at))
    return replace(state, at=at)


def play(route: Route, rng: random.Random, *, longest: int = 300) -> dict[str, Any] | None:
    """Walk one journey with a clock at the means, the earliest token first; None if it is too long."""
    game = Game(route)
    (way,) = rng.choices(game.starts, [way.share for way in game.starts])
    entered = clock = game.entered(way)
    state = game.start(way, clock)
    visits: Counter[str] = Counter()
    while state.at:
        if sum(visits.values()) > longest:
            return None
        token = state.at[0]
        clock = token.done
        visits[token.step] += 1
        if rng.random() < game.dropout(token.step):
            state = game.settled(game.gone(state, token, lost=True), clock)
            continue
        answers = game.answers(token)
        (links,) = rng.choices([links for _, links in answers], [share for share, _ in answers])
        state = game.sent(game.gone(state, token, lost=False), links, clock)
    completed = game.completed(state)
    return {
        "completed": completed,
        "visits": visits,
        "days": clock - entered if completed else None,
    }


class Move(NamedTuple):
    """A step that was attended, from one state to the next, and whether it was left by an exit or lost there."""

    before: State
    step: str
    after: State
    usual: bool
    lost: bool


def states(
    route: Route, *, losses: bool, largest: int, watch: bool = False
) -> tuple[list[State], list[Move]] | None:
    """Every state that can arise and every move, in every order of moves; None where there are too many.

    Where nobody is lost, `missing` is an answer like others; so is `late`, always.
    """
    game = Game(route, timed=False)
    found: dict[State, None] = {}
    moves: list[Move] = []
    todo = [_plain(game.start(way), watch=watch) for way in game.starts]
    starts = list(todo)
    found |= dict.fromkeys(todo)
    while todo:
        state = todo.pop()
        if len(found) > largest or len(state.at) > 8:
            return None
        for token in dict.fromkeys(state.at):
            kept = game.gone(state, token, lost=False)
            answers = [(True, links) for _, links in game.answers(token)]
            if "late" in game.exits[token.step] and not token.exit:
                answers.append((False, [game.exits[token.step]["late"]]))
            if "missing" in game.exits[token.step] and not token.exit and not losses:
                answers.append((False, [game.exits[token.step]["missing"]]))
            fates = [(usual, False, game.sent(kept, links, 0.0)) for usual, links in answers]
            if losses and game.dropout(token.step) >= 1:
                fates = []
            if losses and game.dropout(token.step) > 0:
                fates.append((True, True, game.settled(game.gone(state, token, lost=True), 0.0)))
            for usual, lost, following in fates:
                after = _plain(following, watch=watch)
                moves.append(Move(state, token.step, after, usual, lost))
                if after not in found:
                    found[after] = None
                    todo.append(after)
    assert all(state in found for state in starts)
    return list(found), moves


def _plain(state: State, *, watch: bool) -> State:
    """Forget what is not asked for."""
    return (
        state if watch else replace(state, seen=frozenset(), served=frozenset(), ends=frozenset())
    )


def sound(route: Route, *, largest: int = 20_000) -> bool | None:
    """Decide soundness by looking at every order of moves; None where there are too many states."""
    known = states(route, losses=False, largest=largest)
    if known is None:
        return None
    found, moves = known
    if any(len({token.step for token in state.at}) < len(state.at) for state in found):
        return False
    back: dict[State, list[State]] = defaultdict(list)
    for move in moves:
        if move.usual:
            back[move.after].append(move.before)
    todo = [state for state in found if state.over and not state.blocked]
    good = set(todo)
    while todo:
        for before in back[todo.pop()]:
            if before not in good:
                good.add(before)
                todo.append(before)
    return len(good) == len(found) and {move.step for move in moves} == set(route.steps)


def completions(route: Route, *, largest: int = 20_000) -> set[frozenset[str]] | None:
    """The steps attended on each run that completes, in every order, whoever may be lost."""
    known = states(route, losses=True, largest=largest, watch=True)
    if known is None:
        return None
    game = Game(route, timed=False)
    return {state.seen for state in known[0] if game.completed(state)}


def held(
    route: Route, makes: Mapping[str, Sequence[str]] | None = None, *, largest: int = 20_000
) -> dict[str, set[frozenset[str]]] | None:
    """For each step, the documents that she may hold when she is attended there: one set a way to get there.

    What the steps make is read from the route, or from a change set.
    """
    known = states(route, losses=True, largest=largest, watch=True)
    if known is None:
        return None
    made = {
        name: frozenset(step.produces if makes is None else makes[f"{name}.produces"])
        for name, step in route.steps.items()
    }
    found: dict[str, set[frozenset[str]]] = {name: set() for name in route.steps}
    for state in known[0]:
        papers = frozenset(route.holds).union(*(made[step] for step in state.served))
        for token in state.at:
            found[token.step].add(papers)
    return found
