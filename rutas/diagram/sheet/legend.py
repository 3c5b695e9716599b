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


def use(canvas: Canvas, sign: str, x: float, y: float, theme: Theme) -> None:
    """Draw how a step uses a document."""
    if sign in {"produced", "renewed"}:
        canvas.rect(Rect.sized(x - 3.6, y - 3.6, 7.2, 7.2), Pen(fill=theme.text))
        if sign == "renewed":
            canvas.ellipse((x, y), (2.2, 2.2), Pen(fill="#ffffff"))
        return
    pen = Pen(theme.text, 1.3, "#ffffff")
    if sign == "optional":
        canvas.ellipse((x, y), (2.3, 2.3), pen)
        return
    canvas.ellipse((x, y), (4, 4), pen)
    if sign == "either":
        canvas.ellipse((x, y), (1.3, 1.3), Pen(fill=theme.text))


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


def _cell(canvas: Canvas, place: Rect, theme: Theme, *, usual: bool) -> None:
    pen = Pen(None, 0, theme.stage) if usual else Pen(theme.text, 0.7, "#ffffff")
    canvas.rect(place.inset(1.2), pen)


def _bar(canvas: Canvas, place: Rect, theme: Theme, *, sourced: bool) -> None:
    fill = theme.muted if sourced else "#ffffff"
    canvas.rect(
        Rect.sized(place.left + 1, place.top + 1.5, 6, 9),
        Pen(theme.muted, 0.9, fill),
    )


def _question(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.text(place.left + 1, place.top + 9, "?", 8, theme.muted, "bold")


def _carried(canvas: Canvas, place: Rect, theme: Theme) -> None:
    y = place.centre[1]
    canvas.line([(place.left, y), (place.right, y)], Pen(theme.text, 1.0))


def beyond(canvas: Canvas, x: float, y: float, theme: Theme) -> None:
    """Draw the end of a range that goes on above its band."""
    canvas.polygon([(x - 2.4, y + 2), (x, y - 2), (x + 2.4, y + 2)], Pen(fill=theme.text))


def _beyond(canvas: Canvas, place: Rect, theme: Theme) -> None:
    x = place.left + 4
    canvas.line([(x, place.top + 2), (x, place.bottom - 1.5)], Pen(theme.text, 0.7))
    beyond(canvas, x, place.top + 3, theme)


def _used(canvas: Canvas, place: Rect, theme: Theme, *, sign: str) -> None:
    use(canvas, sign, *place.centre, theme)


_SIGNS: dict[str, tuple[float, Callable[[Canvas, Rect, Theme], None]]] = {
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
