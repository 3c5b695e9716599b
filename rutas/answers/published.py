"""Publish the JSON Schema of every document that the command line writes."""

from __future__ import annotations

from typing import Any

from rutas.answers.questions import NAMES, find_question

__all__ = ["DOCUMENTS", "schema", "several_schema"]

_OTHERS = {
    "list": ("rutas list", "rutas.answers.book:Listing"),
    "check": ("rutas check", "rutas.answers.check:Check"),
    "check-missing": ("rutas check --what-is-missing", "rutas.answers.check:Completeness"),
    "explain": ("rutas explain CODE", "rutas.answers.explain:Rule"),
    "explain-all": ("rutas explain", "rutas.answers.explain:Rules"),
    "diff": ("rutas diff OLD [NEW]", "rutas.answers.diff_rows:Diff"),
    "diff-all": ("rutas diff REVISION", "rutas.answers.diff_rows:Diffs"),
    "guide": ("rutas guide TERRITORY", "rutas.answers.guide_rows:Guide"),
    "guide-all": ("rutas guide", "rutas.answers.guide_rows:Guides"),
    "readiness": ("rutas readiness TERRITORY", "rutas.answers.readiness:Readiness"),
    "improvements-ranked": ("rutas improvements", "rutas.answers.improvement_rows:Improvements"),
    "plan": ("rutas plan TERRITORY ROUTE", "rutas.answers.plan_rows:Plan"),
    "itinerary": ("rutas itinerary ROUTE", "rutas.answers.itinerary_rows:Itinerary"),
    "simulate": ("rutas simulate [ROUTE]...", "rutas.answers.simulate_rows:Simulation"),
    "board": ("rutas board show TERRITORY", "rutas.answers.board_rows:Board"),
    "board-compare": ("rutas board compare", "rutas.answers.board_rows:Boards"),
    "progress": ("rutas progress", "rutas.answers.progress:Progress"),
    "sessions": ("rutas sessions", "rutas.answers.sessions:Sessions"),
    "atlas": ("rutas atlas", "rutas.answers.atlas_rows:Atlas"),
    "staff": ("rutas staff ROUTE", "rutas.answers.staff_rows:Staffing"),
}

DOCUMENTS = (*NAMES, "report", *_OTHERS)
"""The documents that follow from a dataclass: those of the questions, of the report, and of books."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a document.

    Parameters
    ----------
    name
        One of `DOCUMENTS`.

    Raises
    ------
    UsageError
        If there is no such document; the message names the nearest.

    Examples
    --------
    >>> schema("critical")["required"]
    ['rutas', 'route', 'points', 'assumed']
    """
    from pkgutil import resolve_name

    from rutas.answers.json_schema import schema_of
    from rutas.answers.sources import Source
    from rutas.answers.whole import report_type
    from rutas.errors import no_such

    if name not in DOCUMENTS:
        raise no_such("report.no-such-document", name, DOCUMENTS)
    if name in _OTHERS:
        title, place = _OTHERS[name]
        return schema_of(resolve_name(place), title, "rutas")
    if name == "report":
        return schema_of(report_type(), "rutas build: ROUTE-report.json", "rutas", "route")
    answer, more = find_question(name).type, {"sources": Source}
    return schema_of(answer, f"rutas {name}", "rutas", "route", more=more)


def several_schema() -> dict[str, Any]:
    """Return the JSON Schema of the answers about several routes: a document a route.

    >>> several_schema()["required"]
    ['rutas', 'routes']
    """
    many = [name for name in NAMES if find_question(name).many]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "title": "rutas QUESTION ROUTE ROUTE...",
        "description": "The answers about several routes: each as the question's own schema says.",
        "properties": {
            "rutas": {"description": "The version that wrote the document.", "type": "string"},
            "routes": {
                "description": "A document a route.",
                "type": "array",
                "items": {"anyOf": [{"$ref": f"{name}.schema.json"} for name in many]},
            },
        },
        "required": ["rutas", "routes"],
        "additionalProperties": False,
    }
