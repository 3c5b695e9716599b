"""Say what a rule of effects is, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rutas.compare.edits import Edit
    from rutas.compare.effects.engine.case import Case

__all__ = ["EFFECTS", "Effect", "Found", "Rule"]

Effect = Literal["broken", "worse", "better", "neutral"]
EFFECTS: tuple[Effect, ...] = ("broken", "worse", "better", "neutral")
"""What a change does to people, the gravest first."""

Found = tuple["Edit", Effect]
"""A change, and what it does; a change of the versions, or what follows from them all."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One question that is asked of every two versions: what a change does to people.

    Attributes
    ----------
    code
        The stable code: ``D010``. Never given to another rule.
    name
        The readable name: of the module and the page.
    level
        The gravest effect that it finds: ``broken``, or ``worse``.
    find
        What yields the changes with their effects, from a `Case`.
    folder
        The package that holds its page.
    """

    code: str
    name: str
    level: Literal["broken", "worse"]
    find: Callable[[Case], Iterable[Found]]
    folder: str = "rutas.compare.effects"

    @property
    def names(self) -> frozenset[str]:
        """Every word that means this rule: its code, and its name."""
        return frozenset({self.code, self.name})


def weighed(edit: Edit, cost: float) -> Iterable[Found]:
    """Yield a change as one for the worse where something costs people more, for the better where less.

    >>> list(weighed("a", 2.0)), list(weighed("a", 0.0))
    ([('a', 'worse')], [])
    """
    if cost:
        yield edit, "worse" if cost > 0 else "better"
