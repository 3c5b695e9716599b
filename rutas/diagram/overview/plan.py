"""Choose how a route fits on as few sheets as can be: the largest type first, names whole if they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.overview.look import Look
from rutas.diagram.overview.sections import Section, sections
from rutas.diagram.overview.strip import Strip
from rutas.tokens.branches import branches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.diagram.parts.drawn_route import DrawnRoute
    from rutas.layout.geometry import Rect

__all__ = ["GUTTER", "plan"]

GUTTER = 16.0  # between two strips of a sheet
_SIZES = (12.0, 11.0, 10.0, 9.5, 9.0, 8.5, 8.0)
_LANES = 8  # the most that still leaves room for names
_FILL = tuple(1 + 0.04 * n for n in range(26))  # how much fuller than the average a strip may be


def plan(drawn: DrawnRoute, area: Rect) -> list[list[Strip]]:
    """Return the strips of each sheet, from left to right."""
    parts = branches(drawn.route)
    streams = dict(zip(drawn.route.steps, parts.of, strict=True))
    for strips, look, abreast in _looks(drawn, area):
        whole = Strip(drawn, sections(drawn, abreast), look, _LANES, streams)
        found = _filled(whole, strips, area.height)
        if found and (look.lines == 1 or not any(strip.cut for strip in found)):
            return [found]
    look = Look(_SIZES[-1], 2, (area.width - GUTTER) / 2, _digits(drawn))
    whole = Strip(drawn, sections(drawn, 1), look, _LANES, streams)
    count = 2
    while not (found := _filled(whole, 2 * count, area.height)):
        count += 1
    return [found[at : at + 2] for at in range(0, len(found), 2)]


def _digits(drawn: DrawnRoute) -> int:
    return len(str(len(drawn.route.steps)))


def _looks(drawn: DrawnRoute, area: Rect) -> Iterator[tuple[int, Look, int]]:
    """Return the ways to use one sheet, the best first: how many strips, their look, streams abreast."""
    for lines in (4, 1):
        for strips in (1, 2):
            for size in _SIZES:
                wide = (area.width - GUTTER * (strips - 1)) / strips
                look = Look(size, lines, wide, _digits(drawn))
                yield strips, look, int(wide / look.narrowest) if lines > 1 else 1


def _filled(whole: Strip, most: int, high: float) -> list[Strip]:
    """Return the sections in at most so many strips, all about as full; nothing where they do not fit."""
    pieces = whole.pieces()
    average = sum(tall for _, tall in pieces) / most
    if average > high:
        return []
    for fill in _FILL:
        strips = [whole.of(some) for some in _parted(pieces, min(average * fill, high))]
        if len(strips) <= most and all(strip.high <= high for strip in strips):
            return strips
    return []


def _parted(
    pieces: Sequence[tuple[Sequence[Section], float]], high: float
) -> Iterator[list[Section]]:
    """Part pieces in order into strips of a height; what is left of a run is a run again."""
    strip: list[Section] = []
    full = 0.0
    for some, tall in pieces:
        if strip and full + tall > high:
            yield strip
            strip, full = [], 0.0
        if strip and not strip[-1].bar and not some[0].bar:
            (stops,), (more,) = strip[-1].columns, some[0].columns
            strip[-1:] = [Section(((*stops, *more),))]
        else:
            strip += some
        full += tall
    yield strip
