"""Change some quantities of a route: one mechanism for a profile, a what-if and a territory.

A change set maps paths to values, as `rutas.model.change` reads them. Where shares are set, the others
keep their proportions and divide what remains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from rutas.errors import Mistake, guessed, nearest
from rutas.model.base import Known
from rutas.model.change import check
from rutas.model.flaws import exit_flaws
from rutas.model.step import even_shares, numbered, whole
from rutas.model.tree import mapping
from rutas.quantity import Share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.model.catalogue import Catalogue
    from rutas.model.change import Change
    from rutas.model.route import Route, WayIn
    from rutas.model.step import Link, Step

    T = TypeVar("T", Link, WayIn)

__all__ = ["apply"]


def apply(route: Route, changes: Mapping[str, object]) -> Route:
    """Return the route with some quantities changed; the route itself stays as it is.

    Raises
    ------
    Mistake
        If a path or a value does not fit the route.
    """
    ids = {**route.catalogue.ids, "step": route.steps.keys()}
    known = Known({kind: names for kind, names in ids.items() if names})
    groups: dict[str, dict[str, list[Change]]] = {}
    for path, raw in changes.items():
        change = check(path, raw, route.steps, known)
        place = "step" if change.kind in {"link", "repeat"} else change.kind
        groups.setdefault(place, {}).setdefault(change.owner, []).append(change)
    update: dict[str, Any] = {one.field: one.value for one in groups.get("route", {}).get("", ())}
    ways = groups.get("way_in", {}).get("", [])
    update["ways_in"] = _linked(route.ways_in, ways, "ways_in")
    if "actor" in groups:
        update["catalogue"] = _catalogue(route.catalogue, groups["actor"])
    edited = {name: _step(route.steps[name], own) for name, own in groups.get("step", {}).items()}
    update["stages"] = tuple(
        stage.model_copy(update={"steps": tuple(edited.get(step.id, step) for step in stage.steps)})
        for stage in route.stages
    )
    return route.model_copy(update=update)


def _catalogue(catalogue: Catalogue, changes: Mapping[str, Sequence[Change]]) -> Catalogue:
    actors = dict(catalogue.actors)
    for name, own in changes.items():
        update = {one.field: one.value for one in own}
        actors[name] = actors[name].model_copy(update=update)
    return catalogue.model_copy(update={"actors": actors})


def _step(step: Step, changes: Sequence[Change]) -> Step:
    update = {one.field: one.value for one in changes if one.kind == "step"}
    series = {one.field: one.value for one in changes if one.kind == "repeat"}
    if series:
        repeat = update.get("repeat", step.repeat)
        if repeat is None:
            raise Mistake("no-series", given=step.id)
        update["repeat"] = repeat.model_copy(update=series)
    links = [one for one in changes if one.kind == "link"]
    if links:
        update["next"] = _next(step, links)
    changed = step.model_copy(update=update)
    for flaw in exit_flaws(mapping(changed) or {}):
        raise Mistake(flaw.code, **flaw.values)
    return changed


def _next(step: Step, changes: Sequence[Change]) -> Any:
    shares = any(one.field == "share" for one in changes)
    if step.next is None or (step.parallel and shares):
        code = "share-in-all" if step.parallel else "no-such-link"
        raise Mistake(code, given=changes[0].target, owner=step.id, guess="")
    part = "all" if step.parallel else "any"
    found = _linked(getattr(step.next, part), changes, step.id)
    return step.next.model_copy(update={part: found})


def _linked(links: Sequence[T], changes: Sequence[Change], owner: str) -> tuple[T, ...]:
    """Change some links, or ways in; where some get a share the others divide what remains as before."""
    targets = [link.to for link in links]
    named = list(zip(links, targets, numbered(targets), strict=True))
    for change in changes:
        if not any(change.means(target, number) for _, target, number in named):
            guess = guessed(nearest(change.target, targets))
            given = f"{change.target}.{change.number}" if change.number else change.target
            raise Mistake("no-such-link", given=given, owner=owner, guess=guess)
    updates: list[dict[str, Any]] = [
        {one.field: one.value for one in changes if one.field != "share" and one.means(to, number)}
        for _, to, number in named
    ]
    shares = [one for one in changes if one.field == "share"]
    if shares:
        for update, share in zip(updates, _shared(named, shares), strict=True):
            update["share"] = share
    return tuple(
        link.model_copy(update=update) if update else link
        for link, update in zip(links, updates, strict=True)
    )


def _shared(named: Sequence[tuple[Any, str, int]], changes: Sequence[Change]) -> list[Share | None]:
    """Give some links their shares, an even part each where several are meant; others get what remains."""
    given: list[Share | None] = [None] * len(named)
    for change in changes:
        meant = [k for k, (_, to, number) in enumerate(named) if change.means(to, number)]
        for k in meant:
            given[k] = _times(change.value, 1 / len(meant))
    stated = [change.value for change in changes]
    whole(stated, part=any(share is None for share in given))
    before = even_shares([link.share.mean if link.share else None for link, _, _ in named])
    kept = sum(part for part, share in zip(before, given, strict=True) if share is None)
    rest = max(0.0, 1 - sum(share.mean for share in stated))
    return [
        share or (link.share and _times(link.share, rest / kept if kept else 1.0))
        for (link, _, _), share in zip(named, given, strict=True)
    ]


def _times(share: Share, factor: float) -> Share:
    """Scale a share; a range that would pass the whole becomes its mean."""
    if abs(factor - 1) < 1e-12:  # noqa: PLR2004  (a rounding)
        return share
    points = share.points if share.high * factor <= 1 else (share.mean,)
    return Share.of(*(min(100.0, 100 * factor * point) for point in points), unit="%")
