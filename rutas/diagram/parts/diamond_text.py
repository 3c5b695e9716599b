"""Break texts inside a diamond, where a line is as long as its height allows."""

from __future__ import annotations

from functools import cache, lru_cache
from math import inf
from typing import TYPE_CHECKING

from rutas.paper import measure

if TYPE_CHECKING:
    from rutas.paper.fonts import Weight

__all__ = ["cut_lines", "diamond_height", "diamond_lines"]

_PAD = 4.5  # between a line and the edge
_WIDEST = 0.85  # of the diamond, for one word
_BROKEN = 0.6  # the same, for a part of one
_SHORT = 3  # letters of a word that looks lost on a line of its own
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
    words = _words(text, size, wide, weight)
    bulk = sum(measure.width(word, size, weight) for word in words)
    for count in range(1, max(most - head, 0) + 1):
        rooms = _rooms(count + head, size, wide, high)[head:]
        if min(rooms) <= 0 or bulk > sum(rooms):
            continue
        lines = _fill(words, rooms, size, weight)
        if lines is not None:
            return lines if len(words) > _MANY else _roomiest(words, rooms, size, weight)
    return None


@lru_cache(maxsize=256)
def _words(text: str, size: float, wide: float, weight: Weight) -> list[str]:
    """Return the words of a text; one that no line holds is broken, so that several lines do."""
    words: list[str] = []
    for word in text.split():
        too_wide = measure.width(word, size, weight) > _WIDEST * wide - 2 * _PAD
        part = _BROKEN * wide - 2 * _PAD
        words += measure.pieces(word, size, part, weight) if too_wide else [word]
    return words


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
        line = measure.joined(words[:count])
        if measure.width(line, size, weight) > rooms[0]:
            continue
        rest = _fill(words[count:], rooms[1:], size, weight)
        if rest is not None:
            return [line, *rest]
        if len(words) > _MANY:
            return None
    return None


def _roomiest(
    words: list[str], rooms: list[float], size: float, weight: Weight
) -> list[str] | None:
    """Put words on lines so that the line nearest to the edge is as far from it as can be.

    First of all few lines have nothing but a short word, which would look lost.

    >>> _roomiest("a la de la".split(), [20.0, 40.0, 20.0], 7, "regular")
    ['a', 'la de', 'la']
    >>> _roomiest("vivo o los dos testigos".split(), [60.0, 60.0, 40.0], 7, "regular")
    ['vivo o', 'los dos', 'testigos']
    """

    @cache
    def best(first: int, line: int) -> tuple[tuple[int, float], tuple[str, ...]]:
        """How many lines are not lost, the least distance, and the lines, of what is left."""
        if line == len(rooms):
            return (0, inf if first == len(words) else -inf), ()
        options = []
        for last in range(len(words) - len(rooms) + line + 1, first, -1):
            text = measure.joined(words[first:last])
            spare = rooms[line] - measure.width(text, size, weight)
            if spare >= 0:
                (whole, rest), lines = best(last, line + 1)
                worth = (whole + (len(text) > _SHORT), min(spare, rest))
                if worth[1] >= 0:
                    options.append((worth, (text, *lines)))
        return max(options, key=lambda option: option[0], default=((0, -inf), ()))

    (_, spare), lines = best(0, 0)
    return list(lines) if spare >= 0 else None


def cut_lines(text: str, size: float, wide: float, high: float, head: int = 0) -> list[str]:
    """Return the text's lines in a diamond; what has no room ends in ``…``.

    >>> cut_lines("una pregunta larga", 7, 60, 30, head=1)
    ['una…']
    """
    whole = diamond_lines(text, size, wide, high, head=head)
    if whole is not None:
        return whole
    words = text.split()
    for count in range(min(len(words), _MANY) - 1, 0, -1):
        short = " ".join(words[:count]) + "…"
        lines = diamond_lines(short, size, wide, high, head=head)
        if lines is not None:
            return lines
    return ["…"]


@lru_cache(maxsize=4096)
def diamond_height(
    text: str,
    size: float,
    wide: float,
    weight: Weight = "regular",
    head: int = 0,
    *,
    least: float = 36.0,
    most: float = 220.0,
) -> float:
    """Return the least height of a diamond in which a text has room."""
    high = least
    while high < most and diamond_lines(text, size, wide, high, weight, head) is None:
        high += 2
    return high
