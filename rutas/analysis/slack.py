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

from rutas.tokens.branches import END, Meet, branches
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.tokens.figures import Figures
    from rutas.tokens.net import Net

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
    flow = _flow(net, out, figures) if chosen else {}
    duration = figures.duration[0].tolist()
    opens = (figures.opens[0] - age).tolist()
    times = _Times([0.0] * len(net), flow, together=not chosen)
    done, meets = times.done, shape.meets
    arrives = [0.0] * len(net)
    float_ = [float("inf")] * len(net)
    for j in shape.order:
        arrives[j] = here = times.of(meets[j], j)
        done[j] = max(here, opens[j]) + duration[j]
    for i, spare in times.spare(shape.end, END, times.of(shape.end, END)):
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
            for i, spare in times.spare(meets[j], j, arrives[j]):
                float_[i] = min(float_[i], held + spare)
    found = np.array(float_)
    return np.where(np.isfinite(found), found, np.nan)


def _flow(net: Net, out: Floats, figures: Figures) -> dict[tuple[int, int], float]:
    """Return how many people go from each step to each that follows."""
    walked = (out[net.source] * figures.share[0]).tolist()
    flow: dict[tuple[int, int], float] = defaultdict(float)
    for i, j, people in zip(net.source.tolist(), net.target.tolist(), walked, strict=True):
        flow[i, j] += people
    return flow


class _Times:
    """When each step can begin, and what each of those that lead to it could be late without harm.

    Parameters
    ----------
    done
        When each step is done, as far as it is known.
    flow
        How many people go from step to step, where alternatives are weighed.
    together
        Whether all that lead to a step come, so that nothing is to be weighed.
    """

    def __init__(
        self, done: list[float], flow: Mapping[tuple[int, int], float], *, together: bool
    ) -> None:
        self.done, self.flow, self.together = done, flow, together

    def of(self, meet: Meet, step: int) -> float:
        """Return when all have come who come together, in the mean of the alternatives."""
        return self._of(meet, step)[0]

    def _of(self, meet: Meet, step: int) -> tuple[float, float]:
        done, flow = self.done, self.flow
        found = []
        for part in meet.parts:
            if isinstance(part, Meet):
                found.append(self._of(part, step))
            else:  # whoever enters comes at once
                weight = flow.get((part, step), 0.0) if flow else 0.0
                found.append((done[part] if part >= 0 else 0.0, weight))
        if len(found) == 1:
            time, weight = found[0]
            return (time * weight / weight if weight > 0 and not self.together else time), weight
        return _united(found, together=meet.each or self.together)

    def spare(
        self, meet: Meet, step: int, held: float, spare: float = 0.0
    ) -> list[tuple[int, float]]:
        """Return for each step that leads here what it may be late."""
        waits = meet.each or self.together
        found: list[tuple[int, float]] = []
        for part in meet.parts:
            if isinstance(part, Meet):
                here = self.of(part, step)
                found += self.spare(part, step, here, spare + (held - here if waits else 0.0))
            elif part >= 0:
                found.append((part, spare + (held - self.done[part] if waits else 0.0)))
        return found


def _united(found: Sequence[tuple[float, float]], *, together: bool) -> tuple[float, float]:
    """Return when several come, and how many they are: all of them, or one in proportion."""
    if not found:
        return 0.0, 0.0
    if together:
        return max([time for time, _ in found]), max([weight for _, weight in found])
    total = sum([weight for _, weight in found])
    if total <= 0:
        return sum([time for time, _ in found]) / len(found), 0.0
    return sum([time * weight for time, weight in found]) / total, total
