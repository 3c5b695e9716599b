"""Change some quantities of a route: one mechanism for a profile, a what-if and a territory.

A change set maps a path to a value as a file would write it:

====================  =========================================================
path                  what it sets
====================  =========================================================
``STEP.FIELD``        any field of a step but its id, next and outcome
``STEP.next.TARGET``  the share of people who go from STEP to TARGET
``ways_in.TARGET``    the share of people who enter at TARGET
``demand``            the people who enter
====================  =========================================================

The same paths name the uncertain quantities of a route wherever an answer speaks of them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import TypeAdapter, ValidationError

from rutas.errors import Mistake
from rutas.model.step import Step
from rutas.quantity import Rate, Share

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from rutas.model.route import Route

__all__ = ["apply", "check"]

_FIXED = {"id", "next", "outcome", "allow", "evidence"}
_FIELDS = {
    info.alias or name: name for name, info in Step.model_fields.items() if name not in _FIXED
}


@cache
def _field(key: str) -> TypeAdapter[Any]:
    info = Step.model_fields[_FIELDS[key]]
    kind: Any = info.annotation
    return TypeAdapter(Annotated[(kind, *info.metadata)] if info.metadata else kind)


def _value(key: str, kind: TypeAdapter[Any], value: object) -> Any:
    try:
        return kind.validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        context = {"given": str(value), **first.get("ctx", {})}
        raise Mistake("bad-change", **context, path=key, guess="") from None


_SHARE: TypeAdapter[Any] = TypeAdapter(Share)
_RATE: TypeAdapter[Any] = TypeAdapter(Rate)


def check(path: str, value: object, steps: Container[str]) -> tuple[str, str, str, Any]:
    """Read one change.

    Parameters
    ----------
    path
        What to set, as above.
    value
        The new value, as a file would write it, or as the model holds it.
    steps
        The ids of the route's steps.

    Returns
    -------
    The kind of change (``step``, ``link``, ``way_in`` or ``demand``), the step, the field or target,
    and the value as the model holds it.

    Raises
    ------
    Mistake
        If there is no such step or field, or the value does not fit it.

    Examples
    --------
    >>> check("inscripcion.wait", "2 d", {"inscripcion"})[:3]
    ('step', 'inscripcion', 'wait')
    """
    if path == "demand":
        return "demand", "", "", _value(path, _RATE, value)
    owner, _, key = path.partition(".")
    if owner == "ways_in":
        return "way_in", "", key, _value(path, _SHARE, value)
    if not key:
        raise Mistake("bad-change-path", given=path)
    if owner not in steps:
        raise Mistake("unknown-step", given=owner)
    if key.startswith("next."):
        return "link", owner, key.removeprefix("next."), _value(path, _SHARE, value)
    if key not in _FIELDS:
        raise Mistake("unknown-field", given=key, fields=", ".join(sorted(_FIELDS)))
    return "step", owner, _FIELDS[key], _value(path, _field(key), value)


def apply(route: Route, changes: Mapping[str, object]) -> Route:
    """Return the route with some quantities changed; the route itself stays as it is.

    Raises
    ------
    Mistake
        If a path or a value does not fit the route.
    """
    fields: dict[str, dict[str, Any]] = {}
    shares: dict[tuple[str, str], Any] = {}
    update: dict[str, Any] = {}
    for path, raw in changes.items():
        kind, step, key, value = check(path, raw, route.steps)
        if kind == "step":
            fields.setdefault(step, {})[key] = value
        elif kind == "demand":
            update["demand"] = value
        else:
            shares[step, key] = value
    _targets_exist(route, shares)
    update["ways_in"] = tuple(
        way.model_copy(update={"share": shares[key]}) if (key := ("", way.to)) in shares else way
        for way in route.ways_in
    )
    update["stages"] = tuple(
        stage.model_copy(
            update={"steps": tuple(_changed(step, fields, shares) for step in stage.steps)}
        )
        for stage in route.stages
    )
    return _fresh(route, update)


def _targets_exist(route: Route, shares: Mapping[tuple[str, str], Any]) -> None:
    for owner, target in shares:
        links = route.steps[owner].links if owner else route.ways_in
        if target not in {link.to for link in links}:
            raise Mistake("no-such-link", given=target, step=owner or "ways_in")


def _changed(step: Step, fields: Mapping[str, Any], shares: Mapping[tuple[str, str], Any]) -> Step:
    update = dict(fields.get(step.id, {}))
    if step.next and any((step.id, link.to) in shares for link in step.links):
        links = tuple(
            link.model_copy(update={"share": shares.get((step.id, link.to), link.share)})
            for link in step.next.any
        )
        update["next"] = step.next.model_copy(update={"any": links})
    return _fresh(step, update) if update else step


def _fresh(model: Any, update: dict[str, Any]) -> Any:
    """Copy a frozen model without what it had worked out from its old fields."""
    copy = model.model_copy(update=update)
    for name in set(copy.__dict__) - set(type(model).model_fields):
        del copy.__dict__[name]
    return copy
