"""Watch a book: tell what is wrong with it at every change, and have built anew what it makes."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeAlias

from rutas.answers.check import checked_folder
from rutas.errors import BookError, UsageError
from rutas.locale import say
from rutas.watch.builder import Piece, builder
from rutas.watch.feed import Feed
from rutas.watch.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rutas.errors import Problem
    from rutas.publish import Built
    from rutas.watch.builder import Builder

__all__ = ["Checked", "Made", "Serving", "watch"]

_ENDINGS = (".yaml", ".yml")
_QUIET, _MOST = 30, 200  # milliseconds without a change, and at most, until changes are told


@dataclass(frozen=True, slots=True)
class Serving:
    """The page is served."""

    url: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The book was checked: what is to be mended, and whether it can be read."""

    problems: tuple[Problem, ...]
    readable: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A build came to its end: what it did, or why it could not."""

    outcome: Built | Exception


Happened: TypeAlias = Serving | Checked | Made


def watch(
    book: str | Path = "routes", out: str | Path = "diagrams", *,
    port: int = 0,
    tell: Callable[[Happened], None] = lambda _: None,
    sentence: Callable[[Exception], str] = str,
) -> None:  # fmt: skip
    """Watch a book until somebody interrupts.

    At every change of a file of the book all of it is checked. If it can be read, what changed is built, as
    `rutas.publish.build` does; a build that is at work then is stopped. If it cannot, what was built last is
    served on, under what is wrong.

    Parameters
    ----------
    book, out
        The folder of the book, and that of what is built.
    port
        On which port of this machine it is served; any that is free where it is 0.
    tell
        Called with what happened, one at a time.
    sentence
        What says in a sentence why something could not be made.

    Raises
    ------
    BookError
        If there is no such folder.
    UsageError
        If the port cannot be had.
    KeyboardInterrupt
        When somebody interrupts: how a watch ends.
    """
    folder = Path(book)
    if not folder.is_dir():
        raise BookError(checked_folder(folder)[0].problems)
    feed, queue = Feed(), SimpleQueue[Happened | None]()
    with (
        builder(folder, Path(out)) as shop,  # before any thread starts
        _serving(Path(out), feed, port) as url,
        _changes(folder, queue),
    ):
        Thread(target=_hear, args=(shop, feed, queue, sentence), daemon=True).start()
        tell(Serving(url))
        queue.put(None)
        while True:
            happened = queue.get()
            if happened is None:
                happened = _checked(folder)
                readable = happened.readable
                feed.change(problems=happened.problems, readable=readable, making=readable)
                if readable:
                    shop.build()
            tell(happened)


def _checked(folder: Path) -> Checked:
    """Check a book; mere remarks are left out, as the command ``check`` leaves them out."""
    report, readable = checked_folder(folder)
    return Checked(tuple(one for one in report.problems if one.level != "info"), readable)


@contextmanager
def _serving(folder: Path, feed: Feed, port: int) -> Iterator[str]:
    """Serve a folder; return where."""
    try:
        made = Server(folder, feed, port)
    except OSError as error:
        raise UsageError(say("watch.no-port", port=port)) from error
    with made as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.url
        finally:
            feed.close()
            server.shutdown()


@contextmanager
def _changes(folder: Path, queue: SimpleQueue[Happened | None]) -> Iterator[None]:
    """Put nothing into a queue whenever files of a book change."""
    from watchfiles import watch as changes  # noqa: PLC0415  (only who watches pays for it)

    stop = Event()

    def look() -> None:
        for _ in changes(
            folder, watch_filter=lambda _, path: _is_of_book(Path(path)), stop_event=stop,
            step=_QUIET, debounce=_MOST,
        ):  # fmt: skip
            queue.put(None)

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _is_of_book(path: Path) -> bool:
    """Tell whether a file may be one of a book's, by its name.

    >>> _is_of_book(Path("routes/0-4.yaml")), _is_of_book(Path("routes/.0-4.yaml.swp"))
    (True, False)
    """
    return path.suffix.lower() in _ENDINGS and not path.name.startswith(".")


def _hear(
    shop: Builder, feed: Feed, queue: SimpleQueue[Happened | None],
    sentence: Callable[[Exception], str],
) -> None:  # fmt: skip
    """Pass on what comes of builds, until there are none any more."""
    for news in shop.news():
        if isinstance(news, Piece):
            feed.change(done=news.done, total=news.total)
            continue
        failed = {"": news} if isinstance(news, Exception) else news.failed
        told = tuple(
            f"{name}: {sentence(error)}".removeprefix(": ") for name, error in failed.items()
        )
        feed.change(making=False, done=0, total=0, failed=told)
        queue.put(Made(news))
