"""Find steps that no longer attend by a channel, or that attend by one more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.compare.effects.engine.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.compare.effects.engine.case import Case
    from rutas.compare.effects.engine.rule import Found


def find(case: Case) -> Iterator[Found]:
    """Yield every step that lost a channel, whatever it got instead; and those that only gained."""
    for edit, before, after in case.figures("channel"):
        gone, came = set(before or ()) - set(after or ()), set(after or ()) - set(before or ())
        if gone:
            yield edit, "worse"
        elif came and before:
            yield edit, "better"


RULE = Rule("D012", "channel-gone", "worse", find)
