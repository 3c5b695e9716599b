"""Number the streams that open at each fork, and say where they join again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.locale import say
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rutas.diagram.parts.card_texts import CardTexts
    from rutas.model import Route

__all__ = ["Stream", "Streams"]


@dataclass(frozen=True)
class Fork:
    """A step where streams open: the first step of each in the order of the route, and where they join.

    A stream without steps leads straight to the join, and comes last; `join` is nothing where nothing
    waits for the streams.
    """

    step: str
    heads: tuple[str, ...]
    join: str | None


@dataclass(frozen=True)
class Stream:
    """One of the streams that a fork opens, numbered from 1 in the order of the route."""

    fork: str
    number: int
    count: int


@dataclass(frozen=True)
class Streams:
    """The streams of a route.

    Examples
    --------
    >>> import rutas
    >>> from rutas.diagram.parts.card_texts import CardTexts
    >>> streams = Streams(CardTexts(rutas.load("routes")["0-4"]))
    >>> streams.forks["control-prenatal"].join
    'plan-parto'
    >>> streams.heads["pani-embarazada"]
    Stream(fork='control-prenatal', number=2, count=2)
    >>> streams.opens("control-prenatal", None), streams.joins("plan-parto")
    ('Abre 2 caminos, hasta 5', 'Junta los caminos de 2')
    """

    texts: CardTexts

    @property
    def route(self) -> Route:
        """The route."""
        return self.texts.route

    @cached_property
    def forks(self) -> Mapping[str, Fork]:
        """Every fork by its step, in the order of the route."""
        net = compile_net(self.route)
        order = {step: number for number, step in enumerate(self.route.steps)}
        found = {}
        for step in (step for step in self.route.steps.values() if step.parallel):
            block = net.nesting.blocks.get(net.ids.index(step.id))
            join = net.ids[block.join] if block and not block.free else None
            heads = [link.to for link in step.links]
            heads.sort(key=lambda head: (head == join, order[head]))
            found[step.id] = Fork(step.id, tuple(heads), join)
        return found

    @cached_property
    def heads(self) -> Mapping[str, Stream]:
        """The stream that begins at a step, of each step where one begins."""
        return {
            head: Stream(fork.step, number, len(fork.heads))
            for fork in self.forks.values()
            for number, head in enumerate(fork.heads, 1)
            if head != fork.join
        }

    @cached_property
    def stages(self) -> Sequence[Stream | None]:
        """The stream that each stage is a part of, the innermost one."""
        ids = [[step.id for step in stage.steps] for stage in self.route.stages]
        return [self._around(steps) if steps else None for steps in ids]

    # --- words ------------------------------------------------------------------------------------

    def name(self, stream: Stream | None) -> str:
        """Return what a stream is called: ``camino 2 de 3``, which may be broken after its first word."""
        if stream is None:
            return ""
        words = {"number": stream.number, "count": stream.count}
        first, *rest = say("diagram.stream", self.texts.lang, **words).split(" ")
        return " ".join([first, "\u00a0".join(rest)])

    def begins(self, step: str) -> str:
        """Return the name of the stream that begins at a step, unless its stage has it."""
        stream = self.heads.get(step)
        return "" if stream == self._told.get(step) else self.name(stream).capitalize()

    def opens(self, step: str, sheet: int | None) -> str:
        """Return how many streams open at a step, and where they join: on which sheet, if another."""
        fork = self.forks.get(step)
        if fork is None:
            return ""
        lang, words = self.texts.lang, say("diagram.opens", self.texts.lang, count=len(fork.heads))
        if fork.join is None:
            return words
        there = say("diagram.joined", lang, number=self.texts.number[fork.join])
        where = f" ({say('diagram.on-sheet', lang, number=sheet)})" if sheet else ""
        return f"{words}, {there}{where}"

    def joins(self, step: str) -> str:
        """Return whose streams join at a step."""
        forks = (fork.step for fork in self.forks.values() if fork.join == step)
        numbers = ", ".join(str(self.texts.number[fork]) for fork in forks)
        return say("diagram.joins", self.texts.lang, forks=numbers) if numbers else ""

    @cached_property
    def _told(self) -> Mapping[str, Stream | None]:
        """What each stage that is a part of a stream tells of its first step."""
        stages = zip(self.route.stages, self.stages, strict=True)
        return {stage.steps[0].id: of for stage, of in stages if stage.steps}

    # --- what holds what --------------------------------------------------------------------------

    def _around(self, steps: Iterable[str]) -> Stream | None:
        """Return the innermost stream that holds some steps, if one holds them all."""
        chains = [list(self._chain(step)) for step in steps]
        shared = (one for one in chains[0] if all(one in chain for chain in chains))
        fork, head = next(shared, (None, None))
        return self._stream(fork, head) if fork and head else None

    def _stream(self, fork: str, head: str) -> Stream:
        heads = self.forks[fork].heads
        return Stream(fork, 1 + heads.index(head), len(heads))

    def _chain(self, step: str) -> Iterator[tuple[str, str]]:
        """Yield the streams that hold a step, from inside out: each by its fork and its first step."""
        while step in self._own:
            fork, head = self._own[step]
            yield fork, head
            step = fork

    @cached_property
    def _own(self) -> Mapping[str, tuple[str, str]]:
        """The innermost stream of each step that is in one: its fork and its first step."""
        net = compile_net(self.route)
        ids: Sequence[str] = net.ids
        return {
            ids[step]: (ids[fork], ids[head])
            for fork, block in net.nesting.blocks.items()
            for head, branch in zip(block.heads, block.branches, strict=False)
            for step in branch
        }
