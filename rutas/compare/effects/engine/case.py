"""Lay out what the rules of effects ask of two versions of a route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.analysis.whole import Analysis
    from rutas.compare.edits import Edit
    from rutas.compare.figures import Change
    from rutas.model import Route

__all__ = ["Case"]


@dataclass(frozen=True)
class Case:
    """Two versions of a route under examination.

    Attributes
    ----------
    before, after
        Their analyses; the older one under the ids of the newer.
    edits
        What differs.
    completion
        The share of people who complete, before and after: of all populations together, as far as known.
    populations
        The same of each population that both versions have, by id.
    """

    before: Analysis
    after: Analysis
    edits: Sequence[Edit]
    completion: Change
    populations: Mapping[str, Change]

    @property
    def old(self) -> Route:
        """The older version."""
        return self.before.route

    @property
    def new(self) -> Route:
        """The newer version."""
        return self.after.route

    def figures(self, *fields: str) -> Iterator[tuple[Edit, Any, Any]]:
        """Yield what changed in some fields of steps, a population's own figures among them."""
        for edit in self.edits:
            field = edit.field or ""
            if field.startswith("set."):
                _, _, path = field.partition(".")
                _, _, field = path.partition(".")
            elif edit.what != "step":
                continue
            if field in fields and edit.how == "changed":
                yield edit, edit.before, edit.after

    def steps(self, how: str) -> Iterator[Edit]:
        """Yield the steps that were added, or removed."""
        return (one for one in self.edits if one.what == "step" and one.how == how)
