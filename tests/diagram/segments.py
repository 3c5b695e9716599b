"""Straight pieces of lines: what they share, where they cross, what they run through."""

from __future__ import annotations

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


def segments(path: list[Point]) -> list[tuple[Point, Point]]:
    return list(zip(path, path[1:], strict=False))


def shared(a: list[Point], b: list[Point]) -> float:
    longest = 0.0
    for (x1, y1), (x2, y2) in segments(a):
        for (x3, y3), (x4, y4) in segments(b):
            if abs(x1 - x2) < 0.1 and abs(x3 - x4) < 0.1 and abs(x1 - x3) < 1.2:
                over = min(max(y1, y2), max(y3, y4)) - max(min(y1, y2), min(y3, y4))
            elif abs(y1 - y2) < 0.1 and abs(y3 - y4) < 0.1 and abs(y1 - y3) < 1.2:
                over = min(max(x1, x2), max(x3, x4)) - max(min(x1, x2), min(x3, x4))
            else:
                continue
            longest = max(longest, over)
    return longest


def cross(a: list[Point], b: list[Point]) -> list[Point]:
    found = []
    for (x1, y1), (x2, y2) in segments(a):
        for (x3, y3), (x4, y4) in segments(b):
            if abs(y1 - y2) < 0.1 and abs(x3 - x4) < 0.1:  # noqa: SIM102  (two cases, told apart)
                if (
                    min(x1, x2) + 0.6 < x3 < max(x1, x2) - 0.6
                    and min(y3, y4) + 0.6 < y1 < max(y3, y4) - 0.6
                ):
                    found.append((x3, y1))
    return found


def runs_through(one: Point, two: Point, box: Box) -> bool:
    low_x, high_x = sorted((one[0], two[0]))
    low_y, high_y = sorted((one[1], two[1]))
    return low_x < box[2] and high_x > box[0] and low_y < box[3] and high_y > box[1]
