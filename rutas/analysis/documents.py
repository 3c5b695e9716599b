"""Follow the documents: which are at hand where they are asked for, and where they come from.

A document is *held* at a step if the person held it on entering or left an earlier step with it. For
each document that a step asks for: it is ``guaranteed`` (held on every run that gets there), ``possible``
(on some) or ``impossible`` (on none: a circle of papers, or a paper nobody gives). Where branches nest this
follows from the links; elsewhere every state that can arise is looked at, and where they are too many,
what is said is safe: nothing is called guaranteed or impossible that may not be.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Literal

from rutas.tokens.branches import branches
from rutas.tokens.columns import columns
from rutas.tokens.data_flow import data_flow
from rutas.tokens.net import compile as compile_net
from rutas.tokens.runs import held

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.model import Route

__all__ = ["Documents", "Need", "documents"]

_MOST_STEPS = 2_000

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

    Where branches side by side nest and each gets to its join, a pass over the links tells
    (`rutas.tokens.data_flow`). Elsewhere every state is looked at, in routes of up to 2,000 steps and up
    to a bound (`rutas.tokens.runs.held`); beyond it the answer is the safe one.

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
    sure, maybe = _held(route, bits)
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


def _held(route: Route, bits: _Bits) -> tuple[Sequence[int], Sequence[int]]:
    """Return what is surely and what is possibly held where each step is attended."""
    net = compile_net(route)
    if not bits.of:  # nobody asks for anything
        return [0] * len(net), [0] * len(net)
    made = [bits.set(names) if names else 0 for names in columns(route).produces]
    start = bits.set(route.holds)
    leaves = any(block.leaves for block in net.nesting.blocks.values())
    exact = net.nesting.nests and not (leaves or net.missing or net.late)
    if not exact and len(net) <= _MOST_STEPS:
        found = held(net, made, start)
        if found.complete:
            sure = [least & most for least, most in zip(found.sure, found.maybe, strict=True)]
            return sure, found.maybe
    return data_flow(net, branches(route), made, start, exact=exact)


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
