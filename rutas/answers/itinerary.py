"""A family's way through a route: on which days, behind which doors, with which papers."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from rutas.answers.itinerary_rows import Alternative, Day, Itinerary, Unplaced, Visit
from rutas.answers.row import iso, like
from rutas.errors import UsageError, no_such
from rutas.hours import clock
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from rutas.itinerary.day import Stop
    from rutas.itinerary.result import Family, Outing
    from rutas.itinerary.result import Itinerary as Planned
    from rutas.model.route import Route
    from rutas.model.territory import Territory

__all__ = ["answer", "asked", "family_of"]


def family_of(
    route: Route,
    territory: Territory,
    *,
    home: str,
    born: date,
    start: date,
    starts: str | None = None,
    ends: Iterable[str] = (),
    answers: Iterable[str] = (),
    holds: Iterable[str] = (),
    **more: Any,
) -> Family:
    """Return who goes, with what is left out filled in.

    Parameters
    ----------
    route, territory
        The route with what differs in the territory, and the territory.
    home, born, start
        Where she lives, the day of the birth, and from when on she goes.
    starts, ends
        The first step, by default of the likeliest way in for her age; the last ones, by default the good
        ends.
    answers
        ``STEP=TARGET``: where she goes on from a decision.
    holds
        Papers in hand, beside those that the route takes for granted.
    more
        Other fields of `rutas.itinerary.result.Family`.

    Raises
    ------
    UsageError
        If there is no such place, step, paper or answer; the message names the nearest.
    """
    from rutas.itinerary.plan import way_in
    from rutas.itinerary.result import Family

    if not territory.places:
        raise UsageError(say("itinerary.no-places"))
    asked("place", [home], territory.places)
    asked("step", [starts] if starts else [], route.steps)
    last, papers = tuple(ends), tuple(holds)
    asked("step", last, route.steps)
    asked("document", papers, route.catalogue.documents)
    good = (name for name, step in route.steps.items() if step.outcome)
    return Family(
        home=home,
        born=born,
        start=start,
        starts=starts or way_in(route, (start - born).days),
        entered=starts is None,
        ends=last or tuple(name for name in good if _success(route, name)),
        answers=dict(_answers(route, answers)),
        holds=frozenset(papers),
        **more,
    )


def _success(route: Route, step: str) -> bool:
    outcome = route.steps[step].outcome
    return outcome is not None and route.outcomes[outcome].success


def asked(kind: str, given: Iterable[str], known: Iterable[str]) -> None:
    """Refuse an id that is none of those known, with the nearest.

    Parameters
    ----------
    kind
        What it names: ``place``, ``step`` or ``document``.
    given, known
        The ids, and those that there are.

    Raises
    ------
    UsageError
        If there is one.
    """
    ids = list(known)
    for name in given:
        if name not in ids:
            raise no_such(f"itinerary.no-{kind}", name, ids)


def _answers(route: Route, answers: Iterable[str]) -> Iterator[tuple[str, str]]:
    for answer in answers:
        step, equals, target = (part.strip() for part in answer.partition("="))
        if not equals:
            raise UsageError(say("itinerary.no-answer", given=answer))
        asked("step", [step], route.steps)
        targets = [link.to for link in route.steps[step].links]
        if target not in targets or route.steps[step].parallel:
            known = ", ".join(targets)
            raise UsageError(say("itinerary.no-target", step=step, given=target, known=known))
        yield step, target


def answer(
    route: Route, territory: Territory, family: Family, on: date
) -> tuple[Itinerary, Planned]:
    """Return a family's itinerary, as a document and as it was planned.

    Parameters
    ----------
    route
        The route with what differs in the territory.
    territory, family
        The territory, and who goes.
    on
        The day asked, by which data are old.

    Raises
    ------
    UsageError
        If no end of the route can be reached.
    """
    from rutas.itinerary.plan import alternatives, plan

    found = plan(route, territory, family)
    currency = _currency(route, territory)
    days = tuple(_day(found, outing, on, currency) for outing in found.days)
    document = Itinerary(
        territory=territory.id,
        route=route.id,
        on=on.isoformat(),
        example=territory.example,
        home=family.home,
        born=family.born.isoformat(),
        start=family.start.isoformat(),
        until=found.until.isoformat(),
        from_=family.starts,
        to=family.ends,
        pace=family.pace,
        patience_days=_patience(family.patience),
        method="exact" if found.found.exact else "best-found",
        late=len(found.late),
        trips=found.trips,
        trips_at_least=found.found.trips_at_least,
        finish=iso(found.finish),
        minutes=sum(day.minutes for day in days),
        cost=sum(day.cost for day in days),
        currency=currency,
        cost_known=all(day.cost_known for day in days),
        alternatives=tuple(
            Alternative(
                patience=_patience(patience),
                trips=other.trips,
                finish=iso(other.finish),
            )
            for patience, other in alternatives(route, territory, found).items()
        ),
        days=days,
        unplaced=tuple(
            like(Unplaced, one.visit, visit=one.visit.id, reason=one.reason)
            for one in found.unplaced
        ),
        assumed=tuple(_assumed(found)),
    )
    return document, found


def _patience(days: float) -> Any:
    return "max" if days == inf else days


def _currency(route: Route, territory: Territory) -> str | None:
    """Return the currency in which costs are summed up: that of the fares, if there are any."""
    costs = [way.cost for way in territory.travel] + [step.cost for step in route.steps.values()]
    return next((cost.currency for cost in costs if cost and cost.high > 0), None)


def _day(found: Planned, outing: Outing, on: date, currency: str | None) -> Day:
    costs = [way.cost for way in outing.ways]
    for stop in outing.stops:
        visit = found.visits[stop.visit]
        if visit.number == 1:
            price = found.route.steps[visit.step].cost
            counted = price and (price.high == 0 or price.currency == currency)
            costs.append(price.mean if price and counted else None)
    known = [cost for cost in costs if cost is not None]
    return Day(
        date=outing.date.isoformat(),
        leave=_clock(outing.leave) if outing.goes else None,
        back=_clock(outing.back) if outing.goes else None,
        trip=outing.trip,
        minutes=outing.minutes,
        cost=sum(known),
        cost_known=len(known) == len(costs),
        visits=tuple(_visit(found, stop, on) for stop in outing.stops),
    )


def _visit(found: Planned, stop: Stop, on: date) -> Visit:
    visit, point = found.visits[stop.visit], stop.door.point
    bring, missing = found.papers[stop.visit]
    due = found.due.get(stop.visit)
    step = found.route.steps[visit.step]
    return like(
        Visit,
        visit,
        visit=visit.id,
        point=point.id if point else None,
        place=point.place if point else None,
        arrive=_clock(stop.way.arrives) if point else None,
        start=_clock(stop.start) if point else None,
        end=_clock(stop.end) if point else None,
        bring=bring,
        missing=missing,
        get=step.produces if visit.number == visit.of else (),
        by=iso(due),
        late=stop.visit in found.late,
        doubtful=stop.door.doubtful,
        stale=bool(point) and found.to_confirm(stop, on),
        appointment=stop.appointment,
        where="point" if point else found.asked[visit.step],
    )


def _clock(minutes: float) -> str:
    return clock(round(minutes), padded=True)


def _assumed(found: Planned) -> Iterator[str]:
    """Yield what was taken for what the files do not say."""
    family, calendar = found.family, found.territory.calendar
    yield f"pace = {family.pace}"
    if family.entered:
        yield f"from = {family.starts}"
    steps: Mapping[str, Any] = found.route.steps
    for name in dict.fromkeys(visit.step for visit in found.visits):
        if steps[name].takes is None:
            yield f"{name}.takes = 0 min"
    for name in dict.fromkeys(
        found.visits[stop.visit].step for day in found.days for stop in day.stops
        if stop.door.point is None
    ):  # fmt: skip
        yield f"{name}.point = {found.asked[name]}"
    if any(way.assumed for day in found.days for way in day.ways):
        yield "travel = as the crow flies"
    known = calendar.known_until
    if found.finish and (known is None or known < found.finish):
        yield f"calendar.known_until = {known.isoformat() if known else None}"
