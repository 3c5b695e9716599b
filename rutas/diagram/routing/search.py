"""Find the cheapest line for one wire: A* over (node, direction), the others staying as they are."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from rutas.diagram.routing.grid import EAST, NORTH, SIDES, SOUTH, WEST
from rutas.diagram.routing.usage import Track

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.geometry import Box, Wire
    from rutas.diagram.routing.usage import Rates, Usage

__all__ = ["find"]

def _ports(
    usage: Usage, box: Box, rates: Rates, sides: tuple[float, ...], within: Sequence[int]
) -> list[tuple[int, int, int, float]]:
    """Each port of a box on some of its sides: node outside it, side, offset and cost."""
    found = []
    for side in within:
        most = usage.grid.offsets(box.id, side)
        for offset in range(-most, most + 1):
            cost = sides[side]
            if offset and box.shape == "diamond":
                cost += rates.corner + abs(offset)
            elif offset:
                steep = box.shape == "pill" and side in (EAST, WEST)
                cost += rates.port * abs(offset) * (4 if steep else 1) + (0.5 if offset < 0 else 0)
            found.append((usage.grid.port(box.id, side, offset), side, offset, cost))
    return found


def find(usage: Usage, wire: Wire, group: int, boxes: dict[str, Box], rates: Rates) -> Track | None:
    """The cheapest line for the wire among those laid, or None where all ways are shut.

    A line may cross another at right angles, and may join one of its own group, which it then
    follows to the end; it never runs along any other.
    """
    grid = usage.grid
    nx, is_open = grid.nx, grid.is_open
    across, along = usage.across, usage.along
    x_at, y_at = grid.x_at, grid.y_at
    last_x, last_y = grid.xs.last_place, grid.ys.last_place
    x_rate = [rates.outside if line.place in (0, last_x) else rates.inside for line in grid.xs.lines]
    y_rate = [rates.outside if line.place in (0, last_y) else rates.inside for line in grid.ys.lines]

    loop = wire.source == wire.target
    goals: dict[int, list[tuple[int, int, float]]] = {}
    for node, side, offset, cost in _ports(
        usage, boxes[wire.target], rates, rates.enter, (SOUTH, NORTH) if loop else SIDES
    ):
        goals.setdefault(node, []).append(((side + 2) & 3, offset, cost))
    joints = usage.joints(group)
    tails = {name: _tail(usage, name, rates) for name, own in usage.groups.items() if own == group}

    goal_x = sorted(x_at[node % nx] for node in goals)
    goal_y = sorted(y_at[node // nx] for node in goals)
    west, east, north, south = goal_x[0], goal_x[-1], goal_y[0], goal_y[-1]
    thrift = min(rates.outside, rates.inside)
    far_x = [thrift * max(west - x, 0.0, x - east) for x in x_at]
    far_y = [thrift * max(north - y, 0.0, y - south) for y in y_at]

    best: dict[int, float] = {}
    before: dict[int, int] = {}
    begun: dict[int, tuple[int, float]] = {}
    heap: list[tuple[float, float, int, tuple[int, int, float] | tuple[str, int] | None]] = []
    for node, side, offset, cost in _ports(
        usage, boxes[wire.source], rates, rates.leave, (EAST, WEST) if loop else SIDES
    ):
        state = node * 4 + side
        if (across if side in (EAST, WEST) else along)[node]:
            continue
        best[state] = cost
        begun[state] = (offset, cost)
        heappush(heap, (cost + far_x[node % nx] + far_y[node // nx], cost, state, None))

    while heap:
        _, cost, state, end = heappop(heap)
        if end is not None:
            track = _trace(usage, state, before, begun, end)
            if len(set(track.nodes)) == len(track.nodes):
                return track
            continue
        if cost > best[state]:
            continue
        node, direction = state >> 2, state & 3
        flat = direction in (EAST, WEST)
        own, other = (across, along) if flat else (along, across)
        if node in joints:
            joined = _join(usage, node, direction, group, joints[node], tails, rates)
            if joined is not None:
                extra, name, index = joined
                heappush(heap, (cost + extra, cost + extra, state, (name, index)))
        if own[node]:
            continue
        onward = cost + (rates.crossing if other[node] else 0.0)
        around = cost + rates.turn
        may_turn = not other[node]
        for into, offset, extra in goals.get(node, ()):
            if into == direction:
                total = onward + extra
            elif may_turn and (into - direction) & 1:
                total = around + extra
            else:
                continue
            heappush(heap, (total, total, state, (into, offset, extra)))
        for heading in (direction, (direction + 1) & 3, (direction + 3) & 3):
            if heading == direction:
                total = onward
            elif may_turn:
                total = around
            else:
                break
            after = node + grid.step[heading]
            if not is_open[after]:
                continue
            x, y = after % nx, after // nx
            if heading in (EAST, WEST):
                total += abs(x_at[x] - x_at[node % nx]) * y_rate[y]
            else:
                total += abs(y_at[y] - y_at[node // nx]) * x_rate[x]
            reached = after * 4 + heading
            if total < best.get(reached, 1e18):
                best[reached] = total
                before[reached] = state
                heappush(heap, (total + far_x[x] + far_y[y], total, reached, None))
    return None


def _tail(usage: Usage, name: str, rates: Rates) -> list[float]:
    """For each node of a laid line, the discounted length from there to its end."""
    grid, nodes = usage.grid, usage.tracks[name].nodes
    rest = [0.0] * len(nodes)
    for i in range(len(nodes) - 2, -1, -1):
        a, b = nodes[i], nodes[i + 1]
        length = abs(grid.x_at[a % grid.nx] - grid.x_at[b % grid.nx])
        length += abs(grid.y_at[a // grid.nx] - grid.y_at[b // grid.nx])
        rest[i] = rest[i + 1] + length * rates.together
    return rest


def _join(
    usage: Usage,
    node: int,
    direction: int,
    group: int,
    passing: list[tuple[str, int]],
    tails: dict[str, list[float]],
    rates: Rates,
) -> tuple[float, str, int] | None:
    """Cost of joining a laid line at a node, and which line at which index; None if it can't be."""
    for owner, count in ((usage.across_group, usage.across), (usage.along_group, usage.along)):
        if count[node] and owner[node] != group:
            return None
    arms = [arm for arm in SIDES if usage.arms[node * 4 + arm]]
    behind = (direction + 2) & 3
    if len(arms) != 2 or behind in arms:  # noqa: PLR2004
        return None
    name, index = passing[0]
    heading = usage.tracks[name].leaving(index)
    if heading == behind:
        return None
    turn = 0.0 if heading == direction else rates.turn / 2
    return turn + tails[name][index], name, index


def _trace(
    usage: Usage,
    state: int,
    before: dict[int, int],
    begun: dict[int, tuple[int, float]],
    end: tuple[int, int, float] | tuple[str, int],
) -> Track:
    states = [state]
    while states[-1] in before:
        states.append(before[states[-1]])
    states.reverse()
    offset, fixed = begun[states[0]]
    nodes, arriving = [s >> 2 for s in states], [s & 3 for s in states]
    if len(end) == 3:  # noqa: PLR2004
        into, last, extra = end
        return Track(nodes, arriving, into, (offset, last), fixed + extra)
    name, index = end
    joined = usage.tracks[name]
    nodes += joined.nodes[index + 1 :]
    arriving += joined.arriving[index + 1 :]
    return Track(nodes, arriving, joined.ending, (offset, joined.ports[1]), fixed)
