"""Say what is known of a step, a sentence a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rutas.model import Requirement, Route, Step

__all__ = ["facts", "named", "need"]


def facts(route: Route, step: Step, lang: str) -> list[str]:
    """Return the sentences that describe a step, in the order in which a person meets the facts.

    What is not known is not said.
    """
    said = [_who(route, step, lang), _times(step, lang), _papers(route, step, lang)]
    said += [_deadlines(step, lang), *_marks(step, lang)]
    if step.outcome:
        outcome = route.outcomes.get(step.outcome)
        name = outcome.name.to(lang) if outcome else step.outcome
        said.append(say("outline.outcome", lang, name=name))
    return [sentence for sentence in said if sentence]


def named(entries: Mapping[str, object], names: Iterable[str], lang: str) -> list[str]:
    """Return what people call some entries of the catalogue."""
    found = ((name, entries.get(name)) for name in names)
    return [getattr(entry, "name").to(lang) if entry else name for name, entry in found]  # noqa: B009


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
    for name in ("wait", "takes", "dropout", "cost"):
        quantity = getattr(step, name)
        if quantity is not None:
            said.append(say(f"outline.{name}", lang, value=quantity.label(lang)))
    if step.repeat:
        times, every = step.repeat.times.label(lang), step.repeat.every.label(lang)
        said.append(say("outline.repeat", lang, times=times, every=every))
    return _sentence("; ".join(said))


def _papers(route: Route, step: Step, lang: str) -> str:
    said = []
    needs = [need(route, one, lang) for one in step.requires]
    if needs:
        said.append(say("outline.requires", lang, documents="; ".join(needs)))
    if step.produces:
        made = named(route.catalogue.documents, step.produces, lang)
        said.append(say("outline.produces", lang, documents=", ".join(made)))
    return " ".join(said)


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
            said.append(say(key, lang) if birth else say(key, lang, value=quantity.label(lang)))
    return _sentence("; ".join(said))


def _marks(step: Step, lang: str) -> list[str]:
    said = []
    if step.parallel:
        said.append(say("outline.parallel", lang))
    if step.join == "all":
        said.append(say("outline.join", lang))
    if step.critical:
        said.append(say("outline.critical", lang, reason=step.critical.to(lang)))
    return said


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""
