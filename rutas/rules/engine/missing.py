"""Tell, for each analysis, which quantities a route lacks or only estimates, and what each would allow.

A quantity that is given rests on what ``evidence`` says: it is *measured*, a *proxy*, a *norm* or an
*estimate*. It is *missing* where it is absent: an analysis that needs it says what it assumed instead.
What is looked at first is what weighs most: the steps that nobody gets round, and of lengths of time
those that move the length of the journey most: the least certain, as often as they set it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rutas.locale import say
from rutas.model.assumed import unwritten
from rutas.model.evidence import Basis, basis
from rutas.quantity import Quantity as Uncertain
from rutas.rules.engine.telling import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.model import Evidence, Route, Step

__all__ = ["ANALYSES", "Account", "Quantity", "missing"]

State = Basis | Literal["missing"]

ANALYSES = ("people", "time", "capacity", "documents", "interactions")
"""The analyses, in the order of their telling."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something that an analysis asks of a route.

    Attributes
    ----------
    analysis
        Which analysis.
    path
        What to write, as a change set names it: ``inscripcion.wait``.
    kind
        What kind of quantity: the message that says what it would allow.
    state
        What it rests on, or ``missing``.
    name
        What people call the step or the thing that it belongs to.
    weighs
        Whether nobody gets round the step.
    spread
        How far the highest lies from the lowest, in days for a length of time; 0 where unknown.
    sets_length
        Of a length of time, in what share of the completed journeys the step sets how long they are; 1
        where nobody completes, so that nothing tells.
    """

    analysis: str
    path: str
    kind: str
    state: State
    name: str
    weighs: bool = False
    spread: float = 0.0
    sets_length: float = 1.0

    @property
    def allows(self) -> str:
        """What the figure would allow, in the language that is spoken."""
        if self.state == "missing":
            return say(f"missing.{self.kind}", name=self.name, path=self.path)
        doubt = say(f"missing.basis-{self.state}")
        return say(f"missing.{self.kind}-estimate", name=self.name, basis=doubt)


@dataclass(frozen=True, slots=True)
class Account:
    """How complete a route is for one analysis.

    Attributes
    ----------
    analysis
        Which analysis.
    measured
        How many quantities were measured.
    proxies, norms, estimates, missing
        The others, the weightiest first.
    """

    analysis: str
    measured: int
    proxies: tuple[Quantity, ...]
    norms: tuple[Quantity, ...]
    estimates: tuple[Quantity, ...]
    missing: tuple[Quantity, ...]

    @property
    def first(self) -> Quantity | None:
        """The figure to look for first, if any is wanting."""
        return next(iter(self.missing + self.estimates + self.proxies + self.norms), None)


def missing(route: Route) -> list[Account]:
    """Return how complete a route is for each analysis.

    Examples
    --------
    >>> import rutas
    >>> [account.analysis for account in missing(rutas.load("routes")["0-4"])]
    ['people', 'time', 'capacity', 'documents', 'interactions']
    """
    from rutas.analysis import Analysis  # noqa: PLC0415  (heavy, and for this account alone)

    analysis = Analysis(route, draws=0)
    heavy = frozenset(step for step, sure in analysis.unavoidable.items() if sure)
    asked = list(_asked(route, heavy, analysis.time.on_critical_path))
    return [_account(name, [q for q in asked if q.analysis == name]) for name in ANALYSES]


def _account(analysis: str, asked: Sequence[Quantity]) -> Account:
    def weight(one: Quantity) -> tuple[float, float, bool, float]:
        # A wait of weeks decides more of the journey than one of hours, but none where others wait longer.
        chain = one.sets_length if analysis == "time" else 0.0
        return -chain * one.spread, -chain, not one.weighs, -one.spread

    asked = sorted(asked, key=weight)
    states = ("measured", "proxy", "norm", "estimate", "missing")
    measured, *others = (tuple(one for one in asked if one.state == state) for state in states)
    return Account(analysis, len(measured), *others)


def _asked(
    route: Route, heavy: frozenset[str], chain: Mapping[str, float | None]
) -> Iterator[Quantity]:
    """Yield every quantity that some analysis asks for."""
    name = said(route.name)
    demand = _state(route.demand, "demand", route.evidence)
    yield Quantity("capacity", "demand", "demand", demand, name, weighs=True)
    aged = any(step.from_ or step.by for step in route.steps.values())
    for way in route.ways_in:
        label = said(way.name or route.steps[way.to].title)
        if len(route.ways_in) > 1:
            rest = way.share is None and unwritten(route.ways_in) == "rest"
            known = rest or way.share is not None
            state: State = basis(route.evidence, "ways_in") if known else "missing"
            kind = "way-rest" if rest else "way-share"
            yield Quantity("people", f"ways_in.{way.to}", kind, state, label, weighs=True)
        if aged and way.at is None:
            yield Quantity("time", f"ways_in.{way.to}.at", "way-age", "missing", label, weighs=True)
    if not route.holds and any(step.requires for step in route.steps.values()):
        yield Quantity("documents", "holds", "holds", "missing", name, weighs=True)
    for actor in dict.fromkeys(name for step in route.steps.values() for name in step.actor[:1]):
        entry = route.catalogue.actors[actor]
        if entry.capacity:
            path = f"actors.{actor}.capacity"
            yield Quantity("capacity", path, "actor-capacity", "estimate", said(entry.name))
    for step in route.steps.values():
        weighs = step.id in heavy
        for analysis, field, kind, state in _of_step(route, step):
            path = f"{step.id}.{field}"
            value = getattr(step, field, None)
            spread = value.high - value.low if isinstance(value, Uncertain) else 0.0
            sets_length = chain[step.id]
            yield Quantity(
                analysis, path, kind, state, said(step.title), weighs=weighs, spread=spread,
                sets_length=1.0 if sets_length is None else sets_length,
            )  # fmt: skip


def _of_step(route: Route, step: Step) -> Iterator[tuple[str, str, str, State]]:
    """Yield analysis, field, kind and state of what is asked of a step."""
    attended = bool(step.actor)
    if attended:
        yield "people", "dropout", "dropout", _state(step.dropout, "dropout", step.evidence)
        for field, value in (("wait", step.wait), ("takes", step.takes)):
            yield "time", field, field, _state(value, field, step.evidence)
    if len(step.links) > 1 and not step.parallel:
        state = _state(unwritten(step.links) != "even" or None, "next", step.evidence)
        yield "people", "next", "share", state
    actors = [route.catalogue.actors[name] for name in step.actor]
    if attended and step.involvement == "direct" and not (actors[0].capacity and not step.capacity):
        yield "capacity", "capacity", "capacity", _state(step.capacity, "capacity", step.evidence)
    if attended and step.service:
        told = bool(step.requires or step.produces)
        yield "documents", "requires", "requires", "measured" if told else "missing"
    for number, link in enumerate(step.links):
        target = route.steps[link.to]
        apart = attended and target.actor and target.actor[0] not in step.actor
        if apart:
            given = "handover" in link.model_fields_set
            field = f"next.{link.to}.handover" if len(step.links) > 1 or number else "next.handover"
            yield "interactions", field, "handover", "measured" if given else "missing"


def _state(value: object, field: str, evidence: Mapping[str, Evidence]) -> State:
    """Tell what a quantity rests on, or that it is missing."""
    return "missing" if value is None else basis(evidence, field)
