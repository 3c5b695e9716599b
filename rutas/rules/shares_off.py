"""Find choices whose shares, at their means, are not the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.model import Link, WayIn
    from rutas.rules.engine.case import Case

_TOLERANCE = 0.005


def find(case: Case) -> Iterator[Finding]:
    """Yield each choice where the means of all the shares add up to more or less than 100 %.

    Ranges may leave room for the whole and still lean to one side: every figure is then stretched or
    squeezed by as much, which nobody asked for.
    """
    if (total := _total(case.route.ways_in)) is not None:
        yield Finding(("ways_in",), {"total": total}, variant="ways-in", key=True)
    for name, step in case.steps.items():
        if not step.parallel and (total := _total(step.links)) is not None:
            values = {"step": case.title(name), "total": total}
            yield Finding(case.at(name, "next"), values, step=name, key=True)


def _total(links: Sequence[Link | WayIn]) -> float | None:
    """Return the sum of the means in percent, where it is not the whole."""
    means = [link.share.mean for link in links if link.share]
    total = sum(means)
    too_much = total > 1 + _TOLERANCE
    too_little = len(means) == len(links) and total < 1 - _TOLERANCE
    return round(100 * total, 2) if means and (too_much or too_little) else None


RULE = Rule("R025", "shares-off", "warning", find)
