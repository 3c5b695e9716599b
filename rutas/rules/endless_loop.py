"""Find loops that no link leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield each loop that can be reached and never left.

    A loop is a strongly connected component; it has no way out if no link leads from it to elsewhere
    and none of its steps ends the route.
    """
    for loop in case.traps:
        first, *_ = loop
        yield Finding(
            case.at(first, "next"),
            {"step": case.title(first), "steps": case.titles(loop)},
            step=first,
            story=(*case.way_to(first), *loop[1:], first),
            variant="" if len(loop) > 1 else "itself",
        )


RULE = Rule("R002", "endless-loop", "error", find)
