"""Say what there is to make of a book, and make one piece of it in a process of its own.

Whoever needs this needs all that it imports, and once: processes start from what was imported before.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from rutas.analysis import analyse
from rutas.answers import document, report
from rutas.diagram import draw, draw_local
from rutas.diagram.kinds import KINDS
from rutas.diagram.local import Local
from rutas.locale import speaking
from rutas.prose.report import markdown
from rutas.publish.marks import marks
from rutas.publish.workers import opened, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.book import Book
    from rutas.diagram.request import Mark

__all__ = ["CONTENTS", "FIRST", "REPORT", "SITE", "Task", "analysed", "drawn", "made", "plan"]

CONTENTS = "contents"  # the page, which is made when all else is
REPORT = "report"
FIRST = "flow"  # the drawing that is looked at first
SITE = "site"  # the page for telephones, which links to the drawings

_FORMATS: Mapping[str, tuple[str, ...]] = {"flow": ("svg", "pdf", "png")}
_USUAL = ("svg", "pdf")
# half a second and more: begun last, one of them would keep the rest waiting
_LONG = {"flow", "lanes", "overview", "handout", "plan", "articulation", "map"}


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work.

    Attributes
    ----------
    kind
        A kind of diagram, or ``report``.
    route
        The route's id; nothing where the whole book or a territory is meant.
    territory
        The territory's id; nothing where none is meant.
    """

    kind: str
    route: str = ""
    territory: str = ""

    @property
    def name(self) -> str:
        """What the task is called in the manifest and while it runs."""
        return " ".join(filter(None, [self.territory, self.route, self.kind]))


def plan(book: Book) -> list[Task]:
    """Return all there is to make, the longest work first."""
    alone = [kind for kind, row in KINDS.items() if row.built and row.of == "route"]
    tasks = [Task(kind, route) for kind in alone for route in book]
    tasks += [Task(kind) for kind, row in KINDS.items() if row.of == "routes"]
    listed = {name: one for name, one in book.territories.items() if one.points}
    for name, territory in listed.items():
        for kind, row in KINDS.items():
            if row.of == "territory":
                tasks.append(Task(kind, territory=name))
            elif row.of == "local-route":
                tasks += [Task(kind, route, name) for route in territory.demand]
    reports = [Task(REPORT, route) for route in book]
    return reports + sorted(tasks, key=lambda task: task.kind not in _LONG)


def made(
    task: Task, marked: Mapping[str, Mapping[str, Mark]]
) -> tuple[dict[str, bytes], dict[str, Mark]]:
    """Make a piece: return its files, and the marks that an analysis found."""
    return analysed(task.route) if task.kind == REPORT else (drawn(task, marked), {})


def analysed(route: str) -> tuple[dict[str, bytes], dict[str, Mark]]:
    """Analyse a route: return its report's files, and the marks of its critical points."""
    with speaking(spoken()):
        found = analyse(opened()[route])
        data = json.dumps(
            document(report(found), route=route), ensure_ascii=False, indent=1, allow_nan=False
        )
        files = {
            f"{route}-{REPORT}.md": markdown(found).encode(),
            f"{route}-{REPORT}.json": f"{data}\n".encode(),
        }
        return files, marks(found.points)


def drawn(task: Task, marked: Mapping[str, Mapping[str, Mark]]) -> dict[str, bytes]:
    """Draw a diagram, with the critical points of each route marked: return its files."""
    with speaking(spoken()):
        book = opened()
        if task.territory:
            drawing = draw_local(_local(task, book), kind=task.kind, lang=spoken())
        else:
            routes: Any = book[task.route] if task.route else list(book.values())
            drawing = draw(routes, kind=task.kind, critical=marked, lang=spoken())
        files: dict[str, bytes] = {}
        for form in _FORMATS.get(task.kind, _USUAL):
            files |= drawing.files(form)
        return files


def _local(task: Task, book: Book) -> Local:
    """Return what a sheet of a territory is drawn from, as it is today: each sheet says its day."""
    today = date.today()  # noqa: DTZ011  (the reader's own day)
    route = book[task.route] if task.route else None
    return Local(book.territories[task.territory], book, today, route)
