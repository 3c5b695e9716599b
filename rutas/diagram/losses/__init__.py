"""Draw where people are lost: a river a hundred people thick, and each loss an arm as thick as it is."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from rutas.analysis import analyse
from rutas.analysis.attrition import Streams
from rutas.diagram.losses.content import Fan, river, together
from rutas.diagram.losses.look import Look, Plan
from rutas.diagram.losses.stretch import draw_arm, draw_plan
from rutas.diagram.parts import icons
from rutas.diagram.parts.card_texts import CardTexts
from rutas.diagram.parts.sheet_frame import Frame, Sign, block, feet
from rutas.diagram.request import Sheet
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper.canvas import Canvas, Pen
from rutas.quantity import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rutas.analysis import Analysis
    from rutas.diagram.losses.content import Arm, River
    from rutas.diagram.request import Request
    from rutas.model import Route
    from rutas.paper.palette import Theme

__all__ = ["draw"]

_LEAST = (0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 2.0)  # what is smaller is gathered; at last, all is
_SIZES = (12.0, 11.0, 10.0, 9.0, 8.5, 8.0, 7.5, 7.0)
_LINES = 8  # of an arm's words
_UNITS = tuple(10.0 * n for n in range(2, 51))  # how wide a hundred people are, in points
_WIDE = (8, 5, 3, 0)  # from which on of these to try: first those that are well seen
_GAPS = tuple(map(float, range(3, 31)))  # between two arms
_TOLD = 5  # losses in the description


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Draw the river of a route: one sheet, on which small losses are gathered until all have room."""
    route, lang = routes[0], request.lang
    found = analyse(route)
    texts = CardTexts(route, lang)
    everything = {"loss", "estimate", "end", "critical", "bar"}
    apart = together(found, texts, lang)
    area = _frame(found, request, everything, _UNITS[-1], apart).area
    plan = _plan(found, texts, request, Rect(area.left, area.top + 3, area.right, area.bottom))
    arms = list(_arms(plan))
    frame = _frame(found, request, _signs(plan, arms), plan.look.unit, apart)
    canvas = Canvas.of(request.paper)
    draw_plan(canvas, plan, request.theme, lang)
    frame.draw(canvas)
    lost = sorted((arm for arm in arms if not arm.ends), key=lambda arm: -arm.share)[:_TOLD]
    losses = "; ".join(arm.short for arm in lost)
    words = say("losses.description", lang, complete=plan.river.complete, losses=losses)
    return [Sheet(canvas, frame.title, words)]


def _plan(found: Analysis, texts: CardTexts, request: Request, area: Rect) -> Plan:
    """Return the best way to draw a river: parted into streams, small losses named, large type.

    What is not parted or named is told with the rest; in the end all of it is, and that fits any paper.
    """
    blocks = sum(isinstance(part, Streams) for part in found.attrition.parts)
    for fans in sorted({blocks, blocks // 2, blocks // 4, 0}, reverse=True):
        for units in (_UNITS[wide:] for wide in _WIDE):
            for least in _LEAST:
                flows = river(found, texts, request, least, fans)
                last = Plan(flows, area, Look(_SIZES[-1], units[0], 1), full=False)
                if last.fits:
                    return _grown(flows, area, units) or _most(last, units, wide=True)
    return last


def _grown(flows: River, area: Rect, units: Sequence[float]) -> Plan | None:
    """Return the plan with its words whole, the largest type, then the widest river, then the most air."""
    for full in (True, False):
        for size in _SIZES:
            least = Plan(flows, area, Look(size, units[0], _LINES), full)
            if least.fits and not least.cut:
                return _most(_most(least, units, wide=True), _GAPS, wide=False)
    return None


def _most(plan: Plan, values: Sequence[float], *, wide: bool) -> Plan:
    """Return a plan whose river is as wide, or whose arms are as far apart, as still fits."""

    def at(value: float) -> Plan:
        look = replace(plan.look, unit=value) if wide else replace(plan.look, gap=value)
        return replace(plan, look=look)

    def too_much(value: float) -> bool:
        other = at(value)
        return not other.fits or other.cut

    return at(values[max(bisect_left(values, x=True, key=too_much), 1) - 1])


def _arms(plan: Plan) -> Iterator[Arm]:
    for part in plan.river.parts:
        for run in part.runs if isinstance(part, Fan) else [part]:
            yield from run.arms


def _signs(plan: Plan, arms: Sequence[Arm]) -> set[str]:
    """Return the keys of the signs in use."""
    found = {"end" if arm.ends else "estimate" if arm.estimate else "loss" for arm in arms}
    if any(arm.critical for arm in arms):
        found.add("critical")
    if any(isinstance(part, Fan) for part in plan.river.parts):
        found.add("bar")
    return found


def _frame(found: Analysis, request: Request, used: set[str], unit: float, apart: str) -> Frame:
    """Return the frame of the sheet; its legend has the signs in use.

    `apart` says why streams are not parted.
    """
    route, lang = found.route, request.lang
    drawn: dict[str, tuple[float, Callable[[Canvas, Rect, Theme], None]]] = {
        "scale": (0.1 * unit, _scale),
        "loss": (24.0, partial(_arm, estimate=False, ends=False)),
        "estimate": (24.0, partial(_arm, estimate=True, ends=False)),
        "end": (24.0, partial(_arm, estimate=False, ends=True)),
        "critical": (7.0, icons.critical),
        "bar": (24.0, _bar),
    }
    entries = [
        Sign(key, say(f"losses.sign-{key}", lang), wide, sign)
        for key, (wide, sign) in drawn.items()
        if key in used or key == "scale"
    ]
    reading = [say("losses.reading", lang)]
    if route.profiles:
        reading.append(say("losses.as-written", lang))
    error = found.people.error
    if error is not None:
        reading.append(say("losses.simulated", lang, error=percent(2 * error, lang)))
    if apart:
        reading.append(apart)
    return Frame(
        request,
        say("losses.title", lang, route=route.name.to(lang)),
        " ".join(reading),
        block(route, lang),
        entries,
        *feet(route, lang),
    )


def _scale(canvas: Canvas, place: Rect, theme: Theme) -> None:
    pen = Pen(theme.returns, 0.8 * theme.pen, theme.ground(theme.returns))
    canvas.rect(Rect(place.left, place.top + 1, place.right, place.bottom - 1), pen)


def _arm(canvas: Canvas, place: Rect, theme: Theme, *, estimate: bool, ends: bool) -> None:
    y = place.centre[1]
    draw_arm(canvas, (place.left, y - 4), place.right, 8.0, theme, estimate=estimate, ends=ends)


def _bar(canvas: Canvas, place: Rect, theme: Theme) -> None:
    middle = place.centre[1]
    canvas.rect(Rect(place.left, middle - 3, place.right, middle + 3), Pen(fill=theme.text))
