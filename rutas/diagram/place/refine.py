"""Better a placed drawing by trying it: move or swap steps whose lines cross, and route again.

An estimate of lines is what places the steps; here a quick routing judges. Only drawings with
crossings are tried, only steps at the ends of lines that cross are moved, and the number of nodes
looked at is bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.geometry import Box, Cell
from rutas.diagram.routing.improve import lay_again, lay_pairs, push_aside
from rutas.diagram.routing.negotiate import Negotiation
from rutas.diagram.routing.usage import Rates

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from rutas.diagram.geometry import Wire

__all__ = ["refine"]

WIDE, HIGH = 92.0, 62.0
EFFORT = 40_000  # nodes looked at, in all
EACH = 2000  # and for each link
CARE = 150  # in one careful trial
SLACK = 60.0  # how much worse a placement may look at first

Cells = dict[str, Cell]


def refine(
    cells: Mapping[str, Cell],
    wires: Sequence[Wire],
    moves: Callable[[Cells, str], Iterator[Cells]],
    price: Callable[[Cells], float],
    decisions: Collection[str] = frozenset(),
    effort: int = EFFORT,
) -> Cells:
    """The same steps in cells whose lines cross less.

    Parameters
    ----------
    cells
        Where the steps stand.
    wires
        The links between them; labels don't matter here.
    moves
        The placements in reach of one, by moving one of its steps.
    price
        What a placement costs beside its lines, in points of line.
    decisions
        The steps drawn as diamonds.
    effort
        How many nodes may be looked at, in all.
    """
    trial = _Trial(wires, decisions)
    best = dict(cells)
    sketch, crossing = trial.sketch(best)
    if not crossing:
        return best
    cost = trial.careful(best) + price(best)
    sketch += price(best)
    tried = {_key(best)}
    limit = min(effort, EACH * len(wires))
    better: Cells | None = best
    while better is not None and crossing and trial.effort < limit:
        better = None
        reach = [fresh for name in crossing for fresh in moves(best, name)]
        for fresh in sorted(reach, key=price):
            if _key(fresh) in tried or trial.effort > limit:
                continue
            tried.add(_key(fresh))
            rough, crossed = trial.sketch(fresh)
            rough += price(fresh)
            if rough > sketch + SLACK:
                continue
            fine = trial.careful(fresh) + price(fresh)
            if fine < cost - 1:
                better = best = fresh
                cost, sketch, crossing = fine, rough, crossed
                break
    return best


def _key(cells: Cells) -> tuple[tuple[str, Cell], ...]:
    return tuple(cells.items())


class _Trial:
    """Quick routings, with boxes of one size, and what they have cost so far."""

    def __init__(self, wires: Sequence[Wire], decisions: Collection[str]) -> None:
        self.wires, self.decisions = wires, decisions
        self.effort = 0

    def sketch(self, cells: Cells) -> tuple[float, list[str]]:
        """What the lines cost as first laid, and the steps at the ends of those that cross."""
        work = self._begin(cells)
        work.lay_first()
        self.effort += work.usage.effort
        ends: dict[str, int] = {}
        for wire in self.wires:
            crossed = len(work.usage.crossed(wire.id))
            if crossed:
                for end in (wire.source, wire.target):
                    ends[end] = ends.get(end, 0) + crossed
        return work.total(), sorted(ends, key=lambda name: (-ends[name], name))

    def careful(self, cells: Cells) -> float:
        """What the lines cost once they are bettered."""
        work = self._begin(cells)
        work.lay_first()
        work.limit = work.usage.effort + CARE * len(self.wires)
        work.spread()
        lay_again(work)
        lay_pairs(work)
        push_aside(work)
        self.effort += work.usage.effort
        return work.total()

    def _begin(self, cells: Cells) -> Negotiation:
        columns = 1 + max(cell.column for cell in cells.values())
        rows = 1 + max(cell.row for cell in cells.values())
        boxes = {
            name: Box(name, WIDE, HIGH, "diamond" if name in self.decisions else "card")
            for name in cells
        }
        return Negotiation(boxes, cells, self.wires, [WIDE] * columns, [HIGH] * rows, Rates())
