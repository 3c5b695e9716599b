"""Say what is taken for what a route leaves out: a share that nobody wrote, a wait that nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rutas.model.route import Route, WayIn
    from rutas.model.step import Link

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


def unwritten(ways: Iterable[Link | WayIn]) -> Literal["even", "rest"] | None:
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


def assumptions(route: Route) -> Iterator[Assumption]:
    """Yield all that is taken for what a route leaves out: people, times, ages, and then shares.

    Nobody attends a bare question or a bare ending, and so nobody waits there or is known to be lost.

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "question": "¿Va?", "next": [{"to": "b", "share": "70 %"}, "c"]},
    ...         {"id": "b", "name": "B", "outcome": "fin"}, {"id": "c", "name": "C", "outcome": "fin"}]}]})
    >>> [str(one) for one in assumptions(route)]
    ['a.next.c = 30 %']
    """
    yield from _nothing(route)
    yield from _ages(route)
    yield from _shares(route)


def _nothing(route: Route) -> Iterator[Assumption]:
    attended = [step for step in route.steps.values() if step.actor]
    for field, value in (("dropout", "0 %"), ("wait", "0 d"), ("takes", "0 d")):
        for step in attended:
            if getattr(step, field) is None:
                yield Assumption(f"{step.id}.{field}", value, "nothing", (step.id,))


def _ages(route: Route) -> Iterator[Assumption]:
    if any(step.from_ or step.by for step in route.steps.values()):
        youngest = f"{route.ages.from_} y" if route.ages else "0 d"
        for way in route.ways_in:
            if way.at is None:
                yield Assumption(f"ways_in.{way.to}.at", youngest, "youngest", (way.to,))


def _shares(route: Route) -> Iterator[Assumption]:
    parted: list[tuple[str, tuple[str, ...], Sequence[Link | WayIn], Sequence[float]]] = [
        (f"{step.id}.next", (step.id,), step.links, step.shares)
        for step in route.steps.values()
        if not step.parallel
    ]
    parted.append(("ways_in", (), route.ways_in, route.way_in_shares))
    for path, start, ways, shares in parted:
        kind = unwritten(ways)
        for way, share in zip(ways, shares, strict=True):
            if kind and way.share is None:
                value = f"{100 * share:g} %"
                yield Assumption(f"{path}.{way.to}", value, kind, (*start, way.to))
