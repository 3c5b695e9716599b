"""Draw the key of an analytic sheet: the name behind every number, and who attends."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from rutas.diagram.sheet.plan import SMALL
from rutas.paper import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.parts.card_texts import CardTexts
    from rutas.diagram.sheet.plan import SheetPlan
    from rutas.model import Step
    from rutas.paper.canvas import Canvas

__all__ = ["draw_key"]


def draw_key(canvas: Canvas, plan: SheetPlan, steps: Sequence[Step], top: float) -> None:
    """List steps by number below a height, in the columns that the plan gives."""
    size, area = plan.measures(steps), plan.frame.area
    rows = ceil(len(steps) / size.keys)
    wide = area.width / size.keys
    for index, step in enumerate(steps):
        x, y = area.left + wide * (index // rows), top + size.step * (index % rows)
        _entry(canvas, plan, step, (x, y + 6, wide))


def _entry(canvas: Canvas, plan: SheetPlan, step: Step, place: tuple[float, float, float]) -> None:
    """Write one line: number, name, and who attends as far as there is room."""
    (x, base, wide), theme = place, plan.request.theme
    number = str(plan.texts.number[step.id])
    canvas.text(x + 12, base, number, 7.5, theme.text, "bold", "end")
    name = measure.fit(plan.texts.name(step), 7.5, wide - 24, "semibold")[0]
    end = canvas.text(x + 16, base, name, 7.5, theme.text, "semibold").right + 4
    room = x + wide - 8 - end
    for words in _who(plan.texts, step, plan.request.lang):
        if measure.width(words, SMALL) <= room:
            canvas.text(end, base, words, SMALL, plan.request.ink(plan.texts.actor(step)))
            return


def _who(texts: CardTexts, step: Step, lang: str) -> list[str]:
    """Return ways to write who attends, from the fullest to the shortest."""
    actor = texts.actor(step)
    if actor is None:
        return [texts.actors(step)] if step.actor else []
    more = f" +{len(step.actor) - 1}" if len(step.actor) > 1 else ""
    house = actor.institution.to(lang) if actor.institution else ""
    return [texts.actors(step), actor.name.to(lang) + more, *([house + more] if house else [])]
