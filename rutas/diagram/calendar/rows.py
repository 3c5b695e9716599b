"""Draw the rows of one sheet of the calendar, under its ruler."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from rutas.answers.words import letters
from rutas.diagram.calendar import signs
from rutas.diagram.calendar.ruler import tags, weight_of
from rutas.diagram.parts import icons
from rutas.diagram.parts.cards import classes
from rutas.diagram.request import CHANGES
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from rutas.diagram.calendar.ruler import Ruler, Tag
    from rutas.diagram.parts.ages import Expected
    from rutas.diagram.parts.card_texts import CardTexts
    from rutas.diagram.request import Request
    from rutas.model import Step
    from rutas.paper.fonts import Weight
    from rutas.paper.palette import Theme

__all__ = ["ROW", "STAGE", "Head", "Rows", "used", "widths"]

_TAG, _OVER = 9.0, 15.0  # a row of ages over the ruler, and what else there is of it
_AGE = 7.5  # the type of an age
_TITLE = 8.0  # from the ruler to what stands over the papers
ROW = (12.4, 17.0)
"""The least and the greatest height of a step's row."""
_SMALL = 7.0
STAGE = 14.0
"""The height of a stage's head."""
_NAMES = (110.0, 0.3)  # the names: the least width, and the greatest share of the sheet's
_LEAVES = (70.0, 0.2, 0.25)  # the same for the papers; more where the sheet lies across


def used(steps: Sequence[Step], when: Mapping[str, Expected]) -> set[str]:
    """Return the signs that some steps need."""
    found = set()
    for step in steps:
        if step.from_ and step.by:
            found.add("conflict" if step.by.mean < step.from_.mean else "window")
        found |= {"opens"} if step.from_ else set()
        found |= {"due"} if step.by else set()
        if step.id in when:
            found |= {"expected"}
            found |= {"within"} if step.within else set()
            found |= {"visit"} if step.repeat else set()
    return found


def widths(
    texts: CardTexts, request: Request, steps: Sequence[Step], room: float
) -> tuple[float, float]:
    """Return how wide the names at the left and the papers at the right are.

    They take what the longest needs, up to a share of the room; the rest is the ruler's.
    """
    marked = [step for step in steps if request.mark(step) or step.id in request.changes]
    aside = 45 if marked else 36
    names = max(measure.width(texts.name(step), 7.6, "semibold") for step in steps) + aside
    papers = max(measure.width(texts.produces(step), 7) for step in steps) + 14
    return (
        max(_NAMES[0], min(names, _NAMES[1] * room)),
        max(_LEAVES[0], min(papers, _LEAVES[1 + request.paper.landscape] * room)),
    )


@dataclass(frozen=True)
class Head:
    """The ruler: where it lies, and the ages over it, all at which something starts or ends among them."""

    ruler: Ruler
    left: float
    right: float
    ages: Mapping[float, tuple[str, Tag]]

    @classmethod
    def over(
        cls,
        ruler: Ruler,
        ends: Sequence[float],
        left: float,
        right: float,
        words: Callable[[float], str],
    ) -> Head:
        """Place ages over a ruler: where something starts or ends, and its marks where there is room."""
        by_weight = sorted({*ruler.marks, *ends}, key=weight_of)
        said = {
            words(age): age for age in reversed(by_weight)
        }  # of two that read alike, the rounder
        asked = {words(age) for age in ends}

        def placed(some: Collection[str]) -> dict[float, tuple[str, Tag]]:
            order = sorted(some, key=said.__getitem__)
            places = [
                (
                    left + ruler.at(said[word]) * (right - left),
                    measure.width(word, _AGE, "semibold"),
                )
                for word in order
            ]
            found = zip(order, tags(places, right + _TITLE), strict=True)
            return {said[word]: (word, tag) for word, tag in found}

        def rows(some: Collection[str]) -> int:
            return max((tag.row for _, tag in placed(some).values()), default=0)

        most = rows(asked)
        for age in by_weight:
            if words(age) in said and rows({*asked, words(age)}) <= most:
                asked.add(words(age))
        return cls(ruler, left, right, placed(asked))

    @property
    def high(self) -> float:
        """How high it is."""
        return _OVER + _TAG * (1 + max(tag.row for _, tag in self.ages.values()))

    def x(self, age: float) -> float:
        """Return where an age lies."""
        return self.left + self.ruler.at(age) * (self.right - self.left)

    def draw(self, canvas: Canvas, bottom: float, theme: Theme) -> None:
        """Draw the axis, thick where a part is wider than a longer one, and its ages."""
        canvas.line([(self.left, bottom - 3), (self.right, bottom - 3)], Pen(theme.text, 0.8))
        for wide, ends in zip(self.ruler.stretched, pairwise(self.ruler.marks), strict=True):
            if wide:
                start, end = map(self.x, ends)
                signs.stretched(canvas, start, end, bottom - 3, theme)
        for age in {*self.ruler.marks, *self.ages}:
            x = self.x(age)
            canvas.line([(x, bottom - 6), (x, bottom - 1)], Pen(theme.text, 0.8))
        for age, (word, tag) in self.ages.items():
            base = bottom - 8.5 - tag.row * _TAG
            if tag.row:
                x = self.x(age)
                canvas.line([(x, base + 1), (x, bottom - 3)], Pen(theme.text, 0.4))
            canvas.text(tag.left, base, word, _AGE, theme.text, "semibold")


@dataclass(frozen=True)
class Rows:
    """One sheet: some steps, and the room for them."""

    texts: CardTexts
    request: Request
    steps: Sequence[Step]
    when: Mapping[str, Expected]
    head: Head
    area: Rect
    known: bool
    row: float

    @property
    def _theme(self) -> Theme:
        return self.request.theme

    @cached_property
    def _marks(self) -> list[float]:
        """Where the ruler's ages lie."""
        return [self._x(age) for age in self.head.ruler.marks]

    def _x(self, age: float) -> float:
        return self.head.x(age)

    def draw(self, canvas: Canvas) -> None:
        """Draw the ruler, the stages and the rows."""
        theme = self._theme
        y = self.area.top + self.head.high
        groups = [
            (stage, list(steps))
            for stage, steps in groupby(self.steps, lambda step: self.texts.route.stage_of[step.id])
        ]
        self._ruler(canvas, y)
        stages = list(self.texts.route.stages)
        for stage, steps in groups:
            which = stages.index(stage)
            head = Rect.sized(self.area.left, y, self.area.width, (STAGE - 1))
            canvas.rect(head, Pen(fill=theme.stage if which % 2 == 0 else theme.stage_alt))
            whole = f"{letters(which)} · {stage.name.to(self.request.lang)}".upper()
            title = measure.fit(whole, 7.5, head.width - 10, "bold")[0]
            canvas.text(head.left + 5, head.top + 9.4, title, 7.5, "#ffffff", "bold")
            y += STAGE
            for row, step in enumerate(steps):
                self._row(
                    canvas, Rect.sized(self.area.left, y, self.area.width, self.row), step, row
                )
                y += self.row

    def _ruler(self, canvas: Canvas, top: float) -> None:
        theme, lang = self._theme, self.request.lang
        title = say("calendar.age" if self.known else "calendar.since", lang)
        canvas.text(self.area.left, top - 8, title, 8, theme.text, "bold")
        canvas.text(
            self.head.right + _TITLE,
            top - 8,
            say("calendar.leaves", lang),
            8,
            theme.text,
            "bold",
        )
        self.head.draw(canvas, top, theme)

    def _row(self, canvas: Canvas, place: Rect, step: Step, row: int) -> None:
        theme = self._theme
        lit = step.id in self.request.highlight
        fill = theme.highlight if lit else theme.band if row % 2 == 0 else "#ffffff"
        node = f"step-{step.id}"
        mark = self.request.mark(step)
        ink = self.request.ink(self.texts.actor(step))
        with canvas.owned(node):
            canvas.rect(place, Pen(fill=fill))
            for x in self._marks:
                ink_here = theme.muted if lit else theme.rule
                canvas.line([(x, place.top), (x, place.bottom)], Pen(ink_here, 0.35))
            self._name(canvas, place, step, ink, critical=mark is not None)
            self._times(canvas, place.centre[1], step, theme.critical if mark else ink)
            papers = self.texts.produces(step)
            if papers:
                room = self.area.right - self.head.right - 10
                self._lines_of(canvas, self.head.right + 8, place, papers, (7, room))
        tip = self.texts.tooltip(step)
        canvas.node(Node(node, place, "box", ("node", *classes(step, self.request)), tip))

    def _name(self, canvas: Canvas, place: Rect, step: Step, ink: str, *, critical: bool) -> None:
        theme = self._theme
        base = place.centre[1] + 2.7
        box = Rect.sized(place.left + 0.5, place.top + 1.5, 15, place.height - 3)
        canvas.rect(box, Pen(fill=theme.critical if critical else ink))
        canvas.text(
            box.centre[0],
            base,
            str(self.texts.number[step.id]),
            7.5,
            "#ffffff",
            "bold",
            "middle",
        )
        left = box.right + 4
        if critical:
            icons.triangle(canvas, left - 1, base - 5.6, 6, theme.critical)
            left += 7.5
        change = self.request.changes.get(step.id)
        if change is not None:
            changed = theme.of_change(change)
            spot = Rect.sized(left - 1, base - 7, 8.4, 8.4)
            canvas.rect(spot, Pen(fill=changed))
            sign = CHANGES[change]
            canvas.text(spot.centre[0], base - 0.2, sign, 8, "#ffffff", "bold", "middle")
            left += 10.5
        room = self.head.left - 6 - left
        name = self.texts.name(step)
        self._lines_of(canvas, left, place, name, (7.6, room), "semibold")

    def _lines_of(
        self,
        canvas: Canvas,
        x: float,
        place: Rect,
        words: str,
        fit: tuple[float, float],
        weight: Weight = "regular",
    ) -> None:
        """Write words in the middle of a row: on one line, or on two where the row holds them."""
        size, room = fit
        lines = [words] if measure.width(words, size, weight) <= room else []
        if not lines and place.height >= 2.24 * _SMALL:
            size = _SMALL
            lines = measure.fit(words, size, room, weight, lines=2)
        lines = lines or measure.fit(words, size, room, weight)
        leading = measure.LEADING * size
        base = place.centre[1] + 0.36 * size - leading * (len(lines) - 1) / 2
        for index, line in enumerate(lines):
            canvas.text(x, base + index * leading, line, size, self._theme.text, weight)

    def _times(self, canvas: Canvas, y: float, step: Step, ink: str) -> None:
        """Draw what is due, and over it when it is expected."""
        theme = self._theme
        opens = self._x(step.from_.mean) if step.from_ else None
        due = self._x(step.by.mean) if step.by else None
        if opens is not None and due is not None and due > opens:
            signs.window(canvas, Rect.sized(opens, y - 4.6, due - opens, 9.2), ink, theme)
        when = self.when.get(step.id)
        if when is not None:
            low, middle, high = (self._x(age) for age in (when.low, when.middle, when.high))
            signs.expected(canvas, low, middle, high, y, theme)
            if step.within:
                start = self._x(when.arrived)
                signs.within(canvas, start, self._x(when.arrived + step.within.mean), y, theme)
            if step.repeat:
                for visit in range(1, round(step.repeat.times.mean)):
                    x = self._x(when.middle + visit * step.repeat.every.mean)
                    signs.visit(canvas, x, y, theme)
        if opens is not None:
            signs.opening(canvas, opens, y, ink)
        if due is not None:
            signs.deadline(canvas, due, y, ink)
        if opens is not None and due is not None and due < opens:
            signs.conflict(canvas, (opens + due) / 2, y, theme)
