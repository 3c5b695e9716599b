"""Hand districts out, take their figures in as they come, try again what failed, and put the worst first."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, as_completed
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.atlas.measures import MEASURES
from rutas.atlas.task import measured, packed, task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from rutas.atlas.asked import Asked
    from rutas.atlas.district import District
    from rutas.atlas.figures import Found
    from rutas.book import Book

    Opened = Callable[[], AbstractContextManager[Executor]]
    Answer = tuple[Found, ...] | Exception

__all__ = ["Atlas", "Failed", "Measured", "atlas"]

_ATTEMPTS = 3


@dataclass(frozen=True)
class Measured:
    """A district with the figures of its routes.

    Attributes
    ----------
    district, routes
        The district, and what was found of each route.
    """

    district: District
    routes: tuple[Found, ...]

    @property
    def id(self) -> str:
        """The district's id."""
        return self.district.id

    @property
    def people_per_year(self) -> float | None:
        """Those who enter one of the routes; ``None`` where nobody says how many enter one of them."""
        people = [
            found.people_per_year for found in self.routes if found.people_per_year is not None
        ]
        return sum(people) if len(people) == len(self.routes) else None

    @cached_property
    def completion(self) -> float:
        """The share of those who enter who complete; where people are unknown each route counts alike."""
        known = self.people_per_year
        weights = [found.people_per_year or 0.0 if known else 1.0 for found in self.routes]
        done = sum(w * found.completing for w, found in zip(weights, self.routes, strict=True))
        return done / sum(weights)

    @property
    def worst(self) -> Found:
        """The route that fewest complete."""
        return min(self.routes, key=lambda found: found.completing)


@dataclass(frozen=True)
class Failed:
    """A district that could not be measured, and what happened the last time."""

    district: District
    error: str


@dataclass(frozen=True)
class Atlas:
    """Districts with their figures.

    Attributes
    ----------
    districts
        Those that were measured: first those in which fewest of the people who enter complete; the same
        whatever the order in which they came.
    failed
        Those that failed each time.
    stopped
        What stopped it before all were there, if anything did.
    """

    districts: tuple[Measured, ...]
    failed: tuple[Failed, ...]
    stopped: KeyboardInterrupt | None = None


def atlas(
    book: Book,
    districts: Sequence[District],
    asked: Asked,
    *,
    executor: Opened,
    told: Callable[[int, int], None] | None = None,
) -> Atlas:
    """Measure the routes of districts, by any executor of `concurrent.futures`.

    A district is a task, or several are where that takes hardly longer: texts go out, figures come back. A
    task that fails, or whose process is lost, is tried again, each district by itself; one that fails three
    times is named. Ctrl-C ends it with what is there.

    Parameters
    ----------
    book, districts, asked
        The book, its districts, and what is asked of each.
    executor
        Opens what does the work, and again where it broke: see `rutas.atlas.executors.executor`.
    told
        Is told each time how many districts are there, and how many there will be.
    """
    found: dict[str, Answer] = {}
    stopped = None
    try:
        for name, answer in _answers(packed(book), districts, asked, executor):
            found[name] = answer
            if told:
                told(sum(not isinstance(one, Exception) for one in found.values()), len(districts))
    except KeyboardInterrupt as interrupt:
        stopped = interrupt
    done, failed = [], []
    for district in districts:
        if district.id not in found:
            continue
        answer = found[district.id]
        if isinstance(answer, Exception):
            failed.append(Failed(district, str(answer) or type(answer).__name__))
        else:
            done.append(Measured(district, answer))
    done.sort(key=lambda one: (round(one.completion, 12), one.id))
    return Atlas(tuple(done), tuple(failed), stopped)


def _answers(
    book: str, districts: Sequence[District], asked: Asked, executor: Opened
) -> Iterator[tuple[str, Answer]]:
    """Yield the answer of each district as it comes; of one that fails, each time what happened."""
    size = MEASURES[asked.measures].together(asked)
    left = {district.id: district for district in districts}
    broke: set[str] = set()
    for attempt in range(_ATTEMPTS):
        names = list(left)
        pieces = [names[k : k + size] for k in range(0, len(names), size)]
        if attempt:
            pieces = [[name] for name in names]
        # Whoever breaks an executor takes down what is with it, so that the last time each is alone.
        last = attempt == _ATTEMPTS - 1
        alone = [[piece] for piece in pieces if last and broke.issuperset(piece)]
        together = [piece for piece in pieces if [piece] not in alone]
        for group in [together, *alone]:
            tasks = {task([left[name] for name in piece], asked): piece for piece in group}
            for piece, answers in _tried(book, tasks, executor):
                for name in piece:
                    answer = answers if isinstance(answers, Exception) else answers[name]
                    yield name, answer
                    if isinstance(answers, Exception):
                        (broke.add if isinstance(answers, BrokenExecutor) else broke.discard)(name)
                    else:
                        del left[name]
        if not left:
            return


def _tried(
    book: str, tasks: Mapping[str, list[str]], executor: Opened
) -> Iterator[tuple[list[str], Mapping[str, tuple[Found, ...]] | Exception]]:
    if not tasks:
        return
    with executor() as pool:
        pieces = {}
        try:
            for text, piece in tasks.items():
                pieces[pool.submit(measured, book, text)] = piece
        except BrokenExecutor as error:
            yield from ((piece, error) for piece in [*tasks.values()][len(pieces) :])
        for future in as_completed(pieces):
            try:
                yield pieces[future], future.result()
            except Exception as error:  # noqa: BLE001  (whatever happened there is what is told of the district)
                yield pieces[future], error
