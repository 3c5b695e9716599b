"""Draw the signs of the analytic sheet, on its rows and in its legend."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rutas.diagram.parts.legend import signs
from rutas.diagram.parts.sheet_frame import Sign
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper.canvas import Canvas, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from rutas.paper.palette import Theme

__all__ = ["ALL", "beyond", "legend", "use"]

_COMMON = frozenset({"critical", "highlight", "added", "removed", "changed"})


def use(canvas: Canvas, sign: str, x: float, y: float, theme: Theme, s: float) -> None:
    """Draw how a step uses a document."""
    if sign in {"produced", "renewed"}:
        canvas.rect(Rect.sized(x - 3.6 * s, y - 3.6 * s, 7.2 * s, 7.2 * s), Pen(fill=theme.text))
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


def legend(used: Collection[str], lang: str) -> list[Sign]:
    """Return the entries of the signs that a sheet uses, in the legend's order.

    >>> [sign.key for sign in legend({"produced", "critical", "unknown"}, "es")]
    ['critical', 'unknown', 'produced']
    """
    own = [
        Sign(key, say(f"sheet.sign-{key}", lang), wide, draw)
        for key, (wide, draw) in _SIGNS.items()
        if key in used
    ]
    return [*signs(_COMMON & set(used), lang), *own]


def _cell(canvas: Canvas, place: Rect, theme: Theme, s: float, *, usual: bool) -> None:
    pen = Pen(None, 0, theme.stage) if usual else Pen(theme.text, 0.7 * s, "#ffffff")
    canvas.rect(place.inset(1.2 * s), pen)


def _bar(canvas: Canvas, place: Rect, theme: Theme, s: float, *, sourced: bool) -> None:
    fill = theme.muted if sourced else "#ffffff"
    canvas.rect(
        Rect.sized(place.left + 1 * s, place.top + 1.5 * s, 6 * s, 9 * s),
        Pen(theme.muted, 0.9 * s, fill),
    )


def _question(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    canvas.text(place.left + 1 * s, place.top + 9 * s, "?", 8 * s, theme.muted, "bold")


def _carried(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    y = place.centre[1]
    canvas.line([(place.left, y), (place.right, y)], Pen(theme.text, 1.0 * s))


def beyond(canvas: Canvas, x: float, y: float, theme: Theme, s: float) -> None:
    """Draw the end of a range that goes on above its band."""
    canvas.polygon(
        [(x - 2.4 * s, y + 2 * s), (x, y - 2 * s), (x + 2.4 * s, y + 2 * s)], Pen(fill=theme.text)
    )


def _beyond(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    x = place.left + 4 * s
    canvas.line([(x, place.top + 2 * s), (x, place.bottom - 1.5 * s)], Pen(theme.text, 0.7 * s))
    beyond(canvas, x, place.top + 3 * s, theme, s)


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
    "beyond": (8, _beyond),
}

ALL = (*sorted(_COMMON), *_SIGNS)
"""Every sign that a sheet may use."""
