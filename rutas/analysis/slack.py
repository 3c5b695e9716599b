"""Tell how much longer a step could take without lengthening the journey.

The critical path method's total float [1]_, on expected times: of branches side by side the one that
takes longest in expectation has none, and the others have what they fall short of it. Waiting for an
age absorbs delay too. A step on one of several alternatives has the slack of what follows it: whoever
goes that way is delayed with it.

References
----------
.. [1] Kelley, J. E., Walker, M. R. (1959). Critical-path planning and scheduling. *Proceedings of the
   Eastern Joint Computer Conference*, 160-173. https://doi.org/10.1145/1460299.1460318
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.branches import Meet, branches
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.tokens.figures import Figures

    Floats = NDArray[np.float64]

__all__ = ["slack"]


def slack(route: Route, visits: Floats, figures: Figures) -> Floats:
    """Return the slack of every step in days.

    Parameters
    ----------
    route
        The route.
    visits
        Expected visits to each step per person who enters, shape ``(n,)``: where alternatives meet,
        they weigh the times at which people come.
    figures
        Its quantities at their means (one row); what is unknown counts as no time.

    Returns
    -------
    ``(n,)``; nan for a step that nobody can reach. Where everything is exact and nothing is chosen
    this is the total float of the critical path method, whatever the drawing.
    """
    net = compile_net(route)
    shape = branches(route)
    live = np.bincount(net.source[figures.share[0] > 0], minlength=len(net))
    chosen = bool(((live > 1) & ~net.parallel).any()) or len(net.starts) > 1
    age = float(figures.way_share[0] @ figures.at[0])
    out = visits * (1 - figures.dropout[0])
    flow: dict[tuple[int, int], float] = defaultdict(float)
    for i, j, share in zip(
        net.source.tolist(), net.target.tolist(), figures.share[0].tolist(), strict=True
    ):
        flow[i, j] += float(out[i]) * share
    duration = figures.duration[0].tolist()
    opens = (figures.opens[0] - age).tolist()
    done = [0.0] * len(net)
    arrives = [0.0] * len(net)
    float_ = [float("inf")] * len(net)
    meets = [_Arrivals(shape.meets[j], j, flow, together=not chosen) for j in range(len(net))]
    for j in shape.order:
        arrives[j] = meets[j].time(done)
        done[j] = max(arrives[j], opens[j]) + duration[j]
    end = _Arrivals(shape.end, -1, {}, together=not chosen)
    last = end.time(done)
    for i, spare in end.spare(done, last):
        float_[i] = spare
    returns: dict[int, list[int]] = defaultdict(list)
    for i, j in shape.back:
        returns[i].append(j)
    # A link back ends at a step whose slack is known a round later.
    for _ in range(1 + bool(shape.back)):
        for j in reversed(shape.order):
            for back in returns.get(j, ()):
                float_[j] = min(float_[j], float_[back])
            held = float_[j] + max(0.0, opens[j] - arrives[j])
            for i, spare in meets[j].spare(done, arrives[j]):
                float_[i] = min(float_[i], held + spare)
    found = np.array(float_)
    return np.where(np.isfinite(found), found, np.nan)


class _Arrivals:
    """The arrivals at one step: when it can begin, and what each could be late without harm."""

    def __init__(
        self, meet: Meet, step: int, flow: dict[tuple[int, int], float], *, together: bool
    ) -> None:
        self.meet, self.step, self.flow, self.together = meet, step, flow, together

    def time(self, done: Sequence[float]) -> float:
        """Return when all have come who come together, in the mean of the alternatives."""
        return self._time(self.meet, done)[0]

    def _time(self, meet: Meet, done: Sequence[float]) -> tuple[float, float]:
        found = [
            self._time(part, done)
            if isinstance(part, Meet)
            else (done[part] if part >= 0 else 0.0, self.flow.get((part, self.step), 0.0))
            for part in meet.parts
        ]
        if not found:
            return 0.0, 0.0
        if meet.each or self.together:
            return max(time for time, _ in found), max(weight for _, weight in found)
        total = sum(weight for _, weight in found)
        if total <= 0:
            return sum(time for time, _ in found) / len(found), 0.0
        return sum(time * weight for time, weight in found) / total, total

    def spare(self, done: Sequence[float], held: float) -> Iterator[tuple[int, float]]:
        """Yield for each step that leads here what it may be late."""
        yield from self._spare(self.meet, done, held, 0.0)

    def _spare(
        self, meet: Meet, done: Sequence[float], held: float, spare: float
    ) -> Iterator[tuple[int, float]]:
        for part in meet.parts:
            inner = isinstance(part, Meet)
            if not inner and part < 0:  # type: ignore[operator]
                continue
            here = self._time(part, done)[0] if isinstance(part, Meet) else done[part]
            more = spare + (held - here if meet.each or self.together else 0.0)
            if isinstance(part, Meet):
                yield from self._spare(part, done, here, more)
            else:
                yield part, more
