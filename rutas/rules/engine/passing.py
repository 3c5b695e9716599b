"""Follow who has a person in hand, through the steps where nobody attends her."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.model import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model.catalogue import Actor
    from rutas.model.step import Link, Step
    from rutas.rules.engine.shape import Shape

__all__ = ["Pass", "higher", "passes"]


@dataclass(frozen=True, slots=True)
class Pass:
    """A link into a step that is attended, and who had her before.

    Attributes
    ----------
    source
        The step that the link leaves.
    number
        Which of the step's links it is.
    link
        The link.
    target
        The step that it leads to.
    before
        The actors who may have had her last, each the first of his step.
    """

    source: Step
    number: int
    link: Link
    target: Step
    before: tuple[str, ...]


def passes(shape: Shape) -> Iterator[Pass]:
    """Yield every link that leads to an attended step from somebody else's hands."""
    hands = _hands(shape)
    for name, step in shape.steps.items():
        if name not in shape.reached:
            continue
        for number, link in enumerate(step.links):
            target = shape.steps[link.to]
            others = tuple(
                actor
                for actor in sorted(hands[name])
                if target.actor and actor not in target.actor and target.actor[0] not in step.actor
            )
            if others:
                yield Pass(step, number, link, target, others)


def _hands(shape: Shape) -> dict[str, set[str]]:
    """Return who has her when she leaves each step: its first actor, or who had her before."""
    hands = {name: set(step.actor[:1]) for name, step in shape.steps.items()}
    queue = [name for name in shape.steps if hands[name]]
    for name in queue:
        for target in shape.graph[name]:
            if not shape.steps[target].actor and not hands[name] <= hands[target]:
                hands[target] |= hands[name]
                queue.append(target)
    return hands


def higher(one: Actor, other: Actor) -> int | None:
    """Tell how many levels one actor stands above another; nothing where a level is unknown."""
    if one.level is None or other.level is None:
        return None
    return LEVELS.index(one.level) - LEVELS.index(other.level)
