"""A route's figures before and after a change, and which points appear or vanish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from rutas.answers.changes import read_changes
from rutas.answers.critical import Point, point
from rutas.answers.figure_lines import ALWAYS, VISIBLE, Change, Line, figure_columns, visible
from rutas.answers.quantities import quantity_name
from rutas.answers.question import Parameter, Question
from rutas.answers.row import Share, like, row
from rutas.answers.table import Table
from rutas.answers.totals import Totals, totals
from rutas.answers.words import as_written, lost_twice, unfinished_people
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.analysis import Analysis
    from rutas.compare.whatif import WhatIf as Found
    from rutas.improve.bundle import Bundle
    from rutas.model import Route

__all__ = ["QUESTION", "Coverage", "StepChanges", "WhatIf", "answer"]


@row
class Coverage:
    """Who receives each service, before and after.

    Attributes
    ----------
    before, after
        Share of those who enter who receive it, by the service's id.
    """

    before: Mapping[str, Share]
    after: Mapping[str, Share]


@row
class StepChanges:
    """The figures of a step that change; what stays as it is has no key.

    Attributes
    ----------
    id
        The step's id.
    visits, reach, loss, completion_from, knockout, time_share, on_critical_path, slack_days
        As of the answer to ``steps``.
    on_time, utilisation
        As of the answer to ``steps``.
    """

    id: str
    visits: Change | None = None
    reach: Change | None = None
    loss: Change | None = None
    completion_from: Change | None = None
    knockout: Change | None = None
    time_share: Change | None = None
    on_critical_path: Change | None = None
    slack_days: Change | None = None
    on_time: Change | None = None
    utilisation: Change | None = None


@row
class WhatIf:
    """A route before and after a change.

    Attributes
    ----------
    changes
        What was changed: the new value by the quantity's path.
    closed
        The steps that were closed.
    improvements
        The improvements that make the change, by id, with what people call them.
    profile
        The population to whose figures the changes were made; null where they are the route's as written.
    before, after
        The route's figures.
    coverage
        Who receives each service.
    difference
        After less before of each of the route's figures; null where either is unknown.
    figures
        Each of the route's figures, before and after.
    steps
        The steps of which some figure changes, by more than chance may have made.
    appear, vanish
        The points that become critical, and those that stop being so.
    idle
        Where nothing changes at all, why, for each change: it was so before, nobody gets there, it is only
        words, or it does not show in any figure.
    assumed
        What was taken for what the file does not say, as ``path = value``.
    """

    changes: Mapping[str, str]
    closed: tuple[str, ...]
    improvements: Mapping[str, str]
    profile: str | None
    before: Totals
    after: Totals
    coverage: Coverage
    difference: Mapping[str, float | None]
    figures: Mapping[str, Change]
    steps: tuple[StepChanges, ...]
    appear: tuple[Point, ...]
    vanish: tuple[Point, ...]
    idle: Mapping[str, Literal["same", "nobody", "words", "unseen"]]
    assumed: tuple[str, ...]


def answer(
    found: Analysis, *, set_: Sequence[str] = (), close: Sequence[str] = (),
    improve: Bundle | None = None, profile: str | None = None,
) -> WhatIf:  # fmt: skip
    """Return a route's figures before and after a change.

    Parameters
    ----------
    found
        The route's analysis.
    set_
        Changes as ``step.field=value``.
    close
        Ids of steps to close.
    improve
        Improvements whose changes are made, before those of ``set_``.
    profile
        A population: alone it is the change itself; with changes, these are made to its figures.

    Raises
    ------
    UsageError
        If nothing is changed, there is no such population, or improvements change nothing of the route.
    Mistake
        If a change does not fit the route.
    """
    from rutas.compare.whatif import population, profile_of, whatif
    from rutas.errors import UsageError

    changes, route = read_changes(set_), found.route
    if improve:
        changes, close = improve.before(route, changes, close)
    if not changes and not close:
        if profile is None:
            raise UsageError(say("cli.no-change"))
        return _written(whatif(route, profile_of(route, profile).set))
    return _written(whatif(population(route, profile), changes, close=close), profile, improve)


def _written(found: Found, profile: str | None = None, improve: Bundle | None = None) -> WhatIf:
    return WhatIf(
        changes={path: _text(value) for path, value in found.changes.items()},
        closed=found.closed,
        improvements=improve.called if improve else {},
        profile=profile,
        before=totals(found.before),
        after=totals(found.after),
        coverage=Coverage(before=found.before.people.coverage, after=found.after.people.coverage),
        difference={name: change.difference for name, change in found.totals.items()},
        figures={name: like(Change, change) for name, change in found.totals.items()},
        steps=tuple(
            StepChanges(id=step, **{name: like(Change, change) for name, change in changed.items()})
            for step, changed in found.steps.items()
        ),
        appear=tuple(point(found.after.route, one) for one in found.appear),
        vanish=tuple(point(found.before.route, one) for one in found.vanish),
        idle=found.idle,
        assumed=tuple(map(str, found.after.route.assumed)),
    )


def _text(value: object) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list | tuple) else str(value)


_STEP_FIGURES = ("loss", "utilisation", "on_time", "on_critical_path")
_MOST = 10


def tables(found: WhatIf, route: Route) -> Iterator[Table]:
    """Show the figures that change most, and which points come and go."""
    from rutas.compare.whatif import population

    route = population(route, found.profile)
    whole = [like(Line, change, figure=name) for name, change in found.figures.items()]
    steps = [
        like(Line, change, figure=f"{step.id}.{name}")
        for step in found.steps
        for name in _STEP_FIGURES
        if (change := getattr(step, name)) is not None
    ]
    most = sorted(
        (line for line in steps if abs(line.difference or 0.0) >= VISIBLE),
        key=lambda line: -abs(line.difference or 0.0),
    )
    shown = [
        *(line for line in whole if line.figure in ALWAYS or visible(line.figure, line)),
        *most[:_MOST],
    ]

    columns = figure_columns(route, lambda side: getattr(found, side).journey_days.gaps)
    notes = [*_notes(found, route), say("cli.whatif-legend")]
    rows = [*whole, *steps]
    yield Table(Line, rows, columns, title=_title(found, route), notes=notes, shown=shown)


def _title(found: WhatIf, route: Route) -> str:
    """Name the change; a change set that is a population's is called by the population's name."""
    if name := _population(found, route):
        return f"{route.name}: {name}"
    if found.improvements:
        return f"{route.name}: {'; '.join(found.improvements.values())}"
    said = [f"{quantity_name(route, path)} = {value}" for path, value in found.changes.items()]
    said += [say("cli.closed", step=route.steps[step].title) for step in found.closed]
    return f"{route.name}: {'; '.join(said)}"


def _population(found: WhatIf, route: Route) -> str:
    """Return what people call the population whose figures are the change set; nothing where none are."""
    for profile in route.profiles.values():
        if found.changes == {path: _text(value) for path, value in profile.set.items()}:
            return str(profile.name)
    return ""


def _notes(found: WhatIf, route: Route) -> Iterator[str]:
    if name := _population(found, route):
        yield say("cli.whatif-population", name=name)
    else:
        yield from as_written(route)
    yield from lost_twice(route)
    for side in ("before", "after"):
        for note in unfinished_people(getattr(found, side).unfinished):
            yield f"{say(f'cli.col-{side}')}: {note}"
    if found.idle:
        why = "; ".join(
            say(f"cli.whatif-{why}", change=quantity_name(route, path))
            for path, why in found.idle.items()
        )
        yield say("cli.whatif-nothing", why=why)
    deserted = {step.id for step in found.steps if step.reach and step.reach.after == 0}
    critical = {
        "appear": [one.step for one in found.appear],
        "vanish": [one.step for one in found.vanish if one.step not in deserted],
        "unreached": [one.step for one in found.vanish if one.step in deserted],
    }
    for change, steps in critical.items():
        if steps:
            titles = "; ".join(str(route.steps[step].title) for step in steps)
            yield say(f"cli.points-{change}", steps=titles)


QUESTION = Question(
    "whatif", WhatIf, answer, tables,
    parameters=(
        Parameter("--set", "change", "set_", "STEP.FIELD=VALUE", many=True),
        Parameter("--close", "step", "close", "STEP", many=True),
        Parameter("--improve", "improvement", "improve", "IMPROVEMENT"),
        Parameter("--profile", "profile", "profile", "NAME"),
    ),
    many=False, populations=False,
)  # fmt: skip
