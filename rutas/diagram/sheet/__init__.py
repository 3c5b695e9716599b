"""Draw the analytic sheet: one column a step, and every reading over the same columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.canvas import Canvas
from rutas.diagram.facts import Facts
from rutas.diagram.request import Request, Sheet
from rutas.diagram.sheet.bands import Bands
from rutas.diagram.sheet.plan import Plan
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.model import Route

__all__ = ["draw"]


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Draw the analytic sheets of a route.

    Columns that do not fit go on a further sheet, and so do documents; type never shrinks.
    """
    route = routes[0]
    facts = Facts(route, request.lang)
    steps = [step for step in route.steps.values() if step.channel or step.actor or step.wait]
    plan = Plan(route, facts, request, steps)
    parts = [
        (columns, papers, further > 0)
        for columns in plan.columns
        for further, papers in enumerate(plan.papers(columns))
    ]
    sheets = []
    for index, (columns, papers, further) in enumerate(parts, 1):
        canvas = Canvas(request.paper.width, request.paper.height)
        plan.frame.draw(canvas, index, len(parts))
        Bands(plan, canvas, columns, papers).draw(further=further)
        description = say("sheet.description", request.lang, steps=len(columns))
        sheets.append(Sheet(canvas, plan.frame.title, description))
    return sheets
