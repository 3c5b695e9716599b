"""Find what is wrong with a catalogue of improvements, in the file's own tree, however broken it is."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx

from rutas.errors import Mistake, guessed, nearest
from rutas.model.base import Known
from rutas.model.change import check
from rutas.model.flaws import Flaw, change_flaws, evidence_flaws, says_yes
from rutas.model.tree import Loc, listed, mapping, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.model.change import Change

__all__ = ["clash", "improvement_flaws"]


def improvement_flaws(
    tree: Mapping[str, Any], routes: Mapping[str, Mapping[str, Any]], known: Known
) -> Iterator[Flaw]:
    """Yield everything that is wrong with improvements beyond the form of their single values.

    Parameters
    ----------
    tree
        What the file says.
    routes
        What the routes' files say, by id.
    known
        The ids that it may name.

    Examples
    --------
    >>> one = {"name": "A", "includes": "a"}
    >>> [flaw.code for flaw in improvement_flaws({"improvements": {"a": one}}, {}, Known())]
    ['includes-itself']
    """
    entries = {
        str(name): one for name, raw in _items(tree, "improvements") if (one := mapping(raw))
    }
    includes = nx.DiGraph(
        (name, str(part))
        for name, one in entries.items()
        for _, part in listed(one.get("includes"))
    )
    round_trip = {
        name
        for circle in nx.strongly_connected_components(includes)
        for name in circle
        if len(circle) > 1 or includes.has_edge(name, name)
    }
    for name, one in entries.items():
        loc: Loc = ("improvements", name)
        yield from evidence_flaws(one, loc)
        if name in round_trip:
            yield Flaw("includes-itself", (*loc, "includes"), {"given": name})
        for route, own in _items(one, "routes"):
            yield from _route(own, (*loc, "routes", route), routes.get(route), known)
    yield from _clashes(entries, routes, known, includes)


def _items(tree: Mapping[str, Any], key: str) -> list[tuple[str, Any]]:
    return list((mapping(tree.get(key)) or {}).items())


def _route(own: Any, loc: Loc, tree: Mapping[str, Any] | None, known: Known) -> Iterator[Flaw]:
    """Yield what keeps the change set of a route from fitting it."""
    changes = mapping(own)
    if tree is None or changes is None:
        return
    steps = {str(step.get("id")): step for _, step in steps_of(tree)}
    within = Known({**known.ids, "step": steps.keys()})
    yield from change_flaws(dict(_items(changes, "set")), (*loc, "set"), tree, steps, within)
    for place, step in listed(changes.get("close")):
        if str(step) not in steps:
            guess = guessed(nearest(str(step), steps))
            yield Flaw("unknown-step", (*loc, "close", *place), {"given": step, "guess": guess})


def clash(one: Change, other: Change) -> bool:
    """Tell whether two changes of a route set the same thing.

    The shares of one decision are one thing, for they add up to the whole; a series and a part of it are one.

    Examples
    --------
    >>> from rutas.model.change import check
    >>> one, other = (check(f"a.next.{to}", "10 %", {"a"}) for to in ("b", "c"))
    >>> clash(one, other), clash(one, check("a.next.b.handover", "referral", {"a"}))
    (True, False)
    """
    if _thing(one) != _thing(other):
        return False
    if one.kind == other.kind == "repeat":
        return one.field == other.field
    if one.field == "share":
        return True
    return _meet(one.target, other.target) and _meet(one.number, other.number)


def _thing(change: Change) -> tuple[str, ...]:
    """Return what two changes share that set the same thing."""
    if "repeat" in {change.kind, change.field}:
        return "step", change.owner, "repeat"
    return change.kind, change.owner, change.field


def _meet(one: str | int, other: str | int) -> bool:
    """Tell whether two targets or numbers are of one link; none means any."""
    return not one or not other or one == other


class _Set(NamedTuple):
    """What an improvement sets of a route: its change, whether it closes a step, and its place."""

    owner: str
    change: Change
    closes: bool
    loc: Loc


def _clashes(
    entries: Mapping[str, Mapping[str, Any]],
    routes: Mapping[str, Mapping[str, Any]],
    known: Known,
    includes: nx.DiGraph[str],
) -> Iterator[Flaw]:
    """Yield what two improvements set, unless one goes over the other that it includes, or both close it."""
    over = {
        (name, part)
        for name, one in entries.items()
        if name in includes and says_yes(one.get("over"))
        for part in nx.descendants(includes, name)
    }
    seen: dict[tuple[str, ...], list[_Set]] = {}
    for route, one in _sets(entries, routes, known):
        group = seen.setdefault((route, *_thing(one.change)), [])
        for was in group:
            settled = (
                was.owner == one.owner or {(was.owner, one.owner), (one.owner, was.owner)} & over
            )
            if not settled and not (one.closes and was.closes) and clash(one.change, was.change):
                values = {"given": str(one.loc[-1]), "name": one.owner, "other": was.owner}
                yield Flaw("improvements-clash", one.loc, {**values, "at": was.loc})
                break
        group.append(one)


def _sets(
    entries: Mapping[str, Mapping[str, Any]], routes: Mapping[str, Mapping[str, Any]], known: Known
) -> Iterator[tuple[str, _Set]]:
    """Yield, by route, what can be read of all that improvements set."""
    ids = {
        route: {str(step.get("id")) for _, step in steps_of(tree)} for route, tree in routes.items()
    }
    for name, one in entries.items():
        for route, raw in _items(one, "routes"):
            loc: Loc = ("improvements", name, "routes", route)
            own = mapping(raw) or {}
            told = [(path, value, (*loc, "set", path)) for path, value in _items(own, "set")]
            closed = [
                (f"{step}.dropout", "100 %", (*loc, "close", *place))
                for place, step in listed(own.get("close"))
            ]
            for path, value, place in [*told, *closed]:
                with suppress(Mistake):
                    change = check(path, value, ids.get(route, ()), known)
                    yield route, _Set(name, change, place[4] == "close", place)
