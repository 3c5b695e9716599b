"""Draw the legend's common signs: cards, links, marks and channels."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from rutas.diagram.parts import icons
from rutas.diagram.parts.sheet_frame import Sign
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import strokes
from rutas.paper.canvas import Canvas, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rutas.paper.palette import Theme

__all__ = ["ORDER", "channel_sign", "signs"]


def _step(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    box = place.inset(1 * s)
    canvas.rect(box, Pen(theme.text, 0.9 * s * theme.pen, "#ffffff"))
    canvas.rect(Rect.sized(box.left, box.top, box.width * 0.4, box.height), Pen(fill=theme.text))


def _critical(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    box = place.inset(2 * s)
    canvas.rect(box, Pen(theme.critical, 3 * s, "#ffffff"))
    icons.triangle(
        canvas, box.centre[0] - 2.6 * s, box.centre[1] - 2.9 * s, 5.2 * s, theme.critical
    )


def _indirect(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    canvas.rect(
        place.inset(1 * s), Pen(theme.other, 1.1 * s * theme.pen, "#ffffff", (3 * s, 2 * s))
    )


def _decision(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    x, y = place.centre
    wide, high = place.width / 2 - 0.5 * s, place.height / 2 - 0.5 * s
    points = [(x, y - high), (x + wide, y), (x, y + high), (x - wide, y)]
    canvas.polygon(points, Pen(theme.text, 1.3 * s * theme.pen, "#ffffff"))


def _pill(canvas: Canvas, place: Rect, theme: Theme, s: float, fill: str) -> None:
    pen = Pen(theme.text, 1.3 * s * theme.pen, fill)
    canvas.rect(
        Rect.sized(place.left + s, place.top + 2 * s, place.width - 2 * s, place.height - 4 * s),
        pen,
        20,
    )


def _start(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    _pill(canvas, place, theme, s, "#ffffff")


def _end(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    _pill(canvas, place, theme, s, theme.text)


def _line(
    canvas: Canvas, place: Rect, s: float, ink: str, width: float, dash: tuple[float, float] | None
) -> None:
    y = place.centre[1]
    head = 5.5 * s
    start, end = (place.left, y), (place.right - head, y)
    canvas.line([start, end], Pen(ink, width * s, None, dash))
    canvas.polygon(strokes.arrow((place.right, y), start, head, 2.1 * s), Pen(fill=ink))


def _flow(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    _line(canvas, place, s, theme.text, 1 * theme.pen, None)


def _indirect_flow(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    _line(canvas, place, s, theme.other, 1 * theme.pen, (3.5 * s, 2.2 * s))


def _return(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    _line(canvas, place, s, theme.returns, 2.2 * theme.pen, None)


def _story(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    y = place.centre[1]
    canvas.line([(place.left, y), (place.right, y)], Pen(theme.text, 7.2 * s))
    canvas.line([(place.left, y), (place.right, y)], Pen(theme.highlight, 6 * s))
    _flow(canvas, place, theme, s)


def _highlight(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    canvas.rect(place, strokes.halo(theme, s))
    canvas.rect(place.inset(3 * s), Pen(theme.text, 0.9 * s, "#ffffff"))


def _fork(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    size = min(place.height, 11 * s)
    x, y = place.centre
    icons.plus(canvas, x - size / 2, y - size / 2, size, theme.text, "#ffffff")


def _series(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    size = 9 * s
    x, y = place.centre
    icons.series(canvas, x - size / 2, y - size / 2, size, theme.text, "#ffffff")


def _connector(canvas: Canvas, place: Rect, theme: Theme, s: float, *, left: bool) -> None:
    box = Rect.sized(place.left, place.top + 1.5 * s, place.width, place.height - 3 * s)
    canvas.rect(box, Pen(fill=theme.text))
    icons.pointer(canvas, box.left + 3 * s, box.top + 1.7 * s, 5.6 * s, "#ffffff", left=left)
    canvas.text(box.right - 3 * s, box.bottom - 2 * s, "9", 7.5 * s, "#ffffff", "bold", "end")


def _leaves(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    _connector(canvas, place, theme, s, left=False)


def _arrives(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    _connector(canvas, place, theme, s, left=True)


def _changed(canvas: Canvas, place: Rect, theme: Theme, s: float, change: str) -> None:
    ink = {"added": theme.added, "removed": theme.removed}.get(change, theme.changed)
    sign = {"added": "+", "removed": "–"}.get(change, "≠")
    dash = (4 * s, 2.4 * s) if change == "removed" else None
    canvas.rect(place.inset(1 * s), Pen(ink, 1.8 * s, None, dash))
    spot = Rect.sized(place.right - 10 * s, place.top + 0.5 * s, 11 * s, 11 * s)
    canvas.rect(spot, Pen(fill=ink))
    canvas.text(spot.centre[0], spot.top + 8.6 * s, sign, 9 * s, "#ffffff", "bold", "middle")


def _change(change: str) -> Callable[[Canvas, Rect, Theme, float], None]:
    return partial(_changed, change=change)


_DRAW = {
    "start": (22, _start),
    "end": (22, _end),
    "step": (20, _step),
    "critical": (20, _critical),
    "indirect": (20, _indirect),
    "decision": (22, _decision),
    "fork": (11, _fork),
    "series": (10, _series),
    "flow": (24, _flow),
    "indirect-flow": (24, _indirect_flow),
    "return": (24, _return),
    "story": (24, _story),
    "highlight": (20, _highlight),
    "connector-out": (19, _leaves),
    "connector-in": (19, _arrives),
    "added": (20, _change("added")),
    "removed": (20, _change("removed")),
    "changed": (20, _change("changed")),
}

ORDER = (*_DRAW,)
"""The common signs in the order of the legend."""


def signs(keys: Iterable[str], lang: str) -> list[Sign]:
    """Return the legend's entries for some common signs, in the legend's order.

    >>> [sign.key for sign in signs({"return", "step"}, "es")]
    ['step', 'return']
    """
    wanted = set(keys)
    return [
        Sign(key, say(f"diagram.sign-{key}", lang), width, draw)
        for key, (width, draw) in _DRAW.items()
        if key in wanted
    ]


def channel_sign(kind: str, lang: str, names: Sequence[str] = ()) -> Sign:
    """Return the legend's entry of a kind of channel: the words that stand on the cards.

    Parameters
    ----------
    kind, lang
        The kind of channel, and the language of its own word.
    names
        What the book calls its channels of that kind. Narrow cards show the kind's own word, which
        therefore follows in brackets, unless it is nearly the same.
    """

    def draw(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
        icons.channel(canvas, kind, place.left, place.top + 1.5 * s, 9 * s, theme.text)

    return Sign(
        f"channel-{kind}", _channel_words(say(f"diagram.channel-{kind}", lang), names), 9, draw
    )


def _channel_words(word: str, names: Sequence[str]) -> str:
    """Return the words of a kind of channel and of the channels themselves.

    >>> _channel_words("Presencial", ["Atención en el servicio", "En la comunidad"])
    'Atención en el servicio, en la comunidad (presencial)'
    >>> _channel_words("Teléfono", ["Llamada telefónica"])
    'Llamada telefónica'
    """
    if not names:
        return word
    whole = ", ".join([names[0], *(name[:1].lower() + name[1:] for name in names[1:])])
    alike = _stems(word) & _stems(whole)
    return whole if alike else f"{whole} ({word[:1].lower()}{word[1:]})"


def _stems(text: str) -> set[str]:
    """Return the first letters of the words of a text, without accents; short words say nothing."""
    plain = unicodedata.normalize("NFD", text.casefold())
    words = "".join(c for c in plain if c.isalpha() or c == " ").split()
    return {word[:4] for word in words if len(word) > 3}  # noqa: PLR2004
