"""Find good outcomes with which nobody ends any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.compare.edits import Edit
from rutas.compare.effects.engine.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.compare.effects.engine.case import Case
    from rutas.compare.effects.engine.rule import Found


def find(case: Case) -> Iterator[Found]:
    """Yield every outcome that did what the route is for, and that people no longer get to as a good one."""
    before, after = case.before.people.outcomes, case.after.people.outcomes
    own = {
        one.id: one
        for one in case.edits
        if one.what == "outcome" and one.field in {None, "success"}
    }
    for name, outcome in case.old.outcomes.items():
        now = case.new.outcomes.get(name)
        gone = now is None or not now.success or not after.get(name)
        if outcome.success and before.get(name) and gone:
            found = own.get(name)
            if found is None or found.how == "renamed":
                found = Edit("outcome", "changed", name, None, "reached", "yes", "no")
            yield found, "broken"


RULE = Rule("D003", "good-end-gone", "broken", find)
