"""Hold each criterion of a critical point against the figures of a route.

One function a reason. Each looks at a step at the means, where it decides, and over all draws, where it
tells how sure that is. A reason that a criterion switches off is not looked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from rutas.analysis.critical.reasons import Grounds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from rutas.analysis.capacity import Load
    from rutas.analysis.documents import Documents
    from rutas.model import Criteria, Route, Step

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

__all__ = ["CRITERIA", "Finding", "Measured"]


@dataclass(frozen=True, eq=False)
class Measured:
    """What the criteria look at: figures of every step at the means, and over all draws.

    Attributes
    ----------
    route
        The route, with its criteria.
    means, draws
        Figures by name: ``loss dropout utilisation on_critical_path time_share on_time``, of shape
        ``(n,)`` and ``(D, n)``; nan where unknown.
    loads
        Loads of steps, and of actors, by id.
    actor_draws
        Utilisation of actors by id, ``(D,)``.
    unavoidable, sole
        Ids of steps.
    documents, expired
        The documents of the route, and for what share of those attended some have lapsed, by step and need.
    selves
        For each step, the actors from whom people come on their own.
    """

    route: Route
    means: Mapping[str, Floats]
    draws: Mapping[str, Floats]
    loads: tuple[Mapping[str, Load], Mapping[str, Load]]
    actor_draws: Mapping[str, Floats]
    unavoidable: frozenset[str]
    sole: frozenset[str]
    documents: Documents
    expired: Mapping[tuple[str, tuple[str, ...]], float]
    selves: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Finding:
    """A criterion that holds at a step.

    Attributes
    ----------
    reason
        One of `rutas.model.REASONS`.
    value, threshold
        The figure, and the one from which on it holds.
    fields
        Fields of the step that the figure rests on, and ``demand``, the route's; none where it rests on
        the catalogue.
    holds
        ``(D,)`` whether it holds in each draw; nan where a draw does not tell; ``None`` where nothing
        uncertain decides it.
    spread
        ``(D,)`` the figure in each draw, or ``None``.
    grounds
        What it rests on beside the figure.
    """

    reason: str
    value: float | None = None
    threshold: float | None = None
    fields: tuple[str, ...] = ()
    holds: Floats | None = None
    spread: Floats | None = field(default=None, repr=False)
    grounds: Grounds = field(default_factory=Grounds)


def _at_least(values: Floats, threshold: float) -> Floats:
    """Hold figures against a threshold: 1, 0, or nan where there is no figure."""
    return np.where(np.isnan(values), np.nan, (values >= threshold - 1e-12).astype(float))


def _declared(_found: Measured, _i: int, step: Step, _criteria: Criteria) -> Finding | None:
    return None if step.critical is None else Finding("declared", fields=("critical",))


def _loss(found: Measured, i: int, _step: Step, criteria: Criteria) -> Finding | None:
    value, threshold = float(found.means["loss"][i]), criteria.loss.threshold
    if threshold is None or not value >= threshold - 1e-12:
        return None
    drawn = found.draws["loss"][:, i]
    return Finding("loss", value, threshold, ("dropout",), _at_least(drawn, threshold), drawn)


def _unavoidable(found: Measured, _i: int, step: Step, _criteria: Criteria) -> Finding | None:
    if step.id not in found.unavoidable or step.id not in found.sole:
        return None
    grounds = Grounds(actors=step.actor[:1])
    return Finding("unavoidable", fields=("actor", "next"), grounds=grounds)


def _overload(found: Measured, i: int, step: Step, criteria: Criteria) -> Finding | None:
    """Hold a step's own capacity, or where it has none that of the actor who answers for it."""
    threshold = criteria.overload.threshold
    load, drawn = found.loads[0][step.id], found.draws["utilisation"][:, i]
    actors: tuple[str, ...] = ()
    if step.capacity is None and step.actor and found.means["visits"][i] > 0:
        actors = step.actor[:1]
        load = found.loads[1][actors[0]]
        drawn = found.actor_draws.get(actors[0], np.full(len(drawn), np.nan))
    value, asked, given = load.utilisation, load.arrivals, load.capacity
    if threshold is None or value is None or asked is None or given is None:
        return None
    if value < threshold - 1e-12:
        return None
    return Finding(
        "overload", value, threshold, () if actors else ("capacity", "demand"),
        _at_least(drawn, threshold), drawn, Grounds(actors=actors, rates=(asked, given)),
    )  # fmt: skip


def _delay(found: Measured, i: int, _step: Step, criteria: Criteria) -> Finding | None:
    limits = criteria.delay
    chain, share = float(found.means["on_critical_path"][i]), float(found.means["time_share"][i])
    if not (chain >= limits.on_critical_path - 1e-12 and share >= limits.time_share - 1e-12):
        return None
    drawn = found.draws["time_share"][:, i]
    holds = _at_least(drawn, limits.time_share) * _at_least(
        found.draws["on_critical_path"][:, i], limits.on_critical_path
    )
    return Finding(
        "delay", share, limits.time_share, ("wait", "takes", "repeat", "lead"), holds, drawn,
        Grounds(journeys=chain),
    )  # fmt: skip


def _late(found: Measured, i: int, _step: Step, criteria: Criteria) -> Finding | None:
    value, threshold = float(found.means["on_time"][i]), criteria.late.threshold
    if threshold is None or not value <= threshold + 1e-12:
        return None
    drawn = found.draws["on_time"][:, i]
    return Finding(
        "late", value, threshold, ("wait", "takes", "lead", "by", "within"),
        _at_least(-drawn, -threshold), drawn,
    )  # fmt: skip


def _documents(found: Measured, _i: int, step: Step, criteria: Criteria) -> Finding | None:
    return _lacking(found, step) or _lapsed(found, step, criteria.documents.threshold)


def _lacking(found: Measured, step: Step) -> Finding | None:
    lacking = [
        need
        for need in found.documents.needs
        if need.step == step.id and not need.optional and need.status != "guaranteed"
    ]
    if not lacking:
        return None
    never = [need for need in lacking if need.status == "impossible"]
    grounds = Grounds(
        documents=tuple(need.documents for need in never or lacking), impossible=bool(never)
    )
    return Finding("documents", float(len(lacking)), fields=("requires",), grounds=grounds)


def _lapsed(found: Measured, step: Step, threshold: float | None) -> Finding | None:
    needs = [need for need in found.documents.needs if need.step == step.id and not need.optional]
    shares = {need.documents: found.expired.get((step.id, need.documents), 0.0) for need in needs}
    value = max(shares.values(), default=0.0)
    if threshold is None or value < threshold - 1e-12:
        return None
    worst = tuple(documents for documents, share in shares.items() if share == value)
    grounds = Grounds(documents=worst, lapsed=True)
    return Finding("documents", value, threshold, ("requires", "wait"), grounds=grounds)


def _handover(found: Measured, i: int, step: Step, criteria: Criteria) -> Finding | None:
    value, threshold = float(found.means["dropout"][i]), criteria.handover.threshold
    sources = found.selves.get(step.id)
    if not sources or threshold is None or not value >= threshold - 1e-12:
        return None
    drawn = found.draws["dropout"][:, i]
    return Finding(
        "handover", value, threshold, ("dropout",), _at_least(drawn, threshold), drawn,
        Grounds(actors=sources),
    )  # fmt: skip


CRITERIA: Mapping[str, Callable[[Measured, int, Step, Criteria], Finding | None]] = {
    "declared": _declared,
    "loss": _loss,
    "unavoidable": _unavoidable,
    "overload": _overload,
    "delay": _delay,
    "late": _late,
    "documents": _documents,
    "handover": _handover,
}
"""How each reason is looked for, in the order in which reasons are told."""
