"""Draw the legend's common signs: cards, links, marks and channels."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from rutas.diagram.parts import icons
from rutas.diagram.parts.cards import EDGE
from rutas.diagram.parts.link_drawing import EXITS
from rutas.diagram.parts.sheet_frame import Sign
from rutas.diagram.request import CHANGES
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure, strokes
from rutas.paper.canvas import Canvas, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rutas.paper.palette import Theme

__all__ = ["channel_sign", "goes_by_two_names", "sheet_named", "signs"]


def _step(canvas: Canvas, place: Rect, theme: Theme) -> None:
    box = place.inset(1)
    canvas.rect(box, Pen(theme.text, 0.9 * theme.pen, "#ffffff"))
    canvas.rect(Rect.sized(box.left, box.top, box.width * 0.4, box.height), Pen(fill=theme.text))


def _critical(canvas: Canvas, place: Rect, theme: Theme) -> None:
    box = place.inset(2)
    canvas.rect(box, Pen(theme.critical, EDGE * theme.pen, "#ffffff"))
    icons.triangle(canvas, box.centre[0] - 2.6, box.centre[1] - 2.9, 5.2, theme.critical)


def _critical_first(canvas: Canvas, place: Rect, theme: Theme) -> None:
    box = place.inset(1)
    canvas.rect(box, Pen(fill=theme.critical))
    icons.triangle(canvas, box.centre[0] - 2.6, box.centre[1] - 2.9, 5.2, "#ffffff")


def _indirect(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.rect(place.inset(1), Pen(theme.other, 1.1 * theme.pen, "#ffffff", (3, 2)))


def _critical_indirect(canvas: Canvas, place: Rect, theme: Theme) -> None:
    _critical(canvas, place, theme)
    canvas.rect(place.inset(2), Pen("#ffffff", 1, None, (3, 2)))


def _decision(canvas: Canvas, place: Rect, theme: Theme) -> None:
    x, y = place.centre
    wide, high = place.width / 2 - 0.5, place.height / 2 - 0.5
    points = [(x, y - high), (x + wide, y), (x, y + high), (x - wide, y)]
    canvas.polygon(points, Pen(theme.text, 1.3 * theme.pen, "#ffffff"))


def _pill(canvas: Canvas, place: Rect, theme: Theme, fill: str) -> None:
    pen = Pen(theme.text, 1.3 * theme.pen, fill)
    canvas.rect(
        Rect.sized(place.left + 1, place.top + 2, place.width - 2, place.height - 4),
        pen,
        20,
    )


def _start(canvas: Canvas, place: Rect, theme: Theme) -> None:
    _pill(canvas, place, theme, "#ffffff")


def _end(canvas: Canvas, place: Rect, theme: Theme) -> None:
    _pill(canvas, place, theme, theme.text)


def _line(
    canvas: Canvas, place: Rect, ink: str, width: float, dash: tuple[float, float] | None
) -> None:
    y = place.centre[1]
    head = 5.5
    start, end = (place.left, y), (place.right - head, y)
    canvas.line([start, end], Pen(ink, width, None, dash))
    canvas.polygon(strokes.arrow((place.right, y), start, head, 2.1), Pen(fill=ink))


def _flow(canvas: Canvas, place: Rect, theme: Theme) -> None:
    _line(canvas, place, theme.text, 1 * theme.pen, None)


def _indirect_flow(canvas: Canvas, place: Rect, theme: Theme) -> None:
    _line(canvas, place, theme.other, 1 * theme.pen, (3.5, 2.2))


def _return(canvas: Canvas, place: Rect, theme: Theme) -> None:
    _line(canvas, place, theme.returns, 2.2 * theme.pen, None)


def _exit(canvas: Canvas, place: Rect, theme: Theme, kind: str) -> None:
    from_ = (place.left + icons.EVENT, place.centre[1])
    icons.event(canvas, kind, from_, theme.text)
    rest = Rect(place.left + 2 * icons.EVENT, place.top, place.right, place.bottom)
    _line(canvas, rest, theme.text, 1.2 * theme.pen, EXITS[kind])


def _missing(canvas: Canvas, place: Rect, theme: Theme) -> None:
    _exit(canvas, place, theme, "missing")


def _late(canvas: Canvas, place: Rect, theme: Theme) -> None:
    _exit(canvas, place, theme, "late")


def _urgent(canvas: Canvas, place: Rect, theme: Theme) -> None:
    icons.MARKS["urgent"](canvas, place.left, place.top + 2, 8, theme.text, "#ffffff")


def _sensitive(canvas: Canvas, place: Rect, theme: Theme) -> None:
    icons.MARKS["sensitive"](canvas, place.left, place.top + 2, 8, theme.text, "#ffffff")


def _assumed(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.text(place.left, place.top + 8.7, "~", 9, theme.text, "bold")


def _story(canvas: Canvas, place: Rect, theme: Theme) -> None:
    y = place.centre[1]
    canvas.line([(place.left, y), (place.right, y)], Pen(theme.text, 7.2))
    canvas.line([(place.left, y), (place.right, y)], Pen(theme.highlight, 6))
    _flow(canvas, place, theme)


def _highlight(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.rect(place, strokes.halo(theme))
    canvas.rect(place.inset(3), Pen(theme.text, 0.9, "#ffffff"))


def _fork(canvas: Canvas, place: Rect, theme: Theme) -> None:
    size = min(place.height, 11)
    x, y = place.centre
    icons.plus(canvas, x - size / 2, y - size / 2, size, theme.text, "#ffffff")


def _series(canvas: Canvas, place: Rect, theme: Theme) -> None:
    size = 9
    x, y = place.centre
    icons.series(canvas, x - size / 2, y - size / 2, size, theme.text, "#ffffff")


def _connector(canvas: Canvas, place: Rect, theme: Theme, *, left: bool, sheet: str = "") -> None:
    box = Rect.sized(place.left, place.top + 1.5, place.width, place.height - 3)
    canvas.rect(box, Pen(fill=theme.text))
    icons.pointer(canvas, box.left + 3, box.top + 1.7, 5.6, "#ffffff", left=left)
    canvas.text(box.left + 11.6, box.bottom - 2, "9", 7.5, "#ffffff", "bold")
    canvas.text(box.right - 3, box.bottom - 2, sheet, 7, "#ffffff", anchor="end")


_CONNECTORS: dict[str, Callable[..., None]] = {
    "connector-out": partial(_connector, left=False),
    "connector-in": partial(_connector, left=True),
}


def _changed(canvas: Canvas, place: Rect, theme: Theme, change: str) -> None:
    ink = theme.of_change(change)
    sign = CHANGES[change]
    dash = (4, 2.4) if change == "removed" else None
    canvas.rect(place.inset(1), Pen(ink, 1.8, None, dash))
    spot = Rect.sized(place.right - 10, place.top + 0.5, 11, 11)
    canvas.rect(spot, Pen(fill=ink))
    canvas.text(spot.centre[0], spot.top + 8.6, sign, 9, "#ffffff", "bold", "middle")


def _change(change: str) -> Callable[[Canvas, Rect, Theme], None]:
    return partial(_changed, change=change)


_DRAW = {
    "start": (22, _start),
    "end": (22, _end),
    "step": (20, _step),
    "critical": (20, _critical),
    "critical-first": (20, _critical_first),
    "indirect": (20, _indirect),
    "critical-indirect": (20, _critical_indirect),
    "decision": (22, _decision),
    "fork": (11, _fork),
    "series": (10, _series),
    "urgent": (8, _urgent),
    "sensitive": (8, _sensitive),
    "assumed": (6, _assumed),
    "flow": (24, _flow),
    "indirect-flow": (24, _indirect_flow),
    "return": (24, _return),
    "missing": (30, _missing),
    "late": (30, _late),
    "story": (24, _story),
    "highlight": (20, _highlight),
    **{key: (19, draw) for key, draw in _CONNECTORS.items()},
    "added": (20, _change("added")),
    "removed": (20, _change("removed")),
    "changed": (20, _change("changed")),
}


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


def sheet_named(entries: Sequence[Sign], lang: str) -> list[Sign]:
    """Return entries of which the first that is a connector names a sheet, too.

    >>> both = sheet_named(signs({"connector-in", "connector-out"}, "en"), "en")
    >>> for sign in both:
    ...     print(sign.label.replace("\u00a0", " "))
    Goes on at step 9, sheet 2
    Comes from step 9
    """
    first = next((sign for sign in entries if sign.key in _CONNECTORS), None)
    if first is None:
        return [*entries]
    sheet = say("diagram.connector-sheet", lang, number=2)
    words = f"{first.label}, {say('diagram.on-sheet', lang, number=2)}"
    draw = partial(_CONNECTORS[first.key], sheet=sheet)
    wider = replace(first, label=words, width=first.width + measure.width(sheet, 7) + 2, draw=draw)
    return [wider if sign is first else sign for sign in entries]


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

    def draw(canvas: Canvas, place: Rect, theme: Theme) -> None:
        icons.channel(canvas, kind, place.left, place.top + 1.5, 9, theme.text)

    return Sign(
        f"channel-{kind}", _channel_words(say(f"diagram.channel-{kind}", lang), names), 9, draw
    )


def goes_by_two_names(kind: str, lang: str, names: Sequence[str]) -> bool:
    """Tell whether a kind of channel may be written in two ways: its own word, and its channels' names.

    >>> goes_by_two_names("in-person", "es", ["Atención en el servicio"])
    True
    >>> goes_by_two_names("phone", "es", ["Llamada telefónica"])
    False
    """
    return bool(names) and _differ(say(f"diagram.channel-{kind}", lang), names)


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
    return f"{whole} ({word[:1].lower()}{word[1:]})" if _differ(word, names) else whole


def _differ(word: str, names: Iterable[str]) -> bool:
    """Tell whether no name is nearly the same as the kind's own word."""
    return not any(_stems(word) & _stems(name) for name in names)


def _stems(text: str) -> set[str]:
    """Return the first letters of the words of a text, without accents; short words say nothing."""
    plain = unicodedata.normalize("NFD", text.casefold())
    words = "".join(c for c in plain if c.isalpha() or c == " ").split()
    return {word[:4] for word in words if len(word) > 3}  # noqa: PLR2004  (shorter words tell nothing apart)
