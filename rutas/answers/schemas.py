"""Publish the shape of every JSON document, as JSON Schema.

Every key that a document may have is named here, and none else is allowed: a program that reads these
documents can rely on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.errors import UsageError, guessed, nearest
from rutas.locale import say
from rutas.model import HANDOVERS, LEVELS, REASONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["NAMES", "schema"]

DRAFT = "https://json-schema.org/draft/2020-12/schema"

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
FLAG: Shape = {"type": "boolean"}
NUMBER: Shape = {"type": "number"}
COUNT: Shape = {"type": "integer", "minimum": 0}
SHARE: Shape = {"type": "number", "minimum": 0, "maximum": 1.000001}
AMOUNT: Shape = {"type": "number", "minimum": 0}
STATUS: Shape = {"enum": ["guaranteed", "possible", "impossible"]}
METHOD: Shape = {"enum": ["exact", "simulated"]}


def _or_null(shape: Shape) -> Shape:
    return {"anyOf": [shape, {"type": "null"}]}


def _list(shape: Shape) -> Shape:
    return {"type": "array", "items": shape}


def _map(shape: Shape) -> Shape:
    return {"type": "object", "additionalProperties": shape}


def _object(optional: Mapping[str, Shape] | None = None, /, **keys: Shape) -> Shape:
    """Return the shape of a mapping with these keys and no others; ``_`` ends a reserved word."""
    named = {key.rstrip("_"): shape for key, shape in keys.items()}
    return {
        "type": "object",
        "properties": {**named, **(optional or {})},
        "required": list(named),
        "additionalProperties": False,
    }


def _document(optional: Mapping[str, Shape] | None = None, /, **keys: Shape) -> Shape:
    return _object(optional, rutas=TEXT, route=TEXT, **keys)


DAYS = _object(
    mean=_or_null(AMOUNT), p10=_or_null(AMOUNT), p50=_or_null(AMOUNT), p90=_or_null(AMOUNT)
)
KINDS = _object(**dict.fromkeys(HANDOVERS, AMOUNT))
TOTALS = _object(
    completion=SHARE,
    journey_days=DAYS,
    throughput=_or_null(AMOUNT),
    bottleneck=_or_null(TEXT),
    independent_paths=COUNT,
    handovers=KINDS,
    outcomes=_map(SHARE),
    lost=SHARE,
)
STEP = _object(
    id=TEXT,
    name=TEXT,
    stage=TEXT,
    actor=_or_null(TEXT),
    actors=_list(TEXT),
    channel=_or_null(TEXT),
    channels=_list(TEXT),
    visits=_or_null(AMOUNT),
    reach=SHARE,
    loss=AMOUNT,
    completion_from=_or_null(SHARE),
    knockout=_or_null(SHARE),
    unavoidable=FLAG,
    sole_actor=FLAG,
    wait_days=_or_null(AMOUNT),
    takes_days=_or_null(AMOUNT),
    time_share=SHARE,
    on_critical_path=SHARE,
    slack_days=_or_null(NUMBER),
    on_time=_or_null(SHARE),
    utilisation=_or_null(AMOUNT),
    documents=_map(STATUS),
    assumed=_list(TEXT),
)
DRIVER = _object(quantity=TEXT, share=SHARE)
REASON = _object(
    reason={"enum": list(REASONS)},
    value=_or_null(NUMBER),
    threshold=_or_null(NUMBER),
    confidence=_or_null(SHARE),
    basis={"enum": ["measured", "official", "estimate"]},
    text=TEXT,
)
POINT = _object(
    step=TEXT,
    rank={"type": "integer", "minimum": 1},
    gain=NUMBER,
    days=_or_null(NUMBER),
    reasons=_list(REASON),
    drivers=_list(DRIVER),
)
LOAD = {
    "arrivals": _or_null(AMOUNT),
    "capacity": _or_null(AMOUNT),
    "utilisation": _or_null(AMOUNT),
}
NARROW = _object(
    id=TEXT,
    name=TEXT,
    visits=_or_null(AMOUNT),
    **LOAD,
    wait_days=_or_null(AMOUNT),
    queue_days=_or_null(AMOUNT),
    windows=_or_null(COUNT),
    apart={"enum": ["longer", "shorter", None]},
    time_share=SHARE,
    on_critical_path=SHARE,
    slack_days=_or_null(NUMBER),
    on_time=_or_null(SHARE),
    unavoidable=FLAG,
    sole_actor=FLAG,
)
CUT = _object(members=_or_null(_list(TEXT)), exact=FLAG)
JOURNEY = _object(
    visits=_or_null(AMOUNT),
    trips=AMOUNT,
    hours=AMOUNT,
    documents=AMOUNT,
    days=AMOUNT,
    cost=_map(AMOUNT),
    steps=_list(TEXT),
    share=_or_null(SHARE),
)
WAY = _object(steps=_list(TEXT), chance=SHARE, days=AMOUNT)
CHANGE = _object(
    before=_or_null(NUMBER), after=_or_null(NUMBER), difference=_or_null(NUMBER)
)  # fmt: skip


def _steps() -> Shape:
    return _document(
        {"error": AMOUNT},
        method=METHOD,
        totals=TOTALS,
        coverage=_map(SHARE),
        steps=_list(STEP),
    )


def _critical() -> Shape:
    return _document(points=_list(POINT))


def _bottlenecks() -> Shape:
    return _document(
        method=METHOD,
        demand_per_day=_or_null(AMOUNT),
        bottleneck=_or_null(TEXT),
        throughput=_or_null(AMOUNT),
        min_cut=_or_null(_object(steps=_list(TEXT), people_per_day=AMOUNT)),
        unknown_capacity=_list(TEXT),
        journey_days=_object(**DAYS["properties"], error=AMOUNT, method=METHOD),
        independent_paths=COUNT,
        unavoidable=_list(TEXT),
        step_cut=CUT,
        actor_cut=CUT,
        steps=_list(NARROW),
        actors=_list(_object(id=TEXT, name=TEXT, **LOAD)),
        assumed=_list(TEXT),
    )


def _documents() -> Shape:
    paper = _object(
        id=TEXT,
        name=TEXT,
        held=FLAG,
        made_by=_list(TEXT),
        asked_by=_list(TEXT),
        must_bring=FLAG,
    )
    need = _object(step=TEXT, documents=_list(TEXT), optional=FLAG, status=STATUS)
    return _document(
        documents=_list(paper),
        needs=_list(need),
        bring=_list(_list(TEXT)),
        chain=_list(TEXT),
        circles=_list(_list(TEXT)),
    )


def _actors() -> Shape:
    actor = _object(
        id=TEXT,
        name=TEXT,
        institution=_or_null(TEXT),
        sector=_or_null(TEXT),
        level={"enum": [*LEVELS, None]},
        steps=_list(TEXT),
        answers_for=_list(TEXT),
        visits=_or_null(AMOUNT),
        utilisation=_or_null(AMOUNT),
    )
    handover = _object(
        from_=TEXT,
        to=TEXT,
        kind={"enum": list(HANDOVERS)},
        expected=AMOUNT,
        direction={"enum": ["horizontal", "vertical", None]},
        between_institutions=_or_null(FLAG),
    )
    return _document(
        actors=_list(actor),
        handovers=_list(handover),
        kinds=KINDS,
        directions=_object(horizontal=AMOUNT, vertical=AMOUNT, unknown=AMOUNT),
        institutions=_list(_object(from_=TEXT, to=TEXT, expected=AMOUNT)),
        channel_changes=AMOUNT,
        burden=_object(
            likeliest=_or_null(JOURNEY),
            mean=_or_null(JOURNEY),
            worst=_or_null(JOURNEY),
            assumed=_list(TEXT),
        ),
    )


def _path() -> Shape:
    return _document(
        from_=TEXT,
        to=TEXT,
        likeliest=_or_null(WAY),
        quickest=_or_null(WAY),
        longest=_or_null(WAY),
        assumed=_list(TEXT),
    )


def _whatif() -> Shape:
    step = {
        "type": "object",
        "properties": {"id": TEXT},
        "required": ["id"],
        "additionalProperties": CHANGE,
    }
    return _document(
        changes=_map(TEXT),
        closed=_list(TEXT),
        before=TOTALS,
        after=TOTALS,
        coverage=_object(before=_map(SHARE), after=_map(SHARE)),
        difference=_map(_or_null(NUMBER)),
        steps=_list(step),
        appear=_list(POINT),
        vanish=_list(POINT),
    )


def _compare() -> Shape:
    profile = _object(
        id=_or_null(TEXT),
        name=TEXT,
        share=_or_null(SHARE),
        totals=TOTALS,
        coverage=_map(SHARE),
        critical=_list(TEXT),
    )
    return _document(
        profiles=_list(profile),
        weighted=_object(completion=_or_null(SHARE), lost=_or_null(SHARE)),
        steps=_list(_object(id=TEXT, loss=_list(AMOUNT), reach=_list(SHARE))),
    )


def _report() -> Shape:
    whole = _steps()
    parts = {
        "critical": _critical(),
        "bottlenecks": _bottlenecks(),
        "documents": _documents(),
        "actors": _actors(),
    }
    for name, part in parts.items():
        keys = {
            key: one for key, one in part["properties"].items() if key not in {"rutas", "route"}
        }
        whole["properties"][name] = {
            **part,
            "properties": keys,
            "required": [key for key in part["required"] if key in keys],
        }
    whole["properties"]["measure_first"] = _list(DRIVER)
    whole["required"] += [*parts, "measure_first"]
    return whole


_SCHEMAS: Mapping[str, Callable[[], Shape]] = {
    "steps": _steps,
    "critical": _critical,
    "bottlenecks": _bottlenecks,
    "documents": _documents,
    "actors": _actors,
    "path": _path,
    "whatif": _whatif,
    "compare": _compare,
    "report": _report,
}

NAMES: tuple[str, ...] = tuple(_SCHEMAS)
"""The documents that have a schema, by the command that writes them."""


def schema(name: str) -> Shape:
    """Return the JSON Schema of a document.

    Raises
    ------
    UsageError
        If there is no such document.

    Examples
    --------
    >>> schema("critical")["required"]
    ['rutas', 'route', 'points']
    """
    if name not in _SCHEMAS:
        hint = guessed(nearest(name, NAMES))
        known = ", ".join(NAMES)
        raise UsageError(say("report.no-such-document", given=name, guess=hint, known=known))
    return {"$schema": DRAFT, "title": f"rutas {name}", **_SCHEMAS[name]()}
