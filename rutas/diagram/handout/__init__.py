"""Draw what a family carries home: the steps it goes through itself, as a list in large type."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.handout.blocks import (
    SIZE,
    Block,
    Line,
    columns,
    draw_block,
    head_indent,
    wrapped,
)
from rutas.diagram.handout.content import Family
from rutas.diagram.parts.sheet_frame import feet
from rutas.diagram.request import Sheet
from rutas.layout.geometry import Rect
from rutas.locale import LANGUAGES, say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Pen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.diagram.handout.content import Errand, Row
    from rutas.diagram.request import Request
    from rutas.model import Route

__all__ = ["draw"]

_TITLE, _SMALL = 20.0, 9.0
_WIDEST = 560.0  # of a column: longer lines of this type are hard to follow
_BETWEEN = 12.0  # from column to column


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Draw the hand-out of a route, or of the part of it that is asked for.

    Steps stay whole on a sheet. A part stays on one sheet if it can: with less said of each step, or even
    with no more than the names of those that the route ties to no age. As an exercise, sheets to be filled
    in come first and the answers after them. In a language that is only the book's, a last list names the
    words that are missing in it.
    """
    whole = _Handout(routes[0], request, Detail.WHOLE).sheets()
    if request.part is None or len(whole) == 1:
        return whole
    shorter = (_Handout(routes[0], request, how).sheets() for how in (Detail.BRIEF, Detail.NAMES))
    return next((sheets for sheets in shorter if len(sheets) == 1), whole)


class Detail(Enum):
    """How much is told: all, what is to be done, or of steps that are tied to no age only the names."""

    WHOLE = "whole"
    BRIEF = "brief"
    NAMES = "names"


class _Handout:
    def __init__(self, route: Route, request: Request, detail: Detail) -> None:
        self.route, self.request = route, request
        self.family = Family(route, request, brief=detail is not Detail.WHOLE)
        every = self.family.errands()
        dated = [one for one in every if one.step.from_ or one.step.by]
        self.errands = dated if dated and detail is Detail.NAMES else every
        self.named = [one for one in every if one not in self.errands]
        self.lang = self.family.lang
        self.page = request.paper.printable

    def sheets(self) -> list[Sheet]:
        """Return the sheets: the exercise, the steps, the words for the translator."""
        told = [self._block(errand) for errand in self.errands] or [
            self._list(say("handout.none", self.lang), [])
        ]
        blank = [_blanked(block) for block in told]
        reading = "reading-answers" if self.request.blank else "reading"
        parts = [("reading-blank", blank)] if self.request.blank else []
        parts += [(reading, [*told, *self._also(), *self._words()])]
        pages = [(key, page) for key, blocks in parts for page in self._pages(key, blocks)]
        return [self._sheet(key, page, n, len(pages)) for n, (key, page) in enumerate(pages, 1)]

    # --- what stands on a sheet -------------------------------------------------------------------

    @cached_property
    def _count(self) -> int:
        """How many columns stand side by side."""
        return 1 + int(self.page.width / _WIDEST)

    @cached_property
    def _wide(self) -> float:
        """The width of a column."""
        return (self.page.width - _BETWEEN * (self._count - 1)) / self._count

    @cached_property
    def _indent(self) -> float:
        """Where what is said begins, beside the labels."""
        keys = {row.key for errand in self.errands for row in errand.rows}
        labels = (say(f"handout.{key}", self.lang) for key in keys)
        return 18 + max((measure.width(label, SIZE, "semibold") for label in labels), default=0)

    def _block(self, errand: Errand) -> Block:
        mark = str(errand.number)
        lines = self._head(errand.name, errand.beside, mark)
        for row in errand.rows:
            lines += self._row(row)
        tip = f"{errand.number}. {errand.name}"
        return Block(tuple(lines), self._indent, mark, errand.step, tip)

    def _head(self, name: str, beside: str = "", mark: str = "") -> list[Line]:
        room = self._wide - head_indent(mark) - 7
        lines = wrapped(name, room, Line("", weight="bold", head=True))
        return lines + (wrapped(beside, room, Line("", head=True)) if beside else [])

    def _row(self, row: Row) -> list[Line]:
        room = self._wide - self._indent - 7
        lines = [
            line for text in row.lines for line in wrapped(text, room, Line("", box=row.boxes))
        ]
        return [replace(lines[0], label=say(f"handout.{row.key}", self.lang)), *lines[1:]]

    def _list(self, name: str, items: Iterable[str], *, box: bool = True) -> Block:
        room = self._wide - 14
        lines = self._head(name)
        for item in items:
            lines += wrapped(item, room, Line("", box=box))
        return Block(tuple(lines), 7)

    def _also(self) -> list[Block]:
        """Return the list of the steps of which only the names are told."""
        names = [f"{one.number}. {one.name}" for one in self.named]
        return [self._list(say("handout.also", self.lang), names, box=False)] if names else []

    def _words(self) -> list[Block]:
        """Return the list of the words that the book does not have, for who writes them."""
        if self.request.lang in LANGUAGES:
            return []
        words = self.family.missing([*self.errands, *self.named])
        title = say("handout.words-title", self.lang, lang=self.request.lang)
        return [self._list(title, words)] if words else []

    # --- sheets -----------------------------------------------------------------------------------

    def _pages(self, key: str, blocks: Sequence[Block]) -> list[list[list[Block]]]:
        filled = columns(blocks, self.page.bottom - 14 - self._top(key))
        return [filled[n : n + self._count] for n in range(0, len(filled), self._count)]

    @cached_property
    def _title(self) -> list[str]:
        part = self.request.part
        name = part.name if part else self.route.name.to(self.lang)
        return measure.fit(name, _TITLE, self.page.width, "bold", lines=3)

    def _reading(self, key: str) -> list[str]:
        return measure.wrap(say(f"handout.{key}", self.lang), SIZE, self.page.width)

    @cached_property
    def _standing(self) -> list[str]:
        """What route this is of, how far it was taken, and of when."""
        words = f"{say('handout.title', self.lang)} · {feet(self.route, self.lang)[0]}"
        return measure.wrap(words, _SMALL, self.page.width)

    def _top(self, key: str) -> float:
        """Return where the steps begin."""
        titles = len(self._title) * _TITLE + len(self._reading(key)) * SIZE
        return self.page.top + 6 + (titles + len(self._standing) * _SMALL) * measure.LEADING + 10

    def _sheet(self, key: str, page: Sequence[Sequence[Block]], number: int, total: int) -> Sheet:
        canvas = Canvas.of(self.request.paper)
        self._heading(canvas, key)
        top = self._top(key)
        for index, blocks in enumerate(page):
            left = self.page.left + index * (self._wide + _BETWEEN)
            y = top
            for block in blocks:
                y = draw_block(canvas, block, Rect(left, y, left + self._wide, y), self.request)
        self._footer(canvas, number, total)
        steps = len({block.step.id for blocks in page for block in blocks if block.step})
        return Sheet(
            canvas, " ".join(self._title), say("handout.description", self.lang, steps=steps)
        )

    def _heading(self, canvas: Canvas, key: str) -> None:
        theme, page = self.request.theme, self.page
        with canvas.owned("heading"):
            canvas.rect(Rect.sized(page.left, page.top, page.width, 2.4), Pen(fill=theme.text))
            y = canvas.texts(page.left, page.top + 6, self._title, _TITLE, theme.text, "bold")
            y = canvas.texts(page.left, y, self._reading(key), SIZE, theme.text)
        with canvas.owned("title-block"):
            canvas.texts(page.left, y + 2, self._standing, _SMALL, theme.muted)

    def _footer(self, canvas: Canvas, number: int, total: int) -> None:
        theme, page = self.request.theme, self.page
        count = say("diagram.sheet-of", self.lang, number=number, total=total)
        left, right = feet(self.route, self.lang)
        mark = f"{right} · {count}"
        room = page.width - measure.width(mark, _SMALL) - 16
        with canvas.owned("footer"):
            for line in measure.fit(left, _SMALL, room, ends=True):
                canvas.text(page.left, page.bottom - 1, line, _SMALL, theme.muted)
            canvas.text(page.right, page.bottom - 1, mark, _SMALL, theme.muted, anchor="end")


def _blanked(block: Block) -> Block:
    """Return a block to be filled in: its name and labels, and rules in place of what is said."""
    lines = (line if line.head else replace(line, blank=True, text="") for line in block.lines)
    return replace(block, lines=tuple(lines))
