"""Find steps that no path from a way in leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield the steps where nothing leads, or what leads there can itself not be reached.

    Of steps that hang together only those at their head are told: the others follow from them.
    """
    lost = {
        name: [target for target in case.after[name] if target not in case.reached]
        for name in case.steps
        if name not in case.reached
    }
    heads = [name for name in lost if not case.before[name]]
    told: set[str] = set()
    for name in [*heads, *lost]:
        if name in told:
            continue
        behind = case.titles(_behind(lost, name, told))
        yield Finding(
            case.at(name, "id"),
            {"step": case.title(name), "count": len(behind), "others": behind},
            step=name,
            variant="with-others" if behind else "",
        )


def _behind(lost: dict[str, list[str]], head: str, told: set[str]) -> list[str]:
    """Return what follows a step and was not told yet, and tell it."""
    told.add(head)
    queue = [head]
    for name in queue:
        for target in lost[name]:
            if target not in told:
                told.add(target)
                queue.append(target)
    return queue[1:]


RULE = Rule("R001", "unreachable-step", "error", find)
