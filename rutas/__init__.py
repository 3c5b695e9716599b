"""Model, check, analyse and draw public service routes.

>>> import rutas
>>> book = rutas.load("routes")
>>> route = book["0-4"]
>>> for point in rutas.critical_points(route)[:2]:
...     print(point)
1. ...: de cada 100 personas que entran, ...
2. ...
>>> [problem.rule for problem in rutas.check(book) if problem.level == "error"]
[]
>>> rutas.select(route, "actor:registro-civil+1")
['testigos', 'vacunas-nacer', 'inscripcion', 'cedula']
>>> rutas.flow(route).number_of_nodes() == len(route.steps)
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.lazy import attach
from rutas.version import __version__

if TYPE_CHECKING:
    from rutas.analysis import analyse
    from rutas.answers.critical import critical_points
    from rutas.book import Book, load
    from rutas.compare.whatif import whatif
    from rutas.diagram import draw
    from rutas.errors import BookError, Problem, RutasError
    from rutas.graph import flow
    from rutas.model import Route
    from rutas.rules import check
    from rutas.selection import select

__all__ = [
    "Book",
    "BookError",
    "Problem",
    "Route",
    "RutasError",
    "__version__",
    "analyse",
    "check",
    "critical_points",
    "draw",
    "flow",
    "load",
    "select",
    "whatif",
]  # fmt: skip

# A name is imported when it is asked for, so that `rutas --version` does not pay for networkx.
__getattr__ = attach(
    __name__,
    {
        "analysis": ("analyse",),
        "answers.critical": ("critical_points",),
        "book": ("Book", "load"),
        "compare.whatif": ("whatif",),
        "diagram": ("draw",),
        "errors": ("BookError", "Problem", "RutasError"),
        "graph": ("flow",),
        "model": ("Route",),
        "rules": ("check",),
        "selection": ("select",),
    },
)


def __dir__() -> list[str]:
    return sorted(__all__)
