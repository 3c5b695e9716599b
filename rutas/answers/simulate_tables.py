"""Show a simulated district: the doors, the people, the years, and what a change does."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import zip_longest
from math import isfinite
from typing import TYPE_CHECKING, Any

from rutas.answers.row import like
from rutas.answers.simulate_people import Cohort, Figure
from rutas.answers.simulate_rows import Difference
from rutas.answers.table import Column, Table
from rutas.answers.words import joined, resource_name, share_cell
from rutas.hours import day_in_words
from rutas.locale import language, number, say
from rutas.quantity import UNKNOWN, percent, points, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from rutas.answers.simulate_people import Totals
    from rutas.answers.simulate_rows import Service, Shock, Simulation
    from rutas.model import Route

__all__ = ["tables"]

_FINE = 10  # above, a number is told without decimals
_UNWAITED = 0.05  # days: where nobody waits, nothing is to be told apart


def tables(found: Simulation, routes: Sequence[Route], start: date) -> Iterator[Table]:
    """Show the doors, then the people, the years in which they entered, and what is other after a change.

    Parameters
    ----------
    found
        What came of the play.
    routes, start
        What was played, and the first day that was measured.
    """
    names = _Names(routes)
    title = f"{', '.join(str(route.name) for route in routes)}"
    lead = [*_lead(found, start)]
    columns = _door_columns(names)
    notes = [*_door_notes(found, names), say("simulation.doors-legend")]
    doors = [_Door.of(one) for one in found.services]
    yield Table(_Door, doors, columns, title=title, lead=lead, notes=notes)
    people = [line for one in (found.totals, *found.by_route) for line in _people(one, names)]
    yield Table(
        _Line,
        people,
        _PEOPLE,
        title=say("simulation.people"),
        notes=[say("simulation.people-legend")],
    )
    yield Table(Cohort, found.totals.cohorts, _COHORTS, title=say("simulation.cohorts"))
    if found.against is not None:
        notes = [sentence for shock in found.shocks for sentence in _felt(shock, names)]
        told = [
            one for one in found.against if one.told and _difference(one).strip("+") not in _NONE
        ]
        notes = notes if told else [say("simulation.no-difference"), *notes]
        yield Table(
            Difference, found.against, _difference_columns(names), shown=told,
            title=say("simulation.against"), notes=notes,
        )  # fmt: skip


class _Names:
    """What people call the doors and the steps of some routes."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self.routes = {route.id: route for route in routes}
        self.first = routes[0]

    def door(self, resource: str) -> str:
        """Return what people call what is queued for."""
        return resource_name(list(self.routes.values()), resource)

    def figure(self, path: str) -> str:
        """Return what people call a figure, by its path."""
        head, _, figure = path.partition(".")
        if ":" in head:
            said = say(f"simulation.figure-{figure.replace('.', '-')}")
            return f"{self.door(head)}: {said}"
        if head in self.routes:
            return f"{self.routes[head].name}: {self.figure(figure)}"
        return say(f"cli.figure-{path.replace('.', '-')}")


def _days(value: float | None) -> str:
    """Write days, of which there are whole ones in a play.

    >>> _days(0.04), _days(3.14), _days(31.4), _days(None)
    ('0 d', '3,1 d', '31 d', '–')
    """
    text = _count(value)
    return text if text == UNKNOWN else f"{text} d"


def _count(value: float | None) -> str:
    if value is None or not isfinite(value):
        return UNKNOWN
    return number(value, 1 if abs(value) < _FINE else 0)


def _share(value: float | None) -> str:
    return share_cell(value if value is None or isfinite(value) else None)


def _between(found: Figure, write: Callable[[float | None], str]) -> str:
    """Write the bounds of a figure.

    >>> _between(Figure(mean=3.1, low=2.9, high=3.3), _days)
    '2,9 a 3,3 d'
    """
    low, high = write(found.low), write(found.high)
    if UNKNOWN in {low, high}:
        return UNKNOWN
    unit = low.rpartition(" ")[2]
    return say(
        "simulation.between",
        low=low.removesuffix(f" {unit}") if high.endswith(unit) else low,
        high=high,
    )


@dataclass(frozen=True)
class _Door:
    """A door, flat as a spreadsheet has it."""

    resource: str
    steps: tuple[str, ...]
    capacity: float | None
    came: float | None
    served: float | None
    utilisation: float | None
    wait_mean: float | None
    wait_low: float | None
    wait_high: float | None
    wait_p50: float | None
    wait_p90: float | None
    wait_worst: float | None
    wait_formula: float | None
    wait_declared: float | None
    why: tuple[str, ...]
    queue_mean: float
    queue_most: float
    queue_end: float
    grows: float
    growth_per_year: float
    gave_up: float | None
    no_shows: float | None
    late: float | None
    tied: tuple[str, ...]

    @classmethod
    def of(cls, service: Service) -> _Door:
        """Return it of a service."""
        wait = service.wait_days
        means = {
            name: getattr(service, name).mean
            for name in ("came", "served", "utilisation", "gave_up", "no_shows")
        }
        waits = {f"wait_{name}": one for name, one in _fields(wait.simulated)}
        queue = {f"queue_{name}": one for name, one in _fields(service.queue)}
        return like(
            cls, service, **means, **waits, **queue, why=wait.why,
            wait_formula=wait.formula, wait_declared=wait.declared,
            late=service.late.mean if service.late else None,
        )  # fmt: skip


def _fields(one: Any) -> Iterator[tuple[str, Any]]:
    return ((field.name, getattr(one, field.name)) for field in fields(one))


def _door_columns(names: _Names) -> tuple[Column, ...]:
    def simulated(of: _Door) -> str:
        return say("simulation.grows") if of.growth_per_year else _days(of.wait_mean)

    def between(of: _Door) -> str:
        return _between(Figure(mean=of.wait_mean, low=of.wait_low, high=of.wait_high), _days)

    return (
        Column("resource", names.door, style="bold", heading="door"),
        Column("utilisation", _share, "right"),
        Column("", simulated, "right", heading="wait-simulated"),
        Column("", between, "right", heading="bounds"),
        Column("wait_p90", _days, "right", heading="wait-p90"),
        Column("wait_formula", _days, "right", heading="wait-formula"),
        Column("wait_declared", _days, "right", heading="wait-declared"),
        Column("queue_mean", _count, "right", heading="queue"),
    )


def _lead(found: Simulation, start: date) -> Iterator[str]:
    """Say what was played, how often, and whether that was enough."""
    told = {
        "years": found.years, "start": day_in_words(start), "times": found.replications,
        "seed": found.seed, "days": found.warm_up_days,
    }  # fmt: skip
    yield say("simulation.played", **told)
    if found.interrupted:
        yield say("simulation.interrupted")
    elif not found.reached:
        yield say("simulation.not-reached", precision=percent(found.precision))
    if not found.settled:
        yield say("simulation.not-settled")
    if not found.services:
        yield say("simulation.no-capacity")


def _door_notes(found: Simulation, names: _Names) -> Iterator[str]:
    for one in found.services:
        door, wait = names.door(one.resource), one.wait_days
        if one.growth_per_year:
            waits = [span(end.mean) for end in one.year_end_waits]
            people, waited = _count(one.growth_per_year), joined(waits)
            yield say(
                "simulation.growing", door=door, people=people, waits=waited, years=len(waits)
            )
        elif wait.simulated.mean is None and one.queue.end:
            yield say("simulation.untold", door=door, end=_count(one.queue.end))
        if 0 < one.grows < 1:
            yield say("simulation.at-times", door=door, share=percent(one.grows))
        if set(wait.why) - {"growth"}:
            why = joined([say(f"simulation.why-{reason}") for reason in wait.why])
            yield say("simulation.parts", door=door, why=why)
        if one.gave_up.mean and one.gave_up.mean > 0:
            yield say("simulation.gave-up", door=door, share=percent(one.gave_up.mean))
        if one.late and one.late.mean and one.late.mean > 0:
            yield say("simulation.late", door=door, share=percent(one.late.mean))
    for group in _groups(found.services):
        yield say("simulation.tied", doors=joined([names.door(one) for one in group]))


def _groups(services: Sequence[Service]) -> Iterator[list[str]]:
    """Yield the doors that follow each other and can't be told apart, each from the next."""
    waited = [one for one in services if (one.wait_days.simulated.mean or 0.0) > _UNWAITED]
    run: list[str] = []
    for one, after in zip_longest(waited, waited[1:]):
        run.append(one.resource)
        if after is None or after.resource not in one.tied:
            if run[1:]:
                yield run
            run = []


@dataclass(frozen=True)
class _Line:
    """A figure of people, in words."""

    figure: str
    value: str
    between: str


_PEOPLE = (
    Column("figure"),
    Column("value", align="right"),
    Column("between", align="right", heading="bounds"),
)


def _people(of: Totals, names: _Names) -> Iterator[_Line]:
    owner = f"{names.routes[of.route].name}: " if of.route and len(names.routes) > 1 else ""
    days = of.journey_days
    shown = [
        ("completion", of.completion, _share),
        ("journey_days-p10", days.p10, _days),
        ("journey_days-p50", days.p50, _days),
        ("journey_days-p90", days.p90, _days),
    ]
    for figure, found, write in shown:
        yield _line(f"{owner}{say(f'cli.figure-{figure}')}", found, write)
    route = names.routes.get(of.route or "", names.first)
    for one in of.populations:
        name = str(route.profiles[one.id].name) if one.id else say("simulation.nobody-s")
        yield _line(f"{owner}{say('cli.figure-completion')}: {name}", one.completion, _share)
    for service, found in of.coverage.items():
        name = str(route.catalogue.services[service].name.to(language()))
        yield _line(f"{owner}{say('cli.figure-coverage')}: {name}", found, _share)


def _line(figure: str, found: Figure, write: Callable[[float | None], str]) -> _Line:
    return _Line(figure, write(found.mean), _between(found, write))


def _of_cohort(name: str) -> Column:
    return Column("", lambda of: _count(getattr(of, name).mean), "right", heading=f"cohort-{name}")


_COHORTS = (
    Column("year", str, whole=True),
    *(_of_cohort(name) for name in ("entered", "completed", "lost", "gave_up", "inside")),
)


def _written(figure: str) -> Callable[[float | None], str]:
    if figure.endswith("completion"):
        return _share
    return _count if figure.endswith("queue") else _days


def _apart(figure: str) -> Callable[[float | None], str]:
    """Return what writes the difference of a figure: of two shares it is in points."""
    write = _written(figure)
    return _points if write is _share else write


def _points(difference: float | None) -> str:
    return UNKNOWN if difference is None or not isfinite(difference) else points(difference)


def _difference(of: Difference) -> str:
    said = _apart(of.figure)(of.difference.mean)
    return f"+{said}" if (of.difference.mean or 0.0) > 0 else said


_NONE = {"0", "0 d", "0 puntos", "0 points"}  # differences that nobody would see


def _difference_columns(names: _Names) -> tuple[Column, ...]:
    return (
        Column("", lambda of: names.figure(of.figure), heading="figure"),
        Column("", lambda of: _written(of.figure)(of.before), "right", heading="before"),
        Column("", lambda of: _written(of.figure)(of.after), "right", heading="after"),
        Column("", _difference, "right", style="bold", heading="difference"),
        Column(
            "", lambda of: _between(of.difference, _apart(of.figure)), "right", heading="bounds"
        ),
    )


def _felt(shock: Shock, names: _Names) -> Iterator[str]:
    """Say how long a shock is felt at the doors where it is."""
    if not shock.recovery:
        yield say("simulation.not-felt", shock=shock.text)
    for one in shock.recovery:
        key = "never" if one.days is None else "felt" if one.days else "felt-at-once"
        people = say(f"simulation.{'more' if one.most > 0 else 'fewer'}", n=_count(abs(one.most)))
        said = {"shock": shock.text, "door": names.door(one.resource), "people": people}
        yield say(f"simulation.{key}", **said, days=one.days)
