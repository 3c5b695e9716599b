"""A route as stages and steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.row import Rank, row
from rutas.answers.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model import Route

__all__ = ["Line", "tables"]


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
    yield Table(Line, lines, _COLUMNS, title=str(route.name), group="stage_name")
