"""Say what a territory is: places, points with their hours and answers, travel, and the joint plan."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from rutas.hours import Clock, Day, Schedule
from rutas.model.base import Known, Listed, Model, Reference
from rutas.model.calendar import Calendar
from rutas.model.choice import Choice
from rutas.model.ficha import Ficha, ItemAnswer
from rutas.model.text import Flag, Id, Line, RouteId, Text
from rutas.quantity import Duration, Money, Rate

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "EXAMPLE", "Action", "Offer", "Place", "Point", "PointFicha", "Survey", "Territory", "Travel", "Visit",
]  # fmt: skip

EXAMPLE = "example"
"""The source of what somebody made up to show how a territory is written."""

ActorId = Annotated[str, Reference("actor")]
PlaceId = Annotated[str, Reference("place")]
RouteRef = Annotated[str, Reference("route")]
ServiceId = Annotated[str, Reference("service")]
Changes = dict[RouteRef, dict[str, Any]]


class Place(Model):
    """Where families live, and points stand."""

    name: Text
    """What people call it."""
    people: int | None = Field(default=None, ge=0, le=10**9)
    """How many live there."""
    at: tuple[float, float] | None = None
    """Latitude and longitude, in degrees."""
    district: Text | None = None
    """Its district, where the territory has several."""


class Travel(Model):
    """How one gets from one place to another and back."""

    from_: PlaceId = Field(alias="from")
    """From where."""
    to: PlaceId
    """To where."""
    takes: Duration
    """How long the way is."""
    cost: Money | None = None
    """What one way costs."""
    leaves: Listed[Clock] = ()
    """When one can leave, out; at any time where nothing is said."""
    returns: Listed[Clock] = ()
    """When one can leave for the way back; at any time where nothing is said."""


class Offer(Model):
    """A service of a point: what differs from the door."""

    hours: Schedule | None = None
    """Days and times of the service; those of the door where nothing is said."""
    quota: int | None = Field(default=None, ge=1, le=10**6)
    """People whom it attends on an open day."""
    tokens_at: Clock | None = None
    """When its turns are given out."""
    note: Text | None = None
    """What a family should know before going."""


_AS_THE_DOOR = Offer()


class Visit(Model):
    """When somebody went there, and who."""

    on: Day
    """The day."""
    by: Text | None = None
    """Who went."""


class PointFicha(Visit):
    """What the ficha found at a point."""

    answers: dict[Annotated[str, Reference("item")], ItemAnswer] = Field(default_factory=dict)
    """An answer an item, beside the day and who asked."""


def _answers(value: object) -> object:
    """Read all keys but the day and who asked as answers."""
    if not isinstance(value, dict) or "answers" in value:
        return value
    head = {key: value[key] for key in ("on", "by") if key in value}
    return {**head, "answers": {key: said for key, said in value.items() if key not in head}}


def _offers(value: object, info: ValidationInfo) -> object:
    """Read a plain list of services: all of them as the door."""
    if not isinstance(value, (list, tuple, str)):
        return value
    services = (value,) if isinstance(value, str) else value
    known = info.context if isinstance(info.context, Known) else Known()
    wrong = [
        InitErrorDetails(type=flaw, loc=(number,) if services is value else (), input=service)
        for number, service in enumerate(services)
        if (flaw := _no_service(service, known))
    ]
    if wrong:
        raise ValidationError.from_exception_data("offers", wrong)
    return {service: {} for service in services}


def _no_service(service: object, known: Known) -> PydanticCustomError | None:
    if not isinstance(service, str):
        return PydanticCustomError("wrong-type", "expected a text")
    if known.has("service", service):
        return None
    return PydanticCustomError("unknown-service", "{given}", {"given": service})


class Point(Model):
    """A door behind which people are attended."""

    id: Id
    """The point's id."""
    name: Text
    """What people call it."""
    actor: Annotated[Listed[ActorId], Field(min_length=1)]
    """Who attend behind this door."""
    channel: Listed[Annotated[str, Reference("channel")]] = ()
    """How they attend; at the door or at school where nothing is said."""
    place: PlaceId | None = None
    """Where it stands."""
    serves: Listed[PlaceId] = ()
    """The places whose people may use it; all of them where nothing is said."""
    source: Annotated[str, Reference("source", also=(EXAMPLE, "estimate"))] | None = None
    """Where all this comes from: a source's id, ``estimate``, or ``example``."""
    surveyed: Visit | None = None
    """When it was surveyed."""
    phone: Line | None = None
    """Its telephone."""
    languages: Listed[Line] = ()
    """The languages that are spoken there."""
    access: Text | None = None
    """How one gets in."""
    hours: Schedule
    """Days and times of the door."""
    quota: int | None = Field(default=None, ge=1, le=10**6)
    """People whom each service attends on an open day."""
    tokens_at: Clock | None = None
    """When turns are given out."""
    note: Text | None = None
    """What a family should know before going."""
    offers: Annotated[
        dict[ServiceId, Offer], BeforeValidator(_offers, json_schema_input_type=Any)
    ] = Field(default_factory=dict)
    """The services that it gives."""
    ficha: Annotated[PointFicha, BeforeValidator(_answers, json_schema_input_type=Any)] | None = (
        None
    )
    """What the ficha found there."""

    def offer(self, service: str | None) -> Offer:
        """Return hours, quota, turns and note of a service, those of the door where it has no own."""
        own = self.offers.get(service or "", _AS_THE_DOOR)
        return Offer.model_construct(
            hours=own.hours or self.hours,
            quota=own.quota or self.quota,
            tokens_at=own.tokens_at if own.tokens_at is not None else self.tokens_at,
            note=own.note or self.note,
        )


class Survey(Model):
    """How far the survey of points got, by a date."""

    on: Day
    """Of when the counts are."""
    points: int = Field(ge=0, le=10**6)
    """How many points there are."""
    surveyed: int = Field(ge=0, le=10**6)
    """How many of them were surveyed."""
    source: Annotated[str, Reference("source")] | None = None
    """Where it was published."""


class Action(Model):
    """What institutions agreed to do together."""

    id: Id
    """The action's id."""
    what: Text
    """What is done."""
    who: Annotated[Listed[ActorId], Field(min_length=1)]
    """Who do it; the first answers for it."""
    by: Day
    """By when."""
    state: Annotated[
        Literal["proposed", "agreed", "under-way", "done", "dropped"], Choice("state")
    ] = "proposed"
    """How far it is."""
    act: Line | None = None
    """The act in which it was agreed."""
    cost: Money | None = None
    """What it costs."""
    set: Changes = Field(default_factory=dict)
    """What it changes, by route: a change set each."""
    fixes: Listed[Annotated[str, Reference("point")]] = ()
    """The points that it makes ready."""


class Territory(Model):
    """Where a route is lived: its places, its points, and what is agreed there.

    The fields are those of the file; `questions` and `calendar` are the book's.
    """

    id: RouteId
    """The territory's id, unlike any route's."""
    name: Text
    """What people call it."""
    department: Text | None = None
    """Its department."""
    status: Annotated[Literal["example", "draft", "validated"], Choice("territory-status")] = (
        "draft"
    )
    """How far it is; ``example`` where something in it is made up."""
    complete: Flag = False
    """Whether the file holds every point: if not, one that is absent proves nothing."""
    stale_after: Duration = Duration.parse("180 d")
    """After how long a datum is marked as to be confirmed."""
    survey: Listed[Survey] = ()
    """How far the survey of points got."""
    demand: dict[RouteRef, Rate] = Field(default_factory=dict)
    """People who enter each route here."""
    set: Changes = Field(default_factory=dict)
    """What differs here, by route: a change set each."""
    inside: Duration = Duration.parse("0 d")
    """How long it takes to get about inside one place."""
    places: dict[Id, Place] = Field(default_factory=dict)
    """Where families live and points stand."""
    travel: tuple[Travel, ...] = ()
    """How one gets from place to place."""
    points: tuple[Point, ...] = ()
    """The doors behind which people are attended."""
    actions: tuple[Action, ...] = ()
    """The joint plan."""
    allow: dict[str, Text] = Field(default_factory=dict)
    """Rules that the territory may break, each with the reason."""

    questions: Ficha = Field(default_factory=Ficha, exclude=True, repr=False)
    """The book's ficha; not part of the file."""
    calendar: Calendar = Field(default_factory=Calendar, exclude=True, repr=False)
    """The book's calendar; not part of the file."""

    @model_validator(mode="before")
    @classmethod
    def _own(cls, data: Any, info: ValidationInfo) -> Any:
        """Refuse in a file what is the book's."""
        strays = {"questions", "calendar"} & data.keys() if isinstance(data, dict) else None
        if strays and isinstance(info.context, Known):
            kind = PydanticCustomError(
                "unknown-key", "{given}", {"given": min(strays), "guess": ""}
            )
            found = [InitErrorDetails(type=kind, loc=(min(strays),), input=None)]
            raise ValidationError.from_exception_data(cls.__name__, found)
        return data

    @cached_property
    def by_id(self) -> Mapping[str, Point]:
        """Every point by its id."""
        return {point.id: point for point in self.points}

    @property
    def example(self) -> bool:
        """Whether something in it is made up, so that every output must say so."""
        return self.status == EXAMPLE or any(point.source == EXAMPLE for point in self.points)
