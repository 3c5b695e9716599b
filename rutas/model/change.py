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

Where shares are set, the others keep their proportions and divide what remains. The same paths name
the uncertain quantities of a route wherever an answer speaks of them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import TypeAdapter, ValidationError

from rutas.errors import Mistake, guessed, nearest
from rutas.locale import has
from rutas.model.base import Known
from rutas.model.step import Step, even_shares
from rutas.quantity import Rate, Share

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rutas.model.route import Route

__all__ = ["apply", "check", "whole"]

_FIXED = {"id", "next", "outcome", "allow", "evidence"}
_FIELDS = {
    info.alias or name: name for name, info in Step.model_fields.items() if name not in _FIXED
}
_TOLERANCE = 1e-6
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


def apply(route: Route, changes: Mapping[str, object]) -> Route:
    """Return the route with some quantities changed; the route itself stays as it is.

    Raises
    ------
    Mistake
        If a path or a value does not fit the route.
    """
    fields: dict[str, dict[str, Any]] = {}
    shares: dict[str, dict[str, Any]] = {}
    update: dict[str, Any] = {}
    ids = {**route.catalogue.ids, "step": route.steps.keys()}
    known = Known({kind: names for kind, names in ids.items() if names})
    for path, raw in changes.items():
        kind, step, key, value = check(path, raw, route.steps, known)
        if kind == "step":
            fields.setdefault(step, {})[key] = value
        elif kind == "demand":
            update["demand"] = value
        else:
            shares.setdefault(step, {})[key] = value
    update["ways_in"] = _shared(route.ways_in, shares.pop("", {}), "ways_in")
    for name, given in shares.items():
        fields.setdefault(name, {})["next"] = _next(route.steps[name], given)
    update["stages"] = tuple(
        stage.model_copy(
            update={
                "steps": tuple(
                    step.model_copy(update=fields[step.id]) if step.id in fields else step
                    for step in stage.steps
                )
            }
        )
        for stage in route.stages
    )
    return route.model_copy(update=update)


def _next(step: Step, given: Mapping[str, Share]) -> Any:
    if step.next is None or step.parallel:
        target = next(iter(given))
        code = "share-in-all" if step.parallel else "no-such-link"
        raise Mistake(code, given=target, owner=step.id, guess="")
    return step.next.model_copy(update={"any": _shared(step.next.any, given, step.id)})


def _shared(links: Sequence[Any], given: Mapping[str, Share], owner: str) -> tuple[Any, ...]:
    """Give some links their shares; the others divide what remains as they did before."""
    for target in given:
        if target not in {link.to for link in links}:
            guess = _guess(target, {link.to for link in links})
            raise Mistake("no-such-link", given=target, owner=owner, guess=guess)
    if not given:
        return tuple(links)
    before = even_shares([link.share.mean if link.share else None for link in links])
    whole(list(given.values()), part=any(link.to not in given for link in links))
    twins = {target: [link.to for link in links].count(target) for target in given}
    kept = sum(share for link, share in zip(links, before, strict=True) if link.to not in given)
    rest = max(0.0, 1 - sum(share.mean for share in given.values()))
    return tuple(
        link.model_copy(
            update={
                "share": _times(given[link.to], 1 / twins[link.to])
                if link.to in given
                else link.share and _times(link.share, rest / kept if kept else 1.0)
            }
        )
        for link in links
    )


def whole(shares: Sequence[Share], *, part: bool) -> None:
    """Refuse shares that cannot add up to 1: ranges must leave room for it, a part may be less.

    >>> whole([Share.parse("50..70 %"), Share.parse("40 %")], part=False)

    Raises
    ------
    Mistake
        If they cannot.
    """
    low, high = (sum(getattr(share, end) for share in shares) for end in ("low", "high"))
    too_much = low > 1 + _TOLERANCE
    if shares and (too_much or (high < 1 - _TOLERANCE and not part)):
        total = f"{round(100 * (low if too_much else high), 4):g}"
        raise Mistake("shares-not-whole", total=total, given=" + ".join(map(str, shares)))


def _times(share: Share, factor: float) -> Share:
    """Scale a share; a range that would pass the whole becomes its mean."""
    if abs(factor - 1) < 1e-12:  # noqa: PLR2004  (a rounding)
        return share
    points = share.points if share.high * factor <= 1 else (share.mean,)
    return Share.of(*(min(100.0, 100 * factor * point) for point in points), unit="%")
