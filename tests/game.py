"""The token rules, played slowly.

`exact` follows every state that can arise with its chance, the clock deciding which token moves first; `play` walks
one journey so; `states` lets the tokens move in every order, whatever the times and shares: what may happen
at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.token_rules import Game, State

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

    from rutas.model import Route


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
                    following = replace(following, seen=frozenset(), served=frozenset())  # noqa: PLW2901  (the state without its history)
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
