"""Read what a route is to reach: how long people may wait somewhere, or be on their way.

=====================================  ================================================================
``inscripcion.wait.p90<=7d``           nine of ten who come to a step wait a week for it at most
``registro-civil.wait.mean<=2 d``      the mean wait before an actor's door, for whatever step
``journey.p50<=60d``                   half of those who complete are through in sixty days
=====================================  ================================================================

Spanish words do as well: ``espera``, ``recorrido``, ``media``, ``mediana``, ``máximo``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rutas.errors import Mistake, UsageError, no_such
from rutas.locale import say
from rutas.model.text import slug
from rutas.quantity import Duration

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rutas.simulation.figures import Queue
    from rutas.simulation.resources import Resource
    from rutas.simulation.result import Result
    from rutas.simulation.setting import Setting

    Floats = NDArray[np.float64]

__all__ = ["Target", "read_target"]

Statistic = Literal["mean", "p10", "p50", "p90", "most"]

_TARGET = re.compile(r"(?P<left>[^<>=≤]+)(?:<=|≤|<)(?P<days>[^<>=≤]+)")
_WAIT = {"wait", "espera"}
_JOURNEY = {"journey", "recorrido"}
_STATISTICS: dict[str, Statistic] = {
    "mean": "mean", "media": "mean", "promedio": "mean", "p10": "p10", "p50": "p50", "median": "p50",
    "mediana": "p50", "p90": "p90", "max": "most", "maximo": "most",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """What a route is to reach.

    Attributes
    ----------
    text
        As it was written.
    row
        The row of a record whose wait it is of; nothing where it is of the whole journey.
    statistic
        Which figure of the days.
    days
        How many there may be.
    """

    text: str
    row: str
    statistic: Statistic
    days: float

    @property
    def share(self) -> float | None:
        """The share of people that the figure is a percentile of; ``None`` where it is none.

        >>> Target("", "", "p90", 7.0).share, Target("", "", "mean", 7.0).share
        (0.9, None)
        """
        return int(self.statistic[1:]) / 100 if self.statistic[1:].isdecimal() else None

    def queue(self, result: Result) -> Queue | None:
        """Return the queue that it is of, where it is of one."""
        return result.queues[self.row] if self.row else None

    def figure(self, result: Result) -> Floats:
        """Return its figure in each replication, ``(B,)``."""
        queue = self.queue(result)
        days = queue.wait if queue else result.everybody.days
        found: Floats = getattr(days, self.statistic)
        return found

    def asks(self, setting: Setting) -> list[Resource]:
        """Return the resources with a capacity that people wait for; none where it is of the journey."""
        if not self.row:
            return []
        owners = {one.id: [one] for one in setting.resources}
        for k, route in enumerate(setting.routes):
            for i, name in enumerate(route.steps):
                asked = [one for one in setting.resources if (k, i) in one.steps]
                owners[f"{route.id}/{name}"] = asked
        return [one for one in owners[self.row] if one.capacity is not None]


def read_target(text: str, setting: Setting) -> Target:
    """Read a target.

    Parameters
    ----------
    text
        As people write it.
    setting
        What is played.

    Raises
    ------
    UsageError
        If it can't be read, or nobody queues there; the message says what was expected.

    Examples
    --------
    >>> from datetime import date
    >>> import rutas
    >>> from rutas.simulation.setting import setting
    >>> played = setting([rutas.load("routes")["0-4"]], start=date(2027, 1, 1), years=1)
    >>> read_target("inscripcion.espera.p90 <= 1 semana", played)
    Target(text='inscripcion.espera.p90 <= 1 semana', row='0-4/inscripcion', statistic='p90', days=7.0)
    """
    match = _TARGET.fullmatch(text.strip())
    parts = match["left"].strip().split(".") if match else []
    if match is None or len(parts) not in {2, 3}:
        raise UsageError(say("staff.bad-target", given=text))
    whole = len(parts) == 2  # noqa: PLR2004  (the journey, and of it a figure)
    *who, measure, statistic = parts
    words = _JOURNEY if whole else _WAIT
    if slug(measure) not in words:
        raise UsageError(say("staff.bad-measure", given=measure, target=text))
    if slug(statistic) not in _STATISTICS:
        raise no_such("staff.bad-statistic", statistic, _STATISTICS, target=text)
    return Target(
        text, "" if whole else _row(who[0].strip(), setting), _STATISTICS[slug(statistic)],
        _days(match["days"].strip(), text),
    )  # fmt: skip


def _days(given: str, text: str) -> float:
    try:
        days = Duration.parse(given)
    except Mistake as mistake:
        raise UsageError(say("staff.bad-days", target=text, mistake=mistake)) from None
    if not days.exact:
        raise UsageError(say("staff.range", target=text, given=given))
    return days.mean


def _row(who: str, setting: Setting) -> str:
    """Return the row that a name means: a step that asks for places, or else who hands them out."""
    asking = dict.fromkeys(
        f"{setting.routes[k].id}/{list(setting.routes[k].steps)[i]}"
        for one in setting.resources
        for k, i in one.steps
    )
    known = {one.partition("/")[2]: one for one in asking}
    known |= {one: one for one in asking}
    owners = [one.id for one in setting.resources if one.capacity is not None]
    known = {one.partition(":")[2]: one for one in owners} | {one: one for one in owners} | known
    if who not in known:
        steps = {name: step for route in setting.routes for name, step in route.steps.items()}
        if who in steps:
            wait = steps[who].wait
            declared = wait.wording() if wait else "–"
            raise UsageError(say("staff.no-queue", step=who, declared=declared))
        raise no_such("staff.nobody", who, [one for one in known if not set(one) & {":", "/"}])
    return known[who]
