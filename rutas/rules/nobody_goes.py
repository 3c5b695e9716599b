"""Find ways that nobody takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.reading.places import Loc
    from rutas.rules.engine.case import Case

_NOBODY = 1e-9


def find(case: Case) -> Iterator[Finding]:
    """Yield every link and every way in whose share is nothing, said so or left over by the others."""
    shares = case.route.way_in_shares
    for number, (way, share) in enumerate(zip(case.route.ways_in, shares, strict=True)):
        if share < _NOBODY:
            loc: Loc = ("ways_in", number, *(["share"] if way.share else []))
            yield Finding(loc, {"target": case.title(way.to)}, variant="way-in")
    for name, step in case.steps.items():
        if step.parallel:
            continue
        for number, (link, share) in enumerate(zip(step.links, step.shares, strict=True)):
            if share < _NOBODY:
                values = {"step": case.title(name), "target": case.title(link.to)}
                field = ["share"] if link.share else []
                yield Finding(case.link(name, number, *field), values, step=name)


RULE = Rule("R026", "nobody-goes", "warning", find)
