"""Spread a finished layout downwards: channels between rows grow, and the rows that are asked to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rutas.layout.geometry import Crossing, Layout, Path, Rect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["spread"]


def spread(layout: Layout, height: float, rows: Mapping[int, float] | None = None) -> Layout:
    """Return the layout at a greater height.

    Every distance stays or grows, so that what touched nothing still touches nothing. A layout that
    is as high already is returned as it is.

    Parameters
    ----------
    layout, height
        What is spread, and how high it becomes.
    rows
        How many times as high some rows become, with all that stands in them; what is left of the
        height goes to the channels. Together they must not need more than the height.
    """
    if height <= layout.height + 1 or not layout.row_edges:
        return layout
    scale = _Scale(layout, height, rows or {})
    return replace(
        layout,
        height=height,
        rects={key: _moved(rect, scale) for key, rect in layout.rects.items()},
        paths={key: _path(path, scale) for key, path in layout.paths.items()},
        row_edges=tuple((scale.at(top), scale.at(bottom)) for top, bottom in layout.row_edges),
        row_borders=tuple(scale.at(y) for y in layout.row_borders),
        crossings=tuple(Crossing(x, scale.at(y), *rest) for x, y, *rest in layout.crossings),
    )


class _Scale:
    """Where a height goes: a row grows as much as it is told, channels share the rest."""

    def __init__(self, layout: Layout, height: float, rows: Mapping[int, float]) -> None:
        marks: list[tuple[float, float | None]] = [(0.0, None)]  # channels: not known yet
        for row, (top, bottom) in enumerate(layout.row_edges):
            marks += [(top, rows.get(row, 1.0)), (bottom, None)]
        marks.append((layout.height, 1.0))
        parts = [
            (start, end, times) for (start, times), (end, _) in zip(marks, marks[1:], strict=False)
        ]
        free = sum(end - start for start, end, times in parts if times is None)
        grown = sum((times - 1) * (end - start) for start, end, times in parts if times is not None)
        factor = 1 + (height - layout.height - grown) / free if free > 0 else 1.0
        self.knots: list[tuple[float, float]] = [(0.0, 0.0)]
        for start, end, times in parts:
            step = (end - start) * (factor if times is None else times)
            self.knots.append((end, self.knots[-1][1] + step))

    def at(self, y: float) -> float:
        """Return the new height of an old one."""
        for (y1, new1), (y2, new2) in zip(self.knots, self.knots[1:], strict=False):
            if y <= y2 and y2 > y1:
                return new1 + (y - y1) * (new2 - new1) / (y2 - y1)
        last, new = self.knots[-1]
        return new + y - last


def _moved(rect: Rect, scale: _Scale) -> Rect:
    return rect._replace(top=scale.at(rect.top), bottom=scale.at(rect.bottom))


def _path(path: Path, scale: _Scale) -> Path:
    points: Sequence[tuple[float, float]] = [(x, scale.at(y)) for x, y in path.points]
    joint = None if path.joint is None else (path.joint[0], scale.at(path.joint[1]))
    label = None if path.label is None else _beside(path, path.label, scale)
    return Path(tuple(points), label, joint)


def _beside(path: Path, label: Rect, scale: _Scale) -> Rect:
    """Move a label with the piece of its line that it stands beside."""
    x, y = label.centre

    def anchor(piece: tuple[tuple[float, float], tuple[float, float]]) -> tuple[float, float]:
        (x1, y1), (x2, y2) = piece
        near_x = min(max(x, min(x1, x2)), max(x1, x2))
        near_y = min(max(y, min(y1, y2)), max(y1, y2))
        return (abs(near_x - x) / label.width + abs(near_y - y) / label.height, near_y)

    pieces = zip(path.points, path.points[1:], strict=False)
    _, at = min(anchor(piece) for piece in pieces)
    return label.moved(0, scale.at(at) - at)
