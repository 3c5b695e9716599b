"""Texts in a diamond: few lines of a short word alone, and none near its edge where that can be."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from rutas.diagram.parts.diamond_text import _rooms, diamond_height, diamond_lines
from rutas.paper import measure

WORDS = st.lists(
    st.sampled_from(["la", "de", "familia", "tiene", "certificado", "o", "no", "vivo"]),
    min_size=1,
    max_size=9,
)


def spare(lines: list[str], rooms: list[float]) -> float:
    return min(room - measure.width(line, 7) for line, room in zip(lines, rooms, strict=True))


def whole(lines: list[str]) -> int:
    """Return how many lines have more than a short word."""
    return sum(len(line) > 3 for line in lines)


@given(WORDS, st.integers(80, 140))
def test_a_text_is_broken_as_far_from_the_edge_as_can_be(words: list[str], wide: int) -> None:
    """Beside every way to break it into as many lines."""
    high = diamond_height(" ".join(words), 7, wide, head=1)
    lines = diamond_lines(" ".join(words), 7, wide, high, head=1)
    assert lines is not None
    assert " ".join(lines).split() == words
    rooms = _rooms(len(lines) + 1, 7, wide, high)[1:]
    every = [
        [" ".join(words[a:b]) for a, b in zip((0, *cuts), (*cuts, len(words)), strict=True)]
        for cuts in combinations(range(1, len(words)), len(lines) - 1)
    ]
    best = max((whole(one), spare(one, rooms)) for one in every if spare(one, rooms) >= 0)
    assert (whole(lines), spare(lines, rooms)) == best


def test_a_diamond_without_room_has_no_lines() -> None:
    assert diamond_lines("certificado", 7, 30, 20) is None
