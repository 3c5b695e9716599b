"""Write the sections of a route's report that each stand on one analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.actors import answer as actors
from rutas.answers.actors import interaction_sentences
from rutas.answers.agreed import agreement_sentences
from rutas.answers.markdown import bullet, table
from rutas.answers.needed import needed_sentences
from rutas.answers.quantities import assumed_sentences
from rutas.answers.sources import cited, cited_for, source_words
from rutas.answers.words import actor_name, document_name, joined, step_name
from rutas.locale import language, number, say
from rutas.model.choice import choice_word
from rutas.prose.step import provisions
from rutas.quantity import UNKNOWN, figure, money, percent, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rutas.analysis import Analysis

__all__ = [
    "actors_section",
    "agreements_section",
    "burden_section",
    "capacity_section",
    "documents_section",
    "drawing_section",
    "method_section",
    "provisions_section",
    "sources_section",
]

_PAIRS = 12


def _heading(key: str) -> Iterator[str]:
    yield f"## {say(f'report.{key}')}"
    yield ""


def _steps(found: Analysis, names: Iterable[str]) -> str:
    return ", ".join(step_name(found.route, name) for name in names)


def _papers(found: Analysis, names: Iterable[str], between: str) -> str:
    return between.join(document_name(found.route, name) for name in names)


def _or(found: Analysis, names: Iterable[str]) -> str:
    return joined([document_name(found.route, name) for name in names], "or")


def provisions_section(found: Analysis) -> Iterator[str]:
    """Say what the route provides for those who fall behind, and what expires; nothing where it doesn't."""
    route, lang = found.route, language()
    said = [
        say("report.provision", step=step.title.to(lang), said=" ".join(told))
        for step in route.steps.values()
        if (told := provisions(route, step, lang))
    ]
    used = dict.fromkeys(name for step in route.steps.values() for name in step.produces)
    for name in used:
        document = route.catalogue.documents.get(name)
        if document and document.valid:
            time = document.valid.wording(lang)
            said.append(say("report.valid", document=document.name.to(lang), time=time))
    if said:
        yield from _heading("provisions")
        yield from map(bullet, said)
        yield ""


def agreements_section(found: Analysis) -> Iterator[str]:
    """Say what the technical table agreed on the route that nobody noted as done; nothing without any."""
    said = [*agreement_sentences(found.route)]
    if said:
        yield from _heading("agreements")
        yield from map(bullet, said)
        yield ""


def drawing_section(found: Analysis) -> Iterator[str]:
    """Say how many ways there are, and what would cut them."""
    yield from _heading("drawing")
    yield bullet(say("report.paths", n=number(found.independent_paths)))
    said = needed_sentences(
        found.route,
        found.must_pass,
        sum(sure is None for sure in found.unavoidable.values()),
        found.actor_cut.alone,
        found.actor_cut.sets,
    )
    yield from map(bullet, said)
    yield ""


def capacity_section(found: Analysis) -> Iterator[str]:
    """Say who is asked for more than she can give, and where declared waits and queues part."""
    yield from _heading("capacity")
    for name, load in found.capacity.actors.items():
        if load.utilisation is not None:
            said = {"actor": actor_name(found.route, name), "share": percent(load.utilisation)}
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
        yield bullet(say("cli.all-at-hand"))
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
        yield bullet(say("report.circle", names=_papers(found, circle, ", ")))
    yield ""


def actors_section(found: Analysis) -> Iterator[str]:
    """Say how often she passes from one actor to another, and between whom."""
    inter = actors(found)
    yield from _heading("handovers")
    yield " ".join(interaction_sentences(inter, found.route))
    yield ""
    if inter.handovers:
        rows = [
            [
                actor_name(found.route, one.from_),
                actor_name(found.route, one.to),
                choice_word("handover", one.kind),
                figure(one.expected),
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
    hours_known, days_known = not found.route.attention_unknown, not found.route.timeless
    rows = [
        [say("report.visits"), *(number(one.visits, 1) for _, one in kinds)],
        [say("report.trips"), *(number(one.trips, 1) for _, one in kinds)],
        [
            say("report.hours"),
            *(number(one.hours, 1) if hours_known else UNKNOWN for _, one in kinds),
        ],
        [say("report.papers"), *(number(one.documents, 1) for _, one in kinds)],
        [say("report.length"), *(span(one.days if days_known else None) for _, one in kinds)],
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
