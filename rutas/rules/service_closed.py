"""Find services that those who come in by one door can never get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.graph.walks import reached
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield each way in from which no step that delivers some services of the package can be reached."""
    package = [s for s in case.route.package if case.deliver.get(s, set()) & case.reached]
    for number, way in enumerate(case.route.ways_in):
        found = reached(case.graph, [way.to])
        closed = tuple(
            case.entry("services", service)
            for service in package
            if not case.deliver[service] & found
        )
        if closed:
            values = {"way": way.name or case.title(way.to), "services": closed}
            yield Finding(("ways_in", number, "to"), values, story=(way.to,))


RULE = Rule("R041", "service-closed", "warning", find)
