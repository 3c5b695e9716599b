"""Give each link of a column of stations a lane to run in, as the graph of a history does."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Lanes", "Track", "lanes"]


@dataclass(frozen=True)
class Track:
    """A link in its lane, from a station to a later one.

    `start` is -1 where it comes from a bar above, `end` the number of stations where it goes to a bar
    below. `joins` tells whether it ends in a lane in which another link already runs to the same station.
    """

    link: str
    lane: int
    start: int
    end: int
    joins: bool = False


@dataclass
class Lanes:
    """The lane of each station, the links that run in lanes, and those that found none."""

    of: list[int] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)
    without: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many lanes there are."""
        return 1 + max([*self.of, *(track.lane for track in self.tracks)], default=0)


def lanes(
    count: int,
    links: Sequence[tuple[str, int, int]],
    most: int,
    stream: Callable[[str], object] = lambda link: None,  # noqa: ARG005  (all links are of one stream)
) -> Lanes:
    """Give links lanes, the leftmost that is free; a station stands in the lane that leads to it.

    Parameters
    ----------
    count
        How many stations there are, from top to bottom.
    links
        The id of each link, and the stations at its ends: -1 is a bar above, `count` one below.
    most
        How many lanes there may be.
    stream
        To which of the streams a link belongs: those of two streams share no lane.

    Examples
    --------
    >>> found = lanes(3, [("ab", 0, 1), ("ac", 0, 2), ("bc", 1, 2)], 4)
    >>> found.of, [(track.link, track.lane) for track in found.tracks]
    ([0, 0, 0], [('ab', 0), ('ac', 1), ('bc', 0)])
    """
    found = Lanes()
    leaving: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for one in sorted(links, key=lambda one: one[2]):
        leaving[one[1]].append(one)
    busy: dict[int, tuple[int, object]] = {}
    for place in range(-1, count):
        shut = [lane for lane, (end, _) in busy.items() if end == place]
        for lane in shut:
            del busy[lane]
        own = None
        if place >= 0:
            own = min(shut, default=_free(busy, []))
            found.of.append(own)
        for link, start, end in leaving[place]:
            key = (end, stream(link))
            joins = False
            if own is not None and own not in busy:
                lane = own
            else:
                same = [lane for lane, other in busy.items() if other == key and end < count]
                joins = bool(same)
                lane = same[0] if same else _free(busy, shut)
            if lane >= most:
                found.without.append(link)
                continue
            busy[lane] = key
            found.tracks.append(Track(link, lane, start, end, joins))
    return found


def _free(busy: dict[int, tuple[int, object]], shut: Sequence[int]) -> int:
    """Return the leftmost lane in which nothing runs, and nothing has just ended."""
    return next(lane for lane in range(len(busy) + len(shut) + 1) if lane not in (*busy, *shut))
