"""Do pieces of work in several processes that have a book each."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from rutas.errors import RutasError
from rutas.locale import language, say
from rutas.processes import processes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import ProcessPoolExecutor

    from rutas.book import Book

__all__ = ["WorkerLost", "Workers", "opened", "spoken", "workers"]

T = TypeVar("T")
_AHEAD = 2  # pieces a process that wait their turn: none stands idle, and no result waits for long


class WorkerLost(RutasError):  # noqa: N818  (it is what happened, as `KeyboardInterrupt` is)
    """A process ended before its work did."""


class Workers:
    """Several processes with a book each."""

    def __init__(self, pool: ProcessPoolExecutor, count: int) -> None:
        self._pool = pool
        self._most = _AHEAD * count

    def run(
        self, work: Callable[..., Any], jobs: Iterable[tuple[T, Sequence[Any]]]
    ) -> Iterator[tuple[T, Future[Any]]]:
        """Do some work for every job, with what it is given; yield each as soon as it is done.

        Raises
        ------
        WorkerLost
            If a process was killed.
        """
        waiting: dict[Future[Any], T] = {}
        for job, given in jobs:
            waiting[self._submit(work, *given)] = job
            if len(waiting) >= self._most:
                yield from _done(waiting)
        while waiting:
            yield from _done(waiting)

    def _submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        try:
            return self._pool.submit(work, *given)
        except BrokenProcessPool:
            raise WorkerLost(say("publish.worker-lost")) from None


def _done(waiting: dict[Future[Any], T]) -> Iterator[tuple[T, Future[Any]]]:
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        if isinstance(future.exception(), BrokenProcessPool):
            raise WorkerLost(say("publish.worker-lost"))
        yield waiting.pop(future), future


@contextmanager
def workers(count: int, book: Book) -> Iterator[Workers]:
    """Start processes; whatever happens, none is left when this ends."""
    with processes(count, _begin, book, language()) as pool:
        yield Workers(pool, count)


_book: Book | None = None
_lang = "es"


def _begin(book: Book, lang: str) -> None:
    global _book, _lang  # (a process has one book for its whole life)
    _book, _lang = book, lang


def opened() -> Book:
    """Return the book of this process."""
    if _book is None:
        raise RuntimeError("only what `workers` started has a book")
    return _book


def spoken() -> str:
    """Return the language of this process."""
    return _lang
