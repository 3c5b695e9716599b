"""Part a route into what is read one after another: runs of stations, and streams side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.tokens.blocks import NOWHERE
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.diagram.parts.drawn_route import DrawnRoute
    from rutas.tokens.blocks import Block, Nesting

__all__ = ["Section", "sections"]


@dataclass(frozen=True)
class Section:
    """A part of the map from side to side.

    Attributes
    ----------
    columns
        The ids of the items of each column: one of a run or a bar, one a stream where streams run
        side by side.
    bar
        Whether it is the one station at which streams fork or join: a bar from side to side.
    """

    columns: tuple[tuple[str, ...], ...]
    bar: bool = False


def sections(drawn: DrawnRoute, most: int) -> list[Section]:
    """Return the sections of a route in reading order, with at most so many streams side by side.

    Streams stand side by side where a fork, its streams and the join where they meet follow each other
    in the order of the route; all else is one run.

    Examples
    --------
    >>> import rutas
    >>> from rutas.diagram.parts.drawn_route import DrawnRoute
    >>> from rutas.diagram.request import Request
    >>> drawn = DrawnRoute(rutas.load("routes")["0-4"], Request())
    >>> [len(section.columns) for section in sections(drawn, 1)]
    [1]
    """
    keys = list(drawn.items)
    blocks = _abreast(drawn, most)
    found: list[Section] = []
    run: list[str] = []
    at = 0
    while at < len(keys):
        key = keys[at]
        if key not in blocks:
            run.append(key)
            at += 1
            continue
        if run:
            found.append(Section((tuple(run),)))
            run = []
        if not (found and found[-1].bar and found[-1].columns[0] == (key,)):
            found.append(Section(((key,),), bar=True))
        streams = blocks[key]
        at += sum(map(len, streams)) + 1
        found += [Section(streams), Section(((keys[at],),), bar=True)]
        at += keys[at] not in blocks
    return [*found, Section((tuple(run),))] if run else found


def _abreast(drawn: DrawnRoute, most: int) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the streams of each fork, by its item, that can stand side by side."""
    net = compile_net(drawn.route)
    nesting = net.nesting
    place = {key: number for number, key in enumerate(drawn.items)}
    found = {}
    for fork, block in nesting.blocks.items():
        if block.free or block.spreads or nesting.home[fork] != NOWHERE:
            continue
        if not 1 < len(block.heads) <= most:
            continue
        owner = {net.ids[step]: k for step, k in _streams(nesting, block).items()}
        streams: list[list[str]] = [[] for _ in block.heads]
        for key, item in drawn.items.items():
            if item.step.id in owner:
                streams[owner[item.step.id]].append(key)
        start, end = place[f"step-{net.ids[fork]}"], place[f"step-{net.ids[block.join]}"]
        streams.sort(key=lambda stream: place[stream[0]] if stream else len(place))
        inside = {place[key] for stream in streams for key in stream}
        if inside == set(range(start + 1, end)):
            found[f"step-{net.ids[fork]}"] = tuple(map(tuple, streams))
    return found


def _streams(nesting: Nesting, block: Block) -> Mapping[int, int]:
    """Return the stream of each step of a block, inner blocks' too."""
    own = {step: k for k, branch in enumerate(block.branches) for step in branch}
    found = {}
    for step in nesting.reached:
        place = step
        while place not in own and nesting.home[place] != NOWHERE:
            place = nesting.home[place]
        if place in own:
            found[step] = own[place]
    return found
