"""Say what a change rests on: a measurement, something near it, a norm, or an estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rutas.locale import language, say
from rutas.model import Evidence
from rutas.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.answers.diff_tables import Listed
    from rutas.model import Route, Step

__all__ = ["Ground", "rests_on"]

_FIGURES = {"figures", "time"}
_DECIDED = {"criterion", "document", "channel", "service"}  # laid down, and no figure of a route


class Ground(NamedTuple):
    """What a figure rests on.

    Attributes
    ----------
    words
        In words, the source named.
    estimated
        Whether it is an estimate.
    """

    words: str
    estimated: bool


def rests_on(change: Listed, route: Route) -> list[Ground]:
    """Return what the figures of a change rest on, and the norms of its step; nothing where it has none.

    Parameters
    ----------
    change
        The change.
    route
        The newer version.
    """
    found = [_ground(one, route) for one in _evidence(change, route)]
    step = (
        route.steps.get(change.id.partition("->")[0]) if change.what in {"step", "link"} else None
    )
    if step and not found and change.area in {"flow", "people", "papers"}:
        found = [_ground(Evidence(norm=name), route) for name in step.law]
    return list(dict.fromkeys(found))


def _evidence(change: Listed, route: Route) -> Iterator[Evidence]:
    """Yield the evidence of each figure that a change is of."""
    head, _, rest = (change.field or "").partition(".")
    step = route.steps.get(change.id.partition("->")[0])
    if change.how in {"removed", "moved", "renamed"} or change.what in _DECIDED:
        return
    if change.what == "step" and step:
        if change.field is None:
            yield from _given(step)
        elif change.area in _FIGURES or head == "evidence":
            yield step.evidence.get(rest if head == "evidence" else head, Evidence())
    elif change.what == "link" and step:
        if change.area in _FIGURES:
            yield step.evidence.get("next", Evidence())
    elif change.area in _FIGURES or head == "evidence":
        name = {"way_in": "ways_in", "profile": "profiles"}.get(change.what, head)
        yield route.evidence.get(rest if head == "evidence" else name, Evidence())


def _given(step: Step) -> Iterator[Evidence]:
    """Yield the evidence of each figure of a step that is new."""
    for name in type(step).model_fields:
        if isinstance(getattr(step, name), Quantity):
            yield step.evidence.get(name.rstrip("_"), Evidence())


def _ground(one: Evidence, route: Route) -> Ground:
    basis = say(f"minutes.basis-{one.basis}")
    source = route.catalogue.sources.get(one.cites) if one.cites else None
    if source is None:
        return Ground(basis, one.basis == "estimate")
    title = source.title.to(language())
    dated = f"{title} ({source.date})" if source.date else title
    return Ground(say("minutes.grounds", basis=basis, source=dated), estimated=False)
