"""Do pieces of work in several processes, which end with whoever asked for it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from rutas.errors import RutasError
from rutas.locale import language, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(count, initializer=_begin, initargs=(book, language()))
    try:
        with _undisturbed():
            pool.submit(os.getpid)  # they start now
        yield Workers(pool, count)
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - others:
            child.kill()
        raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let no signal reach a process before it knows what to do with it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    usual = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, usual)


_STOPS = {
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
}
_book: Book | None = None
_lang = "es"


def _begin(book: Book, lang: str) -> None:
    """Make a process ready: it leaves Ctrl-C to its parent, and ends when that does."""
    global _book, _lang  # (a process has one book for its whole life)
    _book, _lang = book, lang
    for number in _STOPS:
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # nobody is there to be told anything


def opened() -> Book:
    """Return the book of this process."""
    if _book is None:
        raise RuntimeError("only what `workers` started has a book")
    return _book


def spoken() -> str:
    """Return the language of this process."""
    return _lang
