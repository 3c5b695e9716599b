"""Decide which steps and documents go on which analytic sheet, and how high everything is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from rutas.answers.words import letters
from rutas.diagram.parts.sheet_frame import Frame, block, feet
from rutas.diagram.sheet.legend import ALL, legend
from rutas.locale import say
from rutas.paper import measure

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rutas.diagram.parts.card_texts import CardTexts
    from rutas.diagram.request import Request
    from rutas.model import Route, Step

__all__ = ["SMALL", "Measures", "SheetPlan"]

SMALL = 7.0
"""The smallest type."""
_LABELS = (118.0, 228.0)  # the names at the left
_CAPTION = 35.0  # numbers, and the title of the documents
_STAGE = 15.0, 8.6  # a stage's head, and each further line of it
_CHANGES = 10.0
_NARROWEST = 20.0  # a column holds a number and an icon
_WIDEST = 44.0
_NEAR = 0.01
_KEY = 235.0  # the least width of an entry of the key, where room is short


@dataclass(frozen=True)
class Measures:
    """How high the rows of a sheet are, and how many columns its key has.

    `row`, `channel`, `bars` and `step` are heights: of a document's row, a channel's row, the tallest
    bar, and a line of the key.
    """

    row: float
    channel: float
    bars: float
    step: float
    keys: int


@dataclass(frozen=True)
class SheetPlan:
    """What all the sheets of a route share: the frame, and which columns and rows go where."""

    route: Route
    texts: CardTexts
    request: Request
    steps: list[Step]

    @cached_property
    def frame(self) -> Frame:
        """The frame, with room for a legend of every sign."""
        return self.framed(ALL)

    def framed(self, keys: Collection[str]) -> Frame:
        """Return the frame of a sheet that uses some signs."""
        lang, route = self.request.lang, self.route
        return Frame(
            self.request,
            say("sheet.title", lang, route=route.name.to(lang)),
            say("sheet.reading", lang),
            block(route, lang),
            legend(keys, lang),
            *feet(route, lang),
        )

    # --- widths -----------------------------------------------------------------------------------

    @cached_property
    def labels(self) -> float:
        """The width of the names at the left: what they need, if that takes no further sheet."""
        least, most = _LABELS
        width = self.frame.area.width
        whole = [f"{self.texts.document(name)}    {self._tail(name)}" for name in self.spans]
        count = self.count(2)
        known = self.route.catalogue.channels
        whole += [f"      {known[name].name.to(self.request.lang)}  {count}" for name in self.kinds]
        need = max((measure.width(text, 7.5, "semibold") for text in whole), default=0) + 8
        free = width - _NARROWEST * self._even(max(1, int((width - least) / _NARROWEST)))
        return max(least, min(need, most, free))

    def count(self, number: int) -> str:
        """Return a number of steps in words."""
        return say("sheet.steps", self.request.lang, count=number)

    def _tail(self, name: str) -> str:
        return say("sheet.held", self.request.lang) if name in self.route.holds else ""

    @cached_property
    def room(self) -> float:
        """The width of the columns together."""
        return self.frame.area.width - self.labels

    def _even(self, most: int) -> int:
        """Return how many of the steps go on a sheet, where so many would fit."""
        sheets = ceil(len(self.steps) / most) or 1
        return ceil(len(self.steps) / sheets) or 1

    @cached_property
    def columns(self) -> list[list[Step]]:
        """The steps of every sheet, as even as can be."""
        each = self._even(max(1, int(self.room / (_NARROWEST) + 1e-6)))
        return [self.steps[start : start + each] for start in range(0, len(self.steps), each)]

    def wide(self, columns: Sequence[Step]) -> float:
        """Return how wide a column is."""
        return min(_WIDEST, self.room / len(columns))

    def stages(self, columns: Sequence[Step]) -> list[tuple[int, int, int, list[str]]]:
        """Return the stages over some columns: from and to which, the stage's number, its name's lines."""
        names, found, start = list(self.route.stages), [], 0
        for end in range(1, len(columns) + 1):
            stage = self.route.stage_of[columns[start].id]
            if end < len(columns) and self.route.stage_of[columns[end].id].id == stage.id:
                continue
            which = names.index(stage)
            letter = letters(which)
            title = f"{letter} · {stage.name.to(self.request.lang)}".upper()
            room = (end - start) * self.wide(columns) - 4
            lines = [letter]
            if room > 2.6 * _NARROWEST:  # else the name would be cut to nothing
                lines = measure.fit(title, SMALL, room, "bold", lines=2)
            found.append((start, end, which, lines))
            start = end
        return found

    def stage(self, columns: Sequence[Step]) -> float:
        """Return the height of the stages' heads."""
        first, more = _STAGE
        lines = max(len(lines) for *_, lines in self.stages(columns))
        return first + more * (lines - 1)

    @cached_property
    def changed(self) -> float:
        """The height of the row that tells what changed: none, where nothing did."""
        steps = {step.id for step in self.steps}
        return _CHANGES if steps & self.request.changes.keys() else 0.0

    # --- documents --------------------------------------------------------------------------------

    def documents(self, columns: Sequence[Step]) -> list[str]:
        """Every document that the columns make, ask for or carry, in the order of its first use."""
        order = {step.id: index for index, step in enumerate(self.steps)}
        first, last = order[columns[0].id], order[columns[-1].id]
        return [
            name for name, (start, end, _) in self.spans.items() if start <= last and end >= first
        ]

    @cached_property
    def spans(self) -> dict[str, tuple[int, int, list[tuple[int, str]]]]:
        """Where every document is first and last met, and how: made, required, either or optional."""
        met: dict[str, list[tuple[int, str]]] = {}
        for index, step in enumerate(self.steps):
            for need in step.requires:
                sign = "required" if len(need.any) == 1 else "either"
                for name in need.any:
                    met.setdefault(name, []).append((index, sign))
                for name in need.optional:
                    met.setdefault(name, []).append((index, "optional"))
            for name in step.produces:
                met.setdefault(name, []).append((index, "produced"))
        return {name: (uses[0][0], uses[-1][0], uses) for name, uses in met.items()}

    @cached_property
    def kinds(self) -> list[str]:
        """The channels of the route, in the catalogue's order."""
        used = {name for step in self.steps for name in step.channel}
        return [name for name in self.route.catalogue.channels if name in used]

    def papers(self, columns: Sequence[Step]) -> list[tuple[list[str], bool]]:
        """The documents of the columns, cut into as many sheets as they need; which has the key.

        Where all does not fit on one sheet, the key stands on the last, below the last documents.
        """
        names, size = self.documents(columns), self.measures(columns)
        row, height = size.row, self.frame.area.height
        above, key = self._above(columns, size), self._key(columns, size)
        if above + key + len(names) * row <= height + _NEAR:
            return [(names, True)]
        caption = _CAPTION + self.stage(columns) + self.changed
        first = max(0, int((height - above) / row))
        most, last = max(1, int((height - caption) / row)), int((height - caption - key) / row)
        rest, parts = names[first:], [(names[:first], False)]
        while len(rest) > last:
            # as many on each sheet, so that the last is not nearly empty
            each = min(most, ceil(len(rest) / (1 + ceil((len(rest) - last) / most))))
            parts.append((rest[:each], False))
            rest = rest[each:]
        return [*parts, (rest, True)]

    # --- heights ----------------------------------------------------------------------------------

    def measures(self, columns: Sequence[Step]) -> Measures:
        """Return the most generous measures that keep some columns on one sheet."""
        return self._sizes[columns[0].id]

    @cached_property
    def _sizes(self) -> dict[str, Measures]:
        """The measures of each sheet, by its first step."""
        return {columns[0].id: self._choose(columns) for columns in self.columns}

    def _choose(self, columns: Sequence[Step]) -> Measures:
        width = self.frame.area.width
        loose, close = max(1, int(width / 275)), max(1, int(width / _KEY))
        rows = len(self.documents(columns))
        tries = [
            Measures(17.0, 17.0, 78.0, 12.0, loose),
            Measures(14.5, 15.0, 58.0, 11.0, loose),
            Measures(12.5, 13.5, 44.0, 10.0, loose),
            Measures(11.2, 12.0, 34.0, 9.3, close),
            Measures(10.2, 11.0, 26.0, 8.8, close),
        ]
        for size in tries:
            high = self._above(columns, size) + self._key(columns, size)
            if high + rows * size.row <= self.frame.area.height:
                return size
        fits = self._above(columns, tries[2]) <= self.frame.area.height
        return tries[2] if fits else tries[-1]

    def _above(self, columns: Sequence[Step], size: Measures) -> float:
        """Return how high everything above the documents is."""
        channels = 22 + size.channel * len(self.kinds)
        below = _CAPTION + channels + 2 * (size.bars + 28)
        return below + self.stage(columns) + self.changed

    def _key(self, columns: Sequence[Step], size: Measures) -> float:
        """Return how high the key to the numbers is."""
        return 24 + size.step * ceil(len(columns) / size.keys)
