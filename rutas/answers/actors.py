"""Who hands people over to whom, how, and what that asks of the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from rutas.answers.quantities import assumed_sentences
from rutas.answers.question import Question
from rutas.answers.row import Amount, Share, like, plain, row
from rutas.answers.table import Column, Table
from rutas.answers.totals import Kinds, kinds
from rutas.answers.words import actor_name, joined, text
from rutas.locale import number, say
from rutas.model.choice import choice_word
from rutas.quantity import figure, span
from rutas.tokens.unknown import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rutas.analysis import Analysis
    from rutas.model import Route

__all__ = [
    "QUESTION", "Actor", "Actors", "Burden", "Directions", "Handover", "Institutions", "Journey",
    "answer", "interaction_sentences",
]  # fmt: skip


@row
class Actor:
    """An actor of the route.

    Attributes
    ----------
    id, name, institution, sector, level
        As the catalogue has them; null where it does not say.
    steps, answers_for
        The steps in which it takes part, and those that it answers for.
    visits
        Expected visits per person who enters, over its steps.
    utilisation
        What is asked of it over what it can give; null where either is unknown.
    """

    id: str
    name: str
    institution: str | None
    sector: str | None
    level: Literal["local", "district", "department", "national"] | None
    steps: tuple[str, ...]
    answers_for: tuple[str, ...]
    visits: Amount | None
    utilisation: Amount | None


@row
class Handover:
    """People who pass from one actor to another in one manner.

    Attributes
    ----------
    from_, to
        Ids of the actors.
    kind
        In what manner.
    expected
        How often it happens per person who enters; null where people go round for ever.
    direction
        Between actors of the same level, or between levels; null where a level is unknown.
    between_institutions
        Whether it is from one institution to another; null where one is unknown.
    """

    from_: str
    to: str
    kind: Literal["self", "referral", "accompanied", "system"]
    expected: Amount | None
    direction: Literal["horizontal", "vertical"] | None
    between_institutions: bool | None


@row
class Directions:
    """Expected handovers per person who enters, by direction; null where people go round for ever.

    Attributes
    ----------
    horizontal, vertical, unknown
        Between actors of the same level; between levels; where a level is unknown.
    """

    horizontal: Amount | None
    vertical: Amount | None
    unknown: Amount | None


@row
class Institutions:
    """Handovers from one institution to another.

    Attributes
    ----------
    from_, to
        The institutions.
    expected
        How often they happen per person who enters; null where people go round for ever.
    """

    from_: str
    to: str
    expected: Amount | None


@row
class Journey:
    """What a journey asks of the person who makes it.

    Attributes
    ----------
    visits
        How often she is attended.
    trips
        Of them, those for which she leaves the house.
    hours
        Hours of being attended.
    documents
        Different documents that she must show.
    days
        From way in to completion.
    cost
        What the family pays, by currency.
    steps
        The steps of a journey that is one; empty where it is a mean or a bound.
    share
        Of those who complete, how many make this journey; null where it is a mean or a bound.
    """

    visits: Amount | None
    trips: Amount
    hours: Amount
    documents: Amount
    days: Amount
    cost: Mapping[str, Amount]
    steps: tuple[str, ...]
    share: Share | None


@row
class Burden:
    """What the route asks of those who complete it.

    Attributes
    ----------
    likeliest
        The journey that most people make; null where hardly two people make the same.
    mean
        Over all who complete; null where nobody does.
    worst
        Figure by figure, what one in twenty meets or exceeds.
    assumed
        What is unknown and was not counted.
    error
        The standard error of each figure of the mean, by its key; costs as ``cost.PYG``; 0 where it is exact.
    """

    likeliest: Journey | None
    mean: Journey | None
    worst: Journey | None
    assumed: tuple[str, ...]
    error: Mapping[str, Amount]


@row
class Actors:
    """The actors of a route, and how they hand people over.

    Attributes
    ----------
    actors
        Those who take part.
    handovers
        Every pair of actors and manner, the most frequent first.
    kinds, directions
        Expected handovers by kind and by direction.
    institutions
        Expected handovers by pair of institutions.
    channel_changes
        How often the usual channel changes on the way, per person who enters; null where people go round
        for ever, or where it is not said how a step that they get to is attended.
    burden
        What the route asks of those who complete it.
    assumed
        What was taken for what the file does not say, as ``path = value``.
    """

    actors: tuple[Actor, ...]
    handovers: tuple[Handover, ...]
    kinds: Kinds
    directions: Directions
    institutions: tuple[Institutions, ...]
    channel_changes: Amount | None
    burden: Burden
    assumed: tuple[str, ...]


def answer(found: Analysis) -> Actors:
    """Return who hands over to whom, how, and what that asks of the person."""
    inter, load = found.interactions, found.burden
    return Actors(
        assumed=tuple(map(str, found.route.assumed)),
        actors=tuple(_actor(found, name) for name in found.capacity.actors),
        handovers=tuple(
            like(
                Handover,
                one,
                from_=one.source,
                to=one.target,
                expected=known(one.expected),
                between_institutions=one.between,
            )
            for one in inter.handovers
        ),
        kinds=kinds(found),
        directions=Directions(**{name: known(times) for name, times in inter.directions.items()}),
        institutions=tuple(
            Institutions(from_=first, to=second, expected=known(times))
            for (first, second), times in inter.institutions.items()
        ),
        channel_changes=known(inter.channel_changes),
        burden=Burden(
            likeliest=like(Journey, load.likeliest) if load.likeliest else None,
            mean=like(Journey, load.mean) if load.mean else None,
            worst=like(Journey, load.worst) if load.worst else None,
            assumed=load.assumed,
            error={name: float(one.error) for name, one in load.estimates.items()},
        ),
    )


def _actor(found: Analysis, name: str) -> Actor:
    entry = found.route.catalogue.actors.get(name)
    steps = [(i, step) for i, step in enumerate(found.route.steps.values()) if name in step.actor]
    return Actor(
        id=name,
        name=actor_name(found.route, name),
        institution=str(entry.institution) if entry and entry.institution else None,
        sector=entry.sector if entry else None,
        level=entry.level if entry else None,
        steps=tuple(step.id for _, step in steps),
        answers_for=tuple(step.id for _, step in steps if step.actor[0] == name),
        visits=known(sum(found.visits[i] for i, _ in steps)),
        utilisation=found.capacity.actors[name].utilisation,
    )


_MOST = 12
_NAMED = 3  # of the assumptions of a kind


def tables(found: Actors, route: Route) -> Iterator[Table]:
    """Show the handovers, and what they ask of the person."""

    def name(actor: str) -> str:
        return actor_name(route, actor)

    columns = (
        Column("from_", name, heading="from-actor"),
        Column("to", name, heading="to-actor"),
        Column("kind", lambda kind: choice_word("handover", kind), heading="handover"),
        Column("direction", lambda way: text(way and say(f"cli.{way}"))),
        Column("expected", figure, "right"),
    )
    yield Table(
        Handover, found.handovers, columns, title=str(route.name), notes=list(_notes(found, route)),
        most=_MOST, more="cli.more-handovers",
    )  # fmt: skip


def _notes(found: Actors, route: Route) -> Iterator[str]:
    yield from interaction_sentences(found, route)
    burden = found.burden
    journeys = {"likeliest": burden.likeliest, "mean": burden.mean, "worst": burden.worst}
    for which, one in journeys.items():
        if one is not None:
            yield say(f"cli.burden-{which}", asked=_asked(one, route))
    if any(journeys.values()):
        if route.attention_unknown:
            yield say("cli.attention-unknown")
        if route.timeless:
            yield say("cli.timeless")
    yield from assumed_sentences(route, route.assumed, most=_NAMED)


def _asked(journey: Journey, route: Route) -> str:
    """Say what a journey asks; of the times, what the route tells."""
    names = [
        name
        for name in ("visits", "hours", "trips", "documents")
        if name != "hours" or not route.attention_unknown
    ]
    asked = joined(
        [say(f"cli.asked-{name}", n=number(getattr(journey, name) or 0.0, 1)) for name in names]
    )
    return asked if route.timeless else say("cli.asked-days", asked=asked, days=span(journey.days))


def interaction_sentences(found: Actors, route: Route) -> Iterator[str]:
    """Say how often she passes from one actor to another, how, and how often the channel changes."""
    from rutas.graph.handovers import handover_links

    links = sum(1 for _ in handover_links(route))
    kinds: Mapping[str, float | None] = plain(found.kinds)
    expected = [times for times in kinds.values() if times is not None]
    if len(expected) < len(kinds):
        yield say("cli.handovers-unknown", links=links)
    elif any(expected):
        yield say(
            "cli.handovers",
            total=number(sum(expected), 1),
            kinds=_counted((choice_word("handover", kind), times) for kind, times in kinds.items()),
            ways=_counted(
                (say(f"cli.direction-{way}"), n) for way, n in plain(found.directions).items()
            ),
            links=links,
        )
    changes = found.channel_changes
    if changes is None:
        yield say("cli.channel-changes-unknown")
    else:
        yield say("cli.channel-changes", number=number(changes, 1))


def _counted(expected: Iterable[tuple[str, float | None]]) -> str:
    """Say how many there are of each kind; of the kinds that there are none of, nothing."""
    said = ((number(times or 0.0, 1), word) for word, times in expected)
    return joined([f"{times} {word}" for times, word in said if times != "0"])


QUESTION = Question("actors", Actors, answer, tables, reported=True, shortens=True)
