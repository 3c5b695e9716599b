"""Find figures that rested on a source and are estimates now, or the opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.compare.effects.engine.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.compare.edits import Edit
    from rutas.compare.effects.engine.case import Case
    from rutas.compare.effects.engine.rule import Found


def find(case: Case) -> Iterator[Found]:
    """Yield every figure of both versions that rests on nothing in one of them only."""
    for edit in case.edits:
        head, _, name = (edit.field or "").partition(".")
        if edit.how != "changed" or head != "evidence" or not _stays(case, edit, name):
            continue
        rested, rests = (
            one is not None and one.basis != "estimate" for one in (edit.before, edit.after)
        )
        if rested != rests:
            yield edit, "worse" if rested else "better"


def _stays(case: Case, edit: Edit, name: str) -> bool:
    """Tell whether both versions say the figure itself."""
    field = "from_" if name == "from" else name
    if edit.what == "step":
        return all(getattr(route.steps[edit.id], field, None) for route in (case.old, case.new))
    return all(getattr(route, field, None) for route in (case.old, case.new))


RULE = Rule("D018", "source-lost", "worse", find)
