"""Play districts day by day, several as one, and tell what came of each route."""

from __future__ import annotations

from math import ceil, isnan
from typing import TYPE_CHECKING

from rutas.atlas.figures import Played, Waited
from rutas.quantity import YEAR
from rutas.simulation.districts import parted, united
from rutas.simulation.formula import visits as expected
from rutas.simulation.play import play
from rutas.simulation.result import Result
from rutas.simulation.setting import setting
from rutas.simulation.statistics import interval
from rutas.tokens.unknown import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rutas.atlas.asked import Asked, There
    from rutas.model.route import Route
    from rutas.simulation.setting import Setting

__all__ = ["played", "together", "visits"]

_MOST = 24  # districts: more take hardly less for each
_DAYS = 40_000  # of a district, of some 15 kB each


def played(districts: Mapping[str, There]) -> dict[str, tuple[Played, ...]]:
    """Play districts, and return what came of the routes of each."""
    asked = next(iter(districts.values())).asked
    settings = [_setting(one, asked) for one in districts.values()]
    record = play(united(settings), range(asked.replications))
    return {
        name: tuple(_of_routes(Result(*pair)))
        for name, pair in zip(
            districts, zip(settings, parted(record, settings), strict=True), strict=True
        )
    }


def together(asked: Asked) -> int:
    """Return how many districts are played as one: as many as memory holds, since a day of theirs is kept."""
    days = asked.replications * (asked.warm_up + ceil(YEAR * asked.years))
    return max(1, min(_MOST, _DAYS // days))


def visits(routes: Iterable[Route], asked: Asked) -> float:
    """Return about how many visits there are if a district with these routes is played as often as is asked.

    Raises
    ------
    UsageError
        If somebody goes round in a route for ever.
    """
    played = setting(routes, start=asked.start, years=asked.years, warm_up=asked.warm_up)
    return asked.replications * expected(played)


def _setting(district: There, asked: Asked) -> Setting:
    territories = district.book.territories
    return setting(
        district.queued,
        start=asked.start, years=asked.years, warm_up=asked.warm_up, seed=asked.seed,
        holidays=territories.calendar.days,
        territory=territories[district.territory] if district.territory else None,
    )  # fmt: skip


def _of_routes(result: Result) -> Iterator[Played]:
    return (_of_route(result, number) for number in range(len(result.setting.routes)))


def _of_route(result: Result, number: int) -> Played:
    """Tell what came of one of the routes of a district."""
    route = result.setting.routes[number]
    people = result.people[route.id]
    completion = interval(people.completion)
    mine = [
        one
        for one in result.setting.resources
        if one.capacity is not None and any(ask[0] == number for ask in one.steps)
    ]
    growing = [one for one in mine if result.queues[one.id].growing]
    growing.sort(key=lambda one: -float(result.queues[one.id].growth.mean()))
    doors = {
        result.row_of(ask): list(route.steps)[ask[1]]
        for one in mine
        if one not in growing  # whoever comes there now may never be served
        for ask in one.steps
        if ask[0] == number
    }
    waits = [Waited(step, p90) for row, step in doors.items()
             if not isnan(p90 := interval(result.queues[row].wait.p90).mean)]  # fmt: skip
    return Played(
        completion=completion.mean,
        low=known(completion.low),
        high=known(completion.high),
        journey_p50=known(interval(people.days.p50).mean),
        journey_p90=known(interval(people.days.p90).mean),
        longest_wait=max(waits, key=lambda one: one.p90, default=None),
        growing=tuple(one.id for one in growing),
    )
