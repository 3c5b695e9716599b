"""Find changes of a profile that change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.model.change import check
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield profiles without changes, and changes that set what the route has already."""
    for key, profile in case.route.profiles.items():
        if not profile.set:
            yield Finding(("profiles", key), {"profile": profile.name}, variant="none", key=True)
        for path, value in profile.set.items():
            kind, step, field, new = check(path, value, case.steps)
            if new == _current(case, kind, step, field):
                values = {"profile": profile.name, "path": path, "value": str(value)}
                yield Finding(("profiles", key, "set", path), values)


def _current(case: Case, kind: str, step: str, field: str) -> Any:
    if kind == "demand":
        return case.route.demand
    if kind == "step":
        return getattr(case.steps[step], field)
    links = case.route.ways_in if kind == "way_in" else case.steps[step].links
    return next((link.share for link in links if link.to == field), None)


RULE = Rule("R081", "idle-change", "warning", find)
