"""Let the rows of a finished sheet grow where it has height to spare, so that cards can tell more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.parts.cards import TEXTS
from rutas.layout.spread import spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.diagram.parts.cards import Card, Detail
    from rutas.layout.geometry import Box, Cell, Layout

__all__ = ["Laid", "RowGrowth"]

_MOST = 1.7  # times as high as it was: a diamond in the row grows with its cards


@dataclass(frozen=True)
class Laid:
    """A sheet's geometry: where everything stands, its size, the lines, and how much cards say."""

    cells: Mapping[str, Cell]
    boxes: Mapping[str, Box]
    card_width: float
    layout: Layout
    detail: Detail

    def ground(self, rows: Mapping[int, float] | None = None) -> float:
        """Return how much of it cards cover, in square points, with rows so many times as high."""
        grown = rows or {}
        return sum(
            box.width * box.height / (1 + (box.shape == "diamond"))
            * grown.get(self.cells[key].row, 1.0)
            for key, box in self.boxes.items()
        )  # fmt: skip


@dataclass(frozen=True)
class RowGrowth:
    """A sheet whose rows may grow.

    All cards of a drawing say the same kinds of things: a time that stands on one card and not on the
    next would look unknown there. Only where no fuller detail has room do single rows grow: first for
    the reasons of critical points, then for who attends and the rest, those rows first that need least.
    What is left of the height goes to the channels.

    Parameters
    ----------
    laid
        The sheet.
    cards
        Its cards.
    details
        How much cards may say, the most first.
    height
        How high the sheet may become.
    covered
        How much of its width cards cover at the least, on an average: channels grow no further.
    even
        How many times as high all rows may become for the sheet to be filled, before channels do.
    """

    laid: Laid
    cards: Mapping[str, Card]
    details: Sequence[Detail]
    height: float
    covered: float = 0.0
    even: float = 1.0

    @cached_property
    def most(self) -> Detail:
        """The most that all its cards can say."""
        able = (detail for detail in self.details if self.holds(detail))
        return next(able, self.laid.detail)

    def holds(self, detail: Detail) -> bool:
        """Tell whether all its cards can say so much, and nothing of it is cut."""
        return self._whole(detail) is not None

    def filled(self, detail: Detail) -> Laid:
        """Return the sheet at its height, its cards saying so much: no more than it has room for."""
        whole = self._whole(detail)
        rows = self._evened(self._single() if whole is None else whole)
        layout = spread(self.laid.layout, self._high(rows), rows)
        return replace(self.laid, layout=layout, detail=detail)

    def _high(self, rows: Mapping[int, float]) -> float:
        """Return how high the sheet becomes with such rows."""
        if not self.covered:
            return self.height
        needed = sum(self._extra(row, times) for row, times in rows.items())
        covering = self.laid.ground(rows) / self.covered
        return min(self.height, max(self.laid.layout.height + needed, covering))

    @property
    def _spare(self) -> float:
        return self.height - self.laid.layout.height

    def _evened(self, rows: Mapping[int, float]) -> Mapping[int, float]:
        """Return the same with all rows grown into what is left of the height, within reason."""
        edges = self.laid.layout.row_edges
        every = {row: rows.get(row, 1.0) for row in range(len(edges))}
        high = sum((bottom - top) * every[row] for row, (top, bottom) in enumerate(edges))
        left = self._spare - sum(self._extra(row, times) for row, times in rows.items())
        times = max(1.0, min(self.even, 1 + left / high))
        return {row: one * times for row, one in every.items()}

    def _whole(self, detail: Detail) -> Mapping[int, float] | None:
        """Return how many times as high each row must become for nothing to be cut, if there is room."""
        rows = self._rows({key: card.whole(detail) for key, card in self.cards.items()})
        cost = sum(self._extra(row, times) for row, times in rows.items())
        return rows if cost <= self._spare and max(rows.values(), default=1.0) <= _MOST else None

    def _single(self) -> Mapping[int, float]:
        """Return how many times as high single rows can become."""
        kept: dict[int, float] = {}
        spare = self._spare
        for count in range(1, len(TEXTS) + 1):
            texts = TEXTS[:count]
            rows = self._rows({k: card.whole(card.detail, texts) for k, card in self.cards.items()})
            for row, times in sorted(rows.items(), key=lambda item: (item[1], item[0])):
                more = self._extra(row, times) - self._extra(row, kept.get(row, 1.0))
                if 0 < more <= spare and times <= _MOST:
                    kept[row] = times
                    spare -= more
        return kept

    def _rows(self, cards: Mapping[str, Card]) -> dict[int, float]:
        """Return how many times as high each row must become for some cards to have room."""
        found: dict[int, float] = {}
        for key, card in cards.items():
            row = self.laid.cells[key].row
            times = card.height / self.laid.boxes[key].height
            if times > max(1.0, found.get(row, 1.0)):
                found[row] = times
        return found

    def _extra(self, row: int, times: float) -> float:
        top, bottom = self.laid.layout.row_edges[row]
        return (bottom - top) * (times - 1)
