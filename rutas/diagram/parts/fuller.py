"""Say how much more the cards of a finished sheet can tell: rows grow where the sheet has height to spare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.parts.cards import LANE, LANE_FULL, TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.diagram.parts.cards import Card
    from rutas.diagram.parts.step_layout import Piece

__all__ = ["fullest"]

_MOST = 1.7  # times as high as it was: a diamond in the row grows with its cards


def fullest(piece: Piece, spare: float) -> tuple[int, Mapping[int, float]]:
    """Return how much cards may say, and how many times as high each row must become for it.

    All cards of a sheet say the same kinds of things: a time that stands on one card and not on the
    next would look unknown there. Only where no fuller level has room do single rows grow: first for
    the reasons of critical points, then for who attends and the rest, those rows first that need least.

    Parameters
    ----------
    piece
        A sheet whose lines are laid.
    spare
        How much higher the sheet may become.
    """
    cards = {
        key: piece.card(key)
        for key, box in piece.boxes.items()
        if box.shape == "card" and key in piece.plan.items
    }
    edges = piece.layout.row_edges
    for level in _levels(piece.style.level):
        rows = _growth(piece, {key: card.whole(level) for key, card in cards.items()})
        cost = sum(_extra(edges[row], times) for row, times in rows.items())
        if cost <= spare and max(rows.values(), default=1.0) <= _MOST:
            return level, rows
    level = piece.style.level
    kept: dict[int, float] = {}
    for count in range(1, len(TEXTS) + 1):
        texts = TEXTS[:count]
        rows = _growth(piece, {key: card.whole(level, texts) for key, card in cards.items()})
        for row, times in sorted(rows.items(), key=lambda item: (item[1], item[0])):
            extra = _extra(edges[row], times) - _extra(edges[row], kept.get(row, 1.0))
            if 0 < extra <= spare and times <= _MOST:
                kept[row] = times
                spare -= extra
    return level, kept


def _levels(level: int) -> list[int]:
    """The levels from the fullest to the one that was found, in or out of lanes."""
    if level >= LANE:
        return list(range(LANE_FULL, level - 1, -1))
    return list(range(level + 1))


def _growth(piece: Piece, cards: Mapping[str, Card]) -> dict[int, float]:
    """Return how many times as high each row must become for its cards."""
    found: dict[int, float] = {}
    for key, card in cards.items():
        row = piece.cells[key].row
        times = card.height / piece.boxes[key].height
        if times > max(1.0, found.get(row, 1.0)):
            found[row] = times
    return found


def _extra(edges: tuple[float, float], times: float) -> float:
    return (edges[1] - edges[0]) * (times - 1)
