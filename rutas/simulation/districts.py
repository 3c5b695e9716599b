"""Play many districts as one, so that they take as many steps as one, and tell them apart afterwards.

No district asks for a place of another's, so that what happens in one does not hang on which others are
played with it; and each meets the people whom it meets by itself, so that two districts differ by what they
are and not by who came.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from rutas.simulation.record import Record, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.simulation.setting import Resource, Setting

    Ints = NDArray[np.int64]

__all__ = ["parted", "united"]

_OF_ROWS = ("rows", "came", "served", "waiting", "gave_up", "no_shows", "waits")
_OF_STEPS = ("steps", "visits", "left", "late")


def united(settings: Iterable[Setting]) -> Setting:
    """Return one setting that holds the routes and the resources of several districts.

    Parameters
    ----------
    settings
        Of the same days and the same seed, and of routes with the same packages.

    Examples
    --------
    >>> from datetime import date
    >>> import rutas
    >>> from rutas.simulation.setting import setting
    >>> one = setting([rutas.load("routes")["0-4"]], start=date(2027, 1, 1), years=1)
    >>> both = united([one, one])
    >>> len(both.routes), both.resources[0].steps[0], both.resources[len(one.resources)].steps[0]
    (2, (0, 0), (1, 0))
    """
    several = list(settings)
    routes: list[Route] = []
    resources: list[Resource] = []
    for one in several:
        first = len(routes)
        routes += one.routes
        resources += [
            replace(asked, steps=tuple([(first + route, step) for route, step in asked.steps]))
            for asked in one.resources
        ]
    return replace(several[0], routes=tuple(routes), resources=tuple(resources))


def parted(record: Record, settings: Sequence[Setting]) -> Iterator[Record]:
    """Yield what was counted of each of several districts that were played as one.

    Parameters
    ----------
    record
        Of the setting that `united` returned.
    settings
        The settings of the districts, in their order.
    """
    tallies = {name: getattr(record, name).columns for name in ("waits", "journeys", "cohorts")}
    routes = steps = resources = 0
    asking = record.slots.shape[1]  # the steps that ask stand behind all resources
    for one in settings:
        doors = {ask for resource in one.resources for ask in resource.steps}
        of_steps = np.arange(steps, steps + sum(len(route.steps) for route in one.routes))
        of_routes = np.arange(routes, routes + len(one.routes))
        of_resources = np.arange(resources, resources + len(one.resources))
        of_rows = np.concatenate([of_resources, np.arange(asking, asking + len(doors))])
        parts: dict[str, Any] = {
            "services": record.services,
            "slots": record.slots[:, of_resources],
        }
        for name in [field.name for field in fields(Record) if field.name not in parts]:
            own = of_rows if name in _OF_ROWS else of_steps if name in _OF_STEPS else of_routes
            whole = getattr(record, name)
            if isinstance(whole, Tally):
                parts[name] = _part(whole, tallies[name], own)
            else:
                parts[name] = (
                    tuple([whole[k] for k in own]) if isinstance(whole, tuple) else whole[:, own]
                )
        yield Record(**parts)
        routes, steps = routes + len(of_routes), steps + len(of_steps)
        resources, asking = resources + len(of_resources), asking + len(doors)


def _part(tally: Tally, columns: Sequence[Ints], own: Ints) -> Tally:
    """Return what a tally says of some rows, or routes, which are numbered anew."""
    place = np.full(tally.shape[0], -1)
    place[own] = np.arange(len(own))
    replication, row, *rest = columns
    some = place[row] >= 0
    kept = [place[row[some]], *[column[some] for column in rest]]
    shape = (len(own), *tally.shape[1:])
    return Tally.of(shape, replication[some], *kept, counts=tally.counts[some])
