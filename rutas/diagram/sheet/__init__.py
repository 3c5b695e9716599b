"""Draw the analytic sheet: one column a step, and every reading over the same columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.parts.card_texts import CardTexts
from rutas.diagram.request import Request, Sheet
from rutas.diagram.sheet.bands import Bands
from rutas.diagram.sheet.plan import SheetPlan
from rutas.locale import say
from rutas.paper.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.model import Route

__all__ = ["draw"]


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Draw the analytic sheets of a route.

    Columns that do not fit go on a further sheet, and so do documents; type never shrinks.
    """
    route = routes[0]
    texts = CardTexts(route, request.lang)
    part = [step for step in route.steps.values() if request.shows(step)]
    steps = [step for step in part if step.channel or step.actor or step.wait]
    steps = steps or part  # a route that does not say yet who attends
    plan = SheetPlan(route, texts, request, steps)
    parts = [
        (columns, papers, further == 0, key)
        for columns in plan.columns
        for further, (papers, key) in enumerate(plan.papers(columns))
    ]
    sheets = []
    for index, (columns, papers, first, key) in enumerate(parts, 1):
        canvas = Canvas.of(request.paper)
        used = Bands(plan, canvas, columns, papers).draw(first=first, key=key)
        with canvas.under():
            plan.framed(used).draw(canvas, index, len(parts))
        description = say("sheet.description", request.lang, steps=len(columns))
        sheets.append(Sheet(canvas, plan.frame.title, description))
    return sheets
