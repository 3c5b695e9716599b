"""Break texts inside a diamond, where a line is as long as its height allows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rutas.diagram import measure

if TYPE_CHECKING:
    from rutas.diagram.fonts import Weight

__all__ = ["diamond_height", "diamond_lines"]

_PAD = 3.0
_MANY = 24  # beyond so many words only the longest lines are tried


def diamond_lines(
    text: str, size: float, wide: float, high: float, weight: Weight = "regular", head: int = 0
) -> list[str] | None:
    """Return the text's lines in a diamond, or nothing if it has no room.

    Parameters
    ----------
    text, size, weight
        What is written.
    wide, high
        The diamond, from corner to corner.
    head
        Lines above the text that are taken already.

    Examples
    --------
    >>> diamond_lines("¿Nació en casa?", 7, 80, 50)
    ['¿Nació en casa?']
    >>> diamond_lines("¿Nació en casa?", 7, 20, 20) is None
    True
    """
    most = int(high / (measure.LEADING * size))
    words = text.split()
    bulk = sum(measure.width(word, size, weight) for word in words)
    for count in range(1, max(most - head, 0) + 1):
        rooms = _rooms(count + head, size, wide, high)[head:]
        if min(rooms) <= 0 or bulk > sum(rooms):
            continue
        lines = _fill(words, rooms, size, weight)
        if lines is not None:
            return lines
    return None


def _rooms(count: int, size: float, wide: float, high: float) -> list[float]:
    """Return how long each of so many lines may be, from the top."""
    pitch = measure.LEADING * size
    rooms = []
    for index in range(count):
        top = (index - count / 2) * pitch
        farthest = max(abs(top), abs(top + pitch)) - 0.12 * size
        rooms.append(wide * (1 - farthest / (high / 2)) - 2 * _PAD)
    return rooms


def _fill(words: list[str], rooms: list[float], size: float, weight: Weight) -> list[str] | None:
    """Put words on lines, none of them empty; nothing if that cannot be."""
    if not rooms:
        return None if words else []
    for count in range(len(words) - len(rooms) + 1, 0, -1):
        line = " ".join(words[:count])
        if measure.width(line, size, weight) > rooms[0]:
            continue
        rest = _fill(words[count:], rooms[1:], size, weight)
        if rest is not None:
            return [line, *rest]
        if len(words) > _MANY:
            return None
    return None


@lru_cache(maxsize=4096)
def diamond_height(
    text: str,
    size: float,
    wide: float,
    weight: Weight = "regular",
    head: int = 0,
    *,
    least: float = 36.0,
    most: float = 400.0,
) -> float:
    """Return the least height of a diamond in which a text has room."""
    high = least
    while high < most and diamond_lines(text, size, wide, high, weight, head) is None:
        high += 2
    return high
