"""Draw a step: its card or diamond, with its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.parts import icons
from rutas.diagram.parts.cards import HEAD, ICON, LINE_SIGNS, SMALL, classes
from rutas.diagram.parts.diamond_text import cut_lines
from rutas.diagram.parts.off_page import connector_height, connector_width, draw_connector
from rutas.diagram.request import CHANGES
from rutas.layout.geometry import Rect
from rutas.paper import measure, strokes
from rutas.paper.canvas import Canvas, Node, Pen

if TYPE_CHECKING:
    from rutas.diagram.parts.cards import Card

__all__ = ["draw_card"]

_PLUS = 10.0  # BPMN's plus in its diamond


def draw_card(canvas: Canvas, card: Card, place: Rect, *, first: bool = False) -> None:
    """Draw a step in its place, and make it known as a node.

    A critical card has an edge, a sign and a rule in the ink of what is critical; that of a step that
    is critical before all others of its sheet (`first`) has a block filled with it.
    """
    _CardDrawing(canvas, card, filled=first and card.mark is not None).draw(place)


class _CardDrawing:
    def __init__(self, canvas: Canvas, card: Card, *, filled: bool) -> None:
        self.canvas, self.card, self.filled = canvas, card, filled
        self.theme = card.request.theme

    def draw(self, place: Rect) -> None:
        """Draw the step, and make it known as a node."""
        key = f"step-{self.card.step.id}"
        tip = self.card.texts.tooltip(self.card.step)
        if self.card.mark:
            tip += f" ▲ {self.card.mark.measured} {self.card.mark.reason}".replace("  ", " ")
        shape = "diamond" if self.card.diamond else "box"
        self.canvas.node(Node(key, place, shape, classes(self.card.step, self.card.request), tip))
        with self.canvas.owned(key):
            if self.card.diamond:
                self._draw_diamond(place)
            else:
                self._draw_card(place)
        self._draw_change(place, key)

    def _draw_card(self, place: Rect) -> None:
        theme = self.theme
        if (
            self.card.step.id in self.card.request.highlight
            or self.card.step.id in self.card.request.story
        ):
            self.canvas.rect(place.inset(-4), strokes.halo(theme))
        self.canvas.rect(place, Pen(fill="#ffffff"))
        inner = place.inset(self.card.edge)
        self._draw_head(Rect.sized(inner.left, inner.top, inner.width, HEAD))
        bottom = inner.bottom - self.card.strip_height
        top = inner.top + HEAD
        self._draw_body(Rect.sized(inner.left, top, inner.width, bottom - top))
        self._draw_connectors(inner, bottom)
        if self.card.reason:
            self._draw_reason(Rect.sized(inner.left, bottom, inner.width, self.card.strip_height))
        self._draw_border(place)
        self._draw_marks(place)

    def _draw_border(self, place: Rect) -> None:
        theme = self.theme
        dash = (3.6, 2.4) if self.card.step.involvement == "indirect" else None
        if self.card.mark:
            edge = self.card.edge
            self.canvas.rect(place.inset(edge / 2), Pen(theme.critical, edge, None))
            if dash:
                self.canvas.rect(place.inset(edge / 2), Pen("#ffffff", edge / 2, None, dash))
        else:
            self.canvas.rect(place.inset(0.5), Pen(self.card.ink, 1.1 * theme.pen, None, dash))

    def _draw_head(self, head: Rect) -> None:
        theme = self.theme
        strip = self.card.mark is not None and self.card.in_lane
        ground = theme.critical if strip and self.filled else theme.ground(self.card.ink)
        ink, red = ("#ffffff",) * 2 if strip and self.filled else (theme.text, theme.critical)
        self.canvas.rect(head, Pen(fill=ground))
        number = str(self.card.texts.number[self.card.step.id])
        wide = max(15, measure.width(number, 8, "bold") + 7)
        self.canvas.rect(
            Rect.sized(head.left, head.top, wide, head.height), Pen(fill=self.card.ink)
        )
        base = head.top + 8.4
        self.canvas.text(head.left + wide / 2, base, number, 8, "#ffffff", "bold", "middle")
        channel = self.card.texts.channel(self.card.step)
        right = head.right - 4.5
        if channel:
            icon = 7.6
            right -= icon
            icons.channel(self.canvas, channel.kind, right, head.top + 2, icon, ink, ground)
        for name in self.card.signs:
            right -= ICON
            icons.MARKS[name](self.canvas, right, head.top + 2, 7.2, ink, ground)
        left = head.left + wide + 3.5
        if strip:
            icons.triangle(self.canvas, left, head.top + 2.2, 6.4, red)
            self.canvas.text(left + 9, base - 0.3, self.card.headline, SMALL, red, "bold")
            return
        for line in self.card.texts.channel_names(self.card.step):
            if measure.width(line, SMALL) <= right - left - 2.5:
                self.canvas.text(left, base - 0.3, line, SMALL, theme.text)
                break

    def _draw_body(self, body: Rect) -> None:
        theme = self.theme
        left = body.left + 3.5 + (9.5 if self.card.step.join == "all" else 0)
        inks = {
            "text": theme.text,
            "ink": self.card.ink,
        }
        top = body.top + 2.5
        drawn: set[str] = set()
        for line, size, ink, weight in self.card.lines:
            shift = 9.0 if ink in LINE_SIGNS else 0.0
            if shift and ink not in drawn:
                sign = getattr(icons, ink)
                sign(self.canvas, left, top - 0.2, 6.4, theme.text, "#ffffff")
                drawn.add(ink)
            self.canvas.text(
                left + shift,
                top + measure.ASCENT * size,
                line,
                size,
                inks.get(ink, theme.text),
                weight,
            )
            top += size * measure.LEADING

    def _draw_reason(self, strip: Rect) -> None:
        theme = self.theme
        ink, red = theme.text, theme.critical
        if self.filled:
            ink = red = "#ffffff"
            under = Rect.sized(strip.left - 1, strip.top, strip.width + 2, strip.height + 1)
            self.canvas.rect(under, Pen(fill=theme.critical))  # a little under the border: no seam
        else:
            ends = [(strip.left, strip.top + 0.4), (strip.right, strip.top + 0.4)]
            self.canvas.line(ends, Pen(theme.critical, 0.8))
        top = strip.top + 2.8  # as far from its upper edge as from the border's lower one
        icons.triangle(self.canvas, strip.left + 2.5, top + 0.6, 6, red)
        self.canvas.texts(strip.left + 10.5, top, self.card.reason, SMALL, ink, "semibold")

    def _draw_marks(self, place: Rect) -> None:
        """Draw a bar with BPMN's plus where branches open (right) and are awaited (left).

        The bar is as long as the side, so that every branch touches it, and nothing else does.
        """
        ink, size, thick = self.theme.text, _PLUS, 2.4
        middle = place.top + place.height / 2 - size / 2
        edge = max(self.card.edge, thick) + 0.4
        if self.card.step.parallel:
            self.canvas.rect(place._replace(left=place.right - thick), Pen(fill=ink))
            icons.plus(self.canvas, place.right - size - edge, middle, size, ink, "#ffffff")
        if self.card.step.join == "all":
            self.canvas.rect(place._replace(right=place.left + thick), Pen(fill=ink))
            icons.plus(self.canvas, place.left + edge, middle, size, ink, "#ffffff")

    def _draw_connectors(self, place: Rect, bottom: float) -> None:
        """Draw the connectors to the right, and clear of the plus where branches open."""
        top, middle = bottom - self.card.connectors_height, place.centre[1]
        for row in self.card.connector_rows:
            left = place.right - 3.5
            tall = max(connector_height(connector) for connector in row)
            if self.card.step.parallel and top - _PLUS / 2 < middle < top + tall + _PLUS / 2:
                free = place.width - 4 - sum(connector_width(one) + 3 for one in row)
                left -= max(0.0, min(_PLUS, free))
            for connector in reversed(row):
                wide = connector_width(connector)
                left -= wide
                draw_connector(
                    self.canvas, connector, Rect.sized(left, top, wide, tall), self.theme
                )
                left -= 3
            top += tall + 2

    def _draw_diamond(self, place: Rect) -> None:
        theme = self.theme
        x, y = place.centre
        wide, high = place.width / 2, place.height / 2
        corners = [(x, y - high), (x + wide, y), (x, y + high), (x - wide, y)]
        if (
            self.card.step.id in self.card.request.highlight
            or self.card.step.id in self.card.request.story
        ):
            self.canvas.polygon(_around(place, 5), strokes.halo(theme))
        ink = theme.critical if self.card.mark else theme.text
        pen = (3 if self.card.mark else 1.4) * theme.pen
        self.canvas.polygon(corners, Pen(ink, pen, "#ffffff"))
        lines = cut_lines(self.card.diamond_text, SMALL, place.width, place.height, head=1)
        number = str(self.card.texts.number[self.card.step.id])
        pitch = measure.LEADING * SMALL
        top = y - (len(lines) + 1) * pitch / 2
        self.canvas.text(
            x,
            top + measure.ASCENT * SMALL,
            number,
            SMALL,
            theme.text,
            "bold",
            "middle",
        )
        self.canvas.texts(x, top + pitch, lines, SMALL, theme.text, anchor="middle")

    def _draw_change(self, place: Rect, key: str) -> None:
        """Draw what a comparison says: a frame, and a sign that says it without colour."""
        change = self.card.request.changes.get(self.card.step.id)
        if change is None:
            return
        theme = self.theme
        ink = theme.of_change(change)
        sign = CHANGES[change]
        dash = (5, 3) if change == "removed" else None
        with self.canvas.owned(key):
            pen = Pen(ink, 1.8, None, dash)
            if self.card.diamond:  # a box round it would cut its answers' words
                self.canvas.polygon(_around(place, 5), pen)
                x, y = place.centre
                spot = Rect.sized(x + place.width / 4, y - place.height / 4 - 10, 12, 11)
            else:
                self.canvas.rect(place.inset(-3), pen)
                spot = Rect.sized(place.right - 9, place.top - 8, 12, 11)
            self.canvas.rect(spot, Pen(fill=ink))
            self.canvas.text(spot.centre[0], spot.top + 8.6, sign, 9, "#ffffff", "bold", "middle")


def _around(place: Rect, gap: float) -> list[tuple[float, float]]:
    """Return the corners of a diamond round the one in a place."""
    x, y = place.centre
    wide, high = place.width / 2 + 1.2 * gap, place.height / 2 + gap
    return [(x, y - high), (x + wide, y), (x, y + high), (x - wide, y)]
