"""Lay out what several rules ask of a route, each thing worked out once and only when it is asked."""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rutas.model.text import Text
from rutas.model.tree import links_of, steps_of
from rutas.reading import File

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    import networkx as nx

    from rutas.analysis.documents import Documents, Need
    from rutas.analysis.soundness import Failure, Soundness
    from rutas.book import Book
    from rutas.model import Route, Step
    from rutas.reading.places import Loc
    from rutas.rules.engine.passing import Pass
    from rutas.rules.engine.words import Said

__all__ = ["Case", "Shelf", "path", "walk"]

Links = dict[str, list[str]]


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

    def file(self, name: str) -> File:
        """Return the file of a route, or of the catalogue; an empty one for what came from nowhere."""
        return self.book.files.get(name) or File(str(self.book.path), "")


class Case:
    """One route under examination.

    Parameters
    ----------
    shelf
        The book that it stands in.
    route
        The route.
    """

    def __init__(self, shelf: Shelf, route: Route) -> None:
        self.shelf = shelf
        self.route = route
        self.catalogue = route.catalogue
        self._links: dict[str, list[Loc]] = {}

    @property
    def steps(self) -> Mapping[str, Step]:
        """The route's steps by id."""
        return self.route.steps

    @cached_property
    def file(self) -> File:
        """The route's file."""
        return self.shelf.file(self.route.id)

    @cached_property
    def places(self) -> dict[str, tuple[Loc, Mapping[str, Any]]]:
        """The place and the tree of every step, by id."""
        tree = self.file.tree if isinstance(self.file.tree, dict) else {}
        return {str(step.get("id")): (loc, step) for loc, step in steps_of(tree)}

    def at(self, step: str, *fields: str | int) -> Loc:
        """Return the place of a step, or of one of its fields."""
        return (*self.places.get(step, ((), {}))[0], *fields)

    def link(self, step: str, number: int, *fields: str) -> Loc:
        """Return the place of a step's link, or of one of its fields."""
        loc, tree = self.places.get(step, ((), {}))
        if step not in self._links:
            self._links[step] = [place for place, _ in links_of(tree)]
        places = self._links[step]
        return (*loc, *places[number], *fields) if number < len(places) else (*loc, "next")

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
    def starts(self) -> list[str]:
        """The steps that ways in lead to, each once."""
        return list(dict.fromkeys(way.to for way in self.route.ways_in))

    @cached_property
    def after(self) -> Links:
        """The steps that each step leads to, each once."""
        return {
            name: list(dict.fromkeys(s.to for s in step.links)) for name, step in self.steps.items()
        }

    @cached_property
    def before(self) -> Links:
        """The steps that lead to each step, each once."""
        before: Links = {name: [] for name in self.steps}
        for name, targets in self.after.items():
            for target in targets:
                before[target].append(name)
        return before

    @cached_property
    def reached(self) -> frozenset[str]:
        """The steps that some path from a way in leads to."""
        return frozenset(self._found)

    @cached_property
    def ending(self) -> frozenset[str]:
        """The steps from which some path leads to an outcome."""
        return frozenset(
            walk(self.before, [name for name, step in self.steps.items() if step.outcome])
        )

    def walk(self, starts: Iterable[str]) -> dict[str, str | None]:
        """Return every step that can be reached from some, each with the step it was found from."""
        return walk(self.after, starts)

    @cached_property
    def _found(self) -> dict[str, str | None]:
        return walk(self.after, self.starts)

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {name: rank for rank, name in enumerate(self._found)}

    def way_to(self, step: str) -> tuple[str, ...]:
        """Return the shortest way from a way in to a step that can be reached."""
        return path(self._found, step)

    @cached_property
    def _loops(self) -> list[set[str]]:
        import networkx as nx  # noqa: PLC0415  (only where a rule needs it)

        stuck = self.reached - self.ending
        graph = nx.DiGraph([(a, b) for a in stuck for b in self.after[a]])
        return [
            group
            for group in nx.strongly_connected_components(graph)
            if all(target in group for name in group for target in self.after[name])
        ]

    @property
    def trapped(self) -> frozenset[str]:
        """The steps of loops that can be reached and that no link leaves."""
        return frozenset().union(*self._loops)

    @cached_property
    def traps(self) -> list[tuple[str, ...]]:
        """A shortest round of each such loop, from the step at which people first come into it."""
        order = {name: place for place, name in enumerate(self.steps)}
        return sorted(map(self._round, self._loops), key=lambda loop: order[loop[0]])

    def _round(self, loop: set[str]) -> tuple[str, ...]:
        """Return the shortest round of a loop, from the step at which people come into it."""
        first = min(loop, key=self._rank.__getitem__)
        found = walk(self.after, self.after[first])
        return (first, *path(found, first)[:-1])

    @cached_property
    def deliver(self) -> dict[str, set[str]]:
        """The steps that deliver each service."""
        deliver: dict[str, set[str]] = {}
        for name, step in self.steps.items():
            for service in step.service:
                deliver.setdefault(service, set()).add(name)
        return deliver

    def completing_without(self, avoided: Container[str]) -> set[str]:
        """Return the steps from which a person can complete the route without passing some steps.

        She can from a step that ends in success, from one of whose links leads to such a step, and,
        where branches go on side by side, from which all of them do: the least fixed point of an
        and-or graph, found in one pass over the links.
        """
        outcomes = self.route.outcomes
        found = {
            name
            for name, step in self.steps.items()
            if step.outcome and outcomes[step.outcome].success and name not in avoided
        }
        queue = list(found)
        missing = {name: len(self.after[name]) for name, s in self.steps.items() if s.parallel}
        for name in queue:
            for before in self.before[name]:
                if before in found or before in avoided:
                    continue
                if before in missing:
                    missing[before] -= 1
                    if missing[before]:
                        continue
                found.add(before)
                queue.append(before)
        return found

    @cached_property
    def documents(self) -> Documents:
        """Which documents are at hand where they are asked for."""
        from rutas.analysis.documents import documents  # noqa: PLC0415

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
        from rutas.analysis.papers import papers  # noqa: PLC0415

        return papers(self.route).circles

    @cached_property
    def soundness(self) -> Soundness:
        """Whether the route works whatever people answer, and how it fails if not."""
        from rutas.analysis.soundness import soundness  # noqa: PLC0415

        return soundness(self.route)

    def failures(self, kind: str) -> list[Failure]:
        """Return the ways of one kind in which the route fails."""
        return [failure for failure in self.soundness.failures if failure.kind == kind]

    @cached_property
    def passes(self) -> list[Pass]:
        """The links that lead to an attended step from somebody else's hands."""
        from rutas.rules.engine.passing import passes  # noqa: PLC0415

        return list(passes(self))

    @cached_property
    def said(self) -> list[Said]:
        """Every text of the route."""
        from rutas.rules.engine.words import said  # noqa: PLC0415

        return list(said(self))

    @cached_property
    def arrival(self) -> Mapping[str, float]:
        """The lowest age, in days, at which a person can get to each step that can be reached."""
        from rutas.rules.engine.earliest import earliest  # noqa: PLC0415

        return earliest(self.route)

    def leading(self, goals: Iterable[str]) -> frozenset[str]:
        """Return the steps from which some path leads to one of others."""
        return frozenset(walk(self.before, goals))

    def attended(self, actors: Iterable[str]) -> set[str]:
        """Return the steps in which one of some actors takes part."""
        return {name for actor in actors for name in self._attended.get(actor, ())}

    @cached_property
    def _attended(self) -> dict[str, list[str]]:
        attended: dict[str, list[str]] = {}
        for name, step in self.steps.items():
            for actor in step.actor:
                attended.setdefault(actor, []).append(name)
        return attended

    @cached_property
    def flow(self) -> nx.MultiDiGraph[str]:
        """The route as a graph."""
        from rutas.graph import flow  # noqa: PLC0415  (networkx, only where a rule needs it)

        return flow(self.route)


def walk(links: Mapping[str, Sequence[str]], starts: Iterable[str]) -> dict[str, str | None]:
    """Return every step that can be reached, breadth first, each with the step it was found from.

    >>> walk({"a": ["b"], "b": ["a"], "c": []}, ["a"])
    {'a': None, 'b': 'a'}
    """
    found: dict[str, str | None] = dict.fromkeys(starts)
    queue = deque(found)
    while queue:
        step = queue.popleft()
        for target in links[step]:
            if target not in found:
                found[target] = step
                queue.append(target)
    return found


def path(found: Mapping[str, str | None], end: str) -> tuple[str, ...]:
    """Return the shortest way to a step that `walk` found.

    >>> path({"a": None, "b": "a"}, "b")
    ('a', 'b')
    """
    way = [end]
    while (step := found[way[-1]]) is not None:
        way.append(step)
    return tuple(reversed(way))
