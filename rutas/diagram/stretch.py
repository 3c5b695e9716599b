"""Spread a finished layout downwards: the channels between rows grow, the rows themselves do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rutas.diagram.geometry import Crossing, Layout, Path, Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["spread"]


def spread(layout: Layout, height: float) -> Layout:
    """Return the layout at a greater height.

    Every distance stays or grows, so that what touched nothing still touches nothing. A layout that
    is as high already is returned as it is.
    """
    if height <= layout.height + 1 or not layout.row_edges:
        return layout
    scale = _Scale(layout, height)
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
    """Where a height goes: heights within a row move together, heights in channels move apart."""

    def __init__(self, layout: Layout, height: float) -> None:
        edges = layout.row_edges
        marks: list[tuple[float, bool]] = [(0.0, True)]
        for top, bottom in edges:
            marks += [(top, False), (bottom, True)]
        marks.append((layout.height, False))
        free = sum(
            end - start for (start, grows), (end, _) in zip(marks, marks[1:], strict=False) if grows
        )
        factor = 1 + (height - layout.height) / free if free > 0 else 1.0
        self.knots: list[tuple[float, float]] = [(0.0, 0.0)]
        for (start, grows), (end, _) in zip(marks, marks[1:], strict=False):
            step = (end - start) * (factor if grows else 1.0)
            self.knots.append((end, self.knots[-1][1] + step))

    def at(self, y: float) -> float:
        """Return the new height of an old one."""
        for (y1, new1), (y2, new2) in zip(self.knots, self.knots[1:], strict=False):
            if y <= y2 and y2 > y1:
                return new1 + (y - y1) * (new2 - new1) / (y2 - y1)
        last, new = self.knots[-1]
        return new + y - last


def _moved(rect: Rect, scale: _Scale) -> Rect:
    middle = (rect.top + rect.bottom) / 2
    return rect.moved(0, scale.at(middle) - middle)


def _path(path: Path, scale: _Scale) -> Path:
    points: Sequence[tuple[float, float]] = [(x, scale.at(y)) for x, y in path.points]
    joint = None if path.joint is None else (path.joint[0], scale.at(path.joint[1]))
    label = None if path.label is None else _beside(path, path.label, scale)
    return Path(tuple(points), label, joint)


def _beside(path: Path, label: Rect, scale: _Scale) -> Rect:
    """Move a label with the piece of its line that it stands beside."""
    x, y = label.center

    def anchor(piece: tuple[tuple[float, float], tuple[float, float]]) -> tuple[float, float]:
        (x1, y1), (x2, y2) = piece
        near_x = min(max(x, min(x1, x2)), max(x1, x2))
        near_y = min(max(y, min(y1, y2)), max(y1, y2))
        return (abs(near_x - x) / label.width + abs(near_y - y) / label.height, near_y)

    pieces = zip(path.points, path.points[1:], strict=False)
    _, at = min(anchor(piece) for piece in pieces)
    return label.moved(0, scale.at(at) - at)
