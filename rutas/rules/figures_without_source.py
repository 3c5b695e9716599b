"""Find figures of which it is not said where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model import Step
    from rutas.rules.engine.case import Case

_MEASURED = (
    "wait", "takes", "dropout", "leaves", "patience", "no_show", "lead", "capacity", "repeat",
)  # fmt: skip
_RULED = ("cost", "from", "by", "within")


def find(case: Case) -> Iterator[Finding]:
    """Yield each step with figures that ``evidence`` does not name, once for all of its figures.

    What ``evidence`` calls an ``estimate`` is said. A norm (``law``) stands for prices and deadlines.
    """
    for name, step in case.steps.items():
        fields = figures(step)
        unsaid = [f for f in fields if f not in step.evidence and not (step.law and f in _RULED)]
        if unsaid:
            values = {"step": case.title(name), "fields": ", ".join(unsaid), "count": len(unsaid)}
            yield Finding(case.at(name, unsaid[0]), values, step=name, key=True)


def figures(step: Step) -> list[str]:
    """Return the fields of a step that hold a figure, as the file calls them."""
    held = [
        f for f in (*_MEASURED, *_RULED) if getattr(step, "from_" if f == "from" else f) is not None
    ]
    return held + (["next"] if any(link.share for link in step.links) else [])


RULE = Rule("R080", "figures-without-source", "info", find)
