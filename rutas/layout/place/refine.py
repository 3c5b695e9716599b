"""Better a placed drawing by trying it: move or swap steps whose lines cross, and route again.

An estimate of lines is what places the steps; here a quick routing judges. Only drawings with
crossings are tried, only steps at the ends of lines that cross are moved, and the number of nodes
looked at is bounded.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from rutas.layout.geometry import Box, Cell
from rutas.layout.routing.negotiation import begin
from rutas.layout.routing.reroute import lay_again, lay_pairs, push_aside
from rutas.layout.routing.usage import Rates

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from rutas.layout.geometry import Wire
    from rutas.layout.routing.negotiation import Negotiation

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
    trial = _Trial(wires, decisions, min(effort, EACH * len(wires)))
    best = dict(cells)
    base = trial.sketch(best)
    crossed = base.crossed()
    if not crossed:
        return best
    rough, cost = base.total() + price(best), trial.careful(base) + price(best)
    tried = {_key(best)}
    better = True
    while better and crossed:
        better = False
        reach = [fresh for name in trial.ends(crossed) for fresh in moves(best, name)]
        for fresh in sorted(reach, key=price):
            if _key(fresh) in tried:
                continue
            if trial.tired:
                break
            tried.add(_key(fresh))
            draft = trial.sketch(fresh, base)
            if draft.total() + price(fresh) > rough + SLACK:
                continue
            fine = trial.careful(draft) + price(fresh)
            if fine < cost - 1:
                better, best, cost = True, fresh, fine
                base = trial.sketch(best)
                rough, crossed = base.total() + price(best), base.crossed()
                break
    return best


def _key(cells: Cells) -> tuple[tuple[str, Cell], ...]:
    return tuple(cells.items())


class _Trial:
    """Quick routings, with boxes of one size, and what they have cost so far."""

    def __init__(self, wires: Sequence[Wire], decisions: Collection[str], limit: int) -> None:
        self.wires, self.decisions, self.limit = wires, decisions, limit
        self.effort = 0

    @property
    def tired(self) -> bool:
        """Whether enough has been tried."""
        return self.effort > self.limit

    def sketch(self, cells: Cells, base: Negotiation | None = None) -> Negotiation:
        """The lines as first laid; or those of another placement, as far as they can stay."""
        work = base.moved(cells) if base and _size(cells) == _size(base.grid.cells) else None
        if work is None:
            work = self._begin(cells)
        self.effort += work.usage.effort
        return work

    def ends(self, crossed: Mapping[str, int]) -> list[str]:
        """The steps at the ends of lines that cross, those of the most crossings first."""
        found: dict[str, int] = {}
        for wire in self.wires:
            for end in (wire.source, wire.target) if wire.id in crossed else ():
                found[end] = found.get(end, 0) + crossed[wire.id]
        return sorted(found, key=lambda name: (-found[name], name))

    def careful(self, sketch: Negotiation) -> float:
        """What the lines of a sketch cost once they are bettered; the sketch stays as it is."""
        work = copy(sketch)
        before = work.usage.effort
        work.allow(CARE * len(self.wires))
        work.spread()
        lay_again(work)
        lay_pairs(work)
        push_aside(work)
        self.effort += work.usage.effort - before
        return work.total()

    def _begin(self, cells: Cells) -> Negotiation:
        rows, columns = _size(cells)
        boxes = {
            name: Box(name, WIDE, HIGH, "diamond" if name in self.decisions else "card")
            for name in cells
        }
        return begin(boxes, cells, self.wires, [WIDE] * columns, [HIGH] * rows, Rates())


def _size(cells: Mapping[str, Cell]) -> tuple[int, int]:
    """How many rows and columns there are."""
    return 1 + max(c.row for c in cells.values()), 1 + max(c.column for c in cells.values())
