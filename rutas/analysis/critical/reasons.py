"""Say in one plain sentence why a step is critical, with its figure and where that comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from rutas.locale import has, language, number, say
from rutas.quantity import in_every, per_period, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rutas.model import Evidence, Route, Step

__all__ = ["Basis", "Driver", "Point", "Reason", "basis"]

Basis = Literal["measured", "official", "estimate"]

# A source is a norm where a step names it as one, or where its title begins as a norm's does.
_NORM = re.compile(
    r"(ley|decreto|resolución|resolucion|acuerdo|ordenanza|constitución|código|codigo)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reason:
    """One reason for which a step is critical.

    Attributes
    ----------
    reason
        One of `rutas.model.REASONS`.
    value, threshold
        The figure and the one from which on the reason holds; ``None`` where it has none.
    confidence
        Share of the draws of all uncertain quantities in which it holds; ``None`` where not drawn.
    basis
        Where the figure comes from: ``measured``, ``official`` (a norm) or ``estimate``.
    message
        Its message in the catalogue ``analysis``.
    values
        What the message needs: texts by language, or numbers with the way to write them.
    """

    reason: str
    value: float | None
    threshold: float | None
    confidence: float | None
    basis: Basis
    message: str = field(repr=False)
    values: Mapping[str, object] = field(repr=False)

    def text(self, lang: str | None = None) -> str:
        """Say the reason in a sentence."""
        lang = lang or language()
        said: dict[str, str] = {}
        for name, value in self.values.items():
            said |= _said(name, value, lang)
        key = f"analysis.{self.message}"
        every = said.get("n") == said.get("of") and has(f"{key}-always")
        return say(f"{key}-always" if every else key, lang, **said)

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True)
class Driver:
    """An uncertain quantity that decides how critical a step is.

    Attributes
    ----------
    quantity
        Its path, as in a change set: ``step.field``.
    share
        Of what is uncertain about the step's figures, how much it explains; from 0 to 1.
    """

    quantity: str
    share: float


@dataclass(frozen=True)
class Point:
    """A critical point.

    Attributes
    ----------
    step
        The step's id.
    name
        What people call it.
    rank
        1 for the point whose closing would win most.
    gain
        By how much completion would rise if the step lost nobody.
    days
        Days off the mean journey if it had no wait; ``None`` where nobody completes.
    reasons
        Why it is critical, in the order of the criteria.
    drivers
        The uncertain quantities that most decide it: what to measure next.
    """

    step: str
    name: str
    rank: int
    gain: float
    days: float | None
    reasons: tuple[Reason, ...]
    drivers: tuple[Driver, ...] = ()

    @property
    def first(self) -> Reason:
        """The reason to tell where there is room for one: one with a figure of the analysis, if any."""
        return min(self.reasons, key=lambda reason: reason.reason == "declared")

    def line(self, lang: str | None = None) -> str:
        """Say the point in one line."""
        text = self.first.text(lang)
        return f"{self.rank}. {self.name}: {text[:1].lower()}{text[1:].rstrip('.')}"

    def __str__(self) -> str:
        return self.line()


def _said(name: str, value: Any, lang: str) -> dict[str, str]:
    """Write a value of a message as its kind says: ``kind:name``, or plain words."""
    kind, _, key = name.rpartition(":")
    return _WRITERS[kind](key, value, lang)


def _people(key: str, share: float, lang: str) -> dict[str, str]:
    count, whole = in_every(share)
    return {key: number(count, 0, lang), "of": number(whole, 0, lang)}


def _rates(keys: str, rates: Sequence[float], lang: str) -> dict[str, str]:
    said, period = per_period(rates, lang)
    return {**dict(zip(keys.split(","), said, strict=True)), "period": period}


def _papers(key: str, needs: Sequence[Sequence[object]], lang: str) -> dict[str, str]:
    groups = [_joined([_worded(one, lang) for one in need], lang, "or") for need in needs]
    return {key: _joined(groups, lang)}


def _worded(value: object, lang: str) -> str:
    to = getattr(value, "to", None)
    return (to(lang) if to else str(value)).rstrip(".")


def _joined(words: list[str], lang: str, word: str = "and") -> str:
    if len(words) < 2:  # noqa: PLR2004  (one word needs no "and")
        return "".join(words)
    return say(f"analysis.{word}", lang, first=", ".join(words[:-1]), last=words[-1])


_WRITERS: Mapping[str, Callable[[str, Any, str], dict[str, str]]] = {
    "": lambda key, value, lang: {key: _worded(value, lang)},
    "people": _people,
    "percent": lambda key, value, lang: {key: percent(value, lang)},
    "rates": _rates,
    "list": lambda key, value, lang: {key: _joined([_worded(one, lang) for one in value], lang)},
    "papers": _papers,
}


def basis(route: Route, step: Step | None, *fields: str) -> Basis:
    """Tell where a figure comes from: the best-founded of the fields that it rests on.

    Parameters
    ----------
    route
        The route.
    step
        The step; ``None`` for the route's own figures.
    fields
        Names as the file writes them; the first that the file gives counts.
    """
    told = (step or route).evidence
    for name in fields:
        found = told.get(name)
        if found is not None:
            return _kind(route, found)
    return "estimate"


def _kind(route: Route, told: Evidence) -> Basis:
    if told.norm:
        return "official"
    source = told.cites
    if source is None or told.proxy:
        return "estimate"
    if any(source in step.law for step in route.steps.values()):
        return "official"
    entry = route.catalogue.sources.get(source)
    title = str(entry.title) if entry else source
    return "official" if _NORM.match(title) or _NORM.match(source) else "measured"
