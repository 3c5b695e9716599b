"""Say what the table agreed on a route or on one of its steps, and nobody noted as done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.row import iso, row
from rutas.answers.words import step_name
from rutas.hours import day_in_words
from rutas.locale import language, say

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from datetime import date

    from rutas.model import Route
    from rutas.model.session import Agreement, OpenAgreement

__all__ = ["Agreed", "agreed", "agreement_sentence", "agreement_sentences", "as_row"]


@row
class Agreed:
    """An open agreement.

    Attributes
    ----------
    session
        The day of the session in which it was agreed (ISO 8601).
    id, text
        Its id within the session, and what was agreed.
    responsible
        The actors who do it; the first answers for it.
    due
        By when (ISO 8601); null where nobody says.
    concerns
        The routes, and the steps as ``route/step``, that it is about.
    """

    session: str
    id: str
    text: str
    responsible: tuple[str, ...]
    due: str | None
    concerns: tuple[str, ...]


def as_row(told: Agreement, session: date) -> Agreed:
    """Return an agreement of a session as a piece of an answer, in the language spoken."""
    return Agreed(
        session=session.isoformat(),
        id=told.id,
        text=told.text.to(language()),
        responsible=told.responsible,
        due=iso(told.due),
        concerns=told.concerns,
    )


def agreed(route: Route, step: str | None = None) -> tuple[Agreed, ...] | None:
    """Return the open agreements about a step, or about a route; nothing where there is none."""
    several = route.agreements if step is None else route.agreements_of(step)
    return tuple(as_row(one.agreement, one.session) for one in several) or None


def agreement_sentence(route: Route, one: OpenAgreement, lang: str | None = None) -> str:
    """Say an open agreement: what, who, by when, and since which session."""
    lang = lang or language()
    told, names = one.agreement, route.catalogue.actors
    said = [names[actor].name.to(lang) for actor in told.responsible[:1] if actor in names]
    if told.due is not None:
        said.append(say("sessions.until", lang, day=day_in_words(told.due, lang)))
    said.append(say("sessions.of", lang, day=day_in_words(one.session, lang)))
    text = told.text.to(lang).removesuffix(".")
    return say("sessions.open", lang, text=text, about="; ".join(said))


def agreement_sentences(route: Route, steps: Container[str] | None = None) -> Iterator[str]:
    """Say the open agreements of a route, those about its steps with their names.

    Parameters
    ----------
    route
        The route.
    steps
        Ids of the steps to tell of; all, and what is about the whole route, where none are named.
    """
    for one in route.agreements:
        sentence = agreement_sentence(route, one)
        told = [step for step in one.steps if steps is None or step in steps]
        if told or (steps is None and not one.steps):
            names = ", ".join(step_name(route, step) for step in told)
            yield f"{names}: {sentence}" if names else sentence
