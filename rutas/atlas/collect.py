"""Hand districts out, take their figures in as they come, try again what failed, and put the worst first."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.atlas.task import Asked, measured, packed, task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

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
        done = sum(w * found.completion for w, found in zip(weights, self.routes, strict=True))
        return done / sum(weights)

    @property
    def worst(self) -> Found:
        """The route that fewest complete."""
        return min(self.routes, key=lambda found: found.completion)


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
    routes: Sequence[str],
    districts: Sequence[District],
    *,
    executor: Opened,
    measures: str = "exact",
    on: date | None = None,
    told: Callable[[int], None] = lambda _: None,
) -> Atlas:
    """Measure the routes of districts, by any executor of `concurrent.futures`.

    A district is a task: texts go out, figures come back. A task that fails, or whose process is lost, is
    tried again; one that fails three times is named. Ctrl-C ends it with what is there.

    Parameters
    ----------
    book, routes
        The book, and the ids of its routes.
    districts
        The districts.
    executor
        Opens what does the work, and again where it broke: see `rutas.atlas.executors.executor`.
    measures
        One of `rutas.atlas.measures.MEASURES`.
    on
        The first day of the year for which the points of a territory are looked at; today by default.
    told
        Is told each time how many districts are there.
    """
    asked = Asked(tuple(routes), measures, on or date.today())  # noqa: DTZ011  (the reader's own day)
    tasks = {district.id: task(district, asked) for district in districts}
    found: dict[str, Answer] = {}
    stopped = None
    try:
        for name, answer in _answers(packed(book), tasks, executor):
            found[name] = answer
            told(sum(not isinstance(one, Exception) for one in found.values()))
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


def _answers(book: str, tasks: Mapping[str, str], executor: Opened) -> Iterator[tuple[str, Answer]]:
    """Yield the answer to each task as it comes; to one that fails, each time what happened."""
    left = dict.fromkeys(tasks, False)  # whether the executor broke under it
    for attempt in range(_ATTEMPTS):
        # Whoever breaks an executor takes down what is with it, so that the last time each is alone.
        last = attempt == _ATTEMPTS - 1
        alone = [[name] for name, broke in left.items() if broke and last]
        together = [name for name, broke in left.items() if not (broke and last)]
        for group in [together, *alone]:
            for name, answer in _tried(book, {name: tasks[name] for name in group}, executor):
                yield name, answer
                if isinstance(answer, Exception):
                    left[name] = isinstance(answer, BrokenExecutor)
                else:
                    del left[name]
        if not left:
            return


def _tried(book: str, tasks: Mapping[str, str], executor: Opened) -> Iterator[tuple[str, Answer]]:
    if not tasks:
        return
    with executor() as pool:
        names = {}
        try:
            for name, text in tasks.items():
                names[pool.submit(measured, book, text)] = name
        except BrokenExecutor as error:
            yield from ((name, error) for name in tasks.keys() - names.values())
        for future in as_completed(names):
            try:
                yield names[future], future.result()
            except Exception as error:  # noqa: BLE001  (whatever happened there is what is told of the district)
                yield names[future], error
