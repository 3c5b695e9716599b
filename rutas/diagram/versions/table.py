"""Draw a step before and after, between the steps that lead to it and those that follow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.request import CHANGES
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure, strokes
from rutas.paper.canvas import Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.versions.content import Changed, Detail, Version
    from rutas.paper.canvas import Canvas
    from rutas.paper.fonts import Weight
    from rutas.paper.palette import Theme

__all__ = ["Table"]

_SHARES = (0.165, 0.315, 0.315, 0.165)  # of the width: neighbours, before, after, neighbours
_PAD = 4.0
_LINES = 5  # of what is said of a field
_NEAR, _NEAR_LINES = 3, 4  # neighbours that are named, and the lines of a name
_WHOLE = 99  # lines: of any text


@dataclass(frozen=True)
class Table:
    """Four columns at a left edge, of a width; `detail` is what is told of a step.

    `whole` is whether that and the names of its neighbours stand whole, in however many lines.
    """

    left: float
    wide: float
    theme: Theme
    size: float
    detail: Detail
    whole: bool

    @property
    def gap(self) -> float:
        """From one step to the next."""
        return 8.0

    @property
    def _lead(self) -> float:
        return self.size * measure.LEADING

    @property
    def _sign(self) -> float:
        """The room before what changed, for its sign."""
        return self.size

    @cached_property
    def _columns(self) -> list[tuple[float, float]]:
        """The left edge and the width of each column."""
        between = self.wide * (1 - sum(_SHARES)) / (len(_SHARES) - 1)
        lefts = [
            self.left + sum(_SHARES[:n]) * self.wide + n * between for n in range(len(_SHARES))
        ]
        return [(left, share * self.wide) for left, share in zip(lefts, _SHARES, strict=True)]

    def name(self, one: Changed) -> str:
        """Return what a step is called."""
        version = one.after or one.before
        return version.name if version else one.step

    def high(self, one: Changed) -> float:
        """Return how high a step is."""
        cards = (self._card_high(one, version) for version in (one.before, one.after))
        near = (
            sum(len(lines) * self._lead + 2 * _PAD for lines in self._near(names, column))
            for names, column in ((one.previous, 0), (one.following, 3))
        )
        return self._lead + max(*cards, *near)

    def needed(self, changed: Sequence[Changed]) -> float:
        """Return how high steps are, one below the other."""
        return sum(self.high(one) + self.gap for one in changed)

    def _version(self, version: Version | None) -> Version | None:
        return version and version.told(self.detail)

    def _texts(self, version: Version) -> list[tuple[list[str], bool]]:
        """Return the lines of each field, and whether it changed."""
        room = self._columns[1][1] - 2 * _PAD - self._sign
        lines = _WHOLE if self.whole else _LINES
        return [
            (
                measure.fit(line.text, self.size, room, _weight(changed=line.changed), lines=lines),
                line.changed,
            )
            for line in version.lines
        ]

    def _name(self, one: Changed, version: Version) -> list[str]:
        """Return the lines of a name; the sign of a step that is new or gone stands before it."""
        sign = "" if one.kind == "changed" else f"{CHANGES[one.kind]}\u00a0"
        return measure.fit(
            sign + version.name, self.size, self._columns[1][1] - 2 * _PAD, "bold", lines=3
        )

    def _card_high(self, one: Changed, version: Version | None) -> float:
        shown = self._version(version)
        if shown is None:
            return self._lead + 2 * _PAD
        lines = len(self._name(one, shown)) + sum(len(text) for text, _ in self._texts(shown))
        return lines * self._lead + 2 * _PAD + 2

    def _near(self, names: Sequence[str], column: int) -> list[list[str]]:
        """Return the lines of each neighbour's name."""
        room = self._columns[column][1] - 2 * _PAD
        few = [*names[:_NEAR]]
        if len(names) > _NEAR:
            few[-1:] = [say("versions.near", count=len(names) - _NEAR + 1)]
        lines = _WHOLE if self.whole else _NEAR_LINES
        return [measure.fit(name, self.size, room, lines=lines) for name in few]

    # --- what is drawn ----------------------------------------------------------------------------

    def draw(self, canvas: Canvas, one: Changed, y: float) -> Rect:
        """Draw a step from a height down; return the room it takes."""
        place = Rect.sized(self.left, y, self.wide, self.high(one))
        theme, size = self.theme, self.size
        keys = ("from", "before", "after", "to")
        with canvas.owned(f"step-{one.step}"):
            for key, (left, _) in zip(keys, self._columns, strict=True):
                base = y + 0.8 * size
                canvas.text(left, base, say(f"versions.{key}"), size, theme.muted, "semibold")
            body = Rect(place.left, y + self._lead, place.right, place.bottom)
            for column, names in ((0, one.previous), (3, one.following)):
                self._draw_near(canvas, names, column, body)
            for column, version in ((1, one.before), (2, one.after)):
                self._draw_card(canvas, one, version, column, body)
        return place

    def _draw_near(self, canvas: Canvas, names: Sequence[str], column: int, body: Rect) -> None:
        left, wide = self._columns[column]
        y = body.top
        for lines in self._near(names, column):
            box = Rect.sized(left, y, wide, len(lines) * self._lead + _PAD)
            canvas.rect(box, Pen(self.theme.rule, 0.7 * self.theme.pen, "#ffffff"))
            canvas.texts(left + _PAD, y + _PAD / 2, lines, self.size, self.theme.text)
            y = box.bottom + _PAD
        if names:
            start, end = (0, 1) if column == 0 else (2, 3)
            begin = self._columns[start][0] + self._columns[start][1]
            tip, level = self._columns[end][0], body.top + (self._lead + _PAD) / 2
            ink = self.theme.text
            canvas.line([(begin, level), (tip - 4, level)], Pen(ink, 1.0 * self.theme.pen))
            canvas.polygon(strokes.arrow((tip, level), (begin, level), 5, 2.2), Pen(fill=ink))

    def _draw_card(
        self, canvas: Canvas, one: Changed, version: Version | None, column: int, body: Rect
    ) -> None:
        (left, wide), theme = self._columns[column], self.theme
        shown = self._version(version)
        box = Rect.sized(left, body.top, wide, self._card_high(one, version))
        if shown is None:
            canvas.rect(box, Pen(theme.rule, 0.8 * theme.pen, "#ffffff", (3, 2)))
            absent = say("versions.absent")
            canvas.texts(left + _PAD, box.top + _PAD, [absent], self.size, theme.muted)
            return
        ink = theme.of_change(one.kind)
        edge = Pen(ink, 1.8, "#ffffff") if column == 2 or one.kind == "removed" else None  # noqa: PLR2004  (after)
        canvas.rect(box, edge or Pen(theme.text, 0.9 * theme.pen, "#ffffff"))
        y = canvas.texts(
            left + _PAD, box.top + _PAD, self._name(one, shown), self.size, theme.text, "bold"
        )
        for lines, changed in self._texts(shown):
            if changed:
                low = y + 0.1 * self.size
                bar = Rect(left + 1.5, low, left + wide - 1.5, low + len(lines) * self._lead)
                canvas.rect(bar, Pen(fill=theme.highlight))
                base = y + measure.ASCENT * self.size
                canvas.text(left + _PAD, base, CHANGES["changed"], self.size, theme.text, "bold")
            weight = _weight(changed=changed)
            y = canvas.texts(left + _PAD + self._sign, y, lines, self.size, theme.text, weight)


def _weight(*, changed: bool) -> Weight:
    return "semibold" if changed else "regular"
