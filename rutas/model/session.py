"""Say what a session of the technical table is, what was agreed in it, and when sessions are held."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from rutas.errors import guessed, nearest
from rutas.hours import Day
from rutas.model.base import Known, Listed, Model, Reference
from rutas.model.choice import Choice
from rutas.model.text import Id, Line, Text
from rutas.quantity import Duration

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "WEEKDAYS", "Agreement", "Meeting", "NextSession", "OpenAgreement", "Participant", "Recess", "Session",
    "SessionCalendar", "concerned", "open_agreements",
]  # fmt: skip

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
"""The days of a week, in the order in which `datetime.date.weekday` counts them."""


def concerned(written: str) -> tuple[str, str | None]:
    """Return the route and the step that a text names; no step where all of the route is meant.

    >>> concerned("5-13/inscripcion"), concerned("0-4")
    (('5-13', 'inscripcion'), ('0-4', None))
    """
    route, _, step = written.partition("/")
    return route, step or None


def _concern(value: str, info: ValidationInfo) -> str:
    known = info.context.ids if isinstance(info.context, Known) else {}
    (route, step), routes = concerned(value), known.get("route")
    if routes is not None and route not in routes:
        raise _unknown("route", route, routes)
    steps = known.get(f"step of {route}")
    if "/" in value and steps is not None and step not in steps:
        raise _unknown("step", step or "", steps)
    return value


def _unknown(kind: str, given: str, known: Iterable[str]) -> PydanticCustomError:
    values = {"given": given, "guess": guessed(nearest(given, known))}
    return PydanticCustomError(f"unknown-{kind}", "{given}", values)


class Participant(Model):
    """Somebody who sits at the table."""

    name: Line
    """Her name."""
    institution: Line | None = None
    """The institution for which she speaks."""
    role: Text | None = None
    """What she is there."""


class Agreement(Model):
    """What somebody took upon herself, or the table decided."""

    id: Id
    """Its id, within the session."""
    text: Text
    """What was agreed."""
    responsible: Listed[Annotated[str, Reference("actor")]] = ()
    """Who does it; the first answers for it."""
    due: Day | None = None
    """By when."""
    concerns: Listed[
        Annotated[str, AfterValidator(_concern), WithJsonSchema({"type": ["string", "integer"]})]
    ] = ()
    """The routes, and the steps (``route/step``), that it is about."""
    done: Day | None = None
    """When it was done; open where nobody says."""


class NextSession(Model):
    """When the table meets again."""

    date: Day
    """The day."""
    place: Text | None = None
    """Where, and at what time."""


def _next(value: object) -> object:
    """Read a date alone."""
    return {"date": value} if isinstance(value, str) else value


class Meeting(Model):
    """What is told of a session; what is not told yet may still be written in by hand."""

    date: Day | None = None
    """The day on which it is held."""
    kind: Annotated[Literal["ordinary", "extraordinary"], Choice("session-kind")] = "ordinary"
    """Whether it is one of the calendar, or called when it was needed."""
    number: Line | None = None
    """Its number."""
    title: Text | None = None
    """What it is called."""
    place: Text | None = None
    """Where it is held."""
    called: Day | None = None
    """The day on which the invitation went out."""
    institutions: Listed[Line] = ()
    """The institutions that took part."""
    present: Listed[Participant] = ()
    """Who was there."""
    invited: Listed[Participant] = ()
    """Who was there as a guest."""
    absent: Listed[Participant] = ()
    """Who was not."""
    agenda: Listed[Text] = ()
    """What was to be spoken about, in order."""
    agreements: tuple[Agreement, ...] = ()
    """What was agreed."""
    commitments: tuple[Agreement, ...] = ()
    """What institutions told that they would do."""
    validated: dict[Annotated[str, Reference("route")], Line] = Field(default_factory=dict)
    """The version that the session validated of each route."""
    next: Annotated[NextSession, BeforeValidator(_next, json_schema_input_type=Any)] | None = None
    """When the table meets again."""
    source: Annotated[str, Reference("source")] | None = None
    """Where all this was published."""
    allow: dict[str, Text] = Field(default_factory=dict)
    """Rules that the session may break, each with the reason."""

    @property
    def agreed(self) -> tuple[Agreement, ...]:
        """Agreements and commitments, in the order of the file."""
        return (*self.agreements, *self.commitments)


class Session(Meeting):
    """A session of the technical table."""

    date: Day
    """The day on which it is held, which is also the name of its file."""


class Recess(Model):
    """Days on which no session is held, both included."""

    from_: Day = Field(alias="from")
    """The first."""
    to: Day
    """The last."""


class SessionCalendar(Model):
    """When sessions are held: what the table laid down for itself."""

    weekday: Annotated[Weekday, Choice("weekday")] | None = None
    """The day of the week of ordinary sessions."""
    every: Duration | None = None
    """How far two ordinary sessions may be apart."""
    notice: Duration | None = None
    """How long before a session its invitation goes out."""
    recess: Listed[Recess] = ()
    """When none is held."""

    def is_interrupted(self, first: Day, second: Day) -> bool:
        """Tell whether a recess lies between two days."""
        return any(first <= one.to and one.from_ <= second for one in self.recess)


class OpenAgreement(Model):
    """An agreement that nobody noted as done, as it concerns a route."""

    session: Day
    """The day of the session in which it was agreed."""
    agreement: Agreement
    """What was agreed."""
    steps: tuple[str, ...]
    """The steps of the route that it names; none where it is about all of it."""

    @cached_property
    def order(self) -> tuple[bool, Day, Day]:
        """What is due first comes first; what has no date, last."""
        due = self.agreement.due
        return due is None, due or self.session, self.session


def open_agreements(sessions: Iterable[Session], route: str) -> tuple[OpenAgreement, ...]:
    """Return the open agreements of some sessions that concern a route, what is due first before all else.

    Examples
    --------
    >>> text = {"id": "guia", "text": "Imprimir la guía", "due": "2021-11-24", "concerns": "0-4/vacunas"}
    >>> session = Session.model_validate({"date": "2021-11-03", "agreements": [text]})
    >>> [one.steps for one in open_agreements([session], "0-4")], open_agreements([session], "5-13")
    ([('vacunas',)], ())
    """
    found = []
    for session in sessions:
        for one in session.agreed:
            named = [step for name, step in map(concerned, one.concerns) if name == route]
            if named and one.done is None:
                steps = tuple(filter(None, named))
                found.append(OpenAgreement(session=session.date, agreement=one, steps=steps))
    return tuple(sorted(found, key=lambda one: one.order))
