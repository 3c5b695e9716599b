"""Ask the drawing of a route: what leads where, what can be reached, and what can be got round."""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.tokens.graphs import components

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from rutas.model import Route, Step

__all__ = ["Shape", "path", "walk"]

Links = dict[str, list[str]]


class Shape:
    """The steps and links of a route, each question answered once and only when it is asked.

    Parameters
    ----------
    route
        The route.
    """

    def __init__(self, route: Route) -> None:
        self.route = route

    @property
    def steps(self) -> Mapping[str, Step]:
        """The route's steps by id."""
        return self.route.steps

    @cached_property
    def starts(self) -> list[str]:
        """The steps that ways in lead to, each once."""
        return list(dict.fromkeys(way.to for way in self.route.ways_in))

    @cached_property
    def after(self) -> Links:
        """The steps that each step leads to, by a link or an exit, each once."""
        return {name: list(step.successors) for name, step in self.steps.items()}

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
        names = list(self.steps)
        number = {name: i for i, name in enumerate(names)}
        follows = [[number[target] for target in self.after[name]] for name in names]
        stuck = [number[name] for name in self.reached - self.ending]
        groups = ({names[i] for i in group} for group in components(stuck, follows))
        return [
            group
            for group in groups
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

    def leading(self, goals: Iterable[str]) -> frozenset[str]:
        """Return the steps from which some path leads to one of others."""
        return frozenset(walk(self.before, goals))

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
