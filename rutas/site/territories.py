"""Tell of the territories of a page: their places and points, and which of them serve a step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rutas.answers.row import iso
from rutas.model.territory import EXAMPLE
from rutas.site.local import Door, Hours, Place, ServicePoint, Territory, hours_of
from rutas.territory.readiness import lacking
from rutas.territory.serving import Serving, offered
from rutas.territory.travel import Roads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.hours import Schedule
    from rutas.model import Route
    from rutas.model.step import Step
    from rutas.model.territory import Point
    from rutas.model.territory import Territory as Given
    from rutas.site.wording import Wording

__all__ = ["Doors", "Timetable", "territory"]


@dataclass
class Timetable:
    """The opening hours of all doors, each once, in the order in which they are met."""

    lang: str
    hours: list[Hours] = field(default_factory=list)
    _places: dict[Hours, int] = field(default_factory=dict)

    def place(self, schedule: Schedule) -> int:
        """Return where some hours stand, and note them where they are new."""
        found = hours_of(schedule, self.lang)
        if found not in self._places:
            self._places[found] = len(self.hours)
            self.hours.append(found)
        return self._places[found]


@dataclass(frozen=True)
class Doors:
    """The points that serve the steps of a route, territory by territory."""

    wording: Wording
    timetable: Timetable
    serving: Sequence[Serving]

    @classmethod
    def of(
        cls, route: Route, territories: Sequence[Given], wording: Wording, timetable: Timetable
    ) -> Doors:
        """Find the points that serve each step."""
        return cls(wording, timetable, [Serving(one, route) for one in territories])

    def at(self, step: Step) -> dict[str, tuple[Door, ...]]:
        """Return the points that serve a step, by territory, in the order of its file."""
        found = {
            one.territory.id: tuple(self._door(one, point, step) for point in one.points[step.id])
            for one in self.serving
        }
        return {name: doors for name, doors in found.items() if doors}

    def _door(self, serving: Serving, point: Point, step: Step) -> Door:
        offer = offered(point, step)
        items = serving.items(point, step.id)
        questions = serving.territory.questions.items
        return Door(
            point=point.id,
            hours=self.timetable.place(offer.hours or point.hours),
            tokens_at=offer.tokens_at,
            quota=offer.quota,
            note=self.wording.said(offer.note) if offer.note else None,
            status=serving.status(point, step.id),
            missing=tuple(
                questions[one].name.to(self.wording.lang) for one in lacking(items, point)
            ),
            asked_on=iso(point.ficha.on) if point.ficha else None,
        )


def territory(given: Given, wording: Wording, timetable: Timetable) -> Territory:
    """Return a territory with its places and points."""
    roads = Roads(given)
    return Territory(
        id=given.id,
        name=wording.said(given.name),
        department=wording.said(given.department) if given.department else None,
        example=given.example,
        complete=given.complete,
        stale_days=given.stale_after.mean,
        places=tuple(_place(name, given, roads, wording) for name in given.places),
        points=tuple(_point(point, wording, timetable) for point in given.points),
    )


def _place(name: str, given: Given, roads: Roads, wording: Wording) -> Place:
    ways = {other: roads.way(name, other) for other in given.places}
    return Place(
        id=name,
        name=wording.said(given.places[name].name),
        minutes=tuple(round(way.minutes) if way else None for way in ways.values()),
        assumed=tuple(other for other, way in ways.items() if way and way.assumed),
    )


def _point(point: Point, wording: Wording, timetable: Timetable) -> ServicePoint:
    return ServicePoint(
        id=point.id,
        name=wording.said(point.name),
        place=point.place,
        serves=point.serves,
        phone=point.phone,
        access=wording.said(point.access) if point.access else None,
        languages=point.languages,
        hours=timetable.place(point.hours),
        surveyed=iso(point.surveyed.on) if point.surveyed else None,
        example=point.source == EXAMPLE,
        estimate=point.source == "estimate",
    )
