"""Tell of the steps of a route as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.handout.content import Family, told
from rutas.diagram.request import Request
from rutas.locale import say
from rutas.model.evidence import basis
from rutas.prose.step import series, share_words
from rutas.quantity import Quantity
from rutas.selection import FIGURES
from rutas.site.facets import facets
from rutas.site.step import Figure, Need, RouteStep
from rutas.site.step import Link as After
from rutas.site.windows import behind, windows
from rutas.territory.serving import minutes_needed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.answers.critical import Point
    from rutas.answers.steps import Step as Measures
    from rutas.model import Link, Repeat, Route, Text
    from rutas.model.step import Step
    from rutas.site.local import Said
    from rutas.site.step import Window
    from rutas.site.territories import Doors
    from rutas.site.wording import Wording

__all__ = ["Teller"]


@dataclass(frozen=True)
class Teller:
    """What is known of a route, and tells of its steps.

    Attributes
    ----------
    route, wording, doors
        The route, the languages, and who serves its steps.
    measures, critical
        What the analysis found of each step, and its critical points.
    """

    route: Route
    wording: Wording
    doors: Doors
    measures: Mapping[str, Measures]
    critical: Mapping[str, Point]

    @cached_property
    def _family(self) -> Family:
        return Family(self.route, Request(lang=self.wording.asked))

    @cached_property
    def _number(self) -> dict[str, int]:
        return {step: number for number, step in enumerate(self.route.steps, 1)}

    @cached_property
    def _facets(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The values of every facet that each step has; reasons are known from the analysis."""
        known = facets(self.route)
        found = {step: {"route": (self.route.id,), **row} for step, row in known.items()}
        for step, point in self.critical.items():
            found[step]["reason"] = tuple(one.reason for one in point.reasons)
            found[step]["is"] = (*found[step].get("is", ()), "critical")
        return found

    @cached_property
    def _windows(self) -> Mapping[str, Window]:
        return windows(self.route)

    @cached_property
    def _behind(self) -> Mapping[str, tuple[Step, Link]]:
        return behind(self.route)

    def steps(self) -> tuple[RouteStep, ...]:
        """Return every step, in the order of the file."""
        return tuple(map(self._step, self.route.steps.values()))

    def _step(self, step: Step) -> RouteStep:
        said = self.wording.said
        rows = {row.key: row.lines for row in self._family.errand(step).rows}
        outcome = self.route.outcomes.get(step.outcome or "")
        catalogue = self.route.catalogue
        first = catalogue.actors.get(step.actor[0]) if step.actor else None
        return RouteStep(
            id=step.id,
            number=self._number[step.id],
            stage=self.route.stage_of[step.id].id,
            name=said(step.title),
            beside=self.wording.beside(step.title),
            question=step.decision,
            narrative=self._text(step.narrative),
            family=told(step),
            sensitive=step.sensitive,
            keywords=tuple(self._keywords(step)),
            window=self._windows.get(step.id),
            when=rows.get("when", ()),
            only_if=self._only_if(step),
            who=tuple(said(catalogue.actors[name].name) for name in step.actor),
            institution=self._text(first.institution) if first else None,
            channels=tuple(said(catalogue.channels[name].name) for name in step.channel),
            needs=tuple(
                Need(papers=papers, optional=optional)
                for need in step.requires
                for papers, optional in ((need.any, False), (need.optional, True))
                if papers
            ),
            gives=step.produces,
            times=rows.get("time", ()),
            cost=next(iter(rows.get("cost", ())), None),
            otherwise=rows.get("wrong", ()),
            links=(*self._links(step), *self._exits(step)),
            parallel=step.parallel,
            join=step.join == "all",
            outcome=self._text(outcome.name if outcome else None),
            figures=tuple(self._figures(step)),
            doors=self.doors.at(step),
            takes=minutes_needed(step),
            measures=self.measures[step.id],
            facets=self._facets[step.id],
        )

    def _only_if(self, step: Step) -> str | None:
        decision, link = self._behind.get(step.id, (None, None))
        if decision is None or link is None or link.when is None:
            return None
        question, answer = (self.wording.said(text).text for text in (decision.title, link.when))
        return say("site.only-if", self.wording.lang, question=question, answer=answer)

    def _keywords(self, step: Step) -> Iterator[str]:
        """Yield every wording of its name and keywords, its services and the papers that it gives."""
        catalogue = self.route.catalogue
        texts = [step.title, *([step.keywords] if step.keywords else [])]
        texts += [catalogue.services[name].name for name in step.service]
        texts += [catalogue.documents[name].name for name in step.produces]
        yield from dict.fromkeys(
            wording for text in texts for wording in text.translations.values() or [str(text)]
        )

    def _links(self, step: Step) -> Iterator[After]:
        lang = self.wording.lang
        for place, link in enumerate(step.links):
            share = (
                ""
                if step.parallel
                else share_words(step.shares[place], step.links, place, lang).strip(" ()")
            )
            yield After(
                to=link.to,
                when=self._text(link.when),
                name=self._text(link.name),
                share=share or None,
                handover=link.handover if self._hands_over(step, link.to) else None,
                back=self._number[link.to] <= self._number[step.id],
            )

    def _exits(self, step: Step) -> Iterator[After]:
        for name, to in (("missing", step.missing), ("late", step.late)):
            if to is not None:
                back = self._number[to] <= self._number[step.id]
                yield After(to=to, exit="late" if name == "late" else "missing", back=back)

    def _hands_over(self, step: Step, to: str) -> bool:
        after = self.route.steps[to]
        return bool(step.actor and after.actor) and step.actor[0] != after.actor[0]

    def _text(self, text: Text | None) -> Said | None:
        return None if text is None else self.wording.said(text)

    def _figures(self, step: Step) -> Iterator[Figure]:
        for name in FIGURES:
            value = getattr(step, name)
            if value is None:
                continue
            found = step.evidence.get(name.rstrip("_"))
            yield Figure(
                field=name.rstrip("_"),
                words=self._words(value),
                basis=basis(step.evidence, name.rstrip("_")),
                source=found.cites if found else None,
            )

    def _words(self, value: Quantity | Repeat) -> str:
        lang = self.wording.lang
        return value.wording(lang) if isinstance(value, Quantity) else series(value, lang)
