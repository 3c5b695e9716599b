"""Write the report of a route to read: what the analyses found, in plain sentences and small tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.critical import certainty
from rutas.answers.markdown import bullet, escaped, table
from rutas.answers.quantities import quantity_name
from rutas.answers.reasons import sentence
from rutas.answers.words import (
    as_written,
    days_words,
    endings,
    lost_twice,
    never_end,
    of_nobody,
    unfinished_people,
)
from rutas.compare.whatif import profiles, weighted
from rutas.locale import language, number, say, speaking
from rutas.prose.sections import (
    actors_section,
    agreements_section,
    burden_section,
    capacity_section,
    documents_section,
    drawing_section,
    method_section,
    provisions_section,
    sources_section,
)
from rutas.quantity import YEAR, in_every, percent, span
from rutas.tokens.unknown import known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.analysis import Analysis
    from rutas.analysis.critical import Point, Reason

__all__ = ["markdown", "reasons_told", "stakes_told", "summary_told"]


def markdown(found: Analysis, lang: str | None = None) -> str:
    """Return the report of a route as Markdown.

    Parameters
    ----------
    found
        The route's analysis.
    lang
        The language to write it in; the one that is spoken where it is left out.

    Returns
    -------
    The text, the same for the same route on every machine; it ends with the end of a line.
    """
    with speaking(lang or language()):
        lines = [
            *_head(found),
            *_summary(found),
            *_points(found),
            *agreements_section(found),
            *_first(found),
            *_services(found),
            *_profiles(found),
            *_steps(found),
            *provisions_section(found),
            *drawing_section(found),
            *capacity_section(found),
            *documents_section(found),
            *actors_section(found),
            *burden_section(found),
            *method_section(found),
            *sources_section(found),
        ]
    return "\n".join(lines).rstrip() + "\n"


def _head(found: Analysis) -> Iterator[str]:
    name = found.route.name.to(language())
    yield f"# {escaped(say('report.title', name=name))}"
    yield ""
    if found.route.official is False:
        yield f"**{say('outline.reconstruction')}**"
        yield ""
    yield say("report.about")
    yield ""


def _summary(found: Analysis) -> Iterator[str]:
    yield f"## {say('report.summary')}"
    yield ""
    together = weighted(profiles(found.route)) if found.route.profiles else None
    yield from map(bullet, summary_told(found, together))
    yield ""


def summary_told(found: Analysis, together: float | None = None) -> Iterator[str]:
    """Say how the route does as a whole: who completes it and how long that takes, and what bounds it.

    Parameters
    ----------
    found
        The route's analysis.
    together
        The share of all its populations together who complete, where it is known.
    """
    yield from as_written(found.route, together=together, command=False)
    count, whole = in_every(found.completion)
    lost = round(found.people.lost * whole)
    key = "completion" if found.net.parallel.any() else "completion-simple"
    key = "completion-missing" if found.net.missing else key
    told = {"n": count, "of": number(whole), "lost": lost}
    yield say(f"report.{key}", **told)
    yield from unfinished_people(found.people.unfinished)
    yield from lost_twice(found.route)
    yield endings(found.route, found.people.outcomes)
    yield from never_end(found.route, found.people, command=False)
    yield _length(found)
    narrow = found.capacity
    if narrow.bottleneck is None:
        yield say("report.no-throughput")
    elif narrow.throughput is not None:
        step = title(found, narrow.bottleneck)
        said = say("report.throughput", n=number(narrow.throughput * YEAR), step=step)
        if narrow.unknown:
            said += " " + say("report.throughput-unknown", n=len(narrow.unknown))
        yield said


def _length(found: Analysis) -> str:
    days = found.time.days
    if days.mean is None:
        return say("report.days-unknown" if found.completion > 0 else "report.nobody")
    if found.route.timeless:
        return say("cli.timeless")
    named = {name: days_words(days, name) for name in ("p10", "p90")}
    key = "days-one" if named["p10"] == named["p90"] else "days"
    return say(f"report.{key}", mean=span(days.mean), **named)


def title(found: Analysis, step: str) -> str:
    """Return what people call a step, in the language spoken."""
    return found.route.steps[step].title.to(language())


def _points(found: Analysis) -> Iterator[str]:
    yield f"## {say('report.points')}"
    yield ""
    if not found.points:
        yield say("report.no-points")
        yield ""
        return
    yield say("report.points-about")
    yield ""
    for point in found.points:
        yield f"{point.rank}. **{escaped(title(found, point.step))}**"
        yield from _point(found, point)
    yield ""
    for note in certainty(found.points, found.route):
        yield escaped(note)
        yield ""


_STRUCTURAL = {"unavoidable", "documents"}  # they rest on the drawing, and on no figure


def _grounds(reason: Reason) -> str:
    """Say what a reason's figure rests on, and how sure it is."""
    basis = say(f"report.basis-{reason.basis}")
    if reason.confidence is None or reason.value is None:
        return basis
    return say("report.sure", basis=basis, share=percent(reason.confidence))


def _point(found: Analysis, point: Point) -> Iterator[str]:
    # four blanks: below “10.” Markdown takes less for another list
    for told in (*reasons_told(found, point), *stakes_told(found, point)):
        yield f"    {bullet(told)}"


def reasons_told(found: Analysis, point: Point) -> Iterator[str]:
    """Say each reason of a critical point, with what its figure rests on and how sure it is."""
    step = found.route.steps[point.step]
    for reason in point.reasons:
        grounds = f" ({_grounds(reason)})" if reason.reason not in _STRUCTURAL else ""
        yield sentence(found.route, step, reason) + grounds


def stakes_told(found: Analysis, point: Point) -> Iterator[str]:
    """Say what closing a critical point would win, and the quantities that decide it most."""
    count, whole = in_every(max(0.0, point.gain))
    if count:
        yield say("report.gain", n=count, of=number(whole))
    if point.days and point.days >= 1:
        yield say("report.saved", days=span(point.days))
    if point.drivers:
        names = ", ".join(
            f"{quantity_name(found.route, one.quantity)} ({percent(one.share)})"
            for one in point.drivers
        )
        yield say("report.drivers", names=names)


def _first(found: Analysis) -> Iterator[str]:
    if not found.measure_first:
        return
    yield f"## {say('report.measure-first')}"
    yield ""
    yield say("report.measure-first-about")
    yield ""
    rows = [
        [f"{quantity_name(found.route, one.quantity)} ({one.quantity})", percent(one.share)]
        for one in found.measure_first[:8]
    ]
    yield from table([say("report.quantity"), say("report.stake")], rows)
    yield ""


def _services(found: Analysis) -> Iterator[str]:
    if not found.people.coverage:
        return
    known = found.route.catalogue.services
    yield f"## {say('report.services')}"
    yield ""
    rows = [
        [known[name].name.to(language()) if name in known else name, percent(value)]
        for name, value in found.people.coverage.items()
    ]
    yield from table([say("report.service"), say("report.receive")], rows)
    yield ""


def _profiles(found: Analysis) -> Iterator[str]:
    if not found.route.profiles:
        return
    yield f"## {say('report.profiles')}"
    yield ""
    several = [one for one in profiles(found.route) if not of_nobody(one.id, one.share)]
    rows = []
    for one in several:
        flow = one.analysis.people
        worst = max(range(len(flow.loss)), key=lambda i: float(flow.loss[i]))
        step = f"{title(found, flow.ids[worst])} ({percent(float(flow.loss[worst]))})"
        name = one.name if one.id else say("cli.everybody-else")
        rows.append([name, percent(one.share), percent(flow.completion), step])
    header = [say(f"report.{key}") for key in ("profile", "share", "completes", "most-lost")]
    yield from table(header, rows)
    yield ""
    for one, (name, *_) in zip(several, rows, strict=True):
        for note in unfinished_people(one.analysis.people.unfinished if one.id else None):
            yield f"{name}: {note}"
            yield ""
    everybody = weighted(several)
    if everybody is not None:
        yield say("report.weighted", share=percent(everybody))
        yield ""


def _steps(found: Analysis) -> Iterator[str]:
    yield f"## {say('report.steps')}"
    yield ""
    yield say("report.steps-about")
    yield ""
    keys = ("step", "reach", "loss", "wait", "time-share", "slack", "on-time", "used")
    slack = found.slack.tolist()
    rows = []
    for i, step in enumerate(found.route.steps.values()):
        spare = slack[i]
        rows.append(
            [
                step.title.to(language()),
                percent(float(found.people.reach[i])),
                percent(float(found.people.loss[i])),
                span(step.wait.mean) if step.wait else "–",
                percent(found.time.time_share[step.id]),
                span(known(spare)),
                percent(found.time.on_time[step.id]),
                percent(found.capacity.steps[step.id].utilisation),
            ]
        )
    yield from table([say(f"report.{key}") for key in keys], rows)
    yield ""
