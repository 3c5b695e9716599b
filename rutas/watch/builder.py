"""Build in a process of its own, and begin anew as soon as something changed again.

A foreman process that has read the program, and nothing else to do, starts one process a build, and stops
it where another is asked for: what is written is whole, and what is missing is made by the next. It starts
before any thread does, for a process that is copied from one with threads may stand still for ever.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from rutas.locale import language, speaking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path

    from rutas.publish import Built

__all__ = ["Builder", "Piece", "builder"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that was made: how many are, of how many."""

    done: int
    total: int


class Builder:
    """Who asks for builds, and hears what comes of them."""

    def __init__(self, orders: Connection, news: Connection) -> None:
        self._orders, self._news = orders, news

    def build(self) -> None:
        """Ask for a build; one that is at work is stopped."""
        self._orders.send(None)

    def news(self) -> Iterator[Piece | Built | Exception]:
        """Wait for each piece, and for what a build did or why it could not, until the foreman goes."""
        while True:
            try:
                yield self._news.recv()
            except (EOFError, OSError):
                return


@contextmanager
def builder(book: Path, out: Path) -> Iterator[Builder]:
    """Start a foreman; whatever happens, neither it nor a build is left when this ends."""
    ordered, orders = Pipe(duplex=False)
    news, told = Pipe(duplex=False)
    ours = orders, news
    foreman = Process(target=_foreman, args=(ordered, told, ours, book, out, language()))
    foreman.start()
    ordered.close()
    told.close()
    try:
        yield Builder(orders, news)
    finally:
        orders.close()  # then it goes
        foreman.join()


def _foreman(
    ordered: Connection, told: Connection, theirs: Iterable[Connection], *given: Any
) -> None:
    """Start a build for every order, and stop the one before it; go when nobody can order any more."""
    for end in theirs:  # a copy of the other end would keep this one open
        end.close()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # Ctrl-C is for whoever ordered
            signal.signal(
                getattr(signal, name), signal.SIG_IGN if name == "SIGINT" else signal.SIG_DFL
            )
    from rutas.publish import fingerprint, tasks  # noqa: F401, PLC0415  (once, for all builds to come)

    fingerprint.code()
    build: Process | None = None
    pieces: Connection | None = None
    while True:
        ready = wait([ordered, pieces] if pieces else [ordered])
        if pieces in ready:
            try:
                told.send(pieces.recv())
            except EOFError:
                pieces = None
        if ordered in ready:
            if build is not None:
                build.terminate()
                build.join()
            try:
                ordered.recv()
            except EOFError:
                return
            pieces, here = Pipe(duplex=False)
            build = Process(target=_build, args=(here, *given))
            build.start()
            here.close()


def _build(here: Connection, book: Path, out: Path, lang: str) -> None:
    """Build once, and tell every piece and the end of it."""
    from rutas.publish import build  # noqa: PLC0415  (as above)

    with speaking(lang):
        try:
            here.send(build(book, out, tell=lambda _, done, total: here.send(Piece(done, total))))
        except Exception as error:  # noqa: BLE001  (whoever ordered is told)
            here.send(error)
