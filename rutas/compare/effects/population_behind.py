"""Find populations that fare worse while the whole fares better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.compare.edits import Edit
from rutas.compare.effects.engine.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.compare.effects.engine.case import Case
    from rutas.compare.effects.engine.rule import Found


def find(case: Case) -> Iterator[Found]:
    """Yield every population of which fewer complete while more of all do; and the opposite.

    Only differences count that chance did not make.
    """
    whole = case.completion
    for name, own in case.populations.items():
        if not (own.told and whole.told and own.difference and whole.difference):
            continue
        if own.difference * whole.difference < 0:
            edit = Edit("profile", "changed", name, None, "completion", own.before, own.after)
            yield edit, "worse" if own.difference < 0 else "better"


RULE = Rule("D017", "population-behind", "worse", find)
