"""What to mend first in a territory, what the joint plan says, and what it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.answers.plan_rows import Action, Fix, Gain, Other, Plan, State
from rutas.answers.table import Column, Table
from rutas.answers.territory import people_words, warnings
from rutas.answers.totals import kinds
from rutas.answers.words import joined
from rutas.hours import day_in_words
from rutas.locale import language, say
from rutas.model.choice import choice_word
from rutas.quantity import UNKNOWN, money, percent, span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rutas.analysis import Analysis
    from rutas.improve.fixes import Cost, Value
    from rutas.improve.fixes import Fix as Ranked
    from rutas.improve.local import Local
    from rutas.model.route import Route
    from rutas.model.territory import Action as Agreed
    from rutas.model.territory import Territory
    from rutas.quantity import Money

_APART = 5  # fixes of which it is told what they bring alone

__all__ = ["answer", "cost_words", "state_words", "tables"]


def answer(territory: Territory, on: date, route: Route, budget: Money | None = None) -> Plan:
    """Return the improvement plan of a route in a territory, and its joint plan.

    Raises
    ------
    UsageError
        If nobody says how many people enter the route.
    """
    from rutas.analysis import analyse
    from rutas.improve.actions import after_actions
    from rutas.improve.effects import effects
    from rutas.improve.fixes import plan
    from rutas.improve.local import local, settled

    found = plan(route, territory, on)
    now = found.after(())
    measured = analyse(now.route)
    changed = after_actions(territory)
    there = local(route, changed)
    after = settled(there, effects(there, changed, on))
    return Plan(
        territory=territory.id,
        route=route.id,
        on=on.isoformat(),
        example=territory.example,
        fixes=tuple(_fixes(found.fixes, budget)),
        method=found.method,  # type: ignore[arg-type]  # one of the three words
        states=found.states,
        others=tuple(
            Other(
                point=one.point, item=one.item, readiness=one.gain, at_stake=one.at_stake,
                **_cost(one.cost), takes_days=one.takes_days, actor=one.actor,
            )
            for one in found.others(measured.points)
        ),
        actions=tuple(_action(one, route, on) for one in territory.actions),
        before=_state(now, measured, territory, on),
        after=_state(after, analyse(after.route), changed, on),
    )  # fmt: skip


def _state(found: Local, measured: Analysis, territory: Territory, on: date) -> State:
    from rutas.improve.articulation import articulation

    near = articulation(measured, territory, on)
    return State(
        people=found.completing,
        services=found.services,
        days=measured.time.days.mean,
        handovers=kinds(measured),
        located=near.known,
        same_place=near.same_place,
        same_day=near.same_day,
        minutes=near.minutes,
    )


def _fixes(fixes: tuple[Ranked, ...], budget: Money | None) -> Iterator[Fix]:
    """Take rows in order while they fit in the budget; what costs nobody knows how much does not."""
    left = budget.mean if budget else 0.0
    fitting = True
    for one in fixes:
        known = one.cost.known
        fits = fitting and one.cost.complete and (not budget or known.keys() <= {budget.currency})
        price = sum(known.values())
        fitting = fits and price <= left
        left -= price if fitting else 0.0
        yield Fix(
            rank=one.rank, point=one.point, items=one.items, people=one.gain.people,
            services=one.gain.services, alone=_gain(one.alone), last=_gain(one.last),
            total=_gain(one.total), **_cost(one.cost), takes_days=one.takes_days, actor=one.actor,
            within_budget=fitting if budget else None,
        )  # fmt: skip


def _gain(value: Value) -> Gain:
    return Gain(people=value.people, services=value.services)


def _cost(cost: Cost) -> dict[str, Any]:
    currency, amount = next(iter(cost.known.items()), (None, None))
    one = len(cost.known) == 1
    return {
        "cost": amount if one else None,
        "currency": currency if one else None,
        "cost_known": cost.complete,
    }


def _action(action: Agreed, route: Route, on: date) -> Action:
    from rutas.improve.actions import direction, overdue

    return Action(
        id=action.id,
        what=action.what.to(language()),
        act=action.act,
        who=action.who,
        by=action.by.isoformat(),
        state=action.state,
        overdue=overdue(action, on),
        direction=direction(action, route.catalogue),
        fixes=action.fixes,
    )


def cost_words(one: Fix | Other) -> str:
    """Write what something costs; of a sum of which only a part is known, that it is at least so much."""
    if one.cost is None or one.currency is None:
        return UNKNOWN
    said = money(one.cost, one.currency)
    return said if one.cost_known else say("territory.at-least", cost=said)


def tables(found: Plan, territory: Territory, on: date, route: Route) -> Iterator[Table]:
    """Show what to mend first, then the joint plan."""
    items, points = territory.questions.items, territory.by_id
    actors = route.catalogue.actors
    columns = [
        Column("rank", str, "right"),
        Column("point", lambda name: points[name].name.to(language())),
        Column("items", lambda names: "; ".join(items[name].name.to(language()) for name in names)),
        Column("people", people_words, "right", heading="people-more"),
        Column("services", people_words, "right", heading="services-more"),
        Column("total", lambda one: people_words(one.people), "right", heading="people-total"),
        Column("", cost_words, "right", heading="cost"),
    ]
    if any(one.within_budget is not None for one in found.fixes):
        columns.append(Column("within_budget"))
    notes = [say("territory.plan-legend"), *_apart(found, territory), *warnings(territory, on)]
    title = f"{territory.name.to(language())} · {route.name.to(language())}"
    yield Table(
        Fix, found.fixes, columns, title=title, lead=[*_lead(found, territory, route)], notes=notes
    )
    if found.others:
        yield Table(
            Other,
            found.others,
            (
                Column("point", lambda name: points[name].name.to(language())),
                Column("item", lambda name: items[name].name.to(language())),
                Column(
                    "readiness", lambda one: f"+{100 * one:.0f}", "right", heading="readiness-more"
                ),
                Column("at_stake", people_words, "right"),
                Column("", cost_words, "right", heading="cost"),
            ),
            title=say("territory.others"),
        )
    if found.actions:
        before, after = found.before, found.after
        said = {
            "before": people_words(before.people), "after": people_words(after.people),
            "first": people_words(before.services), "then": people_words(after.services),
        }  # fmt: skip
        yield Table(
            Action,
            found.actions,
            (
                Column("what"),
                Column(
                    "who", lambda who: joined([actors[name].name.to(language()) for name in who])
                ),
                Column("by", day_in_words),
                Column("", state_words, heading="state"),
                Column("act"),
            ),
            title=say("territory.actions"),
            notes=[say("territory.actions-effect", **said), *_near(found)],
        )


def _lead(found: Plan, territory: Territory, route: Route) -> Iterator[str]:
    """Answer in a sentence: what to mend first, what that brings, at what cost; and what all of it brings."""
    if not found.fixes:
        yield say("territory.plan-none")
        return
    first, last = found.fixes[0], found.fixes[-1]
    items = territory.questions.items
    told = {
        "point": territory.by_id[first.point].name.to(language()),
        "items": joined([items[name].name.to(language()) for name in first.items]),
        "more": _more(first),
    }
    said = [say("territory.plan-first", **told)]
    if first.cost is not None:
        said.append(say("territory.plan-cost", cost=cost_words(first)))
    if first.takes_days is not None:
        said.append(say("territory.plan-takes", time=span(first.takes_days)))
    if first.actor:
        actor = route.catalogue.actors[first.actor].name.to(language())
        said.append(say("territory.plan-actor", actor=actor))
    yield " ".join(said)
    if found.fixes[1:]:
        yield say("territory.plan-all", more=_more(last.total))


def _more(gain: Gain | Fix) -> str:
    """Say how many people and services more something brings a year."""
    return say(
        "territory.more", people=people_words(gain.people), services=people_words(gain.services)
    )


def _apart(found: Plan, territory: Territory) -> Iterator[str]:
    """Say of the first fixes that depend on those above them what they would bring alone."""
    apart = [one for one in found.fixes if _more(one) != _more(one.alone)]
    for one in apart[:_APART]:
        name = territory.by_id[one.point].name.to(language())
        yield say(
            "territory.plan-alone",
            rank=one.rank,
            point=name,
            alone=_more(one.alone),
            more=_more(one),
        )


def _near(found: Plan) -> Iterator[str]:
    """Say how near to each other institutions hand people over, before and after."""
    if found.before.located and found.before.same_place is not None:
        yield say(
            "territory.same-place",
            located=percent(found.before.located),
            place=percent(found.before.same_place),
            day=percent(found.before.same_day),
            then=percent(found.after.same_place),
        )


def state_words(action: Action) -> str:
    """Say how far an action is, and whether it should have been done."""
    word = choice_word("state", action.state, language())
    return f"{word} {say('territory.overdue')}" if action.overdue else word
