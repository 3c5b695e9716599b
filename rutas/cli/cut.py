"""Find the part of a route that a drawing is asked for: a stage, an actor's steps, a selection, an age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.cli.asking import chosen_of
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.analysis import Analysis
    from rutas.cli.revisions import Since
    from rutas.diagram.request import Part
    from rutas.model import Route
    from rutas.quantity import Age

__all__ = ["Cut"]


@dataclass(frozen=True)
class Cut:
    """What of a route is drawn: of all that is asked for, the steps that they have in common."""

    stage: str | None = None
    actor: str | None = None
    select: tuple[str, ...] = ()
    ages: str | None = None
    since: Since | None = None

    def part(self, found: Sequence[Analysis]) -> Part | None:
        """Return the part of the routes that are drawn together; nothing where all is drawn.

        Raises
        ------
        UsageError
            If a stage, an actor, an age or a term means nothing, or no step is left.
        """
        from rutas.diagram.request import Part
        from rutas.errors import UsageError

        parts = [part for one in found for part in self._parts(one)]
        if not parts:
            return None
        steps = frozenset[str].intersection(*(part.steps for part in parts))
        name = " · ".join(dict.fromkeys(part.name for part in parts))
        if not steps:
            raise UsageError(say("cli.no-part", name=name))
        return Part(steps, name)

    def _parts(self, found: Analysis) -> Iterator[Part]:
        from rutas.diagram.parts.ages import due
        from rutas.diagram.request import Part
        from rutas.quantity import span_between

        for term, name in self._terms(found.route):
            yield Part(frozenset(chosen_of(found, term, since=self.since)), name)
        if self.ages is not None:
            age = _age(self.ages)
            name = say("cli.part-ages", ages=span_between(age.low, age.high))
            yield Part(due(found.route, age.low, age.high), name)

    def _terms(self, route: Route) -> Iterator[tuple[Sequence[str], str]]:
        """Yield what selects steps, and what people call it."""
        if self.stage is not None:
            names = {stage.id: str(stage.name) for stage in route.stages}
            yield (f"stage:{self.stage}",), names.get(self.stage, self.stage)
        if self.actor is not None:
            actor = route.catalogue.actors.get(self.actor)
            yield (f"actor:{self.actor}",), str(actor.name) if actor else self.actor
        if self.select:
            yield self.select, ", ".join(self.select)


def _age(text: str) -> Age:
    """Return the ages that are meant: in years, where no unit is named."""
    from rutas.errors import Mistake, UsageError
    from rutas.quantity import Age

    for written in (text, f"{text} y"):
        try:
            return Age.parse(written)
        except Mistake:
            continue
    raise UsageError(say("cli.bad-ages", given=text))
