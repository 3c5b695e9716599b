"""Find steps that no path from a way in leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.graph.walks import search
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield the steps where nothing leads, or what leads there can itself not be reached.

    Of steps that hang together only those at their head are told: the others follow from them.
    """
    lost = [name for name in case.steps if name not in case.reached]
    heads = [name for name in lost if not case.graph.pred[name]]
    untold = case.graph.subgraph(lost).copy()
    for name in [*heads, *lost]:
        if name not in untold:
            continue
        found = list(search(untold, name))
        untold.remove_nodes_from(found)
        behind = case.titles(found[1:])
        yield Finding(
            case.at(name, "id"),
            {"step": case.title(name), "count": len(behind), "others": behind},
            step=name,
            variant="with-others" if behind else "",
        )


RULE = Rule("R001", "unreachable-step", "error", find)
