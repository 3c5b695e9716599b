"""Say what a step of a route is, and how one step leads to the next."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from rutas.errors import Mistake
from rutas.locale import language, number
from rutas.model.base import Listed, Model, Reference
from rutas.model.choice import Choice
from rutas.model.evidence import EvidenceOf, SourceId
from rutas.model.text import Flag, Id, Text
from rutas.quantity import Age, Count, Duration, Hazard, Money, Rate, Share
from rutas.quantity.units import YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["HANDOVERS", "Link", "Next", "Repeat", "Requirement", "Step"]

# A rest of rounding, as of three times 33.33 %, is no mistake.
_TOLERANCE = 0.0005

Handover = Literal["self", "referral", "accompanied", "system"]
HANDOVERS: tuple[str, ...] = ("self", "referral", "accompanied", "system")

ActorId = Annotated[str, Reference("actor")]
ChannelId = Annotated[str, Reference("channel")]
DocumentId = Annotated[str, Reference("document")]
ServiceId = Annotated[str, Reference("service")]
StepId = Annotated[str, Reference("step")]


class Link(Model):
    """A way from one step to another."""

    to: StepId
    """The step that it leads to."""
    when: Text | None = None
    """The answer that takes a person this way."""
    share: Share | None = None
    """The share of people who go this way; left out, it gets what remains, split evenly."""
    handover: Annotated[Handover, Choice("handover")] = "self"
    """How a person gets from one actor to the next."""
    urgent: Flag = False
    """Whether whoever comes this way is served before others."""
    name: Text | None = None
    """What happens on the way."""


def _link(value: object) -> object:
    return {"to": value} if isinstance(value, str) else value


Links = Listed[Annotated[Link, BeforeValidator(_link, json_schema_input_type=str | Link)]]


class Next(Model):
    """What comes after a step: one of some links, or all of them side by side."""

    any: Links = ()
    """Links of which one is taken."""
    all: Links = ()
    """Links that are all taken: branches that go on side by side."""

    @model_serializer(mode="wrap")
    def _written(self, handler: SerializerFunctionWrapHandler) -> Any:
        """Write links of which one is taken as a file does: a list."""
        written = handler(self)
        return written if self.all else written["any"]


def _next(value: object) -> object:
    return {"any": value} if isinstance(value, (str, list)) or _is_link(value) else value


def _is_link(value: object) -> bool:
    return isinstance(value, dict) and (not value or not value.keys().isdisjoint(Link.model_fields))


class Requirement(Model):
    """A document that a step asks for: one, any of some, or one that is only welcome."""

    any: Listed[DocumentId] = ()
    """Documents of which one is enough."""
    optional: Listed[DocumentId] = ()
    """Documents that are asked for and turn nobody away."""

    @property
    def documents(self) -> tuple[str, ...]:
        """Every document that it names."""
        return self.any + self.optional


def _requirement(value: object) -> object:
    return {"any": (value,)} if isinstance(value, str) else value


class Repeat(Model):
    """A series of visits."""

    times: Count
    """How many visits the series has."""
    every: Duration
    """How long from one visit to the next."""

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        days = (self.times.high - 1) * self.every.high
        if days > Duration.most[0]:
            long = {"given": f"{number(days / YEAR, 0, language())} y", "most": Duration.most[1]}
            raise PydanticCustomError("series-too-long", "{given}", long)
        return self


class Step(Model):
    """One step of a route: a place where a person is attended, decides, or ends.

    Lists are tuples; what the file leaves out is ``None`` or empty, and never zero.
    """

    id: Id
    """The step's id, unique in its route."""
    name: Text | None = None
    """What is done, as an action."""
    question: Text | None = None
    """The question that a decision asks; one of its answers is taken."""
    narrative: Text | None = None
    """What happens, in a sentence or two."""
    keywords: Text | None = None
    """Other words by which people ask for it."""
    actor: Listed[ActorId] = ()
    """Who attends: the first answers for it, the others take part."""
    channel: Listed[ChannelId] = ()
    """How it is offered, the usual way first."""
    involvement: Annotated[Literal["direct", "indirect"], Choice("involvement")] = "direct"
    """Whether the person goes through it, or it is done on her behalf, out of her sight."""
    service: Listed[ServiceId] = ()
    """The services of the package that it delivers."""
    requires: Listed[
        Annotated[
            Requirement, BeforeValidator(_requirement, json_schema_input_type=str | Requirement)
        ]
    ] = ()
    """The documents that she must show."""
    produces: Listed[DocumentId] = ()
    """The documents that she leaves with."""
    wait: Duration | None = None
    """How long before she is attended; in a series, before the first visit."""
    takes: Duration | None = None
    """How long she is attended; in a series, each visit."""
    dropout: Share | None = None
    """The share of people who leave here; in a series, over all of it."""
    leaves: Hazard | None = None
    """Of those who wait, the share who give up in a time, beside `dropout`."""
    patience: Duration | None = None
    """How long people wait before they give up, the same thing written otherwise."""
    capacity: Rate | None = None
    """People whom the step can attend; in a series, visits."""
    overbook: Share | None = None
    """By what part more are given a place than can be attended."""
    no_show: Share | None = None
    """Of those who have a place, the share who don't come to it, and ask for another."""
    tries: Count | None = None
    """How many places in all she is given for one visit who doesn't come; three where nothing is said."""
    lead: Duration | None = None
    """How long she waits for its result, whatever the capacity; in a series, once."""
    cost: Money | None = None
    """What the family pays."""
    law: Listed[SourceId] = ()
    """The norms behind the step."""
    from_: Age | None = Field(default=None, alias="from")
    """Not before this age."""
    by: Age | None = None
    """Due by this age."""
    within: Duration | None = None
    """Due so long after getting here."""
    late: StepId | None = None
    """Where she goes who has not finished here in time, instead of `next`."""
    repeat: Repeat | None = None
    """A series of visits."""
    critical: Text | None = None
    """The committee's own finding: why this step is a critical point."""
    urgent: Flag = False
    """Whether it is served before others, and no wait is acceptable."""
    sensitive: Flag = False
    """Whether no sheet or page that a family carries home shows it, unless asked for."""
    custody: ActorId | None = None
    """Who keeps the record of it."""
    evidence: EvidenceOf = Field(default_factory=dict)
    """What each figure rests on; what is not named is an estimate."""
    next: Annotated[Next, BeforeValidator(_next, json_schema_input_type=Any)] | None = None
    """What comes after."""
    join: Annotated[Literal["any", "all"], Choice("join")] = "any"
    """``all`` waits for every branch that can still get here."""
    missing: StepId | None = None
    """Where she goes who lost a branch on the way to this join, instead of waiting for ever."""
    outcome: Annotated[str, Reference("outcome")] | None = None
    """The outcome with which the route ends here."""
    allow: dict[str, Text] = Field(default_factory=dict)
    """Rules that this step may break, each with the reason."""

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links that leave the step, in the file's order."""
        return (self.next.any + self.next.all) if self.next else ()

    @property
    def exits(self) -> dict[str, str]:
        """The steps that she may go to instead of `next`, by the field: ``missing``, ``late``."""
        named = {"missing": self.missing, "late": self.late}
        return {name: step for name, step in named.items() if step is not None}

    @property
    def successors(self) -> tuple[str, ...]:
        """Every step that may come after this one, by a link or an exit, each once.

        >>> Step(id="s", next="a", by="60 d", late="b").successors
        ('a', 'b')
        """
        return tuple(dict.fromkeys([*(link.to for link in self.links), *self.exits.values()]))

    @property
    def parallel(self) -> bool:
        """Whether all of the links are taken, side by side."""
        return self.next is not None and bool(self.next.all)

    @property
    def decision(self) -> bool:
        """Whether the step asks a question."""
        return self.question is not None

    @property
    def title(self) -> Text:
        """What to call the step: its name, its question, or its id."""
        return self.name or self.question or Text(self.id)

    @cached_property
    def shares(self) -> tuple[float, ...]:
        """The mean share of people who take each link: what is left out is split evenly.

        Branches side by side are each taken by everybody. Ranges of shares are taken at their means,
        scaled to add up to 1 where they don't.

        >>> links = [{"to": "a", "share": "60 %"}, {"to": "b"}, {"to": "c"}]
        >>> Step(id="s", question="?", next=links).shares
        (0.6, 0.2, 0.2)
        """
        if self.parallel:
            return (1.0,) * len(self.links)
        return even_shares([link.share.mean if link.share else None for link in self.links])


def overbooked(steps: Iterable[Step]) -> float:
    """Return how many places are given for each that there is, where steps share them: all overbook so far.

    >>> overbooked([Step(id="a", overbook="20 %"), Step(id="b", overbook="5..15 %")])
    1.1
    """
    return 1 + min(step.overbook.mean if step.overbook else 0.0 for step in steps)


def even_shares(given: list[float | None]) -> tuple[float, ...]:
    """Fill the shares that are left out evenly, and scale what does not add up to 1.

    >>> even_shares([0.5, None, None]), even_shares([0.6, 0.6])
    ((0.5, 0.25, 0.25), (0.5, 0.5))
    """
    left_out = given.count(None)
    stated = sum([share for share in given if share is not None])
    if stated > 1 or (not left_out and stated > 0):
        given = [share if share is None else share / stated for share in given]
        stated = 1.0
    rest = (1 - stated) / left_out if left_out else 0.0
    return tuple(round(rest, 15) if share is None else share for share in given)


def numbered(targets: Sequence[str]) -> list[int]:
    """Number links to the same target 1, 2, ..., in their order.

    >>> numbered(["a", "b", "a"])
    [1, 1, 2]
    """
    return [targets[:k].count(target) + 1 for k, target in enumerate(targets)]


def link_paths(owner: str, targets: Sequence[str]) -> list[str]:
    """Return how a change set names the shares of links, or of ways in, each by a name of its own.

    >>> link_paths("a.next", ["b", "c", "b"])
    ['a.next.b.1', 'a.next.c', 'a.next.b.2']
    """
    return [
        f"{owner}.{target}" + (f".{number}" if targets.count(target) > 1 else "")
        for target, number in zip(targets, numbered(targets), strict=True)
    ]


def whole(shares: Sequence[Share], *, part: bool) -> None:
    """Refuse shares that cannot add up to 1: ranges must leave room for it, a part may be less.

    >>> whole([Share.parse("50..70 %"), Share.parse("40 %")], part=False)

    Raises
    ------
    Mistake
        If they cannot.
    """
    low, high = (sum(getattr(share, end) for share in shares) for end in ("low", "high"))
    too_much = low > 1 + _TOLERANCE
    if shares and (too_much or (high < 1 - _TOLERANCE and not part)):
        total = number(round(100 * (low if too_much else high), 4), 4, language())
        raise Mistake("shares-not-whole", total=total, given=" + ".join(map(str, shares)))
