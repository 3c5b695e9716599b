"""Follow people through a route: who gets where, who is lost, who completes.

Without parallel branches a route is an absorbing Markov chain [1]_. With δᵢ the drop-out, pᵢⱼ the shares,
e the ways in and Q = [(1 − δᵢ) pᵢⱼ], N = (I − Q)⁻¹ is its fundamental matrix, and

=====================  ===========================================  =======================
`People.visits`        expected visits to each step                 v = e N
`People.reach`         share of people who ever get there           rᵢ = vᵢ / Nᵢᵢ
`People.loss`          people lost there                            vᵢ δᵢ
completion_from        chance to complete, once there               c = N b
`People.completion`    share of people who complete                 e · c
`People.knockout`      share of completions that pass through it    rᵢ cᵢ / completion
`gains`                rise in completion if it lost nobody         e · c with δᵢ = 0, less e · c
=====================  ===========================================  =======================

With parallel branches the same words are defined by the token rules: *reach* is the chance that some token
of hers is attended there, *completion_from* the chance to complete given that, *knockout* the share of
those who complete who were attended there. The figures are exact where branches nest
(`rutas.tokens.exact`), and else estimated (`rutas.tokens.sample`). Everything adds up: people complete,
or are lost in at least one branch, or end without success; tokens are lost, blocked at a join that never
opens, or end.

References
----------
.. [1] Kemeny, J. G., Snell, J. L. (1976). *Finite Markov Chains*. Springer. ISBN 978-0-387-90192-3.
   Chapter III: absorbing chains.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from rutas.tokens.estimate import Estimate, ratio
from rutas.tokens.exact import Exact, exact_at_means
from rutas.tokens.figures import figures as means_of
from rutas.tokens.net import compile as compile_net
from rutas.tokens.sample import counted, rises, same_for_all, sample
from rutas.tokens.walk import SEED, walk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.tokens.figures import Figures
    from rutas.tokens.flow import Flow
    from rutas.tokens.net import Net
    from rutas.tokens.walk import Walk

    Floats = NDArray[np.float64]

__all__ = [
    "People",
    "completion_at_means",
    "completion_under",
    "flow_under",
    "gains",
    "gains_under",
    "knockout_under",
    "people",
    "visits_under",
]

_RATIOS = {
    "loss": ("visits", None),
    "completion_from": ("passing", "reach"),
    "knockout": ("passing", "completion"),
}
_JOURNEYS = 20_000
_FEWEST = 200
_WORK = 4_000_000  # journeys times steps: some seconds


@dataclass(frozen=True, eq=False)
class People:
    """How people flow through a route.

    Attributes
    ----------
    ids
        The steps, in the order of every array.
    visits, reach, loss, completion_from, knockout, blocked
        ``(n,)`` as above; ``blocked`` is the share of people who wait there for a branch that was lost.
        ``completion_from`` is ``nan`` where nobody gets to, ``knockout`` where nobody completes.
    completion, lost
        The shares of people who complete, and who are lost in at least one branch.
    outcomes
        The share of people of whom at least one branch ends with each outcome.
    coverage
        The share of people who receive each service: attended at some step that delivers it, without
        dropping out there.
    unfinished
        The share of those who walked, if anybody had to, whose walk was cut short: it is not known what
        becomes of them. They count as not completing, and as lost or served only where they were so far.
    method
        ``exact`` or ``simulated``.
    error
        The standard error of `completion` where it is simulated, else ``None``.
    dropout
        ``(n,)`` of those who are attended at each step, the share who are lost.
    walked
        What each of those who walked, if anybody had to, adds to the measures: see `rutas.tokens.flow`.
    walk
        The journeys of those who walked; ``None`` where all go the same way, or nobody had to.
    """

    ids: tuple[str, ...]
    visits: Floats
    reach: Floats
    loss: Floats
    completion_from: Floats
    knockout: Floats
    blocked: Floats
    completion: float
    lost: float
    outcomes: Mapping[str, float]
    coverage: Mapping[str, float]
    unfinished: float
    method: Literal["exact", "simulated"]
    error: float | None
    dropout: Floats = field(repr=False)
    walked: Mapping[str, NDArray[Any]] | None = field(repr=False)
    walk: Walk | None = field(default=None, repr=False)

    @cached_property
    def index(self) -> dict[str, int]:
        """The place of every step in the arrays."""
        return {step: i for i, step in enumerate(self.ids)}

    def at(self, step: str) -> dict[str, float]:
        """Return the measures of one step by their names."""
        place = self.index[step]
        names = ("visits", "reach", "loss", "completion_from", "knockout", "blocked")
        return {name: getattr(self, name)[..., place] for name in names}

    def estimate(self, name: str) -> Estimate:
        """Return a measure with what tells its error; of outcomes and services a row of them."""
        value = getattr(self, name)
        value = np.array(list(value.values()) if isinstance(value, dict) else value, dtype=float)
        if self.walked is None:
            return Estimate(value)
        above, below = _RATIOS.get(name, (name, None))
        people = self.walked[above].astype(float)
        whole = np.ones(len(people)) if below is None else self.walked[below].astype(float)
        part = ratio(people, whole[:, None] if people.ndim > whole.ndim else whole)
        apart = part.influence
        return Estimate(
            value, apart * self.dropout if name == "loss" and apart is not None else apart
        )


def people(route: Route) -> People:
    """Follow people through a route, its quantities at their means.

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "dropout": "10 %", "next": "b"},
    ...         {"id": "b", "name": "B", "dropout": "20 %", "outcome": "fin"}]}]})
    >>> found = people(route)
    >>> found.method, round(found.completion, 2), found.loss.round(2).tolist()
    ('exact', 0.72, [0.1, 0.18])
    """
    net = compile_net(route)
    given = means_of(route)
    services = _services(route)
    steps = list(services.values())
    walked = None
    if net.exact:
        flow = exact_at_means(route).flow(steps)
    elif same_for_all(net, given):
        flow = flow_under(route, given, steps)
    else:
        walked = _walk(route, net, given)
        flow = counted(walked.journeys, steps)
    reach, passing = flow.reach[0], flow.passing[0]
    completion = float(flow.completion[0])
    nobody = np.full(len(net), np.nan)
    return People(
        ids=net.ids,
        visits=flow.visits[0],
        reach=reach,
        loss=np.nan_to_num(flow.visits[0]) * given.dropout[0],
        completion_from=np.divide(passing, reach, out=nobody.copy(), where=reach > 0),
        knockout=passing / completion if completion > 0 else nobody,
        blocked=flow.blocked[0],
        completion=completion,
        lost=float(flow.lost[0]),
        outcomes=dict(zip(net.outcomes, flow.outcomes[0].tolist(), strict=True)),
        coverage=dict(zip(services, flow.coverage[0].tolist(), strict=True)),
        unfinished=float(flow.unfinished[0]),
        method="exact" if flow.error is None else "simulated",
        error=None if flow.error is None else float(flow.error[0]),
        dropout=given.dropout[0],
        walked=flow.walked,
        walk=walked,
    )


def gains(
    route: Route, steps: Sequence[int] | None = None, walked: Walk | None = None
) -> list[Estimate]:
    """Return by how much completion would rise if a step lost nobody, for some steps or for all.

    Parameters
    ----------
    route
        A route.
    steps
        Positions of steps.
    walked
        The journeys that `people` counted, where it had to.
    """
    net = compile_net(route)
    chosen = range(len(net)) if steps is None else steps
    if net.exact:
        return [Estimate(rise) for rise in exact_at_means(route).rises(chosen)[0]]
    return rises(walked or _walk(route, net, means_of(route)), chosen)


def gains_under(route: Route, figures: Figures, steps: Sequence[int]) -> Floats | None:
    """Return ``(D, steps)``, by how much completion would rise under every draw if a step lost nobody.

    Returns
    -------
    ``None`` where branches don't nest: sampling would decide more than what was drawn.
    """
    net = compile_net(route)
    return Exact.under(net, figures).rises(steps) if net.exact else None


def completion_at_means(route: Route) -> float:
    """Return the share of people who complete, as `people` does, and nothing else where that is quicker."""
    net = compile_net(route)
    return float(exact_at_means(route).completion[0]) if net.exact else people(route).completion


def completion_under(route: Route, figures: Figures) -> Floats:
    """Return ``(D,)``, the share of people who complete under every draw."""
    net = compile_net(route)
    found = Exact.under(net, figures) if net.exact else flow_under(route, figures)
    return np.asarray(found.completion, dtype=np.float64)


def visits_under(route: Route, figures: Figures) -> Floats:
    """Return ``(D, n)``, the expected visits to each step under every draw."""
    net = compile_net(route)
    if net.exact:
        return Exact.under(net, figures).visits
    return flow_under(route, figures).visits


def knockout_under(route: Route, figures: Figures) -> Floats:
    """Return ``(D, n)``, of those who complete the share who were attended at each step, under every draw.

    nan where nobody completes.
    """
    net = compile_net(route)
    flow = Exact.under(net, figures) if net.exact else flow_under(route, figures)
    completion = flow.completion[:, None]
    return flow.passing / np.where(completion > 0, completion, np.nan)


def flow_under(route: Route, figures: Figures, services: Sequence[Sequence[int]] = ()) -> Flow:
    """Follow people through a route under every draw of its quantities.

    Parameters
    ----------
    route
        A route.
    figures
        Its quantities, one row a draw.
    services
        For each service that is asked for, the indices of the steps that deliver it.
    """
    net = compile_net(route)
    if net.exact:
        return Exact.under(net, figures).flow(services)
    rng = np.random.default_rng(SEED)
    if same_for_all(net, figures):
        return replace(sample(net, figures, services, rng, each=1), error=None)
    most = max(1, _WORK // (len(net) * figures.draws))
    each = min(most, max(_FEWEST, _JOURNEYS // figures.draws))
    return sample(net, figures, services, rng, each=each)


def _walk(route: Route, net: Net, given: Figures) -> Walk:
    """Walk as many journeys as count people, or the one that all make."""
    size = max(_FEWEST, min(_JOURNEYS, _WORK // len(net)))
    return walk(route, net, given, 1 if same_for_all(net, given) else size)


def _services(route: Route) -> dict[str, list[int]]:
    """Return the steps that deliver each service of the package, and any other that is delivered."""
    found: dict[str, list[int]] = {service: [] for service in route.package}
    for i, step in enumerate(route.steps.values()):
        for service in step.service:
            found.setdefault(service, []).append(i)
    return found
