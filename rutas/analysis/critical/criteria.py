"""Hold each criterion of a critical point against the figures of a route.

One function a reason. Each looks at a step at the means, where it decides, and over all draws, where it
tells how sure that is. A reason that a criterion switches off is not looked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from rutas.model import Text

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
    documents
        The documents of the route.
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
    selves: Mapping[str, tuple[str, ...]]

    def actor(self, name: str) -> Text:
        """Return what people call an actor."""
        entry = self.route.catalogue.actors.get(name)
        return entry.name if entry else Text(name)


@dataclass(frozen=True, eq=False)
class Finding:
    """A criterion that holds at a step.

    Attributes
    ----------
    reason
        One of `rutas.model.REASONS`.
    message, values
        How to say it.
    value, threshold
        The figure, and the one from which on it holds.
    fields
        Fields of the step (``""``: of the route) that the figure rests on, the main one first.
    holds
        ``(D,)`` whether it holds in each draw; nan where a draw does not tell; ``None`` where nothing
        uncertain decides it.
    spread
        ``(D,)`` the figure in each draw, or ``None``.
    """

    reason: str
    message: str
    values: Mapping[str, object]
    value: float | None = None
    threshold: float | None = None
    fields: tuple[str, ...] = ()
    holds: Floats | None = None
    spread: Floats | None = field(default=None, repr=False)


def _at_least(values: Floats, threshold: float) -> Floats:
    """Hold figures against a threshold: 1, 0, or nan where there is no figure."""
    return np.where(np.isnan(values), np.nan, (values >= threshold - 1e-12).astype(float))


def _declared(_found: Measured, _i: int, step: Step, _criteria: Criteria) -> Finding | None:
    if step.critical is None:
        return None
    return Finding("declared", "reason-declared", {"finding": step.critical}, fields=("critical",))


def _loss(found: Measured, i: int, _step: Step, criteria: Criteria) -> Finding | None:
    value, threshold = float(found.means["loss"][i]), criteria.loss.threshold
    if threshold is None or not value >= threshold - 1e-12:
        return None
    drawn = found.draws["loss"][:, i]
    return Finding(
        "loss", "reason-loss", {"people:n": value}, value, threshold, ("dropout",),
        _at_least(drawn, threshold), drawn,
    )  # fmt: skip


def _unavoidable(found: Measured, _i: int, step: Step, _criteria: Criteria) -> Finding | None:
    if step.id not in found.unavoidable or step.id not in found.sole:
        return None
    values = {"actor": found.actor(step.actor[0])}
    return Finding("unavoidable", "reason-unavoidable", values, fields=("actor", "next"))


def _overload(found: Measured, i: int, step: Step, criteria: Criteria) -> Finding | None:
    """Hold a step's own capacity, or where it has none that of the actor who answers for it."""
    threshold = criteria.overload.threshold
    load, drawn = found.loads[0][step.id], found.draws["utilisation"][:, i]
    message, values = "reason-overload", dict[str, object]()
    if step.capacity is None and step.actor and found.means["visits"][i] > 0:
        name = step.actor[0]
        load = found.loads[1][name]
        drawn = found.actor_draws.get(name, np.full(len(drawn), np.nan))
        message, values = "reason-overload-actor", {"actor": found.actor(name)}
    value = load.utilisation
    if threshold is None or value is None or value < threshold - 1e-12:
        return None
    values |= {"rates:asked,given": (load.arrivals, load.capacity), "percent:share": value}
    return Finding(
        "overload", message, values, value, threshold, ("capacity",),
        _at_least(drawn, threshold), drawn,
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
    values = {"percent:time": share, "people:n": chain}
    return Finding(
        "delay", "reason-delay", values, share, limits.time_share, ("wait", "takes", "repeat"),
        holds, drawn,
    )  # fmt: skip


def _late(found: Measured, i: int, _step: Step, criteria: Criteria) -> Finding | None:
    value, threshold = float(found.means["on_time"][i]), criteria.late.threshold
    if threshold is None or not value <= threshold + 1e-12:
        return None
    drawn = found.draws["on_time"][:, i]
    return Finding(
        "late", "reason-late", {"people:n": value}, value, threshold,
        ("wait", "takes", "by", "within"), _at_least(-drawn, -threshold), drawn,
    )  # fmt: skip


def _documents(found: Measured, _i: int, step: Step, _criteria: Criteria) -> Finding | None:
    lacking = [
        need
        for need in found.documents.needs
        if need.step == step.id and not need.optional and need.status != "guaranteed"
    ]
    if not lacking:
        return None
    never = [need for need in lacking if need.status == "impossible"]
    known = found.route.catalogue.documents
    names = [
        tuple(known[name].name if name in known else Text(name) for name in need.documents)
        for need in (never or lacking)
    ]
    message = "reason-documents-impossible" if never else "reason-documents"
    return Finding(
        "documents", message, {"papers:documents": names}, float(len(lacking)), None, ("requires",)
    )


def _handover(found: Measured, i: int, step: Step, criteria: Criteria) -> Finding | None:
    value, threshold = float(found.means["dropout"][i]), criteria.handover.threshold
    sources = found.selves.get(step.id)
    if not sources or threshold is None or not value >= threshold - 1e-12:
        return None
    drawn = found.draws["dropout"][:, i]
    values = {"list:actors": [found.actor(name) for name in sources], "people:n": value}
    return Finding(
        "handover", "reason-handover", values, value, threshold, ("dropout",),
        _at_least(drawn, threshold), drawn,
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
