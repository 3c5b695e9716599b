"""Write the sections of a route's report that each stand on one analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.markdown import bullet, table
from rutas.answers.quantities import assumed_sentences
from rutas.answers.sources import cited, cited_for, source_words
from rutas.answers.words import kinds_words
from rutas.graph.handovers import handover_links
from rutas.locale import language, number, say
from rutas.quantity import money, percent, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rutas.analysis import Analysis

__all__ = [
    "actors_section",
    "burden_section",
    "capacity_section",
    "documents_section",
    "drawing_section",
    "method_section",
    "sources_section",
]

_PAIRS = 12


def _heading(key: str) -> Iterator[str]:
    yield f"## {say(f'report.{key}')}"
    yield ""


def _steps(found: Analysis, names: Iterable[str]) -> str:
    steps = found.route.steps
    return ", ".join(f"«{steps[name].title.to(language())}»" for name in names)


def _actor(found: Analysis, name: str) -> str:
    entry = found.route.catalogue.actors.get(name)
    return entry.name.to(language()) if entry else name


def _papers(found: Analysis, names: Iterable[str], between: str = ", ") -> str:
    known = found.route.catalogue.documents
    return between.join(
        known[name].name.to(language()) if name in known else name for name in names
    )


def _or(found: Analysis, names: tuple[str, ...]) -> str:
    first, last = _papers(found, names[:-1]), _papers(found, names[-1:])
    return say("analysis.or", first=first, last=last) if first else last


def drawing_section(found: Analysis) -> Iterator[str]:
    """Say how many ways there are, and what would cut them."""
    yield from _heading("drawing")
    yield bullet(say("report.paths", n=number(found.independent_paths)))
    if found.unavoidable:
        yield bullet(say("report.must-pass", names=_steps(found, found.unavoidable)))
    else:
        yield bullet(say("report.no-must-pass"))
    if found.step_cut.members:
        yield bullet(say("report.cut-steps", names=_steps(found, found.step_cut.members)))
    if found.actor_cut.members:
        names = ", ".join(_actor(found, name) for name in found.actor_cut.members)
        yield bullet(say("report.cut-actors", names=names))
    yield ""


def capacity_section(found: Analysis) -> Iterator[str]:
    """Say who is asked for more than she can give, and where declared waits and queues part."""
    yield from _heading("capacity")
    for name, load in found.capacity.actors.items():
        if load.utilisation is not None:
            said = {"actor": _actor(found, name), "share": percent(load.utilisation)}
            yield bullet(say("report.actor-load", **said))
    for name, queue in found.queues.items():
        if queue.apart:
            key = "queue-endless" if queue.days is None else f"queue-{queue.apart}"
            said = {"days": span(queue.days), "declared": span(queue.declared)}
            step = found.route.steps[name].title.to(language())
            yield bullet(say(f"report.{key}", step=step, **said))
    if found.capacity.unknown:
        yield bullet(say("report.no-capacity", names=_steps(found, found.capacity.unknown)))
    yield ""


def documents_section(found: Analysis) -> Iterator[str]:
    """Say what cannot be had in time, what the family must bring, and the longest chain."""
    yield from _heading("documents")
    lacking = [
        need for need in found.documents.needs if not need.optional and need.status != "guaranteed"
    ]
    if not lacking:
        yield bullet(say("report.all-at-hand"))
    for need in lacking:
        step = found.route.steps[need.step].title.to(language())
        names = _or(found, need.documents)
        yield bullet(say(f"report.need-{need.status}", step=step, names=names))
    if found.documents.bring:
        names = ", ".join(_or(found, group) for group in found.documents.bring)
        yield bullet(say("report.bring", names=names))
    if found.papers.chain:
        yield bullet(say("report.chain", names=_papers(found, found.papers.chain, " → ")))
    for circle in found.papers.circles:
        yield bullet(say("report.circle", names=_papers(found, circle)))
    yield ""


def actors_section(found: Analysis) -> Iterator[str]:
    """Say how often she passes from one actor to another, and between whom."""
    inter = found.interactions
    yield from _heading("handovers")
    yield say(
        "report.handovers-about",
        total=number(sum(inter.kinds.values()), 1),
        kinds=kinds_words(inter.kinds),
        horizontal=number(inter.directions["horizontal"], 1),
        vertical=number(inter.directions["vertical"], 1),
        changes=number(inter.channel_changes, 1),
        links=sum(1 for _ in handover_links(found.route)),
    )
    yield ""
    if inter.handovers:
        rows = [
            [
                _actor(found, one.source),
                _actor(found, one.target),
                say(f"report.word-{one.kind}"),
                number(one.expected, 2),
            ]
            for one in inter.handovers[:_PAIRS]
        ]
        header = [say(f"report.{key}") for key in ("from", "to", "how", "times")]
        yield from table(header, rows, right=3)
        yield ""


def burden_section(found: Analysis) -> Iterator[str]:
    """Say what the likeliest, the mean and the worst journey ask of a person."""
    load = found.burden
    kinds = [
        (name, one)
        for name, one in (
            ("likeliest", load.likeliest),
            ("mean", load.mean),
            ("worst", load.worst),
        )
        if one is not None
    ]
    if not kinds:
        return
    yield from _heading("burden")
    yield say("report.burden-about")
    yield ""
    rows = [
        [say("report.visits"), *(number(one.visits, 1) for _, one in kinds)],
        [say("report.trips"), *(number(one.trips, 1) for _, one in kinds)],
        [say("report.hours"), *(number(one.hours, 1) for _, one in kinds)],
        [say("report.papers"), *(number(one.documents, 1) for _, one in kinds)],
        [say("report.length"), *(span(one.days) for _, one in kinds)],
    ]
    for currency in sorted({name for _, one in kinds for name in one.cost}):
        cost = [money(one.cost[currency], currency) for _, one in kinds]
        rows.append([say("report.cost"), *cost])
    yield from table(["", *(say(f"report.{name}") for name, _ in kinds)], rows)
    yield ""
    unknown = [name for name in load.assumed if name.endswith(".cost")]
    if unknown:
        yield say("report.cost-unknown", n=number(len(unknown)))
        yield ""


def method_section(found: Analysis) -> Iterator[str]:
    """Say how the figures were worked out, and what was taken for what is unknown."""
    yield from _heading("method")
    error = percent(found.people.error) if found.people.error is not None else ""
    yield bullet(say(f"report.method-{found.method}", error=error))
    time = found.time
    said = {"n": number(time.journeys), "error": span(time.days.error.get("mean"))}
    yield bullet(say(f"report.time-{time.method}", **said))
    yield from map(bullet, assumed_sentences(found.route, found.route.assumed))
    yield ""


def sources_section(found: Analysis) -> Iterator[str]:
    """Name every source that the route cites, with its date and address, and what it is cited for."""
    yield from _heading("sources")
    sources = cited(found.route)
    for one in sources:
        said = {
            "source": source_words(one).rstrip(".") + ".",
            "figures": cited_for(found.route, one),
        }
        yield bullet(say("report.source-line", **said))
    if not sources:
        yield say("report.sources-none")
    yield ""
