"""Say what stands on the sheet of a critical point: the steps round it, row by row, and why it is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.parts.card_texts import CardTexts
    from rutas.model import Route, Step

__all__ = ["ROWS", "Column", "columns_of", "said"]

ROWS = ("family", "front", "back", "papers", "wait")
"""The rows, from the family to what she waits."""
_BESIDE = 2  # steps before, and after


@dataclass(frozen=True)
class Column:
    """A step on the sheet; `side` is ``before``, ``here`` or ``after``, `more` how many have no room."""

    step: Step
    side: str
    more: int = 0


def columns_of(route: Route, step: Step) -> list[Column]:
    """Return the step with those that lead to it and those that come after, at most two of each."""
    steps = route.steps
    before = [one for one in steps.values() if step.id in one.successors and one.id != step.id]
    after = [steps[key] for key in step.successors if key != step.id and steps[key] not in before]
    return [*_side("before", before), Column(step, "here"), *_side("after", after)]


def _side(side: str, steps: Sequence[Step]) -> list[Column]:
    return [Column(step, side, max(0, len(steps) - _BESIDE)) for step in steps[:_BESIDE]]


def said(texts: CardTexts, step: Step) -> dict[str, str]:
    """Return what is said of a step in each row; what is not known is not said.

    >>> import rutas
    >>> from rutas.diagram.parts.card_texts import CardTexts
    >>> route = rutas.load("routes")["0-4"]
    >>> said(CardTexts(route), route.steps["inscripcion"])["front"]
    'Registro del Estado Civil · Ministerio de Justicia'
    """
    lang = texts.lang
    direct = step.involvement == "direct"
    who = "; ".join(map(texts.actor_name, step.actor))
    met = "; ".join(channel.to(lang) for channel in texts.channels(step))
    asks, gives = texts.requires(step), texts.produces(step)
    papers = [
        say("point.asks", lang, what=asks) if asks else "",
        say("point.gives", lang, what=gives) if gives else "",
    ]
    wait = [texts.times(step)]
    if step.dropout and step.dropout.high > 0:
        wait.append(say("point.leave", lang, share=step.dropout.label(lang)))
    rows = {
        "family": met if direct else say("diagram.sign-indirect", lang),
        "front": who if direct else "",
        "back": "" if direct else who,
        "papers": "; ".join(filter(None, papers)),
        "wait": "; ".join(filter(None, wait)),
    }
    return {row: rows[row] for row in ROWS}
