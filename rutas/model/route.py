"""Say what a route is: ways in, stages of steps, outcomes, and the populations that walk it."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import (
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from rutas.model.assumed import Assumption, assumptions
from rutas.model.base import Known, Listed, Model, Reference
from rutas.model.catalogue import Catalogue
from rutas.model.choice import Choice
from rutas.model.criteria import Criteria
from rutas.model.dates import Date
from rutas.model.evidence import EvidenceOf
from rutas.model.flaws import flaws
from rutas.model.season import Season
from rutas.model.session import OpenAgreement
from rutas.model.step import Step, even_shares
from rutas.model.text import Flag, Id, Line, RouteId, Text
from rutas.model.tree import links_of, listed, mapping, steps_of
from rutas.quantity import Age, Rate, Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Ages", "Origin", "Outcome", "Profile", "Route", "Stage", "WayIn"]


Status = Literal["draft", "validated", "approved"]


class Ages(Model):
    """The ages that a route is for, in completed years, both included."""

    from_: int = Field(alias="from", ge=0, le=130)
    """The first."""
    to: int = Field(ge=0, le=130)
    """The last."""


class WayIn(Model):
    """A way into the route (vía de ingreso)."""

    to: Annotated[str, Reference("step")]
    """The step that it leads to."""
    share: Share | None = None
    """The share of people who come this way; left out, it gets what remains, split evenly."""
    at: Age | None = None
    """Her age on entering."""
    continues: Annotated[str, Reference("route")] | None = None
    """The route that those who come this way come out of."""
    name: Text | None = None
    """What people call it."""


class Outcome(Model):
    """A way for the route to end."""

    name: Text
    """What people call it."""
    success: Flag
    """Whether the route has then done what it is for."""
    continues: Annotated[str, Reference("route")] | None = None
    """The next route of the life cycle."""


class Profile(Model):
    """A population for whom some quantities differ: the same route, other figures."""

    name: Text
    """What people call it."""
    share: Share | None = None
    """Its share of the people who enter."""
    set: dict[str, Any] = Field(default_factory=dict)
    """The change set: ``step.field: value``, as written (see `rutas.model.change`)."""


class Origin(Model):
    """The foreign file that the route came from, and what that file calls its parts."""

    file: Line
    """The file's name."""
    format: Line
    """Its format: ``bpmn``."""
    ids: dict[Line, Line] = Field(default_factory=dict)
    """By a part's id there (``step-parto``, ``link-parto--alta``), its kind and its id in that file; one
    that the route has no part for says nothing."""


class Stage(Model):
    """A part of the journey that people recognise."""

    id: Id
    """The stage's id."""
    name: Text
    """What people call it."""
    narrative: Text | None = None
    """What happens in it, in a few words."""
    steps: tuple[Step, ...]
    """Its steps, in the order of the file."""


class Route(Model):
    """A route of services: the journey of a person through her territory.

    The fields are those of the file; `catalogue`, `criteria` and `agreements` are the book's, so that a
    route can be asked anything by itself.
    """

    id: RouteId
    """The route's id."""
    name: Text
    """Its name."""
    ages: Ages | None = None
    """The ages that it is for."""
    status: Annotated[Status, Choice("status")] = "draft"
    """How far the committee has taken it."""
    official: Flag | None = None
    """Whether a public body has made it its own; ``no`` where it is a reconstruction."""
    revised: Date | None = None
    """When it was last revised."""
    version: Line | None = None
    """Its version."""
    territory: Text | None = None
    """The territory that it describes."""
    authors: Text | None = None
    """Who made it."""
    narrative: Text | None = None
    """The narrative description from which the flow is drawn."""
    package: Listed[Annotated[str, Reference("service")]] = ()
    """The services that the route must reach."""
    demand: Rate | None = None
    """People who enter the route."""
    season: Season | None = None
    """How they are spread over the months of a year; evenly where nothing is said."""
    holds: Listed[Annotated[str, Reference("document")]] = ()
    """Documents that a family is taken to hold when it enters."""
    ways_in: Listed[WayIn]
    """Where people enter."""
    outcomes: dict[Id, Outcome]
    """How the route can end."""
    profiles: dict[Id, Profile] = Field(default_factory=dict)
    """Populations for whom some quantities differ."""
    evidence: EvidenceOf = Field(default_factory=dict)
    """What the route's own figures rest on (``demand``); what is not named is an estimate."""
    stages: tuple[Stage, ...]
    """The stages, in order."""
    allow: dict[str, Text] = Field(default_factory=dict)
    """Rules that the whole route may break, each with the reason."""
    origin: Origin | None = None
    """The foreign file that it came from."""

    catalogue: Catalogue = Field(default_factory=Catalogue, exclude=True, repr=False)
    """The book's catalogue; not part of the file."""
    criteria: Criteria = Field(default_factory=Criteria, exclude=True, repr=False)
    """The book's criteria for critical points; not part of the file."""
    agreements: tuple[OpenAgreement, ...] = Field(default=(), exclude=True, repr=False)
    """What the book's sessions agreed on it and nobody noted as done; not part of the file."""

    @model_validator(mode="wrap")
    @classmethod
    def _whole(cls, data: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        """Report what is wrong with the route as a whole together with what is wrong in its parts."""
        found: list[InitErrorDetails] = []
        if isinstance(data, dict):
            known = info.context if isinstance(info.context, Known) else None
            if known:  # a file may not bring along what is the book's own
                strays = _BOOKS & data.keys()
                found += [_error("unknown-key", (key,), {"given": key}) for key in strays]
                data = {key: value for key, value in data.items() if key not in strays}
            found += [_error(flaw.code, flaw.loc, flaw.values) for flaw in flaws(data, known)]
            found += [] if known else list(_strangers(data))
        try:
            route = handler(data)
        except ValidationError as error:
            found += [_again(line) for line in error.errors(include_url=False)]
            raise ValidationError.from_exception_data(cls.__name__, found) from None
        if found:
            raise ValidationError.from_exception_data(cls.__name__, found)
        return route

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Every step by its id, in the order of the file."""
        return MappingProxyType({step.id: step for stage in self.stages for step in stage.steps})

    def called(self, part: Text) -> Self:
        """Return the route under a name that says of whom, or which part of it, is spoken.

        >>> import rutas
        >>> str(rutas.load("routes")["0-4"].called(Text("Familias rurales")).name)
        'Ruta de servicios de 0 a 4 años · Familias rurales'
        """
        spoken = {*self.name.translations, *part.translations}
        names = {lang: f"{self.name.to(lang)} · {part.to(lang)}" for lang in spoken}
        return self.model_copy(update={"name": Text(f"{self.name} · {part}", names)})

    @cached_property
    def stage_of(self) -> Mapping[str, Stage]:
        """The stage of every step, by the step's id."""
        return MappingProxyType({step.id: stage for stage in self.stages for step in stage.steps})

    def agreements_of(self, step: str) -> tuple[OpenAgreement, ...]:
        """Return the open agreements that are about a step, what is due first before all else."""
        return tuple(one for one in self.agreements if step in one.steps)

    @cached_property
    def way_in_shares(self) -> tuple[float, ...]:
        """The mean share of people who come by each way in; adds up to 1."""
        return even_shares([way.share.mean if way.share else None for way in self.ways_in])

    @property
    def timeless(self) -> bool:
        """Whether it says nothing of how long anything takes."""
        return self._silent("wait", "takes", "repeat", "from_", "lead")

    @property
    def attention_unknown(self) -> bool:
        """Whether it says of no step how long people are attended."""
        return self._silent("takes")

    def _silent(self, *fields: str) -> bool:
        steps = self.steps.values()
        return all(getattr(step, name) is None for step in steps for name in fields)

    @cached_property
    def assumed(self) -> tuple[Assumption, ...]:
        """What is taken for what the file leaves out."""
        youngest = f"{self.ages.from_} y" if self.ages else "0 d"
        steps = self.steps.values()
        return tuple(assumptions(steps, self.ways_in, self.way_in_shares, youngest))


_BOOKS = {"catalogue", "criteria", "agreements"}


def _error(code: str, loc: tuple[str | int, ...], values: Mapping[str, object]) -> InitErrorDetails:
    return InitErrorDetails(
        type=PydanticCustomError(code, "{given}", {"given": "", **values}), loc=loc, input=None
    )


def _strangers(data: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
    """Find links to steps that the route has not, where no reader has told which ids are known."""
    steps = list(steps_of(data))
    ids = {step.get("id") for _, step in steps}
    links = [(("ways_in", *loc), way) for loc, way in listed(data.get("ways_in"))]
    links += [((*loc, *place), link) for loc, step in steps for place, link in links_of(step)]
    targets = [((*loc, "to"), (mapping(link) or {"to": link}).get("to")) for loc, link in links]
    targets += [((*loc, key), step.get(key)) for loc, step in steps for key in ("missing", "late")]
    for loc, target in targets:
        if isinstance(target, str) and target not in ids:
            yield _error("unknown-step", loc, {"given": target})


def _again(line: Any) -> InitErrorDetails:
    """Carry one error of a validation into another."""
    context = {key: str(value) for key, value in line.get("ctx", {}).items()}
    error = PydanticCustomError(line["type"], "{given}", {"given": "", **context})
    return InitErrorDetails(type=error, loc=line["loc"], input=line["input"])
