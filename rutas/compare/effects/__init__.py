"""Grade what changed between two versions of a route by what it does to people: one rule a file.

A rule *finds* changes, or what follows from all of them; to add one, write its file and its page beside their
brothers, and its row in the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rutas.compare.effects import (
    channel_gone,
    costs_more,
    document_asked,
    document_out_of_reach,
    good_end_gone,
    left_alone,
    population_behind,
    service_undelivered,
    source_lost,
    step_more,
    time_limit,
    unsound,
    way_in_closed,
)
from rutas.compare.effects.engine.rule import EFFECTS, Effect, Rule

if TYPE_CHECKING:
    from rutas.compare.edits import Edit
    from rutas.compare.effects.engine.case import Case

__all__ = ["EFFECTS", "RULES", "Effect", "Graded", "Rule", "graded"]

RULES: tuple[Rule, ...] = (
    service_undelivered.RULE,
    way_in_closed.RULE,
    good_end_gone.RULE,
    unsound.RULE,
    document_asked.RULE,
    document_out_of_reach.RULE,
    channel_gone.RULE,
    step_more.RULE,
    costs_more.RULE,
    time_limit.RULE,
    left_alone.RULE,
    population_behind.RULE,
    source_lost.RULE,
)
"""Every rule of effects, by code."""


class Graded(NamedTuple):
    """A change with what it does to people.

    Attributes
    ----------
    edit
        The change.
    effect
        ``broken``, ``worse``, ``better`` or ``neutral``.
    rule
        The code of the rule that says so; ``None`` where no rule speaks of it.
    """

    edit: Edit
    effect: Effect
    rule: str | None


def graded(case: Case) -> list[Graded]:
    """Return every change with its effect, and behind them what follows from all of them.

    Of several rules that speak of one change the gravest effect counts, then the first code.
    """
    found: dict[int, Graded] = {}
    known = {id(edit) for edit in case.edits}
    follow: list[Graded] = []
    for rule in RULES:
        for edit, effect in rule.find(case):
            one = Graded(edit, effect, rule.code)
            if id(edit) not in known:
                follow.append(one)
                continue
            other = found.get(id(edit))
            if other is None or EFFECTS.index(effect) < EFFECTS.index(other.effect):
                found[id(edit)] = one
    own = [found.get(id(edit), Graded(edit, "neutral", None)) for edit in case.edits]
    return [*own, *follow]
