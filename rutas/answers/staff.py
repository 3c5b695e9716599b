"""What it takes for people to wait, or be on their way, no longer than is asked."""

from __future__ import annotations

from math import inf, isfinite
from typing import TYPE_CHECKING

from rutas.answers.row import like
from rutas.answers.simulate_people import Figure
from rutas.answers.staff_rows import Capacity, Goal, Point, Staffing
from rutas.answers.table import Column, Table
from rutas.answers.words import joined, resource_name, share_cell
from rutas.locale import say
from rutas.quantity import UNKNOWN, figure, short_span, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model import Route
    from rutas.model.territory import Territory
    from rutas.simulation.staffing import Staff
    from rutas.simulation.staffing import Staffing as Found
    from rutas.simulation.statistics import Interval

__all__ = ["answer", "tables"]

_WIDE = 20  # letters of the longest bar of a curve


def answer(found: Found, territory: Territory | None = None) -> Staffing:
    """Return the fewest places that reach some targets, as a document.

    Parameters
    ----------
    found
        What was found.
    territory
        In which the route is.
    """
    from rutas.quantity import YEAR
    from rutas.simulation.statistics import LEVEL

    setting = found.setting
    (route,) = setting.routes
    return Staffing(
        route=route.id,
        territory=territory.id if territory else None,
        seed=setting.seed,
        start=setting.start.isoformat(),
        years=round(setting.days / YEAR),
        warm_up_days=setting.warm_up,
        replications=found.replications,
        confidence=LEVEL,
        plays=found.plays,
        reachable=found.reachable,
        targets=tuple(
            Goal(
                target=one.target.text,
                row=one.target.row or None,
                statistic=one.target.statistic,
                days=one.target.days,
                reachable=one.reachable,
                today=_days_of(one.today),
                found=_days_of(one.found),
                floor=_days_of(one.floor),
                slack_days=one.slack,
            )
            for one in found.goals
        ),
        capacities=tuple(_capacity(one, route) for one in found.staff),
        endless=found.endless,
        assumed=tuple(map(str, route.assumed)),
    )


def _days_of(found: Interval | None) -> Figure | None:
    """Return days; so are their bounds, and none is below 0."""
    return None if found is None else _figure(found, least=0.0)


def _figure(found: Interval, least: float = -inf, most: float = inf) -> Figure:
    bounds = (min(max(one, least), most) for one in (found.mean, found.low, found.high))
    mean, low, high = (one if isfinite(one) else None for one in bounds)
    return Figure(mean=mean, low=low, high=high)


def _capacity(one: Staff, route: Route) -> Capacity:
    return like(
        Capacity,
        one,
        name=resource_name([route], one.resource),
        write=one.rate.text if one.rate else None,
        utilisation=_figure(one.utilisation, 0.0, 1.0),
        target=one.target.text,
        next_days=_figure(one.next),
        curve=tuple(
            Point(places=at.places, capacity=at.capacity, days=_days_of(at.figure))
            for at in one.curve
        ),
    )


# --- what people are shown ------------------------------------------------------------------------


def _days(found: Figure | None) -> str:
    """Write days with their bounds; where there are none, that a queue has no end."""
    if found is None:
        return say("staff.endless")
    if found.mean is None:
        return UNKNOWN
    bounds = [short_span(one) for one in (found.low, found.high)]
    alike = {*bounds} <= {short_span(found.mean), UNKNOWN}
    return short_span(found.mean) if alike else f"{short_span(found.mean)} ({'–'.join(bounds)})"


def _found(goal: Goal) -> str:
    return UNKNOWN if goal.found is None else _days(goal.found)


def _share(found: Figure) -> str:
    return share_cell(found.mean)


def _more(found: Figure) -> str:
    """Write what changes, in days."""
    if not found.mean:
        return UNKNOWN if found.mean is None else "0"
    return f"{'−' if found.mean < 0 else '+'}{short_span(abs(found.mean))}"


_GOALS = (
    Column("target", style="bold cyan", whole=True),
    Column("today", _days, "right"),
    Column("", _found, "right", heading="found"),
    Column("floor", _days, "right"),
)
_CAPACITIES = (
    Column("resource", style="bold cyan", whole=True),
    Column("places_today", figure, "right"),
    Column("places", figure, "right"),
    Column("formula", figure, "right"),
    Column("utilisation", _share, "right"),
    Column("next_days", _more, "right"),
)


def tables(found: Staffing, route: Route) -> Iterator[Table]:
    """Show the targets, the capacities that reach them, and the curve of each."""
    title = say("staff.title", route=route.name)
    held = joined([resource_name([route], one) for one in found.endless])
    notes = [_played(found), *([say("staff.held-up", names=held)] if held else [])]
    yield Table(Goal, found.targets, _GOALS, title=title, lead=[*_lead(found)], notes=notes)
    if found.capacities:
        yield Table(Capacity, found.capacities, _CAPACITIES, notes=[say("staff.legend")])
    for one in found.capacities:
        goal = next(goal for goal in found.targets if goal.target == one.target)
        above = say("staff.curve", name=one.name, target=one.target)
        yield Table(Point, one.curve, _curve(one, goal), title=above)


def _lead(found: Staffing) -> Iterator[str]:
    """Say what suffices; or that nothing does, and what is left with places for everybody."""
    for goal in found.targets:
        if not goal.reachable:
            left = goal.floor.mean if goal.floor else None
            key = "unreachable" if left is not None else "never-attended"
            yield say(f"staff.{key}", target=goal.target, floor=span(left))
    if found.reachable and not found.capacities:
        yield say("staff.as-it-is")
    for one in found.capacities:
        unit = say(f"staff.unit-{one.unit}")
        said = {
            "name": one.name,
            "places": one.places,
            "unit": unit,
            "today": figure(one.places_today),
        }
        yield say("staff.suffices", **said)
        if one.write:
            yield say("staff.try", path=_path(one.resource), value=one.write)


def _path(resource: str) -> str:
    """Return the path by which a change sets a capacity."""
    kind, _, name = resource.partition(":")
    return f"actors.{name}.capacity" if kind == "actor" else f"{name}.capacity"


def _played(found: Staffing) -> str:
    return say(
        "staff.played", replications=found.replications, years=found.years, start=found.start,
        days=found.warm_up_days, seed=found.seed, plays=found.plays,
    )  # fmt: skip


def _curve(one: Capacity, goal: Goal) -> tuple[Column, ...]:
    """Return the columns of a curve, the last of them bars with a mark where the target lies."""
    known = [at.days.mean for at in one.curve if at.days and at.days.mean is not None]
    most = max([*known, goal.days]) or 1.0

    def bar(days: Figure | None) -> str:
        if days is None:
            return "█" * _WIDE + "»"
        long, mark = (round(_WIDE * x / most) for x in (days.mean or 0.0, goal.days))
        return "█" * long + "·" * (mark - long) + ("|" if mark >= long else "")

    def places(at: Point) -> str:
        return f"{'▶ ' if at.places == one.places else ''}{at.places}"

    return (
        Column("", places, "right", heading="places"),
        Column("capacity", figure, "right"),
        Column("days", _days, "right", heading="figure"),
        Column("days", bar, heading="bar", whole=True),
    )
