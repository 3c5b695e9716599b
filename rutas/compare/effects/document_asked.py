"""Find documents that a step asks for now and did not, or no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.compare.effects.engine.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.compare.effects.engine.case import Case
    from rutas.compare.effects.engine.rule import Found
    from rutas.model import Requirement


def find(case: Case) -> Iterator[Found]:
    """Yield every step that asks for a document which what it asked for before does not cover.

    Whoever shows one of *a* also shows one of *a or b*: what is asked for covers every set that holds it.
    What is only welcome turns nobody away.
    """
    for edit, before, after in case.figures("requires"):
        old, new = _asked(before), _asked(after)
        if not _covered(new, by=old):
            yield edit, "worse"
        elif not _covered(old, by=new):
            yield edit, "better"


def _asked(needs: Sequence[Requirement] | None) -> list[frozenset[str]]:
    return [frozenset(need.any) for need in needs or () if need.any]


def _covered(sets: list[frozenset[str]], *, by: list[frozenset[str]]) -> bool:
    return all(any(known <= one for known in by) for one in sets)


RULE = Rule("D010", "document-asked", "worse", find)
