"""Draw when a door is open on a day, as bars on a line from early morning to evening."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rutas.diagram.parts import icons
from rutas.diagram.parts.sheet_frame import Sign, noted
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Pen
from rutas.paper.strokes import hatching

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rutas.hours import Span
    from rutas.paper.canvas import Canvas
    from rutas.paper.palette import Theme

__all__ = ["CLOSES", "HIGH", "OPENS", "draw_bars", "signs", "x_of"]

OPENS, CLOSES = 5 * 60, 19 * 60
"""From when to when a day is shown, in minutes from midnight."""
HIGH = 9.0
"""How high a bar is."""
_HATCH, _POINTER, _LETTER = 3.0, 5.0, 7.0


def x_of(minute: int, line: Rect) -> float:
    """Return where a time lies on the line of a day; what is not shown, at its end."""
    shown = min(max(minute, OPENS), CLOSES)
    return line.left + (shown - OPENS) / (CLOSES - OPENS) * line.width


def draw_bars(
    canvas: Canvas, line: Rect, spans: Sequence[Span], sometimes: Sequence[Span], theme: Theme,
    ink: str, letter: str,
) -> None:  # fmt: skip
    """Draw the hours of a day: of every week, and those of some weeks only."""
    every = [*spans, *sometimes]
    canvas.signs |= {"appointment" if span.appointment else "open" for span in spans}
    canvas.signs |= {"sometimes"} if sometimes else set()
    canvas.signs |= {"appointment" for span in sometimes if span.appointment}
    canvas.signs |= {"beyond" for span in every if span.opens < OPENS or span.closes > CLOSES}
    canvas.rect(line, Pen(theme.rule, 0.5, "#ffffff"))
    for span in sometimes:
        if bar := _bar(span, line):
            canvas.rect(bar.inset(0.7), Pen(ink, 1.1, "#ffffff", (2.5, 1.8)))
    for span in spans:
        bar = _bar(span, line)
        if bar and span.appointment:
            _hatched(canvas, bar, ink)
        elif bar:
            canvas.rect(bar, Pen(fill=ink))
    _beyond(canvas, line, every, spans, ink)
    with_letter = [span for span in every if span.appointment]
    if with_letter:
        longest = max(with_letter, key=lambda span: span.minutes)
        middle = (x_of(longest.opens, line) + x_of(longest.closes, line)) / 2
        _lettered(canvas, middle, line, letter, theme)


def _bar(span: Span, line: Rect) -> Rect | None:
    left, right = x_of(span.opens, line), x_of(span.closes, line)
    return Rect(left, line.top, right, line.bottom) if right > left else None


def _hatched(canvas: Canvas, bar: Rect, ink: str) -> None:
    canvas.rect(bar, Pen(ink, 0.8, "#ffffff"))
    for stroke in hatching(bar, _HATCH):
        canvas.line(stroke, Pen(ink, 0.8))


def _lettered(canvas: Canvas, middle: float, line: Rect, letter: str, theme: Theme) -> None:
    wide = measure.width(letter, _LETTER, "bold") + 2
    plate = Rect.sized(middle - wide / 2, line.top + 0.6, wide, line.height - 1.2)
    canvas.rect(plate, Pen(fill="#ffffff"))
    base = line.centre[1] + 0.33 * _LETTER
    canvas.text(middle, base, letter, _LETTER, theme.text, "bold", "middle")


def _beyond(
    canvas: Canvas, line: Rect, every: Sequence[Span], solid: Sequence[Span], ink: str
) -> None:
    """Point out of the line where a door opens before it or closes after it."""
    y = line.centre[1] - _POINTER / 2

    def covers(minute: int) -> bool:
        return any(s.opens <= minute <= s.closes and not s.appointment for s in solid)

    if any(span.opens < OPENS for span in every):
        white = covers(OPENS + 40)
        paper = "#ffffff" if white else ink
        icons.pointer(canvas, line.left + 1, y, _POINTER, paper, left=True)
    if any(span.closes > CLOSES for span in every):
        white = covers(CLOSES - 40)
        paper = "#ffffff" if white else ink
        icons.pointer(canvas, line.right - 1 - _POINTER, y, _POINTER, paper, left=False)


def signs(lang: str) -> list[Sign]:
    """Return the legend's signs of bars."""
    letter = say("week.letter", lang)
    draws: dict[str, tuple[float, Callable[[Canvas, Rect, Theme], None]]] = {
        "open": (20, _open_sign),
        "appointment": (20, partial(_appointment_sign, letter=letter)),
        "sometimes": (20, _sometimes_sign),
        "beyond": (8, _beyond_sign),
    }
    return [
        Sign(key, say(f"week.sign-{key}", lang), wide, draw, noted(key))
        for key, (wide, draw) in draws.items()
    ]


def _line(place: Rect) -> Rect:
    return Rect.sized(place.left, place.top + 1.5, place.width, HIGH)


def _open_sign(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.rect(_line(place), Pen(fill=theme.text))


def _appointment_sign(canvas: Canvas, place: Rect, theme: Theme, *, letter: str) -> None:
    _hatched(canvas, _line(place), theme.text)
    _lettered(canvas, place.centre[0], _line(place), letter, theme)


def _sometimes_sign(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.rect(_line(place).inset(0.7), Pen(theme.text, 1.1, "#ffffff", (2.5, 1.8)))


def _beyond_sign(canvas: Canvas, place: Rect, theme: Theme) -> None:
    icons.pointer(canvas, place.left + 1, place.top + 3.5, _POINTER, theme.text, left=False)
