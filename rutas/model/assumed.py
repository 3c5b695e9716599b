"""Say what is taken for what a route leaves out: a share that nobody wrote, a wait that nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from rutas.model.step import link_paths

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from rutas.model.step import Step
    from rutas.quantity import Age, Share

__all__ = ["KINDS", "Assumption", "Kind", "assumptions", "unwritten"]

Kind = Literal["nothing", "youngest", "even", "rest"]
KINDS: tuple[Kind, ...] = ("nothing", "youngest", "even", "rest")


@dataclass(frozen=True, slots=True)
class Assumption:
    """What is taken for a quantity that the file leaves out.

    Attributes
    ----------
    path
        The quantity, as a change set names it: ``step.wait``, ``step.next.target``, ``ways_in.step``.
    value
        What is taken, as a file would write it.
    kind
        How it is come by: ``nothing`` (no time, nobody lost), ``youngest`` (the first age of the
        route), ``even`` (what remains is split evenly), ``rest`` (what remains, all of it).
    steps
        The ids of the steps that it touches: the step itself; of a share, both its ends.
    """

    path: str
    value: str
    kind: Kind
    steps: tuple[str, ...]

    @property
    def share(self) -> bool:
        """Whether it is a share of people."""
        return self.kind in {"even", "rest"}

    def __str__(self) -> str:
        return f"{self.path} = {self.value}"


class Way(Protocol):
    """A link, or a way in: where it leads, and who goes there."""

    @property
    def to(self) -> str:
        """The step that it leads to."""

    @property
    def share(self) -> Share | None:
        """The share of people who go there, where the file says it."""


class Entry(Way, Protocol):
    """A way in."""

    @property
    def at(self) -> Age | None:
        """Her age on entering, where the file says it."""


def unwritten(ways: Iterable[Way]) -> Literal["even", "rest"] | None:
    """Tell how the shares are taken that some ways don't say; ``None`` where all do, or there is one.

    >>> from rutas.model import Link
    >>> unwritten([Link(to="a", share="70 %"), Link(to="b")]), unwritten([Link(to="a"), Link(to="b")])
    ('rest', 'even')
    >>> unwritten([Link(to="a")]) is None
    True
    """
    shares = [way.share for way in ways]
    left_out = shares.count(None)
    if not left_out or len(shares) == 1:
        return None
    return "rest" if left_out == 1 else "even"


def assumptions(
    steps: Collection[Step], ways_in: Sequence[Entry], shares: Sequence[float], youngest: str
) -> Iterator[Assumption]:
    """Yield all that is taken for what a route leaves out: people, times, ages, and then shares.

    Nobody attends a bare question or a bare ending, and so nobody waits there or is known to be lost.

    Parameters
    ----------
    steps, ways_in
        Those of the route.
    shares
        The share of people who are taken to come by each way in.
    youngest
        The first age of the route, as a file would write it.

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "question": "¿Va?", "next": [{"to": "b", "share": "70 %"}, "c"]},
    ...         {"id": "b", "name": "B", "outcome": "fin"}, {"id": "c", "name": "C", "outcome": "fin"}]}]})
    >>> [str(one) for one in route.assumed]
    ['a.next.c = 30 %']
    """
    yield from _nothing([step for step in steps if step.actor])
    if any(step.from_ or step.by for step in steps):
        for way in ways_in:
            if way.at is None:
                yield Assumption(f"ways_in.{way.to}.at", youngest, "youngest", (way.to,))
    for step in steps:
        if not step.parallel:
            yield from _shares(f"{step.id}.next", (step.id,), step.links, step.shares)
    yield from _shares("ways_in", (), ways_in, shares)


def _nothing(attended: Collection[Step]) -> Iterator[Assumption]:
    for field, value in (("dropout", "0 %"), ("wait", "0 d"), ("takes", "0 d")):
        for step in attended:
            if getattr(step, field) is None:
                yield Assumption(f"{step.id}.{field}", value, "nothing", (step.id,))


def _shares(
    path: str, start: tuple[str, ...], ways: Sequence[Way], shares: Sequence[float]
) -> Iterator[Assumption]:
    kind = unwritten(ways)
    names = link_paths(path, [way.to for way in ways])
    for way, share, name in zip(ways, shares, names, strict=True):
        if kind and way.share is None:
            yield Assumption(name, f"{100 * share:g} %", kind, (*start, way.to))
