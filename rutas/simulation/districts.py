"""Play many districts as one, so that they take as many steps as one, and tell them apart afterwards.

No district asks for a place of another's, so that what happens in one does not hang on which others are
played with it. A route of a district is called ``DISTRICT/ROUTE`` while it is played, and by that name people
have their chances.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from rutas.simulation.record import Record, Tally

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.simulation.setting import Resource, Setting

    Ints = NDArray[np.int64]

__all__ = ["parted", "united"]

_OF_ROWS = ("came", "served", "waiting", "gave_up", "no_shows")
_OF_STEPS = ("visits", "left", "late")


def united(settings: Mapping[str, Setting]) -> Setting:
    """Return one setting that holds the routes and the resources of several districts.

    Parameters
    ----------
    settings
        By district: of the same days and the same seed, and of routes with the same packages.

    Examples
    --------
    >>> from datetime import date
    >>> import rutas
    >>> from rutas.simulation.setting import setting
    >>> one = setting([rutas.load("routes")["0-4"]], start=date(2027, 1, 1), years=1)
    >>> both = united({"norte": one, "sur": one})
    >>> [route.id for route in both.routes], both.resources[0].id, both.resources[8].id
    (['norte/0-4', 'sur/0-4'], 'norte/actor:usf', 'sur/actor:usf')
    """
    routes: list[Route] = []
    resources: list[Resource] = []
    for name, one in settings.items():
        first = len(routes)
        routes += [route.model_copy(update={"id": f"{name}/{route.id}"}) for route in one.routes]
        resources += [
            replace(
                resource,
                id=f"{name}/{resource.id}",
                steps=tuple([(first + route, step) for route, step in resource.steps]),
            )
            for resource in one.resources
        ]
    usual = next(iter(settings.values()))
    return replace(usual, routes=tuple(routes), resources=tuple(resources))


def parted(record: Record, names: Sequence[str]) -> dict[str, Record]:
    """Return what was counted of each of several districts that were played as one.

    Parameters
    ----------
    record
        Of the setting that `united` returned.
    names
        The districts; each gets its own routes, steps and rows, by their own names.
    """
    tallies = {name: getattr(record, name) for name in ("waits", "journeys", "cohorts")}
    columns = {name: tally.columns for name, tally in tallies.items()}
    found = {}
    for name in names:
        own = {
            key: np.array([k for k, one in enumerate(ids) if one.startswith(f"{name}/")], dtype=int)
            for key, ids in (
                ("rows", record.rows),
                ("steps", record.steps),
                ("routes", record.routes),
            )
        }
        resources = own["rows"][own["rows"] < record.slots.shape[1]]
        parts: dict[str, Any] = {"services": record.services, "slots": record.slots[:, resources]}
        for one in fields(Record):
            if one.name in parts:
                continue
            if one.name in own:
                ids = getattr(record, one.name)
                parts[one.name] = tuple([ids[k].removeprefix(f"{name}/") for k in own[one.name]])
            elif one.name in tallies:
                key = "rows" if one.name == "waits" else "routes"
                parts[one.name] = _part(tallies[one.name], columns[one.name], own[key])
            else:
                key = (
                    "rows"
                    if one.name in _OF_ROWS
                    else "steps"
                    if one.name in _OF_STEPS
                    else "routes"
                )
                parts[one.name] = getattr(record, one.name)[:, own[key]]
        found[name] = Record(**parts)
    return found


def _part(tally: Tally, columns: Sequence[Ints], own: Ints) -> Tally:
    """Return what a tally says of some rows, or routes, which are numbered anew."""
    place = np.full(tally.shape[0], -1)
    place[own] = np.arange(len(own))
    replication, row, *rest = columns
    some = place[row] >= 0
    kept = [place[row[some]], *[column[some] for column in rest]]
    shape = (len(own), *tally.shape[1:])
    return Tally.of(shape, replication[some], *kept, counts=tally.counts[some])
