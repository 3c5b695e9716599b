"""Bring a route's tree into one form whatever way it is written, and back into the way of a file.

In the normal form what has an id stands under it, steps stand beside the stages and name theirs, what may be
one or many is a list, and what a link says stands under the step that it leads to. So two writings of one
route are the same tree, and each thing is found by a name that does not change when others move.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rutas.model.tree import listed, mapping, steps_of
from rutas.reading.pairing import pairs

__all__ = ["LISTS", "catalogue", "dressed", "normal", "plain"]

Tree = dict[str, Any]

LISTS = frozenset(
    {"package", "holds", "actor", "channel", "service", "requires", "produces", "law"}
)
"""Fields that may be one thing or many."""


def normal(tree: Tree) -> Tree:
    """Return a route's tree in the normal form.

    >>> stages = [{"id": "e", "steps": [{"id": "a", "next": "b"}]}]
    >>> found = normal({"id": "r", "ways_in": {"to": "a"}, "stages": stages})
    >>> found["steps"], found["ways_in"], found["stages"]
    ({'a': {'stage': 'e', 'next': {'b': {'to': 'b'}}}}, {'a': {'to': 'a'}}, {'e': {}})
    """
    found = _lists(tree)
    if "ways_in" in found:
        found["ways_in"] = _by_target(found["ways_in"])
    stages: Tree = {}
    steps: Tree = {}
    for stage in found.pop("stages", []):
        stages[stage["id"]] = {k: v for k, v in stage.items() if k not in {"id", "steps"}}
        for step in stage.get("steps", []):
            rest = {key: value for key, value in step.items() if key != "id"}
            steps[step["id"]] = {"stage": stage["id"], **_step(rest)}
    return {**found, "stages": stages, "steps": steps}


def _step(step: Tree) -> Tree:
    found = _lists(step)
    following = found.pop("next", None)
    if following is None:
        return found
    several = mapping(following)
    parallel = several is not None and "all" in several
    if several is not None and not several.keys().isdisjoint({"all", "any"}):
        following = several["all" if parallel else "any"]
    if parallel:
        found["taken"] = "all"
    return {**found, "next": _by_target(following)}


def _lists(tree: Tree) -> Tree:
    return {
        key: [item for _, item in listed(value)] if key in LISTS else value
        for key, value in tree.items()
    }


def _by_target(links: Any) -> Tree:
    """Return links under the step that each leads to, a further one to the same step as ``a#2``."""
    found: Tree = {}
    for _, raw in listed(links):
        link = raw if isinstance(raw, dict) else {"to": raw}
        name, number = str(link.get("to", "")), 1
        while (key := name if number == 1 else f"{name}#{number}") in found:
            number += 1
        found[key] = link
    return found


def plain(found: Tree) -> Tree:
    """Return the tree of a file from the normal form, written as short as can be.

    >>> stages = [{"id": "e", "steps": [{"id": "a", "next": "b"}]}]
    >>> tree = {"id": "r", "ways_in": [{"to": "a"}], "stages": stages}
    >>> plain(normal(tree)) == tree
    True
    """
    tree = _short_lists(found)
    steps = tree.pop("steps", {})
    if "ways_in" in tree:
        tree["ways_in"] = list(tree["ways_in"].values())
    stages = tree.pop("stages", {})
    inside: dict[str, list[Tree]] = {name: [] for name in stages}
    for name, step in steps.items():
        rest = {key: value for key, value in step.items() if key != "stage"}
        inside.setdefault(step["stage"], []).append({"id": name, **_written(rest)})
    tree["stages"] = [
        {"id": name, **stages.get(name, {}), "steps": own} for name, own in inside.items()
    ]
    return tree


def _written(step: Tree) -> Tree:
    found = _short_lists(step)
    parallel = found.pop("taken", None) == "all"
    if "next" in found:
        links = [link["to"] if link.keys() == {"to"} else link for link in found["next"].values()]
        found["next"] = {"all": links} if parallel else links[0] if len(links) == 1 else links
    return found


def _short_lists(tree: Tree) -> Tree:
    return {key: _short(value) if key in LISTS else value for key, value in tree.items()}


def _short(value: Any) -> Any:
    alone = isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)
    return value[0] if alone else value


def catalogue(tree: Tree) -> Tree:
    """Return a catalogue's tree in the normal form: as it is, every section and entry a copy."""
    return {
        section: {
            name: dict(entry) if isinstance(entry, dict) else entry
            for name, entry in entries.items()
        }
        if isinstance(entries, dict)
        else entries
        for section, entries in tree.items()
    }


def dressed(raw: Any, was: Any, wanted: Any) -> Any:
    """Return a tree that is wanted, written as the file writes whatever of it stays.

    Parameters
    ----------
    raw
        The file's own tree.
    was
        What it says, written short.
    wanted
        What it is to say, written short.

    Examples
    --------
    >>> raw, was = {"actor": ["usf"], "wait": "1 d"}, {"actor": "usf", "wait": "1 d"}
    >>> dressed(raw, was, {"actor": "usf", "wait": "2 d"})
    {'actor': ['usf'], 'wait': '2 d'}
    """
    said = {step.get("id"): step for _, step in steps_of(mapping(was) or {})}
    steps = {step.get("id"): step for _, step in steps_of(mapping(raw) or {})}
    known = {name: (step, said[name]) for name, step in steps.items() if name in said}
    return _dressed(raw, was, wanted, known)


_Known = Mapping[Any, tuple[Any, Any]]  # a step as the file writes it and as it is short, by its id


def _dressed(raw: Any, was: Any, wanted: Any, known: _Known) -> Any:
    if was == wanted:
        return raw
    if isinstance(raw, dict) and isinstance(was, dict) and isinstance(wanted, dict):
        return {
            key: _dressed(raw[key], was.get(key), value, known) if key in raw else value
            for key, value in wanted.items()
        }
    if isinstance(raw, list) and isinstance(was, list) and isinstance(wanted, list):
        found = []
        for old, value in zip(pairs(was, wanted), wanted, strict=True):
            name = value.get("id") if isinstance(value, dict) and "steps" not in value else None
            place = known.get(name) or (None if old is None else (raw[old], was[old]))
            found.append(_dressed(*place, value, known) if place else value)
        return found
    return _alone(raw, was, wanted, known)


def _alone(raw: Any, was: Any, wanted: Any, known: _Known) -> Any:
    """Return what is wanted where a file writes one thing as a list, or a list's only item alone."""
    if isinstance(was, list) and isinstance(wanted, list) and len(was) == len(wanted) == 1:
        return _dressed(raw, was[0], wanted[0], known)
    if isinstance(raw, list) and len(raw) == 1 and not isinstance(wanted, list):
        return [_dressed(raw[0], was, wanted, known)]
    if isinstance(wanted, str) and isinstance(raw, dict) and raw.keys() == {"to"}:
        return {"to": wanted}
    if isinstance(wanted, str) and isinstance(raw, str) and raw.endswith("\n") and "\n" in wanted:
        return f"{wanted.rstrip()}\n"
    return wanted
