"""Draw steps: cards, diamonds, the pills where people enter and leave, and their tags and marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram import icons, measure
from rutas.diagram.canvas import Canvas, Node, Pen, Rect
from rutas.diagram.shaped import diamond_height, diamond_lines
from rutas.locale import say

if TYPE_CHECKING:
    from rutas.diagram.facts import Facts
    from rutas.diagram.palette import Theme
    from rutas.diagram.request import Mark, Request
    from rutas.model import Step

__all__ = ["Card", "Tag", "classes", "draw_pill", "pill_height", "tag_width"]

_NAMES = 2  # the level at which a card shows names alone
_LANE = 3  # the level at which the actor is left to the lane


@dataclass(frozen=True)
class Tag:
    """An off-page connector on a card: to another sheet's step, or from it.

    `text` is the other step's number, `words` the answer that leads there.
    """

    id: str
    text: str
    incoming: bool
    back: bool = False
    words: str = ""


def tag_width(tag: Tag, scale: float) -> float:
    """Return how wide a connector is drawn."""
    return measure.width(tag.text, 7.5 * scale, "bold") + _words_width(tag, scale) + 15 * scale


def _words_width(tag: Tag, scale: float) -> float:
    return measure.width(tag.words, 7 * scale, "semibold") + 3 * scale if tag.words else 0.0


def draw_tag(canvas: Canvas, tag: Tag, place: Rect, theme: Theme, scale: float) -> None:
    """Draw a connector: an arrow and the other step's number, white on black, the answer before."""
    ink = theme.returns if tag.back else theme.text
    with canvas.owned(tag.id):
        canvas.rect(place, Pen(fill=ink))
        size = 5.6 * scale
        top = place.y + (place.height - size) / 2
        base = place.centre[1] + 2.7 * scale
        canvas.text(
            place.x + 3 * scale, base - 0.2 * scale, tag.words, 7 * scale, "#ffffff", "semibold"
        )
        left = place.x + 3 * scale + _words_width(tag, scale)
        icons.pointer(canvas, left, top, size, "#ffffff", left=tag.incoming)
        canvas.text(place.right - 3 * scale, base, tag.text, 7.5 * scale, "#ffffff", "bold", "end")
    side = "in" if tag.incoming else "out"
    canvas.node(Node(tag.id, place, "box", ("connector", side), f"{tag.words} {tag.text}".strip()))


def classes(step: Step, request: Request) -> tuple[str, ...]:
    """Return the SVG classes of a step."""
    found = ["step"]
    if request.mark(step):
        found.append("critical")
    if step.decision:
        found.append("decision")
    if step.involvement == "indirect":
        found.append("indirect")
    if step.parallel:
        found.append("fork")
    if step.join == "all":
        found.append("join")
    if step.repeat:
        found.append("series")
    if step.outcome:
        found.append("end")
    if step.id in request.highlight:
        found.append("highlight")
    if step.id in request.changes:
        found.append(request.changes[step.id])
    return tuple(found)


@dataclass
class Card:
    """One step as it will be drawn at a width; knows how high it must be.

    Parameters
    ----------
    step, facts, request
        What is drawn, its words, and how.
    width
        The card's width in points.
    level
        How much is shown: 0 for all, 1 without documents and deadlines, 2 for number, channel, name
        and actor alone, 3 without the actor (whose lane says it).
    tags
        Connectors to and from other sheets.
    """

    step: Step
    facts: Facts
    request: Request
    width: float
    level: int = 0
    tags: list[Tag] = field(default_factory=list)

    @property
    def scale(self) -> float:
        """How much larger than on A4."""
        return self.request.paper.scale

    @property
    def diamond(self) -> bool:
        """Whether the step is drawn as a diamond."""
        return self.step.decision

    @cached_property
    def mark(self) -> Mark | None:
        """Why the step is critical, if it is."""
        return self.request.mark(self.step)

    @cached_property
    def ink(self) -> str:
        """The ink of who attends."""
        return self.request.theme.ink(self.facts.actor(self.step))

    # --- sizes ------------------------------------------------------------------------------------

    @property
    def _small(self) -> float:
        return 7.0 * self.scale

    @property
    def _name(self) -> float:
        return 7.8 * self.scale

    @property
    def _head(self) -> float:
        return 11.0 * self.scale

    @property
    def _edge(self) -> float:
        """How far the border reaches inwards."""
        return 3 * self.scale if self.mark else 0.8 * self.scale * self.request.theme.pen

    @property
    def _room(self) -> float:
        """The width of the body's text."""
        sides = (9.5 * self.scale) * (self.step.parallel + (self.step.join == "all"))
        return self.width - 7 * self.scale - 2 * self._edge - sides

    @cached_property
    def _lines(self) -> list[tuple[str, float, str, str]]:
        """The body: text, size, ink (``text``, ``ink``, ``series``, ``critical``), weight."""
        facts, step = self.facts, self.step
        rows = [
            (line, self._name, "text", "bold")
            for line in self._wrap(facts.name(step), self._name, "bold", 5)
        ]
        if self.level < _LANE:
            rows += self._rows(facts.actors(step), "ink", 3 if self.level == 0 else 2)
        elif self.mark:
            rows += self._rows(_sentence(self.mark.reason), "critical", 2)
        if self.level < _NAMES:
            rows += self._rows(facts.times(step), "text", 2)
        if step.repeat:
            rows += self._rows(facts.series(step), "series", 2)
        if self.level == 0:
            rows += self._rows(facts.due(step), "text", 2)
            produces = facts.produces(step)
            rows += self._rows(f"» {produces}" if produces else "", "text", 2)
        return rows

    def _rows(self, text: str, ink: str, most: int) -> list[tuple[str, float, str, str]]:
        indent = 9 * self.scale if ink == "series" else 0
        lines = measure.fit(text, self._small, self._room - indent, lines=most) if text else []
        return [(line, self._small, ink, "regular") for line in lines]

    def _wrap(self, text: str, size: float, weight: str, most: int) -> list[str]:
        return measure.fit(text, size, self._room, weight, lines=most)  # type: ignore[arg-type]

    @cached_property
    def _reason(self) -> list[str]:
        """The lines of the critical strip."""
        if self.mark is None or self.level == _LANE:
            return []
        lead = (
            f"{self.mark.figure} · " if self.mark.figure and self.mark.reason else self.mark.figure
        )
        room = self.width - 6 * self.scale - 2 * self._edge
        blank = 8 * self.scale  # the triangle stands before the first line
        text = lead + _sentence(self.mark.reason)
        if self.level == _NAMES:
            text = self.mark.figure or say("diagram.critical", self.request.lang)
        most = {0: 4, 1: 2}.get(self.level, 1)
        return measure.fit(text, self._small, room - blank, "semibold", lines=most)

    @property
    def _strip(self) -> float:
        """The height of the critical strip below."""
        if not self._reason:
            return 0
        return len(self._reason) * measure.LEADING * self._small + 3 * self.scale

    @property
    def _tag_rows(self) -> list[list[Tag]]:
        rows: list[list[Tag]] = []
        left = 0.0
        for tag in self.tags:
            wide = tag_width(tag, self.scale) + 3 * self.scale
            if not rows or left + wide > self.width - 4 * self.scale:
                rows.append([])
                left = 0.0
            rows[-1].append(tag)
            left += wide
        return rows

    @cached_property
    def height(self) -> float:
        """The least height in which everything has room."""
        if self.diamond:
            least = 44 * self.scale
            return diamond_height(
                self.facts.name(self.step), self._small, self.width, head=1, least=least
            )
        body = sum(size * measure.LEADING for _, size, _, _ in self._lines)
        tags = len(self._tag_rows) * 13 * self.scale
        return self._head + 2 * self._edge + 6.5 * self.scale + body + tags + self._strip

    # --- drawing ----------------------------------------------------------------------------------

    def draw(self, canvas: Canvas, place: Rect) -> None:
        """Draw the step, and make it known as a node."""
        key = f"step-{self.step.id}"
        tip = self.facts.tooltip(self.step)
        if self.mark:
            tip += f" ▲ {self.mark.figure} {self.mark.reason}".replace("  ", " ")
        shape = "diamond" if self.diamond else "box"
        canvas.node(Node(key, place, shape, classes(self.step, self.request), tip))
        with canvas.owned(key):
            if self.diamond:
                self._draw_diamond(canvas, place)
            else:
                self._draw_card(canvas, place)
        self._draw_change(canvas, place, key)

    def _draw_card(self, canvas: Canvas, place: Rect) -> None:
        s, theme = self.scale, self.request.theme
        if self.step.id in self.request.highlight or self.step.id in self.request.story:
            canvas.rect(place.inset(-4 * s), Pen(fill=theme.highlight))
        canvas.rect(place, Pen(fill="#ffffff"))
        inner = place.inset(self._edge)
        self._draw_head(canvas, Rect(inner.x, inner.y, inner.width, self._head))
        bottom = inner.bottom - self._strip
        top = inner.y + self._head
        self._draw_body(canvas, Rect(inner.x, top, inner.width, bottom - top))
        self._draw_tags(canvas, inner, bottom)
        if self._reason:
            self._draw_reason(canvas, Rect(inner.x, bottom, inner.width, self._strip))
        self._draw_marks(canvas, place)
        self._draw_border(canvas, place)

    def _draw_border(self, canvas: Canvas, place: Rect) -> None:
        s, theme = self.scale, self.request.theme
        dash = (3.6 * s, 2.4 * s) if self.step.involvement == "indirect" else None
        if self.mark:
            canvas.rect(place.inset(1.5 * s), Pen(theme.critical, 3 * s, None))
            if dash:
                canvas.rect(place.inset(1.5 * s), Pen("#ffffff", 1 * s, None, dash))
        else:
            canvas.rect(place.inset(0.5 * s), Pen(self.ink, 1.1 * s * theme.pen, None, dash))

    def _draw_head(self, canvas: Canvas, head: Rect) -> None:
        s, theme = self.scale, self.request.theme
        strip = self.mark is not None and self.level == _LANE
        ground = theme.critical if strip else theme.ground(self.ink)
        canvas.rect(head, Pen(fill=ground))
        number = str(self.facts.number[self.step.id])
        wide = max(15 * s, measure.width(number, 8 * s, "bold") + 7 * s)
        canvas.rect(Rect(head.x, head.y, wide, head.height), Pen(fill=self.ink))
        base = head.y + 8.4 * s
        canvas.text(head.x + wide / 2, base, number, 8 * s, "#ffffff", "bold", "middle")
        channel = self.facts.channel(self.step)
        right = head.right - 4.5 * s
        if channel:
            icon = 7.6 * s
            right -= icon
            sign = "#ffffff" if strip else theme.text
            icons.channel(canvas, channel.kind, right, head.y + 2 * s, icon, sign, ground)
        left = head.x + wide + 3.5 * s
        if strip:
            icons.triangle(canvas, left, head.y + 2.2 * s, 6.4 * s, "#ffffff")
            figure = self.mark.figure if self.mark else ""
            canvas.text(left + 9 * s, base - 0.3 * s, figure, self._small, "#ffffff", "bold")
            return
        for line in self.facts.channel_names(self.step):
            if measure.width(line, self._small) <= right - left - 2.5 * s:
                canvas.text(left, base - 0.3 * s, line, self._small, theme.text)
                break

    def _draw_body(self, canvas: Canvas, body: Rect) -> None:
        s, theme = self.scale, self.request.theme
        left = body.x + 3.5 * s + (9.5 * s if self.step.join == "all" else 0)
        inks = {
            "text": theme.text,
            "ink": self.ink,
            "series": theme.text,
            "critical": theme.critical,
        }
        top = body.y + 2.5 * s
        drawn = False
        for line, size, ink, weight in self._lines:
            shift = 0.0
            if ink == "series":
                shift = 9 * s
                if not drawn:
                    icons.series(canvas, left, top + 0.4 * s, 6.4 * s, theme.text, "#ffffff")
                    drawn = True
            canvas.text(left + shift, top + measure.ASCENT * size, line, size, inks[ink], weight)  # type: ignore[arg-type]
            top += size * measure.LEADING

    def _draw_reason(self, canvas: Canvas, strip: Rect) -> None:
        s, theme = self.scale, self.request.theme
        under = Rect(strip.x - s, strip.y, strip.width + 2 * s, strip.height + s)
        canvas.rect(under, Pen(fill=theme.critical))  # a little under the border: no seam
        top = strip.y + 1.8 * s
        icons.triangle(canvas, strip.x + 2.5 * s, top + 0.6 * s, 6 * s, "#ffffff")
        canvas.texts(strip.x + 10.5 * s, top, self._reason, self._small, "#ffffff", "semibold")

    def _draw_marks(self, canvas: Canvas, place: Rect) -> None:
        """Draw BPMN's plus where branches open (right) and where they are awaited (left)."""
        s, theme = self.scale, self.request.theme
        size = 10 * s
        middle = place.y + place.height / 2 - size / 2
        edge = self._edge + 0.4 * s
        if self.step.parallel:
            icons.plus(canvas, place.right - size - edge, middle, size, theme.text, "#ffffff")
        if self.step.join == "all":
            icons.plus(canvas, place.x + edge, middle, size, theme.text, "#ffffff")

    def _draw_tags(self, canvas: Canvas, place: Rect, bottom: float) -> None:
        s = self.scale
        top = bottom - len(self._tag_rows) * 13 * s
        for row in self._tag_rows:
            left = place.right - 3.5 * s
            for tag in reversed(row):
                wide = tag_width(tag, s)
                left -= wide
                draw_tag(canvas, tag, Rect(left, top, wide, 11 * s), self.request.theme, s)
                left -= 3 * s
            top += 13 * s

    def _draw_diamond(self, canvas: Canvas, place: Rect) -> None:
        s, theme = self.scale, self.request.theme
        x, y = place.centre
        wide, high = place.width / 2, place.height / 2
        corners = [(x, y - high), (x + wide, y), (x, y + high), (x - wide, y)]
        if self.step.id in self.request.highlight or self.step.id in self.request.story:
            outer = [
                (x, y - high - 5 * s),
                (x + wide + 6 * s, y),
                (x, y + high + 5 * s),
                (x - wide - 6 * s, y),
            ]
            canvas.polygon(outer, Pen(fill=theme.highlight))
        ink = theme.critical if self.mark else theme.text
        pen = (3 if self.mark else 1.4) * s * theme.pen
        canvas.polygon(corners, Pen(ink, pen, "#ffffff"))
        text = self.facts.name(self.step)
        lines = diamond_lines(text, self._small, place.width, place.height, head=1) or [text]
        number = str(self.facts.number[self.step.id])
        pitch = measure.LEADING * self._small
        top = y - (len(lines) + 1) * pitch / 2
        canvas.text(
            x, top + measure.ASCENT * self._small, number, self._small, theme.text, "bold", "middle"
        )
        canvas.texts(x, top + pitch, lines, self._small, theme.text, anchor="middle")

    def _draw_change(self, canvas: Canvas, place: Rect, key: str) -> None:
        """Draw what a comparison says: a frame, and a sign that says it without colour."""
        change = self.request.changes.get(self.step.id)
        if change is None:
            return
        s, theme = self.scale, self.request.theme
        ink = {"added": theme.added, "removed": theme.removed}.get(change, theme.changed)
        sign = {"added": "+", "removed": "–"}.get(change, "≠")
        dash = (5 * s, 3 * s) if change == "removed" else None
        with canvas.owned(key):
            canvas.rect(place.inset(-3 * s), Pen(ink, 1.8 * s, None, dash))
            spot = Rect(place.right - 9 * s, place.y - 8 * s, 12 * s, 11 * s)
            canvas.rect(spot, Pen(fill=ink))
            canvas.text(spot.centre[0], spot.y + 8.6 * s, sign, 9 * s, "#ffffff", "bold", "middle")


def _sentence(text: str) -> str:
    """Return the first sentence, without its full stop.

    >>> _sentence("Llegar cuesta. En un caso fueron dos días.")
    'Llegar cuesta'
    """
    return text.split(". ")[0].removesuffix(".")


def _pill_lines(text: str, width: float, scale: float) -> list[str]:
    return measure.wrap(text, 7.5 * scale, width - 16 * scale, "bold")


def pill_height(text: str, width: float, scale: float) -> float:
    """Return the height of a pill in which a text has room."""
    lines = len(_pill_lines(text, width, scale))
    return max(24 * scale, lines * measure.LEADING * 7.5 * scale + 10 * scale)


def draw_pill(
    canvas: Canvas,
    key: str,
    text: str,
    place: Rect,
    request: Request,
    *,
    end: bool,
    success: bool = True,
) -> None:
    """Draw where people enter (white) or leave (black; grey border inside where it is no success)."""
    s, theme = request.paper.scale, request.theme
    names = ("end", "success" if success else "failure") if end else ("start",)
    canvas.node(Node(key, place, "pill", names, text))
    with canvas.owned(key):
        radius = min(place.height / 2, 13 * s)
        fill = theme.text if end else "#ffffff"
        canvas.rect(place.inset(0.8 * s), Pen(theme.text, 1.6 * s * theme.pen, fill), radius)
        if end and not success:
            canvas.rect(place.inset(2.8 * s), Pen("#ffffff", 0.8 * s, None), radius - 2 * s)
        lines = _pill_lines(text, place.width, s)
        top = place.centre[1] - len(lines) * measure.LEADING * 7.5 * s / 2 + 0.4 * s
        colour = "#ffffff" if end else theme.text
        canvas.texts(place.centre[0], top, lines, 7.5 * s, colour, "bold", "middle")
