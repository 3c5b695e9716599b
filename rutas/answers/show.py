"""A route as stages and steps; a territory as points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.agreed import agreement_sentences
from rutas.answers.row import Rank, row
from rutas.answers.table import Column, Table
from rutas.locale import language, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model import Route
    from rutas.model.territory import Territory

__all__ = ["Door", "Line", "tables", "territory_tables"]


@row
class Line:
    """A step on one line.

    Attributes
    ----------
    number
        Its place in the file.
    stage, stage_name
        Its stage's id, and what people call it.
    id, name
        The step's id, and what people call it.
    actor, channel
        Who answers for it, and how it is usually attended.
    next, leads_to
        The steps that follow, and their numbers.
    outcome
        The outcome with which it ends.
    """

    number: Rank
    stage: str
    stage_name: str
    id: str
    name: str
    actor: str | None
    channel: str | None
    next: tuple[str, ...]
    leads_to: tuple[Rank, ...]
    outcome: str | None


_COLUMNS = (
    Column("number", align="right"),
    Column("id", style="bold cyan", heading="step", whole=True),
    Column("name"),
    Column("actor", whole=True),
    Column("leads_to", heading="next"),
)


def tables(route: Route) -> Iterator[Table]:
    """Show the steps, stage by stage."""
    numbers = {step: number for number, step in enumerate(route.steps, 1)}
    lines = [
        Line(
            number=numbers[step.id],
            stage=route.stage_of[step.id].id,
            stage_name=str(route.stage_of[step.id].name),
            id=step.id,
            name=str(step.title),
            actor=step.actor[0] if step.actor else None,
            channel=step.channel[0] if step.channel else None,
            next=tuple(link.to for link in step.links),
            leads_to=tuple(numbers[link.to] for link in step.links),
            outcome=step.outcome,
        )
        for step in route.steps.values()
    ]
    notes = [*agreement_sentences(route)]
    yield Table(Line, lines, _COLUMNS, title=str(route.name), notes=notes, group="stage_name")


@row
class Door:
    """A point of a territory on one line.

    Attributes
    ----------
    id, name, place
        Its id, what people call it, and the id of its place.
    actor, offers
        Who attend there, and the services that it gives.
    hours
        Days and hours of the door.
    """

    id: str
    name: str
    place: str | None
    actor: tuple[str, ...]
    offers: tuple[str, ...]
    hours: str


def territory_tables(territory: Territory) -> Iterator[Table]:
    """Show the points of a territory, a row each."""
    doors = [
        Door(
            id=point.id,
            name=str(point.name),
            place=point.place,
            actor=point.actor,
            offers=tuple(point.offers),
            hours=point.hours.words(language()),
        )
        for point in territory.points
    ]
    notes = [say("territory.example")] if territory.example else []
    columns = (
        Column("id", style="bold cyan", heading="point", whole=True),
        Column("name"),
        Column("place"),
        Column("hours"),
    )
    yield Table(Door, doors, columns, title=str(territory.name), notes=notes)
