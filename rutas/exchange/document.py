"""Say as JSON what became of a book when a route came home, and describe that document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.errors import LEVELS
from rutas.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from rutas.errors import Problem
    from rutas.exchange.arrival import Arrival
    from rutas.exchange.home import Home

__all__ = ["document", "schema"]

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_PLACE = {"type": "integer", "minimum": 0}
_KINDS = ("exact", "folded", "approximated", "dropped")

_EDIT = {"path": _TEXT, "before": _MAYBE, "after": _MAYBE, "file": _TEXT, "line": _PLACE}
_CONFLICT = {"path": _TEXT, "base": _MAYBE, "file": _MAYBE, "book": _MAYBE}
_PROBLEM = {
    "file": _TEXT, "line": _PLACE, "column": _PLACE, "sheet": _MAYBE, "cell": _MAYBE,
    "level": {"enum": list(LEVELS)}, "rule": _TEXT, "class": {"enum": [*_KINDS, None]},
    "element": {"type": ["object", "null"]}, "route": _MAYBE, "step": _MAYBE, "message": _TEXT, "hint": _TEXT,
}  # fmt: skip


def document(
    file: str, arrival: Arrival, home: Home, written: Iterable[Path], problems: Sequence[Problem]
) -> dict[str, Any]:
    """Return the document.

    Parameters
    ----------
    file
        The file that came home, as it was named.
    arrival, home
        What it said, and what it does to the book.
    written
        The files that were written.
    problems
        All that is wrong with it, or with the route as it is now.
    """
    return {
        "rutas": __version__,
        "route": home.routes[0],
        "routes": home.routes,
        "file": file,
        "format": arrival.format,
        "wrote": [str(path) for path in written],
        "elements": dict(arrival.elements) if arrival.elements else None,
        "edits": [
            {**_row(one.edit, "path", "before", "after"), "file": one.file, "line": one.line}
            for one in home.changes
        ],
        "conflicts": [_row(one, *_CONFLICT) for one in home.conflicts],
        "problems": [_problem(one) for one in problems],
    }


def _row(one: object, *names: str) -> dict[str, Any]:
    return {name: getattr(one, name, None) for name in names}


def _problem(problem: Problem) -> dict[str, Any]:
    names = {"file": "path", "class": "fate"}
    return {key: getattr(problem, names.get(key, key), None) for key in _PROBLEM}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `document`.

    >>> schema()["required"][:4]
    ['rutas', 'route', 'routes', 'file']
    """
    counts = {"type": ["object", "null"], "properties": dict.fromkeys(_KINDS, _PLACE)}
    properties = {
        "rutas": _TEXT,
        "route": _TEXT,
        "routes": {"type": "array", "items": _TEXT},
        "file": _TEXT,
        "format": _TEXT,
        "wrote": {"type": "array", "items": _TEXT},
        "elements": {**counts, "additionalProperties": False},
        "edits": _rows(_EDIT),
        "conflicts": _rows(_CONFLICT),
        "problems": _rows(_PROBLEM),
    }
    draft = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": draft, "title": "rutas import FILE", **_object(properties)}


def _rows(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties)}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
