"""Follow the documents: which are at hand where they are asked for, and where they come from.

A document is *held* at a step if the person held it on entering or left an earlier step with it. For
each document that a step asks for: it is ``guaranteed`` (held on every path), ``possible`` (on some)
or ``impossible`` (on none: a circle of papers, or a paper nobody gives).

References
----------
.. [1] Kildall, G. A. (1973). A unified approach to global program optimization. *POPL '73*, 194-206.
   https://doi.org/10.1145/512927.512945
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Literal

from rutas.graph.walks import reached
from rutas.tokens.branches import Branches, Meet, branches
from rutas.tokens.columns import columns
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.model import Route
    from rutas.tokens.net import Net

__all__ = ["Documents", "Need", "documents"]

Status = Literal["guaranteed", "possible", "impossible"]


@dataclass(frozen=True, slots=True)
class Need:
    """What a step asks for: one document, or one of several.

    Attributes
    ----------
    step
        The step's id.
    documents
        The document, or those of which one is enough.
    optional
        Whether it is only welcome.
    status
        Whether it (or one of them) is held: ``guaranteed``, ``possible`` or ``impossible``.
    """

    step: str
    documents: tuple[str, ...]
    optional: bool
    status: Status


@dataclass(frozen=True)
class Documents:
    """The documents of a route.

    Attributes
    ----------
    needs
        Everything that is asked for, in the order of the route.
    status
        Of every document by itself, by step and document.
    made, asked
        The steps that leave her with a document, and those that ask for it, by document.
    held
        What a family is taken to hold when it enters.
    bring
        What it must bring although nobody says so: required, neither held nor made anywhere. Each
        entry is a document, or those of which one is enough.
    """

    needs: tuple[Need, ...]
    status: Mapping[str, Mapping[str, Status]]
    made: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, tuple[str, ...]]
    held: tuple[str, ...]
    bring: tuple[tuple[str, ...], ...]


def documents(route: Route) -> Documents:
    """Follow the documents of a route.

    A forward data flow [1]_ over bitsets, one bit a document and one an alternative: where links
    meet as alternatives, what is sure is what all of them bring; where branches side by side meet
    at a join, she holds what each of them brings. What a branch beside gives is possible, not
    sure: who knows which comes first. A pass costs O(n + m) operations on bitsets, and links back
    ask for a few passes.

    Returns
    -------
    What is asked for and whether it is at hand. A step that nobody can reach holds nothing.

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": [{"to": "parto"}],
    ...     "outcomes": {"fin": {"name": "Fin", "success": "yes"}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "parto", "name": "Parto", "produces": "cnv", "next": "inscripcion"},
    ...         {"id": "inscripcion", "name": "Inscripción", "requires": ["cnv", "cedula"],
    ...          "outcome": "fin"}]}]})
    >>> found = documents(route)
    >>> dict(found.status["inscripcion"]), found.bring
    ({'cnv': 'guaranteed', 'cedula': 'impossible'}, (('cedula',),))
    """
    bits = _Bits(route)
    sure, maybe = _flow(route, bits)
    needs = []
    status: dict[str, dict[str, Status]] = {}
    given = columns(route)
    for i, requires in enumerate(given.requires):
        for need in requires:
            for names, optional in ((need.any, False), (need.optional, True)):
                groups = [(name,) for name in names] if optional else [names] if names else []
                for group in groups:
                    here = _status(bits.of[group], sure[i], maybe[i])
                    needs.append(Need(given.id[i], group, optional, here))
                for name in names:
                    own = status.setdefault(given.id[i], {})
                    own[name] = _status(bits.of[name,], sure[i], maybe[i])
    made = _made(route)
    there = {*made, *route.holds}
    lacking = {need.documents: None for need in needs if not need.optional}
    return Documents(
        needs=tuple(needs),
        status=status,
        made=made,
        asked=_asked(needs),
        held=route.holds,
        bring=tuple(group for group in lacking if not there & set(group)),
    )


class _Bits:
    """Number the documents, and the alternatives of which one is enough."""

    def __init__(self, route: Route) -> None:
        self.of: dict[tuple[str, ...], int] = {}
        self.member: dict[str, int] = defaultdict(int)
        for requires in columns(route).requires:
            for need in requires:
                for group in (need.any, *((name,) for name in need.documents)):
                    self._number(group)
        self.all = (1 << len(self.of)) - 1

    def _number(self, group: tuple[str, ...]) -> None:
        if group and group not in self.of:
            bit = 1 << len(self.of)
            self.of[group] = bit
            for name in group:
                self.member[name] |= bit

    def set(self, names: Sequence[str]) -> int:
        """Return the bits of everything that some documents satisfy."""
        return reduce(or_, (self.member.get(name, 0) for name in names), 0)


def _flow(route: Route, bits: _Bits) -> tuple[list[int], list[int]]:
    """Return what is surely and what is possibly held on getting to each step."""
    net = compile_net(route)
    if not bits.of:  # nobody asks for anything
        return [0] * len(net), [0] * len(net)
    shape = branches(route)
    made = [bits.set(names) if names else 0 for names in columns(route).produces]
    start = bits.set(route.holds)
    returns: dict[int, list[int]] = defaultdict(list)
    for i, j in shape.back:
        returns[j].append(i)
    beside = _beside(shape, made, net)
    sure = [bits.all] * len(net)
    maybe = [0] * len(net)
    changed = True
    while changed:
        changed = False
        for j in shape.order:
            least = _sure(shape.meets[j], sure, made, start)
            most = _maybe(shape.meets[j], maybe, made, start) | beside[j]
            for i in returns.get(j, ()):
                least &= sure[i] | made[i]
                most |= maybe[i] | made[i]
            if least != sure[j] or most != maybe[j]:
                sure[j], maybe[j], changed = least, most, bool(shape.back) or changed
    for j, branch in enumerate(shape.of):
        if branch < 0:
            sure[j] = 0
    return sure, maybe


def _sure(meet: Meet, sure: Sequence[int], made: Sequence[int], start: int) -> int:
    """Return what all alternatives bring, or what each of the branches brings, or had done by then."""
    brought = [
        _sure(part, sure, made, start)
        if isinstance(part, Meet)
        else (sure[part] | made[part] if part >= 0 else start)
        for part in meet.parts
    ]
    least = reduce(and_, brought) if brought else 0
    if not meet.each:
        return least
    for held, left in zip(brought, meet.left, strict=True):
        least |= reduce(and_, (sure[i] | made[i] for i in left), held)
    return least


def _maybe(meet: Meet, maybe: Sequence[int], made: Sequence[int], start: int) -> int:
    brought = [
        _maybe(part, maybe, made, start)
        if isinstance(part, Meet)
        else (maybe[part] | made[part] if part >= 0 else start)
        for part in meet.parts
    ]
    return reduce(or_, brought, 0)


def _beside(shape: Branches, made: Sequence[int], net: Net) -> list[int]:
    """Return what the branches beside each step may give before she gets there."""
    if not shape.parallel:
        return [0] * len(made)
    if not shape.nested:
        return _downstream(shape, made, net)
    inside = [0] * len(shape.table)
    for i in shape.order:
        inside[shape.of[i]] |= made[i]
    for number in range(len(shape.table) - 1, 0, -1):
        inside[shape.table[number].parent] |= inside[number]
    brothers: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, branch in enumerate(shape.table[1:], start=1):
        brothers[branch.parent, branch.fork].append(number)
    near = [0] * len(shape.table)
    for group in brothers.values():
        for number, given in _others(shape, group, inside).items():
            near[number] = given
    for number, branch in enumerate(shape.table[1:], start=1):
        near[number] |= near[branch.parent]
    beside = [near[branch] if branch >= 0 else 0 for branch in shape.of]
    _leaving(shape, made, net.follows, beside)
    return beside


def _leaving(
    shape: Branches, made: Sequence[int], follows: Sequence[Sequence[int]], beside: list[int]
) -> None:
    """Add what goes side by side because a branch may end by itself while its brothers meet.

    Whoever is on a step from which the join can't be reached any more is there at any time after the
    join has opened without her, too.
    """
    level = [
        2 * shape.table[b].depth - (len(shape.table[b].links) > 1) if b >= 0 else 0
        for b in shape.of
    ]
    lowest, down = level[:], [0] * len(made)
    changed = True
    while changed:
        changed = False
        for i in reversed(shape.order):
            least = min([level[i], *(lowest[j] for j in follows[i])])
            below = reduce(or_, (made[j] | down[j] for j in follows[i]), 0)
            if least != lowest[i] or below != down[i]:
                lowest[i], down[i], changed = least, below, True
    doors = _doors(shape)
    for i in shape.order:
        if level[i] and lowest[i] == level[i]:
            number = shape.of[i]
            for j in doors[number]:
                beside[j] |= made[i]
            while number:
                for j in doors[number]:
                    beside[i] |= made[j] | down[j]
                number = shape.table[number].parent


def _doors(shape: Branches) -> list[tuple[int, ...]]:
    """Return for each branch where its brothers meet, with it or without it."""
    brothers: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, branch in enumerate(shape.table[1:], start=1):
        brothers[branch.parent, branch.fork].append(number)
    found: list[tuple[int, ...]] = [()] * len(shape.table)
    for group in brothers.values():
        doors = dict.fromkeys(j for number in group for j in shape.exits[number])
        for number in group:
            links = shape.table[number].links
            # Not where the branch itself begins, because others have met in it.
            found[number] = tuple(
                j
                for j in doors
                if not (shape.of[j] in group and shape.table[shape.of[j]].links <= links)
            )
    return found


def _others(shape: Branches, group: Sequence[int], inside: Sequence[int]) -> dict[int, int]:
    """Return what the brothers of each branch give: all that share no link with it."""
    single = [number for number in group if len(shape.table[number].links) == 1]
    met = [number for number in group if len(shape.table[number].links) > 1]
    before, after = [0], [0]
    for number in single:
        before.append(before[-1] | inside[number])
    for number in reversed(single):
        after.append(after[-1] | inside[number])
    given = {number: before[k] | after[len(single) - 1 - k] for k, number in enumerate(single)}
    for number in met:
        links = shape.table[number].links
        apart = [other for other in group if not links & shape.table[other].links]
        given[number] = reduce(or_, (inside[other] for other in apart), 0)
        for other in apart:
            given[other] |= inside[number]
    return given


def _downstream(shape: Branches, made: Sequence[int], net: Net) -> list[int]:
    """Take, where forks and joins don't pair up, all that follows any fork for possible there."""
    heads = [j for branch in shape.table[1:] for j in net.follows[branch.fork]]
    seen = reached(net.graph, heads)
    given = reduce(or_, (made[i] for i in seen), 0)
    return [given if i in seen else 0 for i in range(len(made))]


def _status(bit: int, sure: int, maybe: int) -> Status:
    if sure & bit:
        return "guaranteed"
    return "possible" if maybe & bit else "impossible"


def _made(route: Route) -> dict[str, tuple[str, ...]]:
    made: dict[str, list[str]] = defaultdict(list)
    given = columns(route)
    for step, names in zip(given.id, given.produces, strict=True):
        for name in dict.fromkeys(names):
            made[name].append(step)
    return {name: tuple(steps) for name, steps in made.items()}


def _asked(needs: Sequence[Need]) -> dict[str, tuple[str, ...]]:
    asked: dict[str, dict[str, None]] = defaultdict(dict)
    for need in needs:
        for name in need.documents:
            asked[name][need.step] = None
    return {name: tuple(steps) for name, steps in asked.items()}
