"""Draw the signs of the analytic sheet, on its rows and in its legend."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rutas.diagram.canvas import Canvas, Pen, Rect
from rutas.diagram.page import Sign
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from rutas.diagram.palette import Theme
    from rutas.diagram.sheet.plan import Plan

__all__ = ["legend", "use"]


def use(canvas: Canvas, sign: str, x: float, y: float, theme: Theme, s: float) -> None:
    """Draw how a step uses a document."""
    if sign in {"produced", "renewed"}:
        canvas.rect(Rect(x - 3.6 * s, y - 3.6 * s, 7.2 * s, 7.2 * s), Pen(fill=theme.text))
        if sign == "renewed":
            canvas.ellipse((x, y), (2.2 * s, 2.2 * s), Pen(fill="#ffffff"))
        return
    pen = Pen(theme.text, 1.3 * s, "#ffffff")
    if sign == "optional":
        canvas.ellipse((x, y), (2.3 * s, 2.3 * s), pen)
        return
    canvas.ellipse((x, y), (4 * s, 4 * s), pen)
    if sign == "either":
        canvas.ellipse((x, y), (1.3 * s, 1.3 * s), Pen(fill=theme.text))


def legend(plan: Plan) -> list[Sign]:
    """Return the signs of this kind that the route uses."""
    steps = plan.steps
    used = {sign for _, _, uses in plan.spans.values() for _, sign in uses}
    if any(
        len({sign == "produced" for at, sign in uses if at == index}) > 1
        for _, _, uses in plan.spans.values()
        for index, _ in uses
    ):
        used.add("renewed")
    if any(first < last for first, last, _ in plan.spans.values()):
        used.add("carried")
    used |= {"usual"} if any(step.channel for step in steps) else set()
    used |= {"other"} if any(len(step.channel) > 1 for step in steps) else set()
    for step in steps:
        for key in ("wait", "dropout"):
            if getattr(step, key) is None:
                used.add("unknown")
            else:
                used.add(
                    "estimate" if step.evidence.get(key, "estimate") == "estimate" else "sourced"
                )
    return [
        Sign(key, say(f"sheet.sign-{key}", plan.request.lang), wide, draw)
        for key, (wide, draw) in _SIGNS.items()
        if key in used
    ]


def _cell(canvas: Canvas, place: Rect, theme: Theme, s: float, *, usual: bool) -> None:
    pen = Pen(None, 0, theme.stage) if usual else Pen(theme.text, 0.7 * s, "#ffffff")
    canvas.rect(place.inset(1.2 * s), pen)


def _bar(canvas: Canvas, place: Rect, theme: Theme, s: float, *, sourced: bool) -> None:
    fill = theme.muted if sourced else "#ffffff"
    canvas.rect(
        Rect(place.x + 1 * s, place.y + 1.5 * s, 6 * s, 9 * s), Pen(theme.muted, 0.9 * s, fill)
    )


def _question(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    canvas.text(place.x + 1 * s, place.y + 9 * s, "?", 8 * s, theme.muted, "bold")


def _carried(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    y = place.centre[1]
    canvas.line([(place.x, y), (place.right, y)], Pen(theme.text, 1.0 * s))


def _used(canvas: Canvas, place: Rect, theme: Theme, s: float, *, sign: str) -> None:
    use(canvas, sign, *place.centre, theme, s)


_SIGNS: dict[str, tuple[float, Callable[[Canvas, Rect, Theme, float], None]]] = {
    "usual": (12, partial(_cell, usual=True)),
    "other": (12, partial(_cell, usual=False)),
    "sourced": (8, partial(_bar, sourced=True)),
    "estimate": (8, partial(_bar, sourced=False)),
    "unknown": (7, _question),
    "produced": (9, partial(_used, sign="produced")),
    "renewed": (9, partial(_used, sign="renewed")),
    "required": (10, partial(_used, sign="required")),
    "either": (10, partial(_used, sign="either")),
    "optional": (7, partial(_used, sign="optional")),
    "carried": (16, _carried),
}
