"""Make what changed, several pieces at once, and leave the rest as it is."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rutas.errors import UsageError
from rutas.locale import language, say
from rutas.publish import fingerprint as prints
from rutas.publish.folder import INDEX, PAGE, Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from concurrent.futures import Future

    from rutas.book import Book
    from rutas.diagram.request import Mark
    from rutas.publish.tasks import Task

    Tell = Callable[[str, int, int], None]

__all__ = ["Built", "build"]


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
        Why a piece could not be made, by its name; what was made of it before still stands.
    """

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    same: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, Exception] = field(default_factory=dict)

    @property
    def current(self) -> bool:
        """Whether nothing had to be done."""
        return not (self.written or self.removed or self.failed)


def build(
    book: str | Path = "routes", out: str | Path = "diagrams", *, check: bool = False,
    force: bool = False, processes: int | None = None, tell: Tell | None = None,
) -> Built:  # fmt: skip
    """Check a book, analyse and draw every route of it, and write what changed.

    What was made before from the very same book by the very same program is not made again: a manifest
    beside the files tells. Each piece is written as soon as it is made, so that a build that is stopped
    is taken up where it was.

    Parameters
    ----------
    book
        The folder of the book.
    out
        The folder for what is made.
    check
        Only tell what would be made, and write nothing.
    force
        Whether files that no build made may be replaced.
    processes
        How many pieces are made at once; by default one a processor.
    tell
        Called with a piece's name, how many are done, and how many there are.

    Raises
    ------
    BookError
        If the book cannot be read: then nothing is written.
    UsageError
        If what would be written would replace what no build made.
    WorkerLost
        If a process was killed.
    OSError
        If a file cannot be written.
    """
    source, target = Path(book), Folder(Path(out), force=force)
    inputs = _inputs(source)
    if inputs and inputs == target.was.inputs and prints.unchanged(target.path, target.was.files):
        return Built(same=len(target.was.files), findings=target.was.findings)
    from rutas.book import load  # noqa: PLC0415  (an unchanged book is not even read)
    from rutas.publish.page import page  # noqa: PLC0415  (as above)
    from rutas.publish.tasks import CONTENTS, SITE, Task, plan  # noqa: PLC0415  (as above)

    loaded = load(source)
    if inputs != _inputs(source):  # somebody is writing in it: what was read may be neither
        inputs = ""
    keys = {task: _key(loaded, task) for task in [*plan(loaded), Task(SITE), Task(CONTENTS)]}
    names = [task.name for task in keys]
    late = [task for task, key in keys.items() if not target.has(task.name, key)]
    if check:
        return Built(tuple(task.name for task in late), tuple(target.left(names)))
    last = Task(SITE), Task(CONTENTS)
    target.open()
    try:
        todo = [task for task in late if task not in last]
        failed = _make(todo, loaded, keys, target, processes, tell)
        target.leave(names)
        if last[0] in late:
            failed = {**failed, **_make_site(loaded, keys[last[0]], target)}
        target.put(last[1].name, keys[last[1]], {PAGE: page(loaded, target.tasks).encode()})
    except BaseException:
        with suppress(OSError):
            target.save()  # what was made need not be made again
        raise
    # a piece that could not be made is tried again next time: then the whole is not up to date
    now = target.save("" if failed else inputs, _findings(loaded))
    same = len(now.files.keys() - set(target.written))
    return Built(tuple(target.written), tuple(target.removed), same, now.findings, failed)


def _make_site(book: Book, key: str, target: Folder) -> dict[str, Exception]:
    """Write the page for telephones, when the drawings stand beside which it links to."""
    from rutas.publish.site_files import drawings_of, site_files  # noqa: PLC0415  (only where something changed)
    from rutas.publish.tasks import SITE  # noqa: PLC0415  (as above)

    try:
        drawings = drawings_of(book, target.tasks)
        target.put(SITE, key, site_files(INDEX, book, language(), None, drawings))
    except UsageError as error:
        return {SITE: error}
    return {}


def _inputs(folder: Path) -> str:
    if not folder.is_dir():
        return ""
    return prints.fingerprint(prints.code(), language(), repr(prints.files(folder)))


def _key(book: Book, task: Task) -> str:
    """Return the fingerprint of all that a piece is made from: what all routes share, and its own.

    The day is not among it: a sheet of a territory says of which day it is, and stands until the book
    changes.
    """
    from rutas.publish.tasks import SITE  # noqa: PLC0415  (an unchanged book is not even read)
    from rutas.reading.territories import SHARED  # noqa: PLC0415  (as above)

    others: AbstractSet[str] = set(book) - {task.route} if task.route else set()
    files = book.files
    if task.territory or task.kind == SITE:
        local = book.territories.files
        others = local.keys() - {task.territory, *SHARED} if task.territory else set()
        files = {**files, **local}
    texts = [
        text for name, file in files.items() if name not in others for text in (name, file.text)
    ]
    return prints.fingerprint(prints.code(), language(), task.name, *texts)


def _make(
    tasks: Sequence[Task], book: Book, keys: Mapping[Task, str], target: Folder,
    processes: int | None, tell: Tell | None,
) -> Mapping[str, Exception]:  # fmt: skip
    """Analyse the routes that any piece is of, and draw: a diagram marks what the analysis found.

    What changed comes first, and of that the flow, which whoever watches is waiting for.
    """
    from rutas.publish.tasks import FIRST, REPORT, Task, made  # noqa: PLC0415  (only where something changed)
    from rutas.publish.workers import workers  # noqa: PLC0415  (as above)

    if not tasks:
        return {}
    of_routes = [task for task in tasks if not task.territory]
    routes = [name for name in book if any(task.route in {name, ""} for task in of_routes)]
    reports = [Task(REPORT, name) for name in routes]
    changed = [task for task in reports if task in tasks]
    pictures = [task for task in tasks if task.kind != REPORT]
    soon = [task for task in pictures if task in {Task(FIRST, one.route) for one in changed}]
    shop = _Workshop(target, keys, len(routes) + len(pictures), tell)
    count = min(processes or os.cpu_count() or 1, max(len(routes), len(pictures)))
    marks: dict[str, Mapping[str, Mark]] = {}
    with workers(count, book) as pool:
        for batch in (
            changed,
            [*soon, *(task for task in reports if task not in changed)],
            [task for task in pictures if task not in soon],
        ):
            jobs = list(shop.given(batch, routes, marks))
            for task, (files, found) in shop.done(pool.run(made, jobs)):
                if task.kind == REPORT:
                    marks[task.route] = found
                if task in tasks:
                    shop.write(task, files)
    return shop.failed


class _Workshop:
    """Write what comes of the work, and tell how far it is."""

    def __init__(
        self, target: Folder, keys: Mapping[Task, str], total: int, tell: Tell | None
    ) -> None:
        self.target, self.keys, self.total, self.tell = target, keys, total, tell
        self.finished = 0
        self.failed: dict[str, Exception] = {}

    def given(
        self, tasks: Iterable[Task], routes: Sequence[str], marks: Mapping[str, Mapping[str, Mark]]
    ) -> Iterator[tuple[Task, Sequence[Any]]]:
        """Yield each piece with the marks of the routes that it shows; none is made without them."""
        from rutas.publish.tasks import REPORT  # noqa: PLC0415  (only where something changed)

        for task in tasks:
            whole = [task.route] if task.route else routes
            shown = [] if task.territory or task.kind == REPORT else whole
            if marks.keys() >= set(shown):
                yield task, [task, {name: marks[name] for name in shown}]
            else:
                self.failed[task.name] = UsageError(say("publish.without-analysis"))

    def done(self, work: Iterable[tuple[Task, Future[Any]]]) -> Iterator[tuple[Task, Any]]:
        """Yield what came of each piece; a fault in one does not lose the others."""
        for task, future in work:
            error = future.exception()
            if isinstance(error, Exception):
                self.failed[task.name] = error
            else:
                yield task, future.result()
            self.finished += 1
            if self.tell is not None:
                self.tell(task.name, self.finished, self.total)

    def write(self, task: Task, files: Mapping[str, bytes]) -> None:
        """Write a piece, unless it would replace somebody else's file."""
        try:
            self.target.put(task.name, self.keys[task], files)
        except UsageError as error:
            self.failed[task.name] = error


def _findings(book: Book) -> dict[str, int]:
    from rutas.rules import check  # noqa: PLC0415  (only where something changed)

    counts = {"error": 0, "warning": 0, "info": 0}
    for problem in check(book):
        counts[problem.level] += 1
    return counts
