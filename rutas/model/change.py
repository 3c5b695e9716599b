"""Read one change of a route: a path, and a value as a file would write it.

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

from rutas.errors import Mistake, guessed, nearest
from rutas.locale import has
from rutas.model.step import Step
from rutas.quantity import Rate, Share

if TYPE_CHECKING:
    from collections.abc import Collection

    from rutas.model.base import Known

__all__ = ["check"]

_FIXED = {"id", "next", "outcome", "allow", "evidence"}
_FIELDS = {
    info.alias or name: name for name, info in Step.model_fields.items() if name not in _FIXED
}
_SHARE: TypeAdapter[Any] = TypeAdapter(Share)
_RATE: TypeAdapter[Any] = TypeAdapter(Rate)


@cache
def _field(key: str) -> TypeAdapter[Any]:
    info = Step.model_fields[_FIELDS[key]]
    kind: Any = info.annotation
    return TypeAdapter(Annotated[(kind, *info.metadata)] if info.metadata else kind)


def _value(path: str, kind: TypeAdapter[Any], value: object, known: Known | None) -> Any:
    try:
        return kind.validate_python(value, context=known)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        context = {"given": str(value), **first.get("ctx", {}), "guess": "", "path": path}
        code = first["type"] if has(f"form.{first['type']}") else "bad-change"
        if known and code.removeprefix("unknown-") in known.ids:
            ids = known.ids[code.removeprefix("unknown-")]
            context["guess"] = _guess(str(context["given"]), ids)
        raise Mistake(code, **context) from None


def _guess(word: str, words: Collection[str]) -> str:
    return guessed(nearest(word, words))


def check(
    path: str, value: object, steps: Collection[str], known: Known | None = None
) -> tuple[str, str, str, Any]:
    """Read one change.

    Parameters
    ----------
    path
        What to set, as above.
    value
        The new value, as a file would write it, or as the model holds it.
    steps
        The ids of the route's steps.
    known
        The ids that the value may name.

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
        return "demand", "", "", _value(path, _RATE, value, known)
    owner, _, key = path.partition(".")
    if not key:
        raise Mistake("bad-change-path", given=path)
    if owner == "ways_in":
        return "way_in", "", key, _value(path, _SHARE, value, known)
    if owner not in steps:
        raise Mistake("unknown-step", given=owner, guess=_guess(owner, steps))
    if key.startswith("next."):
        return "link", owner, key.removeprefix("next."), _value(path, _SHARE, value, known)
    if key not in _FIELDS:
        fields = ", ".join(sorted(_FIELDS))
        raise Mistake("unknown-field", given=key, fields=fields, guess=_guess(key, _FIELDS))
    return "step", owner, _FIELDS[key], _value(path, _field(key), value, known)
