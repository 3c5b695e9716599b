"""Say how much more the cards of a finished sheet can tell: rows grow where the sheet has height to spare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.parts.cards import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rutas.diagram.parts.cards import Card, Detail
    from rutas.layout.geometry import Box, Cell

__all__ = ["fullest"]

_MOST = 1.7  # times as high as it was: a diamond in the row grows with its cards


def fullest(
    cards: Mapping[str, Card],
    boxes: Mapping[str, Box],
    cells: Mapping[str, Cell],
    row_edges: Sequence[tuple[float, float]],
    details: Iterable[Detail],
    spare: float,
) -> tuple[Detail | None, Mapping[int, float]]:
    """Return how much cards may say, and how many times as high each row must become for it.

    All cards of a sheet say the same kinds of things: a time that stands on one card and not on the
    next would look unknown there. Only where no fuller detail has room do single rows grow: first for
    the reasons of critical points, then for who attends and the rest, those rows first that need least.

    Parameters
    ----------
    cards
        The cards of the sheet.
    boxes, cells, row_edges
        Their room, where they stand, and from where to where each row goes.
    details
        How much cards may say, the most first; none of them may have room.
    spare
        How much higher the sheet may become.
    """

    def growth(whole: Mapping[str, Card]) -> dict[int, float]:
        found: dict[int, float] = {}
        for key, card in whole.items():
            row = cells[key].row
            times = card.height / boxes[key].height
            if times > max(1.0, found.get(row, 1.0)):
                found[row] = times
        return found

    def extra(row: int, times: float) -> float:
        top, bottom = row_edges[row]
        return (bottom - top) * (times - 1)

    for detail in details:
        rows = growth({key: card.whole(detail) for key, card in cards.items()})
        cost = sum(extra(row, times) for row, times in rows.items())
        if cost <= spare and max(rows.values(), default=1.0) <= _MOST:
            return detail, rows
    kept: dict[int, float] = {}
    for count in range(1, len(TEXTS) + 1):
        texts = TEXTS[:count]
        rows = growth({key: card.whole(card.detail, texts) for key, card in cards.items()})
        for row, times in sorted(rows.items(), key=lambda item: (item[1], item[0])):
            more = extra(row, times) - extra(row, kept.get(row, 1.0))
            if 0 < more <= spare and times <= _MOST:
                kept[row] = times
                spare -= more
    return None, kept
