"""Change some quantities of a route: one mechanism for a profile, a what-if and a territory.

A change set maps paths to values, as `rutas.model.change` reads them. Where shares are set, the others
keep their proportions and divide what remains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.errors import Mistake, guessed, nearest
from rutas.model.base import Known
from rutas.model.change import check
from rutas.model.step import even_shares, whole
from rutas.quantity import Share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.model.route import Route
    from rutas.model.step import Step

__all__ = ["apply"]


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
            guess = guessed(nearest(target, {link.to for link in links}))
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


def _times(share: Share, factor: float) -> Share:
    """Scale a share; a range that would pass the whole becomes its mean."""
    if abs(factor - 1) < 1e-12:  # noqa: PLR2004  (a rounding)
        return share
    points = share.points if share.high * factor <= 1 else (share.mean,)
    return Share.of(*(min(100.0, 100 * factor * point) for point in points), unit="%")
