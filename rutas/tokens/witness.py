"""Tell how a fault comes about in as few moves as possible."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import networkx as nx

from rutas.graph.walks import shortest
from rutas.tokens.moves import NOBODY

if TYPE_CHECKING:
    from rutas.tokens.blocks import Block, Nesting
    from rutas.tokens.core import Core
    from rutas.tokens.moves import Moves, State
    from rutas.tokens.shape import Shape
    from rutas.tokens.state_space import Move

__all__ = ["led_to", "meeting", "told", "waits_for"]

_MOST = 3000


def meeting(moves: Moves, story: tuple[Move, ...], step: int) -> tuple[tuple[Move, ...], int]:
    """Return the fewest moves after which two tokens are at one step at once.

    Parameters
    ----------
    moves
        The moves of the route's tokens.
    story, step
        Some moves after which two tokens are at one step.

    Returns
    -------
    The shortest such story of all and its step, where it is found among the first states of all orders of
    moves; else the moves given without those that have nothing to do with it.
    """
    return _first_meeting(moves) or (_causes(moves, story, step), step)


def _first_meeting(moves: Moves) -> tuple[tuple[Move, ...], int] | None:
    """Look through all orders of moves, shortest first, for two tokens at one step."""
    came: dict[State, tuple[State, Move]] = {}
    queue: deque[State] = deque()
    for start, state in moves.enter():
        came.setdefault(state, (NOBODY, (-1, start)))
    queue.extend(came)
    while queue and len(came) < _MOST:
        state = queue.popleft()
        for token in dict.fromkeys(state[0]):
            for answer in moves.answers(token):
                after = moves.moved(state, token, answer)
                if after in came:
                    continue
                came[after] = (state, (token, answer.to))
                queue.append(after)
                if len(set(after[0])) < len(after[0]):
                    twice = next(step for step in after[0] if after[0].count(step) > 1)
                    return _back(came, after), twice
    return None


def _back(came: dict[State, tuple[State, Move]], state: State) -> tuple[Move, ...]:
    found: list[Move] = []
    while True:
        state, move = came[state]
        if move[0] < 0:
            return tuple(reversed(found))
        found.append(move)


def led_to(moves: Moves, move: Move) -> tuple[int, ...]:
    """Return the steps that a move leads to."""
    token, answer = move
    return tuple(moves.follows[token]) if answer < 0 else (answer,)


def _causes(moves: Moves, story: tuple[Move, ...], meets: int) -> tuple[Move, ...]:
    """Keep the moves without which the two tokens would not be where they meet."""
    made: dict[int, list[int]] = {}
    causes: list[set[int]] = []
    for k, move in enumerate(story):
        step = move[0]
        because = set(made.pop(step, ()))
        if step in moves.joins:
            # It opened when the last token that could have got there had gone.
            into = moves.into[step]
            because |= {j for j in range(k) if moves.reach[story[j][0]] & into}
        causes.append(because.union(*(causes[j] for j in because)))
        for target in led_to(moves, move):
            made.setdefault(target, []).append(k)
    needed: set[int] = set()
    for k in made.get(meets, ()):
        needed |= causes[k] | {k}
    return tuple(move for k, move in enumerate(story) if k in needed or k == len(story) - 1)


def waits_for(moves: Moves, steps: tuple[int, ...], waiting: int) -> tuple[int, ...]:
    """Return joins of which each waits for the next one, and the last for the first."""
    path: list[int] = [steps[0]]
    while True:
        blocker = next(
            other for other in steps if other != path[-1] and moves.holds(other, path[-1], waiting)
        )
        if blocker in path:
            return tuple(path[path.index(blocker) :])
        path.append(blocker)


def told(net: Shape, nesting: Nesting, core: Core, story: tuple[Move, ...]) -> tuple[int, ...]:
    """Return the steps of a story in order, with a way through each block that was folded."""
    steps: list[int] = []
    for step, _ in story:
        steps.append(step)
        if step in core.folded:
            steps += _inside(net, nesting, core.folded[step])
    return tuple(steps)


def _inside(net: Shape, nesting: Nesting, block: Block) -> list[int]:
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
