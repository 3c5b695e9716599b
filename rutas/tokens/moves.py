"""Say what can happen next to one person's tokens: the token rules, on whole numbers.

A state is a triple: the tokens that are being attended, in order; the links on which tokens wait, a bit
each; the steps where tokens were lost, a bit each. A token is the number of its step; one that is attended at
a join which forgave the missing is that number and the number of steps more. Joins that nothing holds up
open at once, so that in every state here nothing can open.

References
----------
.. [1] Object Management Group (2013). *Business Process Model and Notation* 2.0.2, section 13.4.3: the
   inclusive gateway. https://www.omg.org/spec/BPMN/2.0.2
.. [2] Völzer, H. (2010). A new semantics for the inclusive converging gateway in safe processes. *BPM 2010*,
   LNCS 6336, 294-309. https://doi.org/10.1007/978-3-642-15618-2_21
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.tokens.shape import Shape

__all__ = ["ALL", "LOST", "NOBODY", "Answer", "Moves", "State", "moves_of"]

State = tuple[tuple[int, ...], int, int]
NOBODY: State = ((), 0, 0)
ALL = -1
LOST = -2
Way = tuple[int, int]
"""The step that a link leads to, and its bit where that is a join."""


class Answer(NamedTuple):
    """One way for a token to go on.

    Attributes
    ----------
    to
        The step that the answer leads to; -1 where there is none to give, -2 where she is lost.
    ways
        The links that are taken.
    usual
        Whether it is not an exit: one by `missing` or `late`.
    """

    to: int
    ways: tuple[Way, ...]
    usual: bool = True


@dataclass(frozen=True)
class Moves:
    """The moves of a route's tokens; those of routes that differ in figures alone are equal.

    Attributes
    ----------
    follows
        The steps that follow each step by its own links, one entry a link.
    missing, late
        Where she goes who lost a branch before a join, or who is late, by step.
    forks, joins, lasts
        The steps whose links are all taken, that wait for branches, and that end the route.
    starts
        The steps at which people enter.
    losing, closed
        The steps where people may be lost, and those of them where everybody is.
    answered
        Whether `missing` is an answer of its join that may be given at any time, whoever is lost.
    """

    follows: tuple[tuple[int, ...], ...]
    missing: Mapping[int, int] = field(hash=False)
    late: Mapping[int, int] = field(hash=False)
    forks: frozenset[int]
    joins: frozenset[int]
    lasts: frozenset[int]
    starts: tuple[int, ...]
    losing: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()
    answered: bool = False

    @cached_property
    def _links(self) -> tuple[list[tuple[Way, ...]], dict[int, Way], dict[int, Way], list[Way]]:
        """The links of each step, the exits, and the ways in, those into a join with a bit each."""
        seen = dict.fromkeys(self.joins, 0)
        first = self._first

        def way(to: int) -> Way:
            if to not in self.joins:
                return to, 0
            seen[to] += 1
            return to, 1 << (first[to] + seen[to] - 1)

        own = [tuple([way(to) for to in following]) for following in self.follows]
        missing = {step: way(to) for step, to in self.missing.items()}
        late = {step: way(to) for step, to in self.late.items()}
        return own, missing, late, [way(start) for start in self.starts]

    @cached_property
    def _first(self) -> dict[int, int]:
        """The place of the first bit of each join; those of one join stand together."""
        targets = chain(*self.follows, self.missing.values(), self.late.values(), self.starts)
        count = Counter(to for to in targets if to in self.joins)
        return dict(
            zip(
                sorted(self.joins),
                accumulate([0, *(count[join] for join in sorted(self.joins))]),
                strict=False,
            )
        )

    @property
    def ways(self) -> Iterator[Way]:
        """All links: those of the steps in their order, the exits by `missing`, and those by `late`."""
        own, missing, late, _ = self._links
        return chain(*own, missing.values(), late.values())

    @property
    def entering(self) -> Iterator[Way]:
        """The ways in, one for each step at which people enter."""
        return iter(self._links[3])

    def out(self, step: int) -> Iterator[Way]:
        """Yield the links that leave a step, its own and its exits."""
        own, missing, late, _ = self._links
        yield from own[step]
        for exits in (missing, late):
            if step in exits:
                yield exits[step]

    @cached_property
    def into(self) -> dict[int, int]:
        """The bits of the links into each join."""
        found = dict.fromkeys(self.joins, 0)
        own, missing, late, ways = self._links
        for to, bit in [
            *(way for some in own for way in some),
            *missing.values(),
            *late.values(),
            *ways,
        ]:
            if bit:
                found[to] |= bit
        return found

    @cached_property
    def join(self) -> dict[int, int]:
        """The join that each bit is a link into."""
        return {bit: join for join, bits in self.into.items() for bit in split(bits)}

    @cached_property
    def reach(self) -> list[int]:
        """For each step, the links that a token there gets to without passing the join they lead into."""
        found = [0] * len(self.follows)
        before: list[list[int]] = [[] for _ in found]
        for step in range(len(found)):
            for to, _ in self.out(step):
                before[to].append(step)
        todo = dict.fromkeys(range(len(found)))  # files mostly tell the last steps last
        while todo:
            step, _ = todo.popitem()
            bits = 0
            for to, bit in self.out(step):
                bits |= (found[to] & ~self.into[to]) | bit if bit else found[to]
            if bits != found[step]:
                found[step] = bits
                todo |= dict.fromkeys(before[step])
        return found

    @cached_property
    def _answers(self) -> list[tuple[Answer, ...]]:
        own, missing, late, _ = self._links
        size = len(self.follows)
        found: list[tuple[Answer, ...]] = []
        for token in range(2 * size):
            step = token % size
            answers: list[Answer] = []
            if token >= size:
                answers = [_exit(missing[step])] if step in missing else []
            elif step in self.lasts:
                answers = [Answer(ALL, ())]
            elif step in self.forks:
                answers = [Answer(ALL, own[step])]
            else:
                answers = [Answer(way[0], (way,)) for way in dict.fromkeys(own[step])]
            if token < size:
                exits = [late, missing] if self.answered else [late]
                answers += [_exit(some[step]) for some in exits if step in some]
            if step in self.closed:
                answers = []
            if step in self.losing:
                answers.append(Answer(LOST, ()))
            found.append(tuple(answers))
        return found

    def answers(self, token: int) -> tuple[Answer, ...]:
        """Return the ways for a token to go on; being lost is the last, where she may be."""
        return self._answers[token]

    def step(self, token: int) -> int:
        """Return the step of a token."""
        return token % len(self.follows)

    def enter(self) -> Iterator[tuple[int, State]]:
        """Yield each step at which somebody enters, and the state after it."""
        for to, bit in self._links[3]:
            yield to, self._settled([] if bit else [to], bit, 0)

    def moved(self, state: State, token: int, answer: Answer) -> State:
        """Return the state after a token went on."""
        active, waiting, lost = state
        left = list(active)
        left.remove(token)
        if answer.to == LOST:
            return self._settled(left, waiting, lost | 1 << self.step(token))
        for to, bit in answer.ways:
            if bit:
                waiting |= bit
            else:
                left.append(to)
        return self._settled(left, waiting, lost)

    def holds(self, step: int, join: int, waiting: int) -> bool:
        """Tell whether a token at a step, waiting there or lost there holds a join up."""
        gets = self.reach[step] & self.into[join]
        return bool(gets) and not gets & waiting

    def waits_at(self, waiting: int) -> list[int]:
        """Return the joins at which some links wait."""
        found = []
        while waiting:
            join = self.join[waiting & -waiting]
            found.append(join)
            waiting &= ~self.into[join]
        return found

    def _settled(self, active: list[int], waiting: int, lost: int) -> State:
        """Open all joins that nothing holds up, at once, until there are none."""
        while waiting:
            joins = self.waits_at(waiting)
            opened, gone, forgiven = [], 0, 0
            for join in joins:
                how = self._opens(join, joins, active, waiting, lost)
                if how is not None:
                    dead, missed = how
                    opened.append(join + len(self.follows) if missed else join)
                    gone |= self.into[join] | dead
                    forgiven |= missed
            if not opened:
                break
            active = [*active, *opened]
            waiting, lost = waiting & ~gone, lost & ~forgiven
        return tuple(sorted(active)), waiting, lost

    def _opens(
        self, join: int, joins: list[int], active: list[int], waiting: int, lost: int
    ) -> tuple[int, int] | None:
        """Return the links where tokens waited and the steps where some were lost that a join forgives."""
        size = len(self.follows)
        if any(self.holds(token % size, join, waiting) for token in active):
            return None
        beside = [one for one in joins if one != join and self.holds(one, join, waiting)]
        missed = [step for step in places(lost) if self.holds(step, join, waiting)]
        if not (beside or missed):
            return 0, 0
        if join not in self.missing or not missed:
            return None
        if any(
            one in self.missing or not any(self.holds(step, one, waiting) for step in missed)
            for one in beside
        ):
            return None
        return sum(self.into[one] for one in beside), sum(1 << step for step in missed)


def _exit(way: Way) -> Answer:
    return Answer(way[0], (way,), usual=False)


def split(bits: int) -> Iterator[int]:
    """Yield the bits of a number one by one.

    >>> list(split(6))
    [2, 4]
    """
    while bits:
        yield bits & -bits
        bits &= bits - 1


def places(bits: int) -> Iterator[int]:
    """Yield the places of the bits of a number.

    >>> list(places(6))
    [1, 2]
    """
    return (bit.bit_length() - 1 for bit in split(bits))


def moves_of(
    net: Shape, losing: frozenset[int] = frozenset(), closed: frozenset[int] = frozenset()
) -> Moves:
    """Return the moves of a route's tokens, where people may be lost, or all are, at some steps."""
    return Moves(
        follows=net.heads,
        missing=net.missing,
        late=net.late,
        forks=frozenset(i for i, fork in enumerate(net.parallel.tolist()) if fork),
        joins=frozenset(i for i, join in enumerate(net.join.tolist()) if join),
        lasts=frozenset(i for i, end in enumerate(net.outcome.tolist()) if end >= 0),
        starts=net.starts,
        losing=losing,
        closed=closed,
    )
