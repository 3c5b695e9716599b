"""Find steps where a person is attended, and nobody attends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case

_SIGNS = ("takes", "wait", "capacity", "requires", "produces")


def find(case: Case) -> Iterator[Finding]:
    """Yield steps without an actor that take time, ask for papers or give them; questions aside."""
    for name, step in case.steps.items():
        if step.actor or step.decision or step.involvement == "indirect":
            continue
        sign = next((sign for sign in _SIGNS if getattr(step, sign)), None)
        if sign:
            yield Finding(case.at(name, "id"), {"step": case.title(name), "sign": sign}, step=name)


RULE = Rule("R063", "no-actor", "warning", find)
