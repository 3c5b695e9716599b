"""Hold all measures of a route together: each is worked out when it is first asked for, and once.

===================  =========================================================
`Analysis`           who answers
===================  =========================================================
people, gains        `rutas.analysis.people`
attrition            `rutas.analysis.attrition`
unavoidable, sole_…  `rutas.analysis.structure`
…_paths, actor…      `rutas.analysis.cuts`
soundness            `rutas.analysis.soundness`
documents            `rutas.analysis.documents`
expired              `rutas.analysis.validity`
papers               `rutas.analysis.papers`
slack                `rutas.analysis.slack`
time                 `rutas.analysis.time`
capacity, min_cut    `rutas.analysis.capacity`
queues               `rutas.analysis.queues`
interactions         `rutas.analysis.interactions`
burden               `rutas.analysis.burden`
ways                 `rutas.analysis.paths`
points               `rutas.analysis.critical`
===================  =========================================================
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from rutas.analysis import attrition as attrition_
from rutas.analysis import burden as burden_
from rutas.analysis import capacity as capacity_
from rutas.analysis import critical, cuts, structure, validity
from rutas.analysis import documents as documents_
from rutas.analysis import interactions as interactions_
from rutas.analysis import papers as papers_
from rutas.analysis import paths as paths_
from rutas.analysis import people as people_
from rutas.analysis import queues as queues_
from rutas.analysis import slack as slack_
from rutas.analysis import soundness as soundness_
from rutas.analysis import time as time_
from rutas.collector import collector_off
from rutas.tokens.figures import Figures, figures
from rutas.tokens.net import Net
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.tokens.estimate import Estimate

    Floats = NDArray[np.float64]

P = ParamSpec("P")
T = TypeVar("T")

__all__ = ["Analysis", "analyse"]


_BIG = 2000


def _calm(work: Callable[Concatenate[Analysis, P], T]) -> Callable[Concatenate[Analysis, P], T]:
    """Let the garbage collector rest while a big route is measured: it would look at all of it."""

    @wraps(work)
    def calmly(self: Analysis, /, *args: P.args, **named: P.kwargs) -> T:
        with collector_off() if len(self.route.steps) > _BIG else nullcontext():
            return work(self, *args, **named)

    return calmly


class Analysis:
    """All measures of one route.

    Parameters
    ----------
    route
        The route; it is asked, never changed.
    journeys
        How many random journeys to walk at most, where time alone needs them.
    draws
        How many times to draw all uncertain quantities for the confidence and the drivers of critical
        points; 0 leaves both out.

    Examples
    --------
    >>> from rutas.model import Route
    >>> found = analyse(Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": [{"to": "a"}],
    ...     "outcomes": {"fin": {"name": "Fin", "success": "yes"}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "dropout": "20 %", "wait": "3 d", "next": "b"},
    ...         {"id": "b", "name": "B", "wait": "1 d", "outcome": "fin"}]}]}))
    >>> round(found.completion, 6), found.time.days.mean, [point.step for point in found.points]
    (0.8, 4.0, ['a', 'b'])
    """

    def __init__(self, route: Route, *, journeys: int = time_.JOURNEYS, draws: int = 1000) -> None:
        self.route = route
        self.journeys = journeys
        self.draws = draws

    @cached_property
    def net(self) -> Net:
        """The route as arrays."""
        return compile_net(self.route)

    @cached_property
    @_calm
    def figures(self) -> Figures:
        """The route's quantities at their means, one row."""
        return figures(self.route)

    @cached_property
    @_calm
    def people(self) -> people_.People:
        """People flowing: visits, reach, loss, completion, knockout, coverage, outcomes."""
        return people_.people(self.route)

    @property
    def visits(self) -> Floats:
        """Expected visits to each step per person who enters, ``(n,)``."""
        return self.people.visits

    @property
    def completion(self) -> float:
        """Share of people who complete."""
        return self.people.completion

    @property
    def method(self) -> str:
        """How people were counted: ``exact`` or ``simulated``."""
        return self.people.method

    @cached_property
    @_calm
    def attrition(self) -> attrition_.Attrition:
        """Where each of those who enter leaves the route, counted once."""
        people = self.people
        return attrition_.attrition(
            self.route,
            people.loss,
            people.visits,
            completion=people.completion,
            lost=people.lost,
            unfinished=people.unfinished,
        )

    @_calm
    def gains(self, steps: Sequence[int]) -> list[Estimate]:
        """Return by how much completion would rise if a step lost nobody, for some steps."""
        return people_.gains(self.route, steps, self.people.walk)

    def gains_under(self, drawn: Figures, steps: Sequence[int]) -> Floats | None:
        """Return ``(D, steps)``, those gains under every draw; ``None`` where they are not exact."""
        return people_.gains_under(self.route, drawn, steps)

    def visits_under(self, drawn: Figures) -> Floats:
        """Return ``(D, n)``, the expected visits under every draw."""
        return people_.visits_under(self.route, drawn)

    def passes_under(self, drawn: Figures) -> Floats | None:
        """Return ``(D, n)``, the share of those who complete who pass each step, under every draw.

        ``None`` where that does not tell whose length a step sets: where branches run side by side, or
        people wait for an age.
        """
        if self.timing.shut or not self.timing.alone:
            return None
        return people_.knockout_under(self.route, drawn)

    @cached_property
    @_calm
    def unavoidable(self) -> Mapping[str, bool | None]:
        """Whether nobody completes without the step, by step; ``None`` where that is not decided."""
        return structure.unavoidable(self.route)

    @property
    def must_pass(self) -> tuple[str, ...]:
        """Ids of the steps without which nobody completes, for all that is decided."""
        return tuple(step for step, sure in self.unavoidable.items() if sure)

    @cached_property
    @_calm
    def sole_actors(self) -> frozenset[str]:
        """Ids of the steps for whose service there is no other actor."""
        return structure.sole_actors(self.route)

    @cached_property
    @_calm
    def independent_paths(self) -> int:
        """Paths to success that share no step, first and last aside."""
        return cuts.independent_paths(self.route)

    @cached_property
    @_calm
    def actor_cut(self) -> cuts.ActorCut:
        """The actors whose closing leaves nobody who completes, and their smallest sets."""
        return cuts.actor_cut(self.route)

    @cached_property
    @_calm
    def soundness(self) -> soundness_.Soundness:
        """Whether the tokens of the route can always end, and how they fail where they can't."""
        return soundness_.soundness(self.route)

    @cached_property
    @_calm
    def documents(self) -> documents_.Documents:
        """Which documents are at hand where they are asked for."""
        return documents_.documents(self.route)

    @cached_property
    def expired(self) -> Mapping[tuple[str, tuple[str, ...]], Estimate]:
        """Of those attended at a step, for whom some documents have lapsed that it asks for."""
        return validity.expired(self.route, lambda: self.timing.journeys().journeys)

    @cached_property
    @_calm
    def papers(self) -> papers_.Papers:
        """The longest chain of papers, and their circles."""
        return papers_.papers(self.route)

    @cached_property
    @_calm
    def slack(self) -> Floats:
        """Days that each step could take longer, ``(n,)``; nan where nobody gets there."""
        return slack_.slack(self.route, self.visits, self.figures)

    @cached_property
    def timing(self) -> time_.Timing:
        """What may be asked of the journeys' time; they are walked once, if at all."""
        people = self.people
        chances = time_.Chances(
            visits=people.visits,
            passes=people.estimate("knockout"),
            completes=people.completion_from,
            completion=people.completion,
            exact=people.method == "exact",
        )

        def walk() -> time_.Walked:
            net, figures, most = self.net, self.figures, self.journeys
            return time_.walk(
                self.route, net, figures, people.visits, walked=people.walk, journeys=most
            )

        return time_.Timing(self.net, self.figures, chances, walk)

    @cached_property
    def time(self) -> time_.Time:
        """How long journeys take, what sets their length, who finishes in time."""
        return time_.time(self.timing, self.slack)

    @cached_property
    @_calm
    def capacity(self) -> capacity_.Capacity:
        """Arrivals, utilisation, bottleneck and throughput; of that nothing where nobody completes."""
        found = capacity_.capacity(self.route, self.visits, self.figures)
        return found if self.completion > 0 else replace(found, throughput=None)

    @cached_property
    @_calm
    def min_cut(self) -> capacity_.MinCut | None:
        """The narrowest set of steps on all ways to success."""
        return capacity_.min_cut(self.route, self.figures)

    @cached_property
    @_calm
    def queues(self) -> dict[str, queues_.Queue]:
        """Waits by formula, beside the declared ones."""
        return queues_.queues(self.route, self.visits, self.figures)

    @cached_property
    @_calm
    def interactions(self) -> interactions_.Interactions:
        """Handovers and changes of channel."""
        return interactions_.interactions(self.route, self.visits, self.figures)

    @cached_property
    def burden(self) -> burden_.Burden:
        """What a journey asks of the person who makes it."""
        timing, days = self.timing, self.time.days
        walked, known = timing.journeys(), None
        if timing.alone and days.mean is not None:
            known = self.figures, time_.often(timing.chances), days.mean
        return burden_.burden(self.route, walked.journeys, walked.drawn, known)

    def ways(self, source: str, target: str) -> paths_.Ways:
        """Return the likeliest, quickest and longest way between two steps.

        Raises
        ------
        UsageError
            If the route has no such step.
        """
        return paths_.ways(self.route, source, target, self.figures)

    @cached_property
    def points(self) -> tuple[critical.Point, ...]:
        """The critical points, the weightiest first."""
        return critical.points(self, draws=self.draws)

    @cached_property
    def measure_first(self) -> tuple[critical.Driver, ...]:
        """The uncertain quantities to measure first."""
        return critical.measure_first(self.points)


def analyse(route: Route) -> Analysis:
    """Return all measures of a route, each worked out when it is first asked for."""
    return Analysis(route)
