"""The token rules, played slowly and literally: an answer that owes nothing to the library's.

A state is what one person's tokens are doing: which steps they are at, which joins they wait at, at
which steps some were lost. `exact` follows every state that can arise with its probability; `play` walks
one journey with a clock, the earliest token first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

    from rutas.model import Route


@dataclass(frozen=True)
class State:
    at: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    lost: frozenset[str] = frozenset()
    stuck: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()


class Game:
    def __init__(self, route: Route) -> None:
        self.route = route
        self.steps = dict(route.steps)
        self.links = {
            name: [
                (share, link.to)
                for share, link in zip(step.shares, step.links, strict=True)
                if share > 0
            ]
            for name, step in self.steps.items()
        }
        self.after = {name: self._after(name) for name in self.steps}
        self.dropout = {
            name: step.dropout.mean if step.dropout else 0.0 for name, step in self.steps.items()
        }

    def _after(self, name: str) -> set[str]:
        """Every step that is reached by one or more links."""
        found: set[str] = set()
        todo = [to for _, to in self.links[name]]
        while todo:
            step = todo.pop()
            if step not in found:
                found.add(step)
                todo += [to for _, to in self.links[step]]
        return found

    def starts(self) -> list[tuple[float, str]]:
        shares = self.route.way_in_shares
        return [(s, w.to) for s, w in zip(shares, self.route.ways_in, strict=True) if s > 0]

    def arrive(self, step: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Where a token that comes to a step stands: at it, or waiting at it."""
        return ((), (step,)) if self.steps[step].join == "all" else ((step,), ())

    def openable(self, state: State) -> list[str]:
        found = []
        for join in sorted(set(state.waiting)):
            others = [*state.at, *(w for w in state.waiting if w != join)]
            if not any(join in self.after[other] for other in others):
                found.append(join)
        return found

    def closed(self, state: State, join: str) -> bool:
        return any(join in self.after[step] for step in state.lost)

    def moves(self, step: str) -> list[tuple[float, tuple[str, ...]]]:
        """Where one token goes from a step, once attended and not lost."""
        links = self.links[step]
        if self.steps[step].outcome:
            return [(1.0, ())]
        if self.steps[step].parallel:
            return [(1.0, tuple(to for _, to in links))]
        return [(share, (to,)) for share, to in links]

    def sent(self, state: State, step: str, targets: tuple[str, ...]) -> State:
        at, waiting = list(state.at), list(state.waiting)
        at.remove(step)
        for target in targets:
            here, there = self.arrive(target)
            at += here
            waiting += there
        ends = state.ends
        if self.steps[step].outcome:
            ends = tuple(sorted([*ends, str(self.steps[step].outcome)]))
        return State(
            tuple(sorted(at)), tuple(sorted(waiting)), state.lost, state.stuck, ends,
            state.seen | {step},
        )  # fmt: skip

    def successors(self, state: State) -> list[tuple[float, str, bool, State]]:
        """What can happen next, one token at a time: (chance, step attended, lost there, state)."""
        for join in self.openable(state):
            rest = tuple(w for w in state.waiting if w != join)
            count = state.waiting.count(join)
            if self.closed(state, join):
                stuck = tuple(sorted([*state.stuck, *[join] * count]))
                after = State(state.at, rest, state.lost, stuck, state.ends, state.seen)
            else:
                at = tuple(sorted([*state.at, join]))
                after = State(at, rest, state.lost, state.stuck, state.ends, state.seen)
            return [(1.0, "", False, after)]
        if not state.at:
            stuck = tuple(sorted([*state.stuck, *state.waiting]))
            return [(1.0, "", False, State((), (), state.lost, stuck, state.ends, state.seen))]
        step = state.at[0]
        gone = list(state.at)
        gone.remove(step)
        out = self.dropout[step]
        found = []
        if out > 0:
            lost = State(
                tuple(gone), state.waiting, state.lost | {step}, state.stuck, state.ends,
                state.seen | {step},
            )  # fmt: skip
            found.append((out, step, True, lost))
        found += [
            ((1 - out) * share, step, False, self.sent(state, step, targets))
            for share, targets in self.moves(step)
            if out < 1
        ]
        return found

    def over(self, state: State) -> bool:
        return not state.at and not state.waiting


def exact(
    route: Route, *, watch: bool = True, tolerance: float = 1e-10, largest: int = 6_000
) -> dict[str, Any] | None:
    """Follow all states with their chances; None where they are too many or never end."""
    game = Game(route)
    now: dict[State, float] = defaultdict(float)
    for share, step in game.starts():
        here, there = game.arrive(step)
        now[State(here, there)] += share
    visits: Counter[str] = Counter()
    losses: Counter[str] = Counter()
    over: dict[State, float] = defaultdict(float)
    done = 0
    while now:
        after: dict[State, float] = defaultdict(float)
        for state, chance in now.items():
            done += 1
            if game.over(state):
                over[state] += chance
                continue
            for share, step, lost, following in game.successors(state):
                if step:
                    visits[step] += chance * share
                    losses[step] += chance * share * lost
                seen = following.seen if watch else frozenset()
                after[replace(following, seen=seen)] += chance * share
        now = {s: p for s, p in after.items() if p > tolerance}
        if done > largest or any(len(state.at) > 12 for state in now):
            return None
    good = {name for name, outcome in route.outcomes.items() if outcome.success}
    completed = {
        s: p for s, p in over.items() if not s.lost and not s.stuck and set(s.ends) <= good
    }
    ids = list(route.steps)
    return {
        "visits": {i: visits[i] for i in ids},
        "loss": {i: losses[i] for i in ids},
        "completion": sum(completed.values()),
        "reach": {i: sum(p for s, p in over.items() if i in s.seen) for i in ids},
        "passing": {i: sum(p for s, p in completed.items() if i in s.seen) for i in ids},
        "outcomes": {o: sum(p for s, p in over.items() if o in s.ends) for o in route.outcomes},
        "lost": sum(p for s, p in over.items() if s.lost),
        "stuck": sum(p for s, p in over.items() if s.stuck),
        "total": sum(over.values()),
    }


def play(route: Route, rng: random.Random, *, longest: int = 300) -> dict[str, Any] | None:
    """Walk one journey with a clock at the means, the earliest token first; None if it is too long."""
    game = Game(route)
    (start,) = rng.choices([s for _, s in game.starts()], [p for p, _ in game.starts()])
    at: list[tuple[float, str]] = []
    waiting: dict[str, float] = {}
    lost: set[str] = set()
    visits: Counter[str] = Counter()
    ends: list[tuple[float, str]] = []
    stuck = False
    clock = 0.0

    def put(time: float, step: str) -> None:
        if game.steps[step].join == "all":
            waiting[step] = max(time, waiting.get(step, 0.0))
        else:
            at.append((time, step))

    put(0.0, start)
    while at or waiting:
        if sum(visits.values()) > longest:
            return None
        state = State(tuple(s for _, s in at), tuple(waiting), frozenset(lost))
        opened = game.openable(state)
        for join in opened:
            time = max(waiting.pop(join), clock)
            if game.closed(state, join):
                stuck = True
            else:
                at.append((time, join))
        if opened:
            continue
        if not at:
            return {"completed": False, "visits": visits, "days": None}
        # A token sits at a step until it has been attended: the one that leaves first moves first.
        at.sort(key=lambda token: token[0] + _stay(game, token[1]))
        time, step = at.pop(0)
        clock = time + _stay(game, step)
        visits[step] += 1
        if rng.random() < game.dropout[step]:
            lost.add(step)
            continue
        if game.steps[step].outcome:
            ends.append((clock, str(game.steps[step].outcome)))
        moves = game.moves(step)
        (chosen,) = rng.choices([to for _, to in moves], [share for share, _ in moves])
        for target in chosen:
            put(clock, target)
    completed = not lost and not stuck and all(route.outcomes[o].success for _, o in ends)
    days = max((time for time, _ in ends), default=0.0)
    return {"completed": completed, "visits": visits, "days": days if completed else None}


def _stay(game: Game, step: str) -> float:
    wait = game.steps[step].wait
    return wait.mean if wait else 0.0


def sound(route: Route, *, largest: int = 20_000) -> bool | None:
    """Decide soundness by looking at every order of moves; None where there are too many states."""
    game = Game(route)
    todo: list[State] = []
    for _, step in game.starts():
        here, there = game.arrive(step)
        todo.append(State(here, there))
    back: dict[State, set[State]] = {state: set() for state in todo}
    attended: set[str] = set()
    while todo:
        state = todo.pop()
        if len(set(state.at)) < len(state.at):
            return False
        if len(back) > largest:
            return None
        following = []
        for join in game.openable(state):
            rest = tuple(w for w in state.waiting if w != join)
            following.append(State(tuple(sorted([*state.at, join])), rest))
        for step in state.at:
            attended.add(step)
            following += [
                replace(game.sent(state, step, targets), ends=(), seen=frozenset())
                for _, targets in game.moves(step)
            ]
        for after in following:
            one = replace(after, waiting=tuple(sorted(set(after.waiting))))
            if one not in back:
                back[one] = set()
                todo.append(one)
            back[one].add(state)
    over = [state for state in back if game.over(state)]
    good = set(over)
    while over:
        for before in back[over.pop()]:
            if before not in good:
                good.add(before)
                over.append(before)
    return len(good) == len(back) and attended == set(game.steps)
