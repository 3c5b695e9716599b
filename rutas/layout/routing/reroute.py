"""Rip up lines laid so far and lay them again: one wire, two that cross, all of a target, or by pushing.

Each function tries one kind of step everywhere, and keeps what lowers the total cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.layout.routing.negotiation import Negotiation
    from rutas.layout.routing.usage import Track

__all__ = ["lay_again", "lay_groups", "lay_pairs", "push_aside"]

ENOUGH = 0.01
PUSH = 14.0  # what a node costs where another wire has to give way
MOST_PUSHED = 5


def lay_again(work: Negotiation) -> None:
    """Take up each wire that bends or leaves a middle, and lay it again among the others."""
    for name, wire in work.wires.items():
        if work.tired or _plain(work.usage.tracks[name]):
            continue
        kept, before = work.lift([name])
        found = work.find(wire)
        better = found is not None and work.price(name, found) < before - ENOUGH
        work.lay(name, found if better and found is not None else kept[name])


def lay_pairs(work: Negotiation) -> None:
    """Lay two wires that cross again, either first."""
    tried: set[tuple[str, str]] = set()
    for name in work.wires:
        for other in sorted(work.usage.crossed(name)):
            pair = (min(name, other), max(name, other))
            if pair not in tried and not work.tired:
                tried.add(pair)
                if not _lay_in(work, [name, other]):
                    _lay_in(work, [other, name])


def lay_groups(work: Negotiation) -> None:
    """Lay all wires that run to one target again, the plainest first."""
    members: dict[int, list[str]] = {}
    for name, group in work.group.items():
        members.setdefault(group, []).append(name)
    for names in members.values():
        if work.tired or len(names) == 1:
            continue
        if not all(_plain(work.usage.tracks[name]) for name in names):
            order = sorted(names, key=lambda n: len(work.usage.tracks[n].nodes))
            _lay_in(work, order)
            _lay_in(work, order[::-1])


def _lay_in(work: Negotiation, order: Sequence[str]) -> bool:
    """Take up some wires and lay them in this order, if that is better."""
    kept, before = work.lift(order)
    if work.relay(order) < before - ENOUGH:
        return True
    work.restore(kept)
    return False


def push_aside(work: Negotiation) -> None:
    """Lay a wire where it would like to run, and those that were there anew."""
    for name, wire in work.wires.items():
        if work.tired or _plain(work.usage.tracks[name]):
            continue
        kept, before = work.lift([name])
        wish = work.find(wire, PUSH)
        pushed = [] if wish is None else in_the_way(work, wish)
        if wish is None or not 0 < len(pushed) <= MOST_PUSHED:
            work.restore(kept)
            continue
        others, cost = work.lift(pushed)
        after = work.price(name, wish)
        if after < before - ENOUGH:
            work.lay(name, wish)
            after += work.relay(pushed)
            if after < before + cost - ENOUGH:
                continue
        work.restore(dict(reversed({**kept, **others}.items())))


def in_the_way(work: Negotiation, track: Track) -> list[str]:
    """The wires that lie where a line would run or turn."""
    axes: dict[int, set[int]] = {}
    for index, node in enumerate(track.nodes):
        axes[node] = {track.arriving[index] & 1, track.leaving(index) & 1}
    found = []
    for name, other in work.usage.tracks.items():
        for index, node in enumerate(other.nodes):
            mine = axes.get(node)
            if mine is None:
                continue
            its = {other.arriving[index] & 1, other.leaving(index) & 1}
            if mine & its:
                found.append(name)
                break
    return found


def _plain(track: Track) -> bool:
    """Whether a line is straight and runs from middle to middle."""
    bends = any(d != track.leaving(i) for i, d in enumerate(track.arriving))
    return not bends and track.ports == (0, 0)
