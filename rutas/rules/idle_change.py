"""Find changes of a profile that change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.model import apply
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
            if apply(case.route, {path: value}) == case.route:
                values = {"profile": profile.name, "path": path, "value": str(value)}
                yield Finding(("profiles", key, "set", path), values)


RULE = Rule("R081", "idle-change", "warning", find)
