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
# what evidence calls the figures of some things
_CALLED = {"link": "next", "way_in": "ways_in", "profile": "profiles"}
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
    """Return what the figures of a change rest on, and what else its field cites; nothing where it has none.

    Parameters
    ----------
    change
        The change.
    route
        The newer version.
    """
    if change.how in {"removed", "moved", "renamed"} or change.what in _DECIDED:
        return []
    return list(dict.fromkeys(_ground(one, route) for one in _evidence(change, route)))


def _evidence(change: Listed, route: Route) -> Iterator[Evidence]:
    """Yield the evidence of each figure that a change is of, and of a text whose source is told."""
    source = change.id.partition("->")[0]
    step = route.steps.get(source) if change.what in {"step", "link"} else None
    head, _, rest = (change.field or "").partition(".")
    if step and change.what == "step" and change.how == "added":
        yield from _given(step)
        return
    name = rest if head == "evidence" else _CALLED.get(change.what, head)
    told = step.evidence if step else route.evidence
    if name in told or change.area in _FIGURES:
        yield told.get(name, Evidence())


def _given(step: Step) -> Iterator[Evidence]:
    """Yield the evidence of each figure of a step that is new."""
    for name in type(step).model_fields:
        if isinstance(getattr(step, name), Quantity):
            yield step.evidence.get(name.rstrip("_"), Evidence())


def _ground(one: Evidence, route: Route) -> Ground:
    basis = say(f"diff.basis-{one.basis}")
    source = route.catalogue.sources.get(one.cites) if one.cites else None
    if source is None:
        return Ground(basis, one.basis == "estimate")
    title = source.title.to(language())
    dated = f"{title} ({source.date})" if source.date else title
    return Ground(say("minutes.grounds", basis=basis, source=dated), estimated=False)
