"""Say what a family needs to know of a step: what, when, where, what to bring, and what if it goes wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.diagram.parts.card_texts import CardTexts
from rutas.locale import LANGUAGES, say
from rutas.model import Text
from rutas.quantity import span, span_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rutas.diagram.request import Request
    from rutas.model import Actor, Requirement, Route, Step
    from rutas.quantity import Quantity

__all__ = ["Errand", "Family", "Row", "told"]

_LEFT_OUT = ("what", "get")  # of what is told in brief
_BESIDE = "gn"  # the language that stands beside ours


@dataclass(frozen=True)
class Row:
    """What is said of one thing: its key (``bring``), the lines, and whether each has a box to tick."""

    key: str
    lines: tuple[str, ...]
    boxes: bool = False


@dataclass(frozen=True)
class Errand:
    """A step as a family meets it: its number and name, the name beside it, and what is said of it."""

    step: Step
    number: int
    name: str
    beside: str
    rows: tuple[Row, ...]


def told(step: Step) -> bool:
    """Tell whether a family goes through a step itself, and may read of it: somebody attends her there."""
    return _of_hers(step) and step.question is None and bool(step.actor)


def _of_hers(step: Step) -> bool:
    return step.involvement == "direct" and not step.sensitive


def _on_one(key: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return lines one after the other; each paper and each door keeps a line of its own."""
    return lines if key in {"bring", "where"} or not lines else (" · ".join(lines),)


class Family:
    """The words of a route for a family, in one language of ours with another beside it.

    Parameters
    ----------
    route
        The route.
    request
        Of its language, one of ours is spoken, and the book's beside it; of any other, Spanish is.
    brief
        Whether of each step only what is to be done is said: not what it is, nor what comes of it.
    """

    def __init__(self, route: Route, request: Request, *, brief: bool = False) -> None:
        self.route, self.request, self.brief = route, request, brief
        known = request.lang in LANGUAGES
        self.lang = request.lang if known else LANGUAGES[0]
        self.other = _BESIDE if known else request.lang
        self._texts = CardTexts(route, self.lang)

    def errands(self) -> list[Errand]:
        """Return the steps that a family goes through itself, in the order of the route.

        Left out are what is decided or done out of its sight, what nobody attends, and what is
        sensitive: it stands on no paper that is carried home.
        """
        asked = self.request.shows
        return [
            self.errand(step) for step in self.route.steps.values() if asked(step) and told(step)
        ]

    def missing(self, errands: Iterable[Errand]) -> list[str]:
        """Return the words of a hand-out that the book does not have in the language beside ours."""
        texts = (text for errand in errands for text in self._words(errand.step))
        lacking = (text for text in texts if self.other not in text.translations)
        return list(dict.fromkeys(text.to(self.lang) for text in lacking))

    def errand(self, step: Step) -> Errand:
        """Return a step as a family meets it, whether it goes through it or not."""
        rows = (
            ("what", self._both([step.narrative] if step.narrative else [])),
            (
                "when",
                [*self.request.dates.get(step.id, ()), *self._due(step), self._texts.series(step)],
            ),
            ("where", self._where(step)),
            ("bring", [line for one in step.requires for line in self._needs(one)]),
            ("get", [self._paper(key) for key in step.produces]),
            ("time", list(self._times(step))),
            ("cost", [self._cost(step)]),
            ("wrong", list(self._wrong(step))),
        )
        told = [(key, tuple(filter(None, lines))) for key, lines in rows]
        if self.brief:
            told = [(key, _on_one(key, lines)) for key, lines in told if key not in _LEFT_OUT]
        return Errand(
            step,
            self._texts.number[step.id],
            step.title.to(self.lang),
            step.title.translations.get(self.other, ""),
            tuple(Row(key, lines, key == "bring") for key, lines in told if lines),
        )

    def _both(self, texts: Sequence[Text]) -> list[str]:
        """Return texts, each with its wording in the other language on a line of its own."""
        lines = []
        for text in texts:
            ours, beside = text.to(self.lang), text.translations.get(self.other, "")
            lines += [ours, beside] if beside and beside != ours else [ours]
        return lines

    def _beside(self, text: Text) -> str:
        """Return a name, with that in the other language after a bar."""
        return " / ".join(self._both([text]))

    def _due(self, step: Step) -> Iterator[str]:
        """Say from which age and by which age, and within what time of getting here."""
        for key, age in (("from", step.from_), ("by", step.by)):
            if age is None:
                continue
            if age.high > 0:
                yield say(f"handout.{key}", self.lang, age=self._span(age))
            else:
                yield say(f"diagram.{key}", self.lang, age=self._texts.age(age))
        if step.within is not None:
            yield say("handout.within", self.lang, time=self._span(step.within))

    def _span(self, time: Quantity) -> str:
        """Write a length of time in whole words."""
        if time.low <= 0 < time.high:
            return say("handout.up-to", self.lang, time=span(time.high, self.lang))
        return span_between(time.low, time.high, self.lang)

    def _times(self, step: Step) -> Iterator[str]:
        if step.wait and step.wait.high > 0:
            yield say("handout.wait", self.lang, time=self._span(step.wait))
        if step.takes:
            yield say("handout.takes", self.lang, time=self._span(step.takes))

    def _asked(self, step: Step) -> Actor | None:
        """Return who gives the service, where that is not the family itself or its neighbours."""
        actor = self._texts.actor(step)
        return actor if actor and not actor.is_family else None

    def _attends(self, step: Step) -> list[Text]:
        actor = self._asked(step)
        if actor is None:
            return []
        house = actor.institution
        ours = self._texts.actor_name(actor.id)
        beside = actor.name.translations.get(self.other)
        named = Text(ours, {self.other: beside} if beside else {})
        return [named, house] if house and str(house) not in ours else [named]

    def _where(self, step: Step) -> list[str]:
        """Say at which doors and when, where they are known; else who attends, and how."""
        if doors := self.request.doors.get(step.id):
            return list(doors)
        return self._both([*self._attends(step), *self._texts.channels(step)])

    def _needs(self, need: Requirement) -> Iterator[str]:
        """Yield a line for each paper that is to be brought; any of some stand on one."""
        if need.any:
            yield f" {say('diagram.or', self.lang)} ".join(map(self._paper, need.any))
        for key in need.optional:
            yield say("handout.optional", self.lang, what=self._paper(key))

    def _paper(self, key: str) -> str:
        paper = self.route.catalogue.documents.get(key)
        return self._beside(paper.name) if paper else key

    def _cost(self, step: Step) -> str:
        if step.cost is None:
            return ""
        free = step.cost.high == 0
        return say("handout.free", self.lang) if free else step.cost.wording(self.lang)

    def _wrong(self, step: Step) -> Iterator[str]:
        """Say where to go who is late or lost something, and whom to ask in any case."""
        for exit_, key in step.exits.items():
            other = self.route.steps[key]
            if _of_hers(other):
                said = {"number": self._texts.number[key], "name": other.title.to(self.lang)}
                yield say(f"handout.{exit_}", self.lang, **said)
        if (actor := self._asked(step)) and not self.brief:  # it is where one goes
            yield say("handout.ask", self.lang, actor=self._texts.actor_name(actor.id))

    def _words(self, step: Step) -> Iterator[Text]:
        """Yield the book's own texts that the hand-out shows of a step."""
        yield step.title
        yield from [step.narrative] if step.narrative else []
        actor = self._texts.actor(step)
        yield from [actor.name] if actor else []
        yield from self._texts.channels(step)
        papers = [key for need in step.requires for key in need.documents] + list(step.produces)
        known = self.route.catalogue.documents
        yield from (known[key].name for key in papers if key in known)
