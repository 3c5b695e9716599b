"""Start processes that end with whoever asked for them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["processes"]


@contextmanager
def processes(
    count: int | None = None, begin: Callable[..., None] | None = None, *given: Any
) -> Iterator[ProcessPoolExecutor]:
    """Start processes that are asked for work as `concurrent.futures` has it; none is left when this ends.

    Parameters
    ----------
    count
        How many; as many as the machine has cores where nothing is said.
    begin, given
        What each does first, with what it is given.

    Examples
    --------
    >>> with processes(1) as pool:
    ...     pool.submit(abs, -2).result()
    2
    """
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(count, initializer=_begin, initargs=(begin, given))
    try:
        with _undisturbed():
            pool.submit(os.getpid)  # they start now
        yield pool
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


def _begin(begin: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    """Make a process ready: it leaves Ctrl-C to its parent, and ends when that does."""
    for number in _STOPS:
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*given)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # nobody is there to be told anything
