"""Say in words what a card shows of a step: number, names, channel, time, what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.parts.sheet_frame import day
from rutas.locale import say
from rutas.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.model import Actor, Channel, Route, Step
    from rutas.quantity import Age

__all__ = ["CardTexts", "listed"]


@dataclass(frozen=True)
class CardTexts:
    """The words of a route in one language.

    Numbers count steps in the order of the file, from 1, decisions and ends included.
    """

    route: Route
    lang: str = "es"

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Every step's number."""
        return {step: index for index, step in enumerate(self.route.steps, 1)}

    def name(self, step: Step) -> str:
        """Return what the step is called."""
        return step.title.to(self.lang)

    def actor(self, step: Step) -> Actor | None:
        """Return who answers for the step."""
        return self.route.catalogue.actors.get(step.actor[0]) if step.actor else None

    def actor_name(self, key: str) -> str:
        """Return an actor's name and institution."""
        actor = self.route.catalogue.actors.get(key)
        if actor is None:
            return key
        name = actor.name.to(self.lang)
        house = actor.institution.to(self.lang) if actor.institution else ""
        if not house or house in name or len(house) > 22:  # noqa: PLR2004  (long: the name alone)
            return name
        return f"{name} · {house}"

    def actors(self, step: Step) -> str:
        """Return who attends: the first in full, and how many take part."""
        if not step.actor:
            return ""
        more = f"\u00a0+{len(step.actor) - 1}" if len(step.actor) > 1 else ""
        return self.actor_name(step.actor[0]) + more

    def actor_names(self, step: Step) -> list[str]:
        """Return ways to write who attends, from the fullest to the shortest."""
        whole = self.actors(step)
        actor = self.actor(step)
        if actor is None:
            return [whole]
        name = actor.name.to(self.lang)
        return [whole, name + whole.removeprefix(self.actor_name(step.actor[0]))]

    def others(self, step: Step) -> str:
        """Return who attends beside the first, by name."""
        known = self.route.catalogue.actors
        names = [known[key].name.to(self.lang) if key in known else key for key in step.actor[1:]]
        return say("diagram.others", self.lang, names=listed(names)) if names else ""

    def channel(self, step: Step) -> Channel | None:
        """Return the usual channel."""
        return self.route.catalogue.channels.get(step.channel[0]) if step.channel else None

    def channel_name(self, step: Step) -> str:
        """Return the usual channel's name, and how many others there are."""
        if not step.channel:
            return ""
        channel = self.channel(step)
        name = channel.name.to(self.lang) if channel else step.channel[0]
        return name + (f" +{len(step.channel) - 1}" if len(step.channel) > 1 else "")

    def channel_names(self, step: Step) -> list[str]:
        """Return ways to write the usual channel, from the fullest to the shortest."""
        channel = self.channel(step)
        if channel is None:
            return [*step.channel[:1]]
        more = f" +{len(step.channel) - 1}" if len(step.channel) > 1 else ""
        name, kind = channel.name.to(self.lang), say(f"diagram.channel-{channel.kind}", self.lang)
        return [name + more, name, kind + more, kind]

    def channels(self, step: Step) -> list[Text]:
        """Return the names of all channels, the usual one first."""
        known = self.route.catalogue.channels
        return [known[key].name if key in known else Text(key) for key in step.channel]

    def times(self, step: Step) -> str:
        """Return how long it takes, the wait before, and the series: what the route says of them."""
        parts = []
        if step.takes:
            parts.append(_bound(step.takes.label(self.lang)))
        if step.wait and step.wait.high > 0:
            parts.append(say("diagram.wait", self.lang, time=_bound(step.wait.label(self.lang))))
        return " · ".join(parts)

    def series(self, step: Step) -> str:
        """Return a series of visits in words."""
        if step.repeat is None:
            return ""
        times = step.repeat.times.label(self.lang)
        return say(
            "diagram.series",
            self.lang,
            times=times,
            every=_bound(step.repeat.every.each(self.lang)),
        )

    def due(self, step: Step) -> str:
        """Return by when the step is due, and from when it can be done."""
        parts = []
        if step.from_ is not None:
            parts.append(say("diagram.from", self.lang, age=self.age(step.from_)))
        if step.by is not None:
            parts.append(say("diagram.by", self.lang, age=self.age(step.by)))
        if step.within is not None:
            parts.append(
                say("diagram.within", self.lang, time=_bound(step.within.label(self.lang)))
            )
        return " · ".join(parts)

    def age(self, age: Age) -> str:
        """Return an age as people say it: birth is birth, and before it one counts back."""
        if age.low == age.high == 0:
            return say("diagram.birth", self.lang)
        if age.high <= 0:
            return say(
                "diagram.before-birth",
                self.lang,
                time=_bound(age.label(self.lang)).replace("-", ""),
            )
        return _bound(age.label(self.lang))

    def agreed(self, step: Step) -> str:
        """Return by when the first of the table's open agreements about the step is due."""
        due = [one.agreement.due for one in self.route.agreements_of(step.id)]
        if not due:
            return ""
        if due[0] is None:  # what has a date comes first
            return say("sessions.card-undated", self.lang)
        return say("sessions.card", self.lang, day=day(due[0].isoformat(), self.lang))

    def document(self, key: str) -> str:
        """Return a document's name."""
        document = self.route.catalogue.documents.get(key)
        return document.name.to(self.lang) if document else key

    def produces(self, step: Step) -> str:
        """Return the documents that she leaves with."""
        return listed([self.document(key) for key in step.produces])

    def requires(self, step: Step) -> str:
        """Return the documents that she must show."""
        either = f" {say('diagram.or', self.lang)} "
        parts = [
            either.join(self.document(key) for key in need.any)
            for need in step.requires
            if need.any
        ]
        return listed(parts)

    def tooltip(self, step: Step) -> str:
        """Return the step in one paragraph, for a tooltip and a screen reader."""
        lead = f"{self.number[step.id]}. {self.name(step)}"
        rows = [
            self.actors(step),
            self.channel_name(step),
            self.times(step),
            self.series(step),
            self.due(step),
            self.agreed(step),
        ]
        produces = self.produces(step)
        if produces:
            rows.append(say("diagram.produces", self.lang, what=produces))
        signs = {
            "indirect": step.involvement == "indirect",
            "urgent": step.urgent,
            "sensitive": step.sensitive,
        }
        rows += [say(f"diagram.sign-{sign}", self.lang) for sign, holds in signs.items() if holds]
        return ". ".join([lead, *(row for row in rows if row)])


def listed(names: Sequence[str]) -> str:
    """Return names one after the other; where one of them has a comma, semicolons part them.

    >>> listed(["Acta", "Cédula"]), listed(["Cédula de la madre, del padre", "Acta"])
    ('Acta, Cédula', 'Cédula de la madre, del padre; Acta')
    """
    return ("; " if any("," in name for name in names) else ", ").join(names)


def _bound(text: str) -> str:
    """Keep a figure and its unit in one line."""
    return text.replace(" ", "\u00a0")
