"""Make what changed, several pieces at once, and leave the rest as it is."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rutas import __version__
from rutas.errors import RutasError
from rutas.files import write
from rutas.locale import language
from rutas.publish import fingerprint as prints
from rutas.publish.manifest import NAME as MANIFEST
from rutas.publish.manifest import Made, Manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor

    from rutas.book import Book
    from rutas.publish.tasks import Task

    Tell = Callable[[str, int, int], None]

__all__ = ["Built", "build"]


_PAGE = "contents"  # what the manifest calls the making of the contents page


@dataclass(frozen=True)
class Built:
    """What was done.

    Attributes
    ----------
    written, removed
        Names of files; of a mere check, those that would be.
    same
        How many files stayed as they were.
    findings
        How many problems of each level the rules found.
    failed
        Why a piece could not be made, by its name.
    """

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    same: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)

    @property
    def current(self) -> bool:
        """Whether nothing had to be done."""
        return not (self.written or self.removed or self.failed)


def build(
    book: str | Path = "routes", out: str | Path = "diagrams", *, check: bool = False,
    processes: int | None = None, tell: Tell | None = None,
) -> Built:  # fmt: skip
    """Check a book, analyse and draw every route of it, and write what changed.

    What was made before from the very same book by the very same program is not made again: a manifest
    beside the files tells.

    Parameters
    ----------
    book
        The folder of the book.
    out
        The folder for what is made.
    check
        Only tell what would be made, and write nothing.
    processes
        How many pieces are made at once; by default one a processor.
    tell
        Called with a piece's name, how many are done, and how many there are.

    Raises
    ------
    BookError
        If the book cannot be read: then nothing is written.
    """
    folder, target = Path(book), Path(out)
    was = Manifest.load(target)
    inputs = _inputs(folder)
    if inputs and inputs == was.inputs and prints.unchanged(target, was.files):
        return Built(same=len(was.files), findings=was.findings)
    from rutas.book import load  # noqa: PLC0415  (an unchanged book is not even read)
    from rutas.publish.tasks import plan  # noqa: PLC0415  (as above)

    loaded = load(folder)
    keys = {task: _key(loaded, task) for task in plan(loaded)}
    fresh = [
        task for task, key in keys.items()
        if task.name not in was.tasks or was.tasks[task.name].inputs != key
        or not prints.unchanged(target, was.tasks[task.name].files)
    ]  # fmt: skip
    if check:
        return _told(was, keys, fresh)
    made, failed = _make(fresh, loaded, processes, tell)
    return _write(loaded, target, was, inputs, keys, made, failed)


def _inputs(folder: Path) -> str:
    if not folder.is_dir():
        return ""
    return prints.fingerprint(prints.code(), language(), repr(prints.files(folder)))


def _key(book: Book, task: Task) -> str:
    """Return the fingerprint of all that a piece is made from."""
    names = [task.route, "catalogue", "criteria"] if task.route else list(book.files)
    texts = [book.files[name].text for name in names if name in book.files]
    return prints.fingerprint(prints.code(), language(), task.name, *texts)


def _told(was: Manifest, keys: Mapping[Task, str], fresh: Sequence[Task]) -> Built:
    names = {_PAGE, *(task.name for task in keys)}
    gone = [file for name, made in was.tasks.items() if name not in names for file in made.files]
    return Built(tuple(task.name for task in fresh), tuple(gone), findings=was.findings)


class _Workshop:
    """Make several pieces at once, and tell how far it is."""

    def __init__(self, pool: Executor, total: int, tell: Tell | None) -> None:
        self.pool = pool
        self.total = total
        self.tell = tell
        self.done = 0
        self.failed: dict[str, str] = {}

    def run(self, work: Callable[..., Any], tasks: Mapping[Task, Sequence[Any]]) -> dict[Task, Any]:
        """Do some work for every task, with what it is given; return what came of each."""
        results = {}
        waiting = {self.pool.submit(work, *given): task for task, given in tasks.items()}
        for future in as_completed(waiting):
            task = waiting[future]
            try:
                results[task] = future.result()
            except RutasError as error:
                self.failed[task.name] = str(error)
            except Exception as error:  # noqa: BLE001  (a fault in one piece must not lose the others)
                self.failed[task.name] = f"{type(error).__name__}: {error}"
            self.done += 1
            if self.tell is not None:
                self.tell(task.name, self.done, self.total)
        return results


def _make(
    tasks: Sequence[Task], book: Book, processes: int | None, tell: Tell | None
) -> tuple[dict[Task, dict[str, bytes]], dict[str, str]]:
    """Analyse the routes that any piece is of, then draw: a diagram marks what the analysis found."""
    from rutas.publish.tasks import REPORT, Task, analysed, begin, drawn  # noqa: PLC0415  (only where something changed)

    if not tasks:
        return {}, {}
    routes = [name for name in book if any(task.route in {name, ""} for task in tasks)]
    pictures = [task for task in tasks if task.kind != REPORT]
    workers = min(processes or os.cpu_count() or 1, max(len(routes), len(pictures)))
    start = (str(book.path), language())
    with ProcessPoolExecutor(workers, initializer=begin, initargs=start) as pool:
        shop = _Workshop(pool, len(routes) + len(pictures), tell)
        reports = shop.run(analysed, {Task(REPORT, name): [name] for name in routes})
        marks = {task.route: found for task, (_, found) in reports.items()}
        given = {task: [task, marks] for task in pictures}
        made = shop.run(drawn, given)
    made |= {task: files for task, (files, _) in reports.items() if task in tasks}
    return made, shop.failed


def _write(
    book: Book, target: Path, was: Manifest, inputs: str, keys: Mapping[Task, str],
    made: Mapping[Task, Mapping[str, bytes]], failed: Mapping[str, str],
) -> Built:  # fmt: skip
    from rutas.publish.page import NAME as PAGE  # noqa: PLC0415  (only where something changed)
    from rutas.publish.page import page  # noqa: PLC0415  (as above)

    written = []
    tasks: dict[str, Made] = {}
    for task, key in sorted(keys.items(), key=lambda item: item[0].name):
        if task in made:
            written += [name for name, raw in made[task].items() if write(target / name, raw)]
            sums = {name: prints.fingerprint(raw) for name, raw in made[task].items()}
            tasks[task.name] = Made(key, sums)
        elif task.name not in failed:
            tasks[task.name] = was.tasks[task.name]
    # a piece that could not be made is tried again next time: then the whole is not up to date
    now = Manifest(__version__, "" if failed else inputs, _findings(book), tasks)
    text = page(book, now)
    now.tasks[_PAGE] = Made(inputs, {PAGE: prints.fingerprint(text)})
    written += [PAGE] if write(target / PAGE, text) else []
    removed = [name for name in was.files if name not in now.files]
    for name in removed:
        (target / name).unlink(missing_ok=True)
    written += [MANIFEST] if write(target / MANIFEST, now.text()) else []
    same = len(now.files) - sum(name in now.files for name in written)
    return Built(tuple(written), tuple(removed), same, now.findings, failed)


def _findings(book: Book) -> dict[str, int]:
    from rutas.rules import check  # noqa: PLC0415  (only where something changed)

    counts = {"error": 0, "warning": 0, "info": 0}
    for problem in check(book):
        counts[problem.level] += 1
    return counts
