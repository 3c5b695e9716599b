"""Small districts at random, and the best itinerary of each by trying every day, door and order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations, product
from math import inf
from typing import TYPE_CHECKING, Any

from rutas.model import Catalogue, Route
from rutas.model.calendar import Calendar
from rutas.model.territory import Territory

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from rutas.itinerary.visits import Visit

START = date(2026, 11, 30)  # a Monday
DAYS = 8
CATALOGUE = Catalogue.model_validate({
    "actors": {f"a{k}": {"name": f"A{k}"} for k in range(4)},
    "channels": {"p": {"name": "P", "kind": "in-person"}},
})  # fmt: skip
_HOURS = ("7:00-11:00", "8:00-9:00", "7:00-9:00 y 13:00-15:00", "6:00-12:00", "13:00-16:00")
_WEEK = ("lun", "mar", "mié", "jue", "vie", "sáb", "lun-vie", "mar y jue", "lun-sáb")


def route(rng: random.Random) -> Route:
    """Return a route of up to four visits: in a row, or some of them side by side."""
    size = rng.randint(1, 4)
    steps: list[dict[str, Any]] = [
        {
            "id": f"s{k}", "name": f"S{k}", "actor": f"a{k}", "channel": "p",
            "takes": rng.choice(["20 min", "1 h", "2 h"]),
            **({"wait": rng.choice(["1 d", "2 d", "30 min"])} if rng.random() < 0.4 else {}),
            **({"by": f"{rng.randint(0, 6)} d"} if rng.random() < 0.4 else {}),
            **({"from": f"{rng.randint(0, 3)} d"} if rng.random() < 0.3 else {}),
        }
        for k in range(size)
    ]  # fmt: skip
    end: dict[str, Any] = {"id": "fin", "name": "Fin", "outcome": "ok"}
    if size > 2 and rng.random() < 0.6:
        steps[0]["next"] = {"all": [f"s{k}" for k in range(1, size)]}
        for step in steps[1:]:
            step["next"] = "fin"
        end["join"] = "all"
    else:
        for step, after in zip(steps, [*steps[1:], end], strict=True):
            step["next"] = after["id"]
    return Route.model_validate({
        "id": "r", "name": "R", "ways_in": {"to": "s0"},
        "outcomes": {"ok": {"name": "Ok", "success": True}},
        "stages": [{"id": "e", "name": "E", "steps": [*steps, end]}], "catalogue": CATALOGUE,
    })  # fmt: skip


def territory(rng: random.Random, size: int, *, timed: bool) -> Territory:
    """Return three places, two doors a visit, and ways between the places, some by a timetable."""
    places = ["x", "y", "z"]
    travel = []
    for start, end in (("x", "y"), ("y", "z"), ("x", "z")):
        way: dict[str, Any] = {"from": start, "to": end, "takes": f"{rng.choice([20, 45, 90])} min"}
        if timed and rng.random() < 0.6:
            way["leaves"] = sorted(
                rng.sample(["5:00", "6:30", "7:15", "9:00", "12:30", "17:00"], 3)
            )
            way["returns"] = sorted(rng.sample(["5:30", "8:00", "11:10", "15:00", "18:00"], 3))
        travel.append(way)
    points = []
    for k in range(size):
        for n in range(rng.randint(1, 2)):
            point: dict[str, Any] = {
                "id": f"p{k}{n}", "name": "P", "actor": f"a{k}", "place": rng.choice(places),
                "hours": {rng.choice(_WEEK): rng.choice(_HOURS)},
            }  # fmt: skip
            if rng.random() < 0.3:
                point["tokens_at"] = rng.choice(["6:30", "7:30", "8:30"])
            points.append(point)
    return Territory.model_validate({
        "id": "t", "name": "T", "inside": "10 min", "places": {one: {"name": one} for one in places},
        "travel": travel, "points": points, "complete": True, "calendar": Calendar(),
    })  # fmt: skip


@dataclass
class World:
    """The same district, read once more and by hand."""

    territory: Territory
    visits: Sequence[Visit]
    leave: int = 240
    back: int = 1260
    most: int = 6

    def arrival(self, here: str, there: str, at: float, seen: tuple[str, ...] = ()) -> float:
        """Return the earliest arrival at a place over all chains that pass no place twice."""
        if here == there:
            return at
        best = inf
        for way in self.territory.travel:
            for start, end, times in (
                (way.from_, way.to, way.leaves),
                (way.to, way.from_, way.returns),
            ):
                if start == here and end not in (*seen, here):
                    leaves = min((t for t in times if t >= at), default=inf) if times else at
                    if leaves < inf:
                        then = leaves + round(way.takes.mean * 1440)
                        best = min(best, self.arrival(end, there, then, (*seen, here)))
        return best

    def between(self, start: tuple[str, str], end: tuple[str, str], at: float) -> float:
        """Return when somebody gets from a door to a door; each is a name and its place."""
        if start[0] == end[0]:
            return at
        return at + 10 if start[1] == end[1] else self.arrival(start[1], end[1], at)

    def day(self, chosen: tuple[int, ...], day: int) -> dict[bool, float]:
        """Return the fewest minutes on the way of a day with some visits, as a trip and without."""
        found: dict[bool, float] = {}
        if len(chosen) > self.most:
            return found
        today = START + timedelta(days=day)
        options = [
            [p for p in self.territory.points if f"a{self.visits[v].step[1:]}" in p.actor]
            for v in chosen
        ]
        for order in permutations(range(len(chosen))):
            if any(
                chosen[later] in self.visits[chosen[sooner]].after
                for k, later in enumerate(order)
                for sooner in order[:k]
            ):
                continue
            for doors in product(*(options[k] for k in order)):
                at, here, minutes = float(self.leave), ("@", "x"), 0.0
                for k, door in zip(order, doors, strict=True):
                    there = (door.id, door.place)
                    came = self.between(here, there, at)
                    minutes += came - at
                    if door.tokens_at is not None and came > door.tokens_at:
                        break
                    long = self.visits[chosen[k]].minutes
                    starts = [
                        max(span.opens, came) for span in door.hours.on(today)
                        if max(span.opens, came) + long <= span.closes
                    ]  # fmt: skip
                    if not starts:
                        break
                    at, here = min(starts) + long, there
                else:
                    home = self.between(here, ("@", "x"), at)
                    if home <= self.back:
                        trip = any(door.place != "x" for door in doors)
                        found[trip] = min(found.get(trip, inf), minutes + home - at)
        return found

    def itineraries(self, patience: float) -> Iterator[tuple[float, ...]]:
        """Yield what every way to spread the visits over the days costs."""
        size = len(self.visits)
        known: dict[tuple[tuple[int, ...], int], dict[bool, float]] = {}
        for dates in product(range(DAYS), repeat=size):
            if any(
                dates[k] < visit.earliest
                or any(dates[k] < dates[one] + lag for one, lag in visit.after.items())
                for k, visit in enumerate(self.visits)
            ):
                continue
            days = []
            for day in set(dates):
                key = tuple(k for k in range(size) if dates[k] == day), day
                if key not in known:
                    known[key] = self.day(*key)
                days.append(known[key])
            late = sum(
                visit.by is not None and dates[k] > visit.by for k, visit in enumerate(self.visits)
            )
            for kinds in product(*(list(day) for day in days)):
                trips, total = sum(kinds), sum(dates)
                minutes = sum(day[kind] for day, kind in zip(days, kinds, strict=True))
                price = (trips, total) if patience == inf else (patience * trips + total, trips)
                yield (late, *price, max(dates), minutes)
