"""Say how large everything of a river is, and how much room its parts take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.losses.content import Fan
from rutas.paper import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.losses.content import Arm, River, Run
    from rutas.layout.geometry import Rect

__all__ = ["GUTTER", "TIP", "TURN", "Bed", "Look", "Plan"]

TIP = 22.0
"""How far an arm reaches beyond the river where that is thickest."""
TURN = 5.0
"""The inner radius of an arm's turn."""
GUTTER = 14.0
"""Between two streams."""
_BESIDE = 6.0  # from an arm to its words
_WORDS = 9.0  # the least room for words, in letters' sizes
_INDENT = 16.0  # of a river that nothing leaves to the left
_NARROW = 70.0  # the least width of a stream that passes beside


@dataclass(frozen=True)
class Look:
    """How a river is drawn.

    Attributes
    ----------
    size
        Of the type.
    unit
        How wide all who enter are, in points.
    lines
        Of an arm's words, at most.
    gap
        Between two arms.
    """

    size: float
    unit: float
    lines: int
    gap: float = 3.0

    @property
    def lead(self) -> float:
        """From one line of words to the next."""
        return self.size * measure.LEADING

    @property
    def head(self) -> float:
        """The height of a figure in the river."""
        return self.lead + 5


@dataclass(frozen=True)
class Bed:
    """Where a run lies: its left edge where it begins, and the edges of the words beside it."""

    left: float
    words_left: float
    words_right: float

    def room(self, run: Run, look: Look, *, ends: bool) -> float:
        """Return the width of the words on one side."""
        out = TIP + _BESIDE
        if ends:
            return self.left - self.words_left - out
        return self.words_right - self.left - run.start * look.unit - out

    def tip(self, run: Run, look: Look, *, ends: bool) -> float:
        """Return where arms of one side end."""
        return self.left - TIP if ends else self.left + run.start * look.unit + TIP


@dataclass(frozen=True)
class Row:
    """The words of an arm; from its top to where the arm turns; and its height."""

    words: tuple[str, ...]
    before: float
    high: float


@dataclass(frozen=True)
class Plan:
    """A river in an area, drawn in one way."""

    river: River
    area: Rect
    look: Look
    full: bool

    @cached_property
    def bed(self) -> Bed:
        """Where the river lies outside of its streams."""
        runs = [part for part in self.river.parts if not isinstance(part, Fan)]
        ends = any(arm.ends for run in runs for arm in run.arms)
        left = max(0.2 * self.area.width, _WORDS * self.look.size + TIP) if ends else _INDENT
        return Bed(self.area.left + left, self.area.left, self.area.right)

    def beds(self, fan: Fan) -> list[Bed]:
        """Return where each stream lies."""
        needed = self._needed(fan)
        spare = self.area.width - sum(needed) - GUTTER * (len(needed) - 1)
        more = spare / sum(not run.beside for run in fan.runs)
        left, found = self.area.left, []
        for run, least in zip(fan.runs, needed, strict=True):
            wide = least + (0.0 if run.beside else more)
            found.append(Bed(left, left, left + wide))
            left += wide + GUTTER
        return found

    def _needed(self, fan: Fan) -> list[float]:
        look = self.look
        least = TIP + _BESIDE + _WORDS * look.size
        return [
            max(run.start * look.unit, _NARROW) if run.beside else run.start * look.unit + least
            for run in fan.runs
        ]

    @cached_property
    def fits(self) -> bool:
        """Whether it all fits."""
        return self._wide_enough and self.high <= self.area.height

    @cached_property
    def _wide_enough(self) -> bool:
        widest = _WORDS * self.look.size
        for part in self.river.parts:
            if isinstance(part, Fan):
                if sum(self._needed(part)) + GUTTER * (len(part.runs) - 1) > self.area.width:
                    return False
            elif self.bed.room(part, self.look, ends=False) < 1.3 * widest:
                return False
        return True

    @cached_property
    def high(self) -> float:
        """How high it all is."""
        return (
            self.bar(self.river.enter)
            + self.bar(self.river.complete)
            + sum(
                self.fan_high(part) if isinstance(part, Fan) else self.run_high(part, self.bed)
                for part in self.river.parts
            )
        )

    @cached_property
    def cut(self) -> bool:
        """Whether some words are not told whole though they may take several lines."""
        if self.look.lines == 1:
            return False
        pairs = [
            pair
            for part in self.river.parts
            for pair in (
                zip(part.runs, self.beds(part), strict=True)
                if isinstance(part, Fan)
                else [(part, self.bed)]
            )
        ]
        return any(row.words[-1].endswith("…") for pair in pairs for row in self.rows(*pair))

    def bar_words(self, words: str) -> list[str]:
        """Return the lines of a bar's words."""
        return measure.fit(words, self.look.size, self.area.width - 16, "semibold", lines=3)

    def bar(self, words: str) -> float:
        """Return the height of a bar."""
        return len(self.bar_words(words)) * self.look.lead + 6

    def title(self, run: Run, bed: Bed) -> list[str]:
        """Return the lines of a stream's name."""
        room = bed.words_right - bed.words_left
        return measure.fit(run.title, self.look.size, room, "bold", lines=3)

    def titles_high(self, fan: Fan) -> float:
        """Return the height of the streams' names."""
        pairs = zip(fan.runs, self.beds(fan), strict=True)
        return max(len(self.title(*pair)) for pair in pairs) * self.look.lead + 6

    def fan_high(self, fan: Fan) -> float:
        """Return the height of streams, with the bars at both ends."""
        pairs = zip(fan.runs, self.beds(fan), strict=True)
        longest = max(self.run_high(run, bed) for run, bed in pairs)
        bars = self.bar(fan.opens) + self.bar(fan.joins)
        return bars + self.titles_high(fan) + longest + self.look.head

    def run_high(self, run: Run, bed: Bed) -> float:
        """Return the height of a run."""
        return self.look.head + sum(row.high for row in self.rows(run, bed)) + 4

    def rows(self, run: Run, bed: Bed) -> Sequence[Row]:
        """Return the rows of a run's arms."""
        return [self._row(arm, run, bed) for arm in run.arms]

    def _row(self, arm: Arm, run: Run, bed: Bed) -> Row:
        look = self.look
        room = bed.room(run, look, ends=arm.ends) - (look.size if arm.critical else 0.0)
        said = arm.words if self.full else arm.short
        words = measure.fit(said, look.size, room, arm.weight, lines=look.lines)
        tall, wide = len(words) * look.lead, arm.share * look.unit
        before = max(0.0, tall / 2 - TURN - wide / 2)
        return Row(tuple(words), before, before + TURN + wide / 2 + max(tall, wide) / 2 + look.gap)
