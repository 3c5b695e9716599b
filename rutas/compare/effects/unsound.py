"""Find routes that worked whatever people answer, and no longer do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.compare.edits import Edit
from rutas.compare.effects.engine.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.compare.effects.engine.case import Case
    from rutas.compare.effects.engine.rule import Found


def find(case: Case) -> Iterator[Found]:
    """Yield the route, if it was sound and is not; what was not decided is not told."""
    if case.before.soundness.sound and case.after.soundness.sound is False:
        yield Edit("route", "changed", case.new.id, None, "soundness", "yes", "no"), "broken"


RULE = Rule("D004", "unsound", "broken", find)
