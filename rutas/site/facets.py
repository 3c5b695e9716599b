"""Say which step has which value of each facet of the analyst's table: the attributes of the selectors.

``page/filter.js`` filters by them, as `rutas.selection.select` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.selection import ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.model import Route

__all__ = ["FACETS", "facets"]

FACETS = tuple(name for name in ATTRIBUTES if name not in {"reason", "changed"})
"""What a row is filtered by; reasons come from the critical points, and versions the page has not."""


def facets(route: Route) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the values of each facet that each step has, by the step's id; a step without any has no list.

    Examples
    --------
    >>> import rutas
    >>> facets(rutas.load("routes")["0-4"])["inscripcion"]["actor"]
    ('registro-civil',)
    """
    found: dict[str, dict[str, dict[str, None]]] = {step: {} for step in route.steps}
    for facet in FACETS:
        _, held = ATTRIBUTES[facet]
        for step, value in held(route):
            found[step].setdefault(facet, {})[value] = None
    return {
        step: {facet: tuple(values) for facet, values in row.items()} for step, row in found.items()
    }
