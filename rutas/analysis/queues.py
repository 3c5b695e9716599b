"""Say how long people would queue where a capacity is known, beside the wait that the route declares.

The formulas know only the queue: people who come at random, and those who attend them. A declared wait
that is far from them has another cause (appointments, journeys of a mobile team), or is wrong.

References
----------
.. [1] Erlang, A. K. (1917). Solution of some problems in the theory of probabilities of significance
   in automatic telephone exchanges. *Elektroteknikeren* 13. (M/M/c: the chance to wait)
.. [2] Allen, A. O. (1990). *Probability, Statistics, and Queueing Theory*, 2nd ed., Academic Press,
   section 5.3. (the Allen-Cunneen approximation for other spreads of service)
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp, isnan
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rutas.model import Route, Step
    from rutas.quantity import Quantity
    from rutas.tokens.figures import Figures

    Floats = NDArray[np.float64]

__all__ = ["Queue", "door", "erlang_c", "queue_tail", "queue_wait", "queues"]

OPEN = 8 / 24 * 5 / 7
"""Share of the week in which a service attends: eight hours a day, five days."""

_APART = 2.0
_NOBODY = 1e300  # one over a chance that is none
_LAST = 1e-18
_DAY = 1.0
_SURE = 1 - 1e-9  # of who comes, for how long it takes to be known


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue at a step.

    Attributes
    ----------
    windows
        People attended at once: the fewest that reach the capacity in a working week.
    days
        Expected days in the queue; ``None`` where it would grow without end.
    declared
        The mean of the declared wait in days; ``None`` where none is declared.
    apart
        ``longer`` where people queue for longer than the longest wait declared, ``shorter`` where the
        queue explains less than half of the shortest (and a day or more is left), else ``None``.
    """

    windows: int
    days: float | None
    declared: float | None
    apart: Literal["longer", "shorter"] | None


def queues(route: Route, visits: Floats, figures: Figures) -> dict[str, Queue]:
    """Return the queues at the steps whose arrivals and capacity are known.

    Parameters
    ----------
    route
        The route.
    visits
        Expected visits to each step per person who enters, shape ``(n,)``.
    figures
        Its quantities at their means (one row).
    """
    found: dict[str, Queue] = {}
    if isnan(figures.demand[0]):
        return found
    comes = (figures.demand[0] * visits * figures.places[0]).tolist()
    rooms = figures.capacity[0].tolist()
    for step, arrivals, room in zip(route.steps.values(), comes, rooms, strict=True):
        if isnan(arrivals) or isnan(room):
            continue
        windows, days = door(room, [arrivals], [step.takes])
        found[step.id] = Queue(
            windows, days, step.wait.mean if step.wait else None, _apart(days, step)
        )
    return found


def door(
    room: float, arrivals: Sequence[float], takes: Sequence[Quantity | None]
) -> tuple[int, float | None]:
    """Return how many windows a door has at which people ask for several things, and the wait before it.

    Parameters
    ----------
    room
        People a day whom it can attend.
    arrivals, takes
        For each thing: people a day who ask for it, and how long it takes.

    Returns
    -------
    The fewest windows that reach the capacity in a working week; and the expected days in the queue, ``None``
    where it would grow without end.

    Examples
    --------
    >>> from rutas.quantity import Duration
    >>> door(10, [8], [Duration.parse("30 min")])[1] == queue_wait(8, 10, 1, 0)
    True
    >>> door(10, [4, 4], [Duration.parse("30 min"), Duration.parse("30 min")])[1] == queue_wait(8, 10, 1, 0)
    True
    """
    total = sum(arrivals)
    parts = [one / total if total else 1 / len(arrivals) for one in arrivals]
    known = [(part, one) for part, one in zip(parts, takes, strict=True) if one]
    mean = sum(part * one.mean for part, one in known)
    windows = max(1, ceil(room * mean / OPEN - 1e-9)) if mean > 0 else 1
    sure = mean > 0 and sum(part for part, _ in known) > _SURE
    spread = sum(part * _square(one) for part, one in known) / mean**2 - 1 if sure else 1.0
    return windows, queue_wait(total, room, windows, max(spread, 0.0))


def erlang_c(load: float, servers: int) -> float:
    """Return the chance that a person has to wait, with people coming at random.

    Parameters
    ----------
    load
        Arrivals over the rate of one server; below ``servers``.
    servers
        How many serve.

    Examples
    --------
    >>> erlang_c(0.5, 1), round(erlang_c(1.0, 2), 4)
    (0.5, 0.3333)

    Notes
    -----
    With B, the share of people who would find all servers busy and go, it is B / (1 - (1 - B) a / c), of a
    load a on c servers.
    """
    if load <= 0:
        return 0.0
    # One over Erlang's B, 1 + c/a + c(c-1)/a² + …: its terms rise while more servers than load are left,
    # and then fall; of any number of servers some multiple of the square root of them tells.
    total = term = 1.0
    for left in range(servers, 0, -1):
        term *= left / load
        total += term
        if total > _NOBODY or term < _LAST * total:
            break
    blocked = 1 / total
    return blocked / (1 - load / servers * (1 - blocked))


def queue_wait(
    arrivals: float, capacity: float, servers: int = 1, spread: float = 1.0
) -> float | None:
    """Return the expected wait in a queue: M/M/c [1]_, scaled by Allen-Cunneen [2]_.

    Parameters
    ----------
    arrivals, capacity
        People per day who come at random, and who can be attended by all servers.
    servers
        How many serve.
    spread
        The squared coefficient of variation of the service time: 1 makes it M/M/c, 0 a fixed time.

    Returns
    -------
    Days; ``None`` where no fewer people come than can be attended, and the queue has no end.

    Examples
    --------
    >>> queue_wait(8, 10), queue_wait(8, 10, spread=0), queue_wait(10, 10)
    (0.4, 0.2, None)
    """
    if arrivals >= capacity:
        return None
    waiting = erlang_c(arrivals / (capacity / servers), servers)
    days = waiting / (capacity - arrivals) * (1 + spread) / 2
    return float(f"{days:.12g}")


def queue_tail(
    days: float, arrivals: float, capacity: float, servers: int = 1, mean: float | None = None
) -> float:
    """Return the share of people who wait longer than so many days.

    The wait of those who wait at all is exponential in M/M/c [1]_; it is scaled as its mean is.

    Parameters
    ----------
    days
        How many.
    arrivals, capacity, servers
        As of `queue_wait`.
    mean
        What that tells; ``None`` where the queue has no end.

    Examples
    --------
    >>> round(queue_tail(0, 8, 10, mean=0.4), 4), round(queue_tail(1, 8, 10, mean=0.4), 4)
    (0.8, 0.1083)
    """
    if mean is None:
        return 1.0
    waiting = erlang_c(arrivals / (capacity / servers), servers)
    return waiting * exp(-waiting * days / mean) if mean > 0 else 0.0


def _square(takes: Quantity) -> float:
    """Return the mean square of a service time."""
    width = takes.high - takes.low
    if len(takes.points) == 3 and width > 0:  # noqa: PLR2004  (PERT: a scaled beta)
        a = 1 + 4 * (takes.points[1] - takes.low) / width
        variance = width**2 * a * (6 - a) / (36 * 7)
    else:
        variance = width**2 / 12
    return variance + takes.mean**2


def _apart(days: float | None, step: Step) -> Literal["longer", "shorter"] | None:
    if step.wait is None:
        return None
    if days is None or days > step.wait.high:
        return "longer"
    if step.wait.low > _APART * days and step.wait.low - days >= _DAY:
        return "shorter"
    return None
