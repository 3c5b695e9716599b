"""Find what is wrong with a territory as a whole, in the file's own tree, however broken its parts are."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from rutas.model.base import Known
from rutas.model.flaws import Flaw, change_flaws
from rutas.model.tree import Loc, listed, mapping, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.model.catalogue import Catalogue

__all__ = ["PLACELESS", "territory_flaws"]

PLACELESS = frozenset({"home-visit", "phone", "online", "mail"})
"""The kinds of channel by which nobody goes anywhere."""


def territory_flaws(
    tree: Mapping[str, Any],
    catalogue: Catalogue,
    routes: Mapping[str, Mapping[str, Any]],
    known: Known | None = None,
) -> Iterator[Flaw]:
    """Yield everything that is wrong with a territory beyond the form of its single values.

    Parameters
    ----------
    tree
        What its file says.
    catalogue
        The book's catalogue.
    routes
        What the routes' files say, by id.
    known
        The ids that it may name.

    Examples
    --------
    >>> from rutas.model.catalogue import Catalogue
    >>> tree = {"id": "villeta", "survey": {"points": "2", "surveyed": "3"}}
    >>> [flaw.code for flaw in territory_flaws(tree, Catalogue(), {})]
    ['surveyed-over-points']
    """
    name = tree.get("id")
    if isinstance(name, str) and name in routes:
        yield Flaw("territory-of-route", ("id",), {"given": name})
    points = [
        (("points", *loc), one) for loc, raw in listed(tree.get("points")) if (one := mapping(raw))
    ]
    actions = [
        (("actions", *loc), one)
        for loc, raw in listed(tree.get("actions"))
        if (one := mapping(raw))
    ]
    yield from _survey(tree, len(points))
    for several in (points, actions):
        yield from _twice(several)
    for loc, point in points:
        yield from _placed(loc, point, catalogue)
    sets: list[tuple[Loc, Any]] = [(("set",), tree.get("set"))]
    sets += [((*loc, "set"), action.get("set")) for loc, action in actions]
    for loc, changes in sets:
        yield from _changes(loc, changes, routes, known)


def _survey(tree: Mapping[str, Any], listed_points: int) -> Iterator[Flaw]:
    latest: tuple[str, int, Loc] | None = None
    for loc, raw in listed(tree.get("survey")):
        survey = mapping(raw) or {}
        with suppress(ValueError, TypeError, KeyError):
            points, surveyed = int(survey["points"]), int(survey["surveyed"])
            if surveyed > points:
                values = {"surveyed": surveyed, "points": points}
                yield Flaw("surveyed-over-points", ("survey", *loc, "surveyed"), values)
            if latest is None or str(survey.get("on")) > latest[0]:
                latest = (str(survey.get("on")), points, ("survey", *loc, "points"))
    if latest and listed_points > latest[1]:
        yield Flaw(
            "more-points-than-survey", latest[2], {"listed": listed_points, "points": latest[1]}
        )


def _twice(things: list[tuple[Loc, Mapping[str, Any]]]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for loc, thing in things:
        name = thing.get("id")
        if isinstance(name, str):
            if name in seen:
                yield Flaw("duplicate-id", (*loc, "id"), {"given": name})
            seen.add(name)


def _placed(loc: Loc, point: Mapping[str, Any], catalogue: Catalogue) -> Iterator[Flaw]:
    """Refuse a point to which people go, and of which nobody says where it is."""
    channels = [str(name) for _, name in listed(point.get("channel"))]
    kinds = {catalogue.channels[name].kind for name in channels if name in catalogue.channels}
    if "place" not in point and not (kinds and kinds <= PLACELESS):
        yield Flaw("point-without-place", loc, {"given": str(point.get("id", ""))})


def _changes(
    loc: Loc, changes: Any, routes: Mapping[str, Mapping[str, Any]], known: Known | None
) -> Iterator[Flaw]:
    for name, own in changes.items() if isinstance(changes, dict) else ():
        tree = routes.get(name)
        if tree is None or not isinstance(own, dict):
            continue
        steps = {str(step.get("id")): step for _, step in steps_of(tree)}
        within = Known({**(known.ids if known else {}), "step": steps.keys()})
        yield from change_flaws(own, (*loc, name), tree, steps, within)
