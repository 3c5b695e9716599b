"""Tell how a fault comes about in as few moves as possible."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import networkx as nx

from rutas.graph.walks import shortest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.tokens.blocks import Block, Nesting
    from rutas.tokens.core import Core
    from rutas.tokens.net import Net
    from rutas.tokens.state_space import Move

__all__ = ["meeting", "told", "waits_for"]

_MOST = 3000

Places = tuple[tuple[int, ...], frozenset[int]]


def meeting(core: Core, moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """Return the fewest moves after which two tokens are at one step at once.

    Parameters
    ----------
    core
        The route.
    moves
        Some moves of which the last one leads to a step where another token could be.

    Returns
    -------
    The shortest such story of all, where it is found among the first states of all orders of moves; else
    the moves given without those that have nothing to do with it.
    """
    return _first_meeting(core) or _causes(core, moves)


def _first_meeting(core: Core) -> tuple[Move, ...]:
    """Look through all orders of moves, shortest first, for two tokens at one step."""
    nobody: Places = ((), frozenset())
    came: dict[Places, tuple[Places, Move]] = {}
    queue: deque[Places] = deque()
    following = [((-1, start), _arrived(core, *nobody, (start,))) for start in core.starts]
    state = nobody
    while len(came) < _MOST:
        for move, after in following:
            if after not in came:
                came[after] = (state, move)
                queue.append(after)
        if not queue:
            return ()
        state = queue.popleft()
        if len(set(state[0])) < len(state[0]):
            moves = []
            while state != nobody:
                state, move = came[state]
                moves.append(move)
            return tuple(move for move in reversed(moves) if move[0] >= 0)
        following = list(_following(core, *state))
    return ()


def _following(
    core: Core, active: tuple[int, ...], waiting: frozenset[int]
) -> Iterator[tuple[Move, Places]]:
    """Yield every move of any token, and where it leads."""
    for join in waiting:
        if _may_open(core, active, waiting, join):
            yield (-1, -1), (tuple(sorted([*active, join])), waiting - {join})
    for step in active:
        rest = list(active)
        rest.remove(step)
        for answer, targets in core.moves(step):
            yield (step, answer), _arrived(core, tuple(rest), waiting, targets)


def _arrived(
    core: Core, active: tuple[int, ...], waiting: frozenset[int], targets: tuple[int, ...]
) -> Places:
    held = waiting.union(step for step in targets if step in core.joins)
    return tuple(sorted([*active, *(step for step in targets if step not in core.joins)])), held


def _may_open(core: Core, active: tuple[int, ...], waiting: frozenset[int], join: int) -> bool:
    others = (*active, *(other for other in waiting if other != join))
    return not any(core.ahead[other] & core.bit[join] for other in others)


def _causes(core: Core, moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """Keep the moves without which the two tokens would not be where they meet."""
    made: dict[int, list[int]] = {}
    causes: list[set[int]] = []
    users: dict[int, set[int]] = {}
    arrivals: list[int] = []
    (goal,) = moves[-1:]
    meets = _target(core, goal)
    for k, (step, answer) in enumerate(moves):
        because = set(made.pop(step, ()))
        if step in core.joins:
            # It opened when the last token that could have got there had gone.
            because |= {j for j in range(k) if core.ahead[moves[j][0]] & core.bit[step]}
        for j in because:
            users.setdefault(j, set()).add(k)
        causes.append(because.union(*(causes[j] for j in because)))
        for target in core.follows[step] if answer < 0 else (answer,):
            made.setdefault(target, []).append(k)
            if target in meets and k < len(moves) - 1:
                arrivals.append(k)
    needed = causes[-1] | {len(moves) - 1}
    for k in arrivals:
        if k not in causes[-1]:
            needed |= causes[k] | {k}
            break
    return tuple(move for k, move in enumerate(moves) if k in needed)


def _target(core: Core, move: Move) -> set[int]:
    step, answer = move
    targets = core.follows[step] if answer < 0 else (answer,)
    return {target for target in targets if target not in core.joins}


def waits_for(core: Core, waiting: tuple[int, ...]) -> tuple[int, ...]:
    """Return joins of which each waits for the next one, and the last for the first."""
    path: list[int] = [waiting[0]]
    while True:
        bit = core.bit[path[-1]]
        blocker = next(other for other in waiting if other != path[-1] and core.ahead[other] & bit)
        if blocker in path:
            return tuple(path[path.index(blocker) :])
        path.append(blocker)


def told(net: Net, nesting: Nesting, core: Core, moves: tuple[Move, ...]) -> tuple[int, ...]:
    """Return the steps of a story in order, with a way through each block that was folded."""
    steps: list[int] = []
    for step, _ in moves:
        steps.append(step)
        if step in core.folded:
            steps += _inside(net, nesting, core.folded[step])
    return tuple(steps)


def _inside(net: Net, nesting: Nesting, block: Block) -> list[int]:
    """Return the shortest way through each branch of a block."""
    steps: list[int] = []
    level = {step for branch in block.branches for step in branch}
    inside: nx.DiGraph[int] = nx.DiGraph()
    inside.add_nodes_from([*block.heads, *level])
    for step in level:
        onward = nesting.on(net.follows, step)
        inside.add_edges_from((step, to) for to in onward if to in level or to == block.join)
    for head in block.heads:
        goals = {block.join} | {
            step for step in level if step in nesting.blocks and nesting.blocks[step].spreads
        }
        for step in shortest(inside, [head], goals):
            if step == block.join:
                continue
            steps.append(step)
            if step in nesting.blocks and not nesting.blocks[step].free:
                steps += _inside(net, nesting, nesting.blocks[step])
    return steps
