"""Lay out what several rules ask of a route, each thing worked out once and only when it is asked."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.errors import BookError
from rutas.model.text import Text, slug
from rutas.reading import File
from rutas.rules.engine.passing import Pass, passes
from rutas.rules.engine.placed import Placed
from rutas.rules.engine.session_case import SessionCase, session_cases
from rutas.rules.engine.shape import Shape
from rutas.rules.engine.territory_case import TerritoryCase
from rutas.rules.engine.words import Said, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rutas.analysis.documents import Documents, Need
    from rutas.analysis.people import People
    from rutas.analysis.soundness import Failure, Soundness
    from rutas.book import Book
    from rutas.model import Route, Step
    from rutas.model.calendar import Calendar
    from rutas.model.improvement import Improvement

__all__ = ["Case", "Shelf"]


class Shelf:
    """A book under examination: its routes as cases, and what is asked of all of them.

    Parameters
    ----------
    book
        A book that was read without problems.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self.catalogue = book.catalogue
        self.cases = {route.id: Case(self, route) for route in book.values()}
        self.on = date.today()  # noqa: DTZ011  (the reader's own day)

    @cached_property
    def territories(self) -> dict[str, TerritoryCase]:
        """The territories that can be read, as cases; what is wrong with the others is told elsewhere."""
        found = {}
        for name in self.book.territories:
            with suppress(BookError):
                territory = self.book.territories[name]
                found[name] = TerritoryCase(self.book, territory, self.on)
        return found

    @cached_property
    def improvements(self) -> Mapping[str, Improvement]:
        """The improvements; none where their file cannot be read, which is told elsewhere."""
        return {} if self.book.improvements.problems else dict(self.book.improvements)

    @cached_property
    def others(self) -> dict[str, TerritoryCase | SessionCase]:
        """What is examined beside the routes: the territories, and the sessions, in their files' names."""
        return {**self.territories, **session_cases(self.book)}

    @property
    def calendar(self) -> Calendar | None:
        """The calendar of the territories, where there is one."""
        return next((case.territory.calendar for case in self.territories.values()), None)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The documents that some step of some route asks for."""
        return frozenset().union(*(case.asked for case in self.cases.values()))

    @cached_property
    def holders(self) -> dict[str, set[str]]:
        """The routes that count on each document from the beginning."""
        holders: dict[str, set[str]] = {}
        for name, case in self.cases.items():
            for document in case.route.holds:
                holders.setdefault(document, set()).add(name)
        return holders

    @cached_property
    def things(self) -> frozenset[str]:
        """The names of the catalogue, as ids; a service's name is no thing: it says what is done."""
        entries = self.catalogue
        sections = (entries.actors, entries.documents, entries.channels)
        things = {slug(entry.name) for section in sections for entry in section.values()}
        return frozenset(things) - {slug(service.name) for service in entries.services.values()}

    @cached_property
    def by_age(self) -> dict[int, Route]:
        """The first route of the book that begins at each age in years."""
        routes = [case.route for case in self.cases.values()]
        return {route.ages.from_: route for route in reversed(routes) if route.ages}

    def file(self, name: str) -> File:
        """Return the file of a route, of a territory or of what they share; an empty one if there is none."""
        found = self.book.files.get(name) or self.book.territories.files.get(name)
        if name == "improvements":
            return self.book.improvements.file
        return found or File(str(self.book.path), "")


class Case(Shape, Placed):
    """One route under examination.

    Parameters
    ----------
    shelf
        The book that it stands in.
    route
        The route.
    """

    def __init__(self, shelf: Shelf, route: Route) -> None:
        Shape.__init__(self, route)
        Placed.__init__(self, route, shelf.file(route.id))
        self.shelf = shelf
        self.catalogue = route.catalogue

    def title(self, step: str) -> Text:
        """Return what to call a step."""
        return self.steps[step].title if step in self.steps else Text(step)

    def titles(self, steps: Iterable[str]) -> tuple[Text, ...]:
        """Return what to call some steps."""
        return tuple(map(self.title, steps))

    def entry(self, section: str, name: str) -> Text:
        """Return what to call an entry of the catalogue."""
        entries = getattr(self.catalogue, section)
        return entries[name].name if name in entries else Text(name)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The documents that some step asks for."""
        needs = (need for step in self.steps.values() for need in step.requires)
        return frozenset(name for need in needs for name in need.documents)

    @cached_property
    def deliver(self) -> dict[str, set[str]]:
        """The steps that deliver each service."""
        deliver: dict[str, set[str]] = {}
        for name, step in self.steps.items():
            for service in step.service:
                deliver.setdefault(service, set()).add(name)
        return deliver

    @cached_property
    def documents(self) -> Documents:
        """Which documents are at hand where they are asked for."""
        from rutas.analysis.documents import documents  # noqa: PLC0415  (only what a rule asks for is imported)

        return documents(self.route)

    def needs(self, status: str) -> list[Need]:
        """Return the documents that steps require, that can be reached, by how sure they are."""
        return [
            need
            for need in self.documents.needs
            if need.status == status and not need.optional and need.step in self.reached
        ]

    def circle(self, need: Need) -> tuple[str, ...]:
        """Return the papers that need each other where a step asks for one and gives another."""
        given = set(self.steps[need.step].produces)
        return next(
            (
                papers
                for papers in self._circles
                if given & set(papers) and set(need.documents) <= set(papers)
            ),
            (),
        )

    @cached_property
    def _circles(self) -> tuple[tuple[str, ...], ...]:
        from rutas.analysis.papers import papers  # noqa: PLC0415  (only what a rule asks for is imported)

        return papers(self.route).circles

    @cached_property
    def people(self) -> People:
        """How people flow through the route."""
        from rutas.analysis.people import people  # noqa: PLC0415  (only what a rule asks for is imported)

        return people(self.route)

    @cached_property
    def soundness(self) -> Soundness:
        """Whether the route works whatever people answer, and how it fails if not."""
        from rutas.analysis.soundness import soundness  # noqa: PLC0415  (only what a rule asks for is imported)

        return soundness(self.route)

    def failures(self, kind: str) -> list[Failure]:
        """Return the ways of one kind in which the route fails."""
        return [failure for failure in self.soundness.failures if failure.kind == kind]

    @cached_property
    def passes(self) -> list[Pass]:
        """The links that lead to an attended step from somebody else's hands."""
        return list(passes(self))

    @cached_property
    def said(self) -> list[Said]:
        """Every text of the route."""
        return list(said(self))

    @cached_property
    def arrival(self) -> Mapping[str, float]:
        """The lowest age, in days, at which a person can get to each step that can be reached."""
        from rutas.rules.engine.earliest import earliest  # noqa: PLC0415  (only what a rule asks for is imported)

        return earliest(self.route)

    def attended(self, actors: Iterable[str]) -> set[str]:
        """Return the steps in which one of some actors takes part."""
        return {name for actor in actors for name in self._attended.get(actor, ())}

    def absent(self, owner: str | None, step: Step) -> str | None:
        """Return who answers for a thing, if nobody of that institution takes part in a step.

        Returns
        -------
        The owner's id; ``None`` where somebody takes part, and where an institution is unknown: then
        nobody can tell.
        """
        actors = self.catalogue.actors
        houses = {actors[actor].institution for actor in step.actor}
        house = actors[owner].institution if owner else None
        told = house is not None and bool(houses) and None not in houses
        return owner if told and house not in houses else None

    @cached_property
    def _attended(self) -> dict[str, list[str]]:
        attended: dict[str, list[str]] = {}
        for name, step in self.steps.items():
            for actor in step.actor:
                attended.setdefault(actor, []).append(name)
        return attended
