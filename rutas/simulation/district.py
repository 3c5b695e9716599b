"""Play a district as often as the precision wants that is asked of it, with and without a change.

A play begins empty, some time before what is measured: as long as nine of ten who complete take, and a tenth
more; or longer, if the number of people says so by the first replications (`Result.warm_up`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite, nan
from typing import TYPE_CHECKING

from rutas.analysis import Analysis
from rutas.errors import UsageError
from rutas.locale import number, say
from rutas.quantity import YEAR
from rutas.simulation.formula import visits
from rutas.simulation.record import BLOCK
from rutas.simulation.result import Result
from rutas.simulation.run import replicate
from rutas.simulation.setting import same_day, setting
from rutas.simulation.shock import read_shock
from rutas.simulation.statistics import interval, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.model.territory import Territory
    from rutas.simulation.record import Record
    from rutas.simulation.run import Replicated
    from rutas.simulation.setting import Setting
    from rutas.simulation.shock import Shock

    Floats = NDArray[np.float64]

__all__ = ["LEAST", "MOST_VISITS", "Asked", "Played", "allowed", "district", "longest"]

LEAST = 10
"""Replications, at least."""

MOST_VISITS = 200_000_000
"""More than these are played only where somebody insists."""


_MORE = 1.1  # than nine of ten who complete take
_USUAL = YEAR  # days, where it is not known how long they take


@dataclass(frozen=True)
class Asked:
    """What is to be played.

    Attributes
    ----------
    routes
        The routes, after all that is changed in them.
    start, years, seed
        The first day that is measured, for how many years, and which people come.
    before
        The same routes without the change, where both are to be compared.
    territory
        Where it is; ``None`` for nowhere in particular.
    holidays
        On which days nobody works, where there is no territory.
    shocks
        What happens on the way, as people write it; then it is compared with what would have been.
    precision, most
        The relative half width that each figure is to have, and how many replications there are at most.
    force
        Whether to play however many visits it takes.
    """

    routes: tuple[Route, ...]
    start: date
    years: int = 5
    seed: int = 1
    before: tuple[Route, ...] = ()
    territory: Territory | None = None
    holidays: Container[date] = frozenset()
    shocks: tuple[str, ...] = ()
    precision: float = 0.05
    most: int = 200
    force: bool = False

    @property
    def end(self) -> date:
        """The day after the last that is measured."""
        return same_day(self.start, self.start.year + self.years)

    def setting(
        self, routes: Sequence[Route], warm_up: int = 0, shocks: Iterable[Shock] = ()
    ) -> Setting:
        """Return what is played of some of the routes."""
        shocks = tuple(shocks)
        return setting(
            routes, start=self.start, years=self.years, warm_up=warm_up, seed=self.seed,
            holidays=self.holidays, territory=self.territory,
            closures=[one for shock in shocks for one in shock.closures],
            changes=[one for shock in shocks for one in shock.changes(routes)],
        )  # fmt: skip


@dataclass(frozen=True)
class Played:
    """What was played, for whoever tells or draws it.

    Attributes
    ----------
    asked
        What was asked.
    result
        What came of it.
    before
        What came of it without the change and the shocks, where both are compared.
    calm
        What came of it with the change and without the shocks, where there are any.
    shocks
        What happened on the way.
    reached, interrupted
        Whether each figure is as precise as was asked, and whether somebody stopped it before.
    """

    asked: Asked
    result: Result
    before: Result | None
    calm: Result | None
    shocks: tuple[Shock, ...]
    reached: bool
    interrupted: bool


def district(asked: Asked, tell: Callable[[int, int], None] | None = None) -> Played:
    """Play what is asked.

    Parameters
    ----------
    asked
        What is to be played.
    tell
        Is told how many replications are done, and how many are wanted so far.

    Raises
    ------
    UsageError
        If a route has no demand, or somebody never leaves it; if a shock can't be read; or if there are more
        visits than `MOST_VISITS`, and nobody insists.
    """
    shocks = tuple(read_shock(one, asked.routes, asked.start, asked.end) for one in asked.shocks)
    sides = [(asked.routes, shocks)]
    sides += [(asked.routes, ())] if shocks else []
    sides += [(asked.before, ())] if asked.before else []
    days = max(longest(routes) for routes, _ in sides)
    while True:
        settings = [asked.setting(routes, days, shocked) for routes, shocked in sides]
        done = _replicated(asked, settings, tell)
        found = [Result(*pair) for pair in zip(settings, done.records, strict=True)]
        longer = max(one.warm_up for one in found)
        if longer <= days or done.interrupted:
            break
        days = longer
    return Played(
        asked=asked,
        result=found[0],
        before=found[-1] if found[1:] else None,
        calm=found[1] if shocks else None,
        shocks=shocks,
        reached=not done.interrupted and _wanted(asked, found) <= found[0].size,
        interrupted=done.interrupted,
    )


def _replicated(
    asked: Asked, settings: Sequence[Setting], tell: Callable[[int, int], None] | None
) -> Replicated:
    """Play settings until each figure is precise, or it is seen that the warm-up was too short."""
    of_one = max(map(visits, settings))
    least = min(LEAST, asked.most)

    def enough(records: Sequence[Record]) -> int:
        several = [Result(*pair) for pair in zip(settings, records, strict=True)]
        short = any(one.warm_up > one.setting.warm_up for one in several)
        return 0 if short else _wanted(asked, several)

    most = allowed(asked, of_one * len(settings), least)
    return replicate(settings, enough, least=least, most=most, visits=of_one, tell=tell)


def _wanted(asked: Asked, several: Iterable[Result]) -> int:
    """Return how many replications are wanted for each figure to be precise."""
    return max(
        wanted(interval(values), one.size, asked.precision, unit)
        for one in several
        for values, unit in _asked_figures(one)
    )


def allowed(asked: Asked, visits: float, least: int) -> int:
    """Return how many replications of so many visits there may be.

    Raises
    ------
    UsageError
        If there may be fewer than are needed.
    """
    room = asked.most if asked.force else int(MOST_VISITS / max(visits, 1.0))
    if room < least:
        count = number(round(visits * least))
        raise UsageError(say("simulation.too-many", visits=count, most=number(MOST_VISITS)))
    return min(asked.most, room)


def longest(routes: Iterable[Route]) -> int:
    """Return for how many days people have to come until some routes are full, if nobody queued."""
    days = (Analysis(route, draws=0).time.days.p90 or nan for route in routes)
    long = max((one for one in days if isfinite(one)), default=_USUAL)
    return BLOCK * ceil(_MORE * long / BLOCK)


def _asked_figures(found: Result) -> Iterable[tuple[Floats, float]]:
    """Yield the figures that are to be precise, with what a part of next to nothing is taken of."""
    people = found.everybody
    yield people.completion, 0.0
    yield people.days.p50, 1.0
    for one in found.setting.resources:
        if one.capacity is not None:
            queue = found.queues[one.id]
            yield (queue.growth if queue.growing else queue.wait.mean), 1.0
