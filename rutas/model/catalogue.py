"""Say what every route of a book shares: actors, channels, documents, services, sources."""

from __future__ import annotations

from collections.abc import Set as AbstractSet  # noqa: TC003  (pydantic reads annotations)
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from rutas.model.base import Model, Reference
from rutas.model.choice import Choice
from rutas.model.dates import Date
from rutas.model.text import Id, Line, Text
from rutas.quantity import Duration, Rate

__all__ = ["LEVELS", "SECTIONS", "Actor", "Catalogue", "Channel", "Document", "Service", "Source"]

Sector = Literal[
    "salud", "identidad", "educacion", "proteccion", "ingresos", "trabajo", "gobierno", "comunidad"
]
Level = Literal["local", "district", "department", "national"]
ChannelKind = Literal["in-person", "home-visit", "school", "mobile-unit", "phone", "online", "mail"]

SECTIONS = {
    "actor": "actors",
    "channel": "channels",
    "document": "documents",
    "service": "services",
    "source": "sources",
}
"""The section of the catalogue in which the ids of a kind stand."""

LEVELS: tuple[str, ...] = get_args(Level)
"""Levels of government, from the nearest to the farthest."""


class _Stray(str):
    """An id written inside an entry that is not the key the entry stands under."""

    __slots__ = ()


def _own(value: object) -> object:
    if isinstance(value, _Stray):
        raise PydanticCustomError("id-not-key", "{given}", {"given": str(value)})
    return value


class Entry(Model):
    """Anything of the catalogue: it has an id, the key it stands under."""

    id: Annotated[str, BeforeValidator(_own, json_schema_input_type=str)] = Field(
        default="", json_schema_extra={"readOnly": True}
    )
    """The key that the entry stands under; filled in on reading."""
    allow: dict[str, Text] = Field(default_factory=dict)
    """Rules that this entry may break, each with the reason."""


class Actor(Entry):
    """Who attends: a service, an office, a team."""

    name: Text
    """What people call it."""
    institution: Text | None = None
    """Who answers for it."""
    sector: Annotated[Sector, Choice("sector")] | None = None
    """The sector of public policy that it belongs to."""
    level: Annotated[Level, Choice("level")] | None = None
    """Where it stands: local, district, department or national."""
    capacity: Rate | None = None
    """People whom it can attend, over all of its steps."""
    narrative: Text | None = None
    """A few words about it."""

    @property
    def is_family(self) -> bool:
        """Whether it is the family itself or its neighbours, and no service."""
        return self.sector == "comunidad"


class Channel(Entry):
    """How a person and an actor meet."""

    name: Text
    """What people call it."""
    kind: Annotated[ChannelKind, Choice("kind")]
    """In person, at home, at school, a mobile unit, by phone, on line or by mail."""


class Document(Entry):
    """A paper, an "element", that a person carries from step to step."""

    name: Text
    """What people call it."""
    issuer: Annotated[str, Reference("actor")] | None = None
    """The actor that issues it, where that is known."""
    valid: Duration | None = None
    """How long it holds, from the step that makes it; for ever where that is not said."""


class Service(Entry):
    """What a core package promises."""

    name: Text
    """What people call it."""
    actor: Annotated[str, Reference("actor")] | None = None
    """The actor that answers for it."""


class Source(Entry):
    """Where a figure or a norm comes from."""

    title: Text
    """Its title, as one would look it up."""
    url: Line | None = None
    """Where it can be read."""
    date: Date | None = None
    """When it was published: a year, a month or a day."""


def _keyed(entries: object) -> object:
    """Give each raw entry its key as its id."""
    if not isinstance(entries, dict):
        return entries
    return {
        key: {**entry, "id": _id_of(entry, key)} if isinstance(entry, dict) else entry
        for key, entry in entries.items()
    }


def _id_of(entry: dict[str, Any], key: str) -> object:
    written = entry.get("id", key)
    return _Stray(written) if isinstance(written, str) and written != key else written


_Keyed = BeforeValidator(_keyed, json_schema_input_type=Any)


class Catalogue(Model):
    """What the routes of a book have in common, by id."""

    actors: Annotated[dict[Id, Actor], _Keyed] = Field(default_factory=dict)
    """Who attends."""
    channels: Annotated[dict[Id, Channel], _Keyed] = Field(default_factory=dict)
    """How people are attended."""
    documents: Annotated[dict[Id, Document], _Keyed] = Field(default_factory=dict)
    """What a person carries from step to step."""
    services: Annotated[dict[Id, Service], _Keyed] = Field(default_factory=dict)
    """What the core packages promise."""
    sources: Annotated[dict[Id, Source], _Keyed] = Field(default_factory=dict)
    """Where figures and norms come from."""
    allow: dict[str, Text] = Field(default_factory=dict)
    """Rules that the whole catalogue may break, each with the reason."""

    @property
    def ids(self) -> dict[str, AbstractSet[str]]:
        """The ids of every kind: ``actor``, ``channel``, ``document``, ``service``, ``source``."""
        return {kind: getattr(self, section).keys() for kind, section in SECTIONS.items()}
