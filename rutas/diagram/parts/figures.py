"""Set figures of one thing in different states side by side, large: today, and after a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.diagram.parts.stack import Piece
from rutas.layout.geometry import Rect
from rutas.paper import measure
from rutas.paper.canvas import Node, Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.paper.canvas import Canvas
    from rutas.paper.palette import Theme

__all__ = ["Figure", "figures"]

_LARGE, _SIZE, _PAD, _BETWEEN = 17.0, 9.0, 6.0, 6.0


@dataclass(frozen=True)
class Figure:
    """A state: what it is called, and its figures with what each counts."""

    name: str
    told: Sequence[tuple[str, str]]

    @property
    def said(self) -> str:
        """All of it in words."""
        return f"{self.name}: {', '.join(f'{value} {what}' for value, what in self.told)}"


def figures(area: Rect, theme: Theme, states: Sequence[Figure]) -> Piece:
    """Return boxes side by side, one a state, with the figures in large type."""
    wide = (area.width - _BETWEEN * (len(states) - 1)) / len(states)
    room = wide - 2 * _PAD
    lead, large = _SIZE * measure.LEADING, _LARGE * measure.LEADING
    set_ = [
        (
            measure.fit(state.name, _SIZE, room, "bold", lines=3),
            [
                (value, measure.fit(what, _SIZE, room, lines=3, beside=()))
                for value, what in state.told
            ],
        )
        for state in states
    ]
    names = max(len(name) for name, _ in set_)
    most = [max(len(told[n][1]) for _, told in set_) for n in range(len(states[0].told))]
    high = 2 * _PAD + names * lead + sum(large + lines * lead + 2 for lines in most)

    def draw(canvas: Canvas, top: float) -> None:
        for index, (state, (name, told)) in enumerate(zip(states, set_, strict=True)):
            place = Rect.sized(area.left + index * (wide + _BETWEEN), top, wide, high)
            owner = f"state-{index}"
            with canvas.owned(owner):
                width = (0.75, 1.5)[index > 0] * theme.pen
                canvas.rect(place, Pen(theme.text, width, "#ffffff"))
                x, y = place.left + _PAD, place.top + _PAD
                canvas.texts(x, y, name, _SIZE, theme.text, "bold")
                y += names * lead
                for (value, what), lines in zip(told, most, strict=True):
                    canvas.texts(x, y, [value], _LARGE, theme.text, "bold")
                    canvas.texts(x, y + large, what, _SIZE, theme.text)
                    y += large + lines * lead + 2
            canvas.node(Node(owner, place, "box", ("node", "state"), state.said))

    return Piece(high + _PAD, draw)
