"""Say in one plain sentence why a step is critical, with its figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.words import actor_name, document_name, joined, people_words
from rutas.locale import has, language, say
from rutas.quantity import per_period, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rutas.analysis.critical import Reason
    from rutas.model import Route, Step

    Said = tuple[str, Mapping[str, str]]

__all__ = ["sentence"]


def sentence(route: Route, step: Step, reason: Reason) -> str:
    """Say why a step is critical, in the language that is spoken."""
    message, said = _SENTENCES[reason.reason](route, step, reason)
    key = f"analysis.reason-{message}"
    whole = {"0": f"{key}-never", said.get("of"): f"{key}-always"}.get(said.get("n"), key)
    return say(whole if has(whole) else key, **said)


def _declared(_route: Route, step: Step, _reason: Reason) -> Said:
    return "declared", {
        "finding": step.critical.to(language()).rstrip(".") if step.critical else ""
    }


def _people(_route: Route, _step: Step, reason: Reason) -> Said:
    return reason.reason, people_words(reason.value or 0.0)


def _unavoidable(route: Route, _step: Step, reason: Reason) -> Said:
    return "unavoidable", {"actor": _actors(route, reason)}


def _overload(route: Route, _step: Step, reason: Reason) -> Said:
    (asked, given), period = per_period(reason.grounds.rates or (0.0, 0.0))
    said = {"asked": asked, "given": given, "period": period, "share": percent(reason.value or 0.0)}
    if not reason.grounds.actors:
        return "overload", said
    return "overload-actor", {"actor": _actors(route, reason), **said}


def _delay(_route: Route, _step: Step, reason: Reason) -> Said:
    said = people_words(reason.grounds.journeys or 0.0)
    return "delay", {"time": percent(reason.value or 0.0), **said}


def _documents(route: Route, _step: Step, reason: Reason) -> Said:
    grounds = reason.grounds
    groups = [
        joined([document_name(route, name).rstrip(".") for name in group], "or")
        for group in grounds.documents
    ]
    if grounds.lapsed:
        return "documents-lapsed", {
            "documents": joined(groups),
            **people_words(reason.value or 0.0),
        }
    message = "documents-impossible" if grounds.impossible else "documents"
    return message, {"documents": joined(groups)}


def _handover(route: Route, _step: Step, reason: Reason) -> Said:
    return "handover", {"actors": _actors(route, reason), **people_words(reason.value or 0.0)}


_SENTENCES: Mapping[str, Callable[[Route, Step, Reason], Said]] = {
    "declared": _declared,
    "loss": _people,
    "unavoidable": _unavoidable,
    "overload": _overload,
    "delay": _delay,
    "late": _people,
    "documents": _documents,
    "handover": _handover,
}
"""How each reason is said: its message in the catalogue, and what stands in it."""


def _actors(route: Route, reason: Reason) -> str:
    return joined([actor_name(route, name).rstrip(".") for name in reason.grounds.actors])
