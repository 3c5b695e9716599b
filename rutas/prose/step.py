"""Say what is known of a step, a sentence a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.agreed import agreement_sentence
from rutas.answers.record import numbers
from rutas.locale import say
from rutas.model.assumed import unwritten
from rutas.quantity import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rutas.model import Link, Repeat, Requirement, Route, Step, WayIn

__all__ = [
    "made_documents",
    "named",
    "need",
    "numbered",
    "provisions",
    "series",
    "share_words",
    "step_sentences",
]


def step_sentences(route: Route, step: Step, lang: str) -> list[str]:
    """Return the sentences that describe a step, in the order in which a person meets the facts.

    What is not known is not said.
    """
    said = [_who(route, step, lang), _times(step, lang), _papers(route, step, lang)]
    said += [_deadlines(step, lang), *_marks(route, step, lang), *_exits(route, step, lang)]
    said += [_discretion(route, step, lang), _end(route, step, lang)]
    return [sentence for sentence in said if sentence]


def named(entries: Mapping[str, object], names: Iterable[str], lang: str) -> list[str]:
    """Return what people call some entries of the catalogue."""
    found = ((name, entries.get(name)) for name in names)
    return [getattr(entry, "name").to(lang) if entry else name for name, entry in found]  # noqa: B009  (the field is of the entry, not of its type)


def _who(route: Route, step: Step, lang: str) -> str:
    if not step.actor:
        return ""
    first, *others = named(route.catalogue.actors, step.actor, lang)
    by = named(route.catalogue.channels, step.channel, lang)
    said = say("outline.who", lang, actor=first)
    if others:
        said += say("outline.with", lang, actors=", ".join(others))
    if by:
        said += f" ({', '.join(by)})"
    if step.involvement == "indirect":
        said += say("outline.indirect", lang)
    return said + "."


def _times(step: Step, lang: str) -> str:
    said = []
    for name in ("wait", "takes", "lead", "dropout", "leaves", "patience", "no_show", "cost"):
        quantity = getattr(step, name)
        if name in {"cost", "dropout"} and quantity is not None and quantity.high == 0:
            said.append(say(f"outline.{name}-nothing", lang))
        elif quantity is not None:
            said.append(say(f"outline.{name}", lang, value=quantity.wording(lang)))
    if step.repeat:
        said.append(series(step.repeat, lang))
    return _sentence("; ".join(said))


def _papers(route: Route, step: Step, lang: str) -> str:
    said = []
    needs = [need(route, one, lang) for one in step.requires]
    if needs:
        said.append(say("outline.requires", lang, documents="; ".join(needs)))
    if step.produces:
        made = made_documents(route, step, lang)
        said.append(say("outline.produces", lang, documents=", ".join(made)))
    return " ".join(said)


def made_documents(route: Route, step: Step, lang: str) -> list[str]:
    """Return the documents that a step gives, each with how long it holds, where that is known."""
    known = route.catalogue.documents
    named_ = zip(step.produces, named(known, step.produces, lang), strict=True)
    return [
        say("outline.valid", lang, document=name, time=valid.wording(lang))
        if (entry := known.get(document)) and (valid := entry.valid)
        else name
        for document, name in named_
    ]


def series(repeat: Repeat, lang: str) -> str:
    """Say a series of visits."""
    times, every = repeat.times.wording(lang), repeat.every.each(lang)
    return say("outline.repeat", lang, times=times, every=every)


def share_words(share: float, ways: Sequence[Link | WayIn], place: int, lang: str) -> str:
    """Say a share in brackets, and how it is come by where nobody wrote it; nothing of an only way."""
    if len(ways) == 1 and ways[0].share is None:
        return ""
    kind = f"-{unwritten(ways)}" if ways[place].share is None else ""
    return say(f"outline.share{kind}", lang, share=percent(share, lang))


def need(route: Route, asked: Requirement, lang: str) -> str:
    """Return what a step asks for: one document, any of some, or one that is only welcome."""
    documents = route.catalogue.documents
    said = [say("outline.or", lang).join(named(documents, asked.any, lang))] if asked.any else []
    if asked.optional:
        welcome = ", ".join(named(documents, asked.optional, lang))
        said.append(say("outline.optional", lang, documents=welcome))
    return "; ".join(said)


def _deadlines(step: Step, lang: str) -> str:
    said = []
    for name in ("from_", "by", "within"):
        quantity = getattr(step, name)
        if quantity is not None:
            birth = name != "within" and quantity.mean == 0
            key = f"outline.{name.rstrip('_')}{'-birth' if birth else ''}"
            said.append(say(key, lang) if birth else say(key, lang, value=quantity.wording(lang)))
    return _sentence("; ".join(said))


def _marks(route: Route, step: Step, lang: str) -> list[str]:
    said = []
    if step.parallel:
        said.append(say("outline.parallel", lang))
    if step.join == "all":
        said.append(say("outline.join", lang))
    if step.critical:
        said.append(say("outline.critical", lang, reason=step.critical.to(lang)))
    said += [agreement_sentence(route, one, lang) for one in route.agreements_of(step.id)]
    return said


def provisions(route: Route, step: Step, lang: str) -> list[str]:
    """Say what a step provides for who falls behind or tires of waiting, and what is urgent or sensitive."""
    said = _exits(route, step, lang)
    for name in ("leaves", "patience"):
        if quantity := getattr(step, name):
            said.append(_sentence(say(f"outline.{name}", lang, value=quantity.wording(lang))))
    return [*said, *filter(None, [_discretion(route, step, lang)])]


def _exits(route: Route, step: Step, lang: str) -> list[str]:
    return [
        say(
            f"outline.{exit_}", lang, number=numbers(route)[to], name=route.steps[to].title.to(lang)
        )
        for exit_, to in step.exits.items()
    ]


def numbered(route: Route, step: str, lang: str) -> str:
    """Return a step's number and name."""
    number, name = numbers(route)[step], route.steps[step].title.to(lang)
    return say("outline.numbered", lang, number=number, name=name)


def _discretion(route: Route, step: Step, lang: str) -> str:
    said = [say(f"outline.{name}", lang) for name in ("urgent", "sensitive") if getattr(step, name)]
    if step.custody:
        (keeper,) = named(route.catalogue.actors, [step.custody], lang)
        said.append(say("outline.custody", lang, actor=keeper))
    return " ".join(said)


def _end(route: Route, step: Step, lang: str) -> str:
    outcome = route.outcomes.get(step.outcome or "")
    if outcome is None:
        return ""
    said = say("outline.outcome", lang, name=outcome.name.to(lang))
    return said + (
        say("outline.continues", lang, route=outcome.continues) if outcome.continues else ""
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""
