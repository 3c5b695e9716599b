"""Find the cheapest line for one wire: A* over (node, direction), the others staying as they are."""

from __future__ import annotations

from functools import cache
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from rutas.layout.routing.grid import EAST, NORTH, SIDES, SOUTH, WEST, turns
from rutas.layout.routing.usage import Track

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.layout.geometry import Box, Wire
    from rutas.layout.routing.usage import Rates, Usage

__all__ = ["find"]

Port = tuple[int, int, int, float]
# heading, where it is free, which lines run there, how far the next node, line and gap are, turns left
Way = tuple[int, bytearray, list[int], int, int, int, list[list[float]]]

FAR = 1e18
EAGER = 1.2  # how much more than the least is expected of the way to the target
AHEAD = tuple(turns(direction) for direction in SIDES)


def _sides(wire: Wire, box: Box, *, leaving: bool) -> list[int]:
    """The sides of a box where a wire may leave (or enter) it."""
    if wire.opens and leaving:
        return [EAST]
    if wire.gathers and not leaving:
        return [WEST]
    kept = {EAST: box.opens, WEST: box.gathers}
    sides = [side for side in SIDES if not kept.get(side)]
    if wire.source != wire.target:
        return sides
    beside = [side for side in sides if side in (EAST, WEST)]  # a loop leaves here, enters there
    if leaving:
        return beside or [SOUTH]
    return [SOUTH, NORTH] if beside or wire.opens else [NORTH]


def _ports(
    usage: Usage, box: Box, rates: Rates, costs: tuple[float, ...], sides: Sequence[int]
) -> list[Port]:
    """Each port of a box on some sides: node outside it, side, offset and cost."""
    found = []
    for side in sides:
        most = usage.grid.offsets(box.id, side)
        for offset in range(-most, most + 1):
            cost = costs[side]
            if offset and box.shape == "diamond":
                cost += rates.corner + abs(offset)
            elif offset:
                steep = box.shape == "pill" and side in (EAST, WEST)
                cost += rates.port * abs(offset) * (4 if steep else 1) + (0.5 if offset < 0 else 0)
            found.append((usage.grid.port(box.id, side, offset), side, offset, cost))
    return found


def _used(ports: Sequence[Port], usage: Usage) -> set[int]:
    """The sides of a box at which lines begin or end."""
    across, along = usage.across, usage.along
    return {side for node, side, _, _ in ports if (along if side & 1 else across)[node]}


def find(
    usage: Usage,
    wire: Wire,
    group: int,
    boxes: dict[str, Box],
    rates: Rates,
    push: float | None = None,
) -> Track | None:
    """The cheapest line for the wire among those laid, or None where all ways are shut.

    A line may cross another at right angles, and may join one of its own group, which it then
    follows to the end; it never runs along any other, unless it may `push` others aside, at a cost
    for each node where it does.
    """
    return _Search(usage, wire, group, boxes, rates, push).run()


class _Search:
    """One search: where it may start and end, what lies in the way, what has been reached."""

    def __init__(
        self,
        usage: Usage,
        wire: Wire,
        group: int,
        boxes: dict[str, Box],
        rates: Rates,
        push: float | None,
    ) -> None:
        self.usage, self.group, self.rates, self.push = usage, group, rates, push
        source, target = boxes[wire.source], boxes[wire.target]
        leaves = tuple(_sides(wire, source, leaving=True))
        enters = tuple(_sides(wire, target, leaving=False))
        known = usage.grid.known
        cells = usage.grid.cells
        ahead = not wire.back and cells[wire.source].column < cells[wire.target].column
        goal = (wire.target, wire.back, (*enters, ahead))
        if goal not in known:
            known[goal] = _Target(usage, target, rates, enters, below=rates.below * ahead)
        self.target: _Target = known[goal]
        start = (wire.source, wire.back, ("leaves", *leaves))
        if start not in known:
            known[start] = _ports(usage, source, rates, rates.leave, leaves)
        ports: list[Port] = known[start]
        if wire.label is not None:
            used = _used(ports, usage)
            ports = [
                (node, side, offset, cost + (rates.beside if side in used else 0.0))
                for node, side, offset, cost in ports
            ]
        self.starts = ports
        self.joints = usage.joints(group)
        self.tails: dict[str, list[float]] = {}
        self.before: dict[int, int] = {}
        self.begun: dict[int, tuple[int, float]] = {}

    def run(self) -> Track | None:  # noqa: C901, PLR0912, PLR0915 - one loop, the hot one
        """Look at ever dearer states until one ends."""
        usage, grid, push = self.usage, self.usage.grid, self.push
        turn, crossing = self.rates.turn, self.rates.crossing
        across, along = usage.across, usage.along
        x_of, y_of = grid.x_of, grid.y_of
        toward, joints, before = self.target, self.joints, self.before
        goals = toward.goals
        x_rate, y_rate = grid.rates(self.rates.outside, self.rates.inside)
        x_step, y_step = grid.x_step, grid.y_step
        far_x, far_y, sign_x, sign_y = toward.far_x, toward.far_y, toward.sign_x, toward.sign_y
        best = [FAR] * (4 * len(grid.is_open))
        ends: list[tuple[int, int, float] | tuple[str, int]] = []
        heap: list[tuple[float, float, int, int]] = []  # estimate, cost, state, 1 + index of end
        for node, side, offset, cost in self.starts:
            if push is None and (along if side & 1 else across)[node]:
                continue
            best[node * 4 + side] = cost
            self.begun[node * 4 + side] = (offset, cost)
            heappush(heap, (cost + toward(node, side), cost, node * 4 + side, 0))
        ways = self._ways()
        shut = push is None  # what lies there is in the way, unless it is of the group
        looked = 0
        while heap:
            _, cost, state, end = heappop(heap)
            looked += 1
            if end:
                track = self._trace(state, ends[end - 1])
                if len(set(track.nodes)) == len(track.nodes):
                    usage.effort += looked
                    return track
                continue
            if cost > best[state]:
                continue
            node, direction = state >> 2, state & 3
            own, other = (along, across) if direction & 1 else (across, along)
            if node in joints:
                joined = self._join(node, direction)
                if joined is not None:
                    ends.append((joined[1], joined[2]))
                    heappush(heap, (cost + joined[0], cost + joined[0], state, len(ends)))
            onward = cost + (crossing if other[node] else 0.0)
            around = cost + turn
            may_turn = not other[node]
            if push is not None:
                may_turn = True
                around += push if other[node] else 0.0
                if own[node]:
                    onward, around = onward + push, around + push
            elif own[node]:
                continue
            for into, offset, extra in goals.get(node, ()):
                if into == direction:
                    total = onward + extra
                elif may_turn and (into - direction) & 1:
                    total = around + extra
                else:
                    continue
                ends.append((into, offset, extra))
                heappush(heap, (total, total, state, len(ends)))
            x, y = x_of[node], y_of[node]
            for way in ways[direction] if may_turn else ways[direction][:1]:
                heading, free, used, stride, ahead, gap, bend = way
                after = node + stride
                if not free[node] or (used[after] and shut and after not in joints):
                    continue
                total = onward if heading == direction else around
                reached = after * 4 + heading
                if heading & 1:
                    total += y_step[y + gap] * x_rate[x]
                    if total >= best[reached]:
                        continue
                    to = y + ahead
                    rest = far_x[x] + far_y[to] + bend[sign_x[x]][sign_y[to]]
                else:
                    total += x_step[x + gap] * y_rate[y]
                    if total >= best[reached]:
                        continue
                    to = x + ahead
                    rest = far_x[to] + far_y[y] + bend[sign_x[to]][sign_y[y]]
                best[reached] = total
                before[reached] = state
                heappush(heap, (total + rest, total, reached, 0))
        usage.effort += looked
        return None

    def _ways(self) -> list[list[Way]]:
        """For each direction the ways on, the one straight ahead first."""
        grid, usage, target = self.usage.grid, self.usage, self.target
        onward, bends = grid.ways, grid.bends(target.box)
        return [
            [
                (
                    heading,
                    (onward if heading == direction else bends)[heading],
                    usage.along if heading & 1 else usage.across,
                    grid.step[heading],
                    1 if heading in (EAST, SOUTH) else -1,
                    0 if heading in (EAST, SOUTH) else -1,
                    target.bends[heading],
                )
                for heading in AHEAD[direction]
            ]
            for direction in SIDES
        ]

    def _join(self, node: int, direction: int) -> tuple[float, str, int] | None:
        """Cost of joining a laid line at a node, which one and at which index; None if it can't."""
        usage = self.usage
        for owner, count in (
            (usage.across_group, usage.across),
            (usage.along_group, usage.along),
        ):
            if count[node] and owner[node] != self.group:
                return None
        arms = [arm for arm in SIDES if usage.arms[node * 4 + arm]]
        behind = (direction + 2) & 3
        if len(arms) != 2 or behind in arms:  # noqa: PLR2004 - a third one makes a fork of a line
            return None
        name, index = self.joints[node][0]
        heading = usage.tracks[name].leaving(index)
        if behind in {heading, usage.tracks[name].arriving[index]}:  # two that meet head-on
            return None
        turn = 0.0 if heading == direction else self.rates.turn / 2
        tail = self.tails.get(name)
        if tail is None:
            tail = self.tails[name] = _tail(usage, name, self.rates)
        return turn + tail[index], name, index

    def _trace(self, state: int, end: tuple[int, int, float] | tuple[str, int]) -> Track:
        states = [state]
        while states[-1] in self.before:
            states.append(self.before[states[-1]])
        states.reverse()
        offset, fixed = self.begun[states[0]]
        nodes, arriving = [s >> 2 for s in states], [s & 3 for s in states]
        if len(end) == 3:  # noqa: PLR2004 - it ends at a port
            into, last, extra = end
            return Track(nodes, arriving, into, (offset, last), fixed + extra)
        name, index = end
        joined = self.usage.tracks[name]
        nodes += joined.nodes[index + 1 :]
        arriving += joined.arriving[index + 1 :]
        return Track(nodes, arriving, joined.ending, (offset, joined.ports[1]), fixed)


class _Target:
    """Where a line may end, and a lower bound of what is left to there: length, and turns."""

    def __init__(
        self, usage: Usage, box: Box, rates: Rates, sides: Sequence[int], *, below: float
    ) -> None:
        grid, self.box = usage.grid, box.id
        self.goals: dict[int, list[tuple[int, int, float]]] = {}
        for node, side, offset, cost in _ports(usage, box, rates, rates.enter, sides):
            whole = cost + below if side == SOUTH else cost
            self.goals.setdefault(node, []).append(((side + 2) & 3, offset, whole))
        goals = list(self.goals)
        self.nx = grid.nx
        x_at, y_at = grid.x_at, grid.y_at
        columns, rows = [node % grid.nx for node in goals], [node // grid.nx for node in goals]
        west, east, north, south = min(columns), max(columns), min(rows), max(rows)
        thrift = EAGER * min(rates.outside, rates.inside)
        self.far_x = [thrift * max(x_at[west] - x, 0.0, x - x_at[east]) for x in x_at]
        self.far_y = [thrift * max(y_at[north] - y, 0.0, y - y_at[south]) for y in y_at]
        # 0: level with the target, 1: it lies east (south), 2: it lies west (north)
        self.sign_x = [1 if i < west else 2 if i > east else 0 for i in range(grid.nx)]
        self.sign_y = [1 if i < north else 2 if i > south else 0 for i in range(grid.ny)]
        self.bends = _all_bends(EAGER * rates.turn)

    def __call__(self, node: int, heading: int) -> float:
        y, x = divmod(node, self.nx)
        bends = self.bends[heading][self.sign_x[x]][self.sign_y[y]]
        return self.far_x[x] + self.far_y[y] + bends


@cache
def _all_bends(turn: float) -> list[list[list[float]]]:
    """The cost of the turns that are left at least, by heading and by where the target lies."""
    return [
        [[turn * _bends(heading, sx, sy) for sy in range(3)] for sx in range(3)]
        for heading in SIDES
    ]


def _bends(heading: int, sign_x: int, sign_y: int) -> int:
    """How often a line must turn at least, to reach what lies in a given direction."""
    wanted = {(None, EAST, WEST)[sign_x], (None, SOUTH, NORTH)[sign_y]} - {None}
    if not wanted:
        return 0
    if heading in wanted:
        return len(wanted) - 1
    return 2 if (heading + 2) & 3 in wanted else 1


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
