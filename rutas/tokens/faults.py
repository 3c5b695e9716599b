"""Collect every way in which a route's tokens go wrong, cheapest questions first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.graph.walks import reached, shortest
from rutas.tokens.core import core_of
from rutas.tokens.state_space import MOST_STATES, explore
from rutas.tokens.witness import led_to, meeting, told, waits_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.tokens.blocks import Block, Nesting
    from rutas.tokens.core import Core
    from rutas.tokens.shape import Shape
    from rutas.tokens.state_space import Fault

__all__ = ["Failing", "faults", "meet_again"]


@dataclass(frozen=True)
class Failing:
    """A way for the tokens to go wrong, with the story that shows it; steps by number.

    See `rutas.analysis.soundness.Failure`.
    """

    kind: str
    steps: tuple[int, ...]
    sources: tuple[int, ...] = ()
    answers: tuple[tuple[int, int], ...] = ()
    story: tuple[int, ...] = ()


def faults(
    net: Shape, nesting: Nesting, *, most: int = MOST_STATES
) -> tuple[tuple[Failing, ...], bool, int]:
    """Return the faults of a route, whether all was looked at, and how many states that took."""
    known = set(nesting.reached)
    found = [Failing("never", (i,)) for i in range(len(net)) if i not in known]
    trapped = sorted(known - net.ending(()))
    if trapped:
        found.append(_trap(net, trapped))
    if nesting.nests and not meet_again(net, nesting):
        return tuple(found), True, 0
    core = core_of(net, nesting, trapped)
    result = explore(core.moves, most=most)
    found += [_told(net, nesting, core, fault) for fault in result.faults]
    return tuple(found), result.complete, result.states


def _trap(net: Shape, trapped: list[int]) -> Failing:
    path = shortest(net.graph, net.starts, set(trapped))
    inside = reached(net.graph, path[-1:])
    # What goes round is told in the order in which it is walked.
    steps = [path[-1], *(step for step in trapped if step in inside and step != path[-1])]
    return Failing("trap", tuple(steps), answers=tuple(_answers(net, path)), story=path)


def _answers(net: Shape, path: Sequence[int]) -> Iterator[tuple[int, int]]:
    for step, target in zip(path, path[1:], strict=False):
        if not net.parallel[step] and len(set(net.follows[step])) > 1:
            yield step, target


def _told(net: Shape, nesting: Nesting, core: Core, fault: Fault) -> Failing:
    moves = core.moves
    story, (step, *_) = fault.moves, fault.steps
    if fault.kind == "twice":
        story, step = meeting(moves, story, step)
    steps = told(net, nesting, core, story)
    answers = tuple(
        (step, answer)
        for step, answer in story
        if answer >= 0 and len({to for to, _ in moves.out(step)}) > 1
    )
    if fault.kind == "stuck":
        circle = waits_for(moves, fault.steps, fault.waiting)
        return Failing("stuck", circle, answers=answers, story=steps)
    if fault.kind != "twice":
        return Failing(fault.kind, fault.steps, answers=answers, story=steps)
    sources = [one for one, answer in story for to in led_to(moves, (one, answer)) if to == step]
    return Failing("twice", (step,), tuple(sources[-2:]), answers, (*steps, step))


def meet_again(net: Shape, nesting: Nesting) -> bool:
    """Tell whether, in a route that nests, what left a block can meet what stayed, or left it too.

    What leaves can't get to any join, and so goes to its end by itself: two tokens can be at one step
    exactly if both can get there, one by leaving a branch, the other by leaving another branch, or
    from the join on.
    """
    out: dict[int, set[int]] = {}
    for fork, block in nesting.blocks.items():
        if not block.leaves:
            continue
        parts = [reached(net.rooted, exits) for exits in _exits(net, nesting, block, out)]
        parts = [part for part in parts if part]
        if not parts:
            continue
        if block.on >= 0:
            parts.append(reached(net.rooted, [block.on]))
        together = set().union(*parts)
        if len(together) < sum(map(len, parts)):
            return True
        out[fork] = set().union(*parts[:-1]) if block.on >= 0 else together
    return False


def _exits(
    net: Shape, nesting: Nesting, block: Block, out: dict[int, set[int]]
) -> Iterator[set[int]]:
    """Yield, for each branch, the first steps that it can leave for, inner blocks' too."""
    if block.free:
        for k, head in enumerate(block.heads):
            if k != block.main:
                yield {head}
        return
    inside = {step for branch in block.branches for step in branch} | {block.join}
    for head, branch in zip(block.heads, block.branches, strict=True):
        exits = set() if head in inside else {head}
        for step in branch:
            if step in nesting.blocks:
                exits |= out.get(step, set())
            else:
                exits |= {target for target in net.follows[step] if target not in inside}
        yield exits
