"""Find ways into the route that are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.compare.effects.engine.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.compare.effects.engine.case import Case
    from rutas.compare.effects.engine.rule import Found


def find(case: Case) -> Iterator[Found]:
    """Yield every way in that is gone."""
    for edit in case.edits:
        if (edit.what, edit.how) == ("way_in", "removed"):
            yield edit, "broken"


RULE = Rule("D002", "way-in-closed", "broken", find)
