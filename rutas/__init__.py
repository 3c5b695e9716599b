"""Model, check, analyse and draw public service routes.

>>> import rutas
>>> book = rutas.load("routes")
>>> route = book["0-4"]
>>> rutas.flow(route).number_of_nodes() >= 20
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rutas.book import Book, load
    from rutas.errors import BookError, Problem, RutasError
    from rutas.graph import flow
    from rutas.model import Route
    from rutas.rules import check

__version__ = "0.1.0"

# Where each name of the front door lives: it is imported when it is asked for, so that
# `rutas --version` does not pay for networkx.
_DOOR = {
    "Book": "rutas.book",
    "BookError": "rutas.errors",
    "Problem": "rutas.errors",
    "Route": "rutas.model",
    "RutasError": "rutas.errors",
    "check": "rutas.rules",
    "flow": "rutas.graph",
    "load": "rutas.book",
}

__all__ = ["Book", "BookError", "Problem", "Route", "RutasError", "check", "flow", "load"]


def __getattr__(name: str) -> Any:
    if name in _DOOR:
        return getattr(import_module(_DOOR[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
