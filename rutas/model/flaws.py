"""Find what is wrong with a route as a whole, in the file's own tree, however broken its parts are.

The tree is what a file says: mappings, lists and texts. Nothing here trusts their shape, so that one
mistake never hides another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rutas.errors import Mistake
from rutas.model.change import check
from rutas.quantity import Share

__all__ = ["Flaw", "flaws", "links_of", "steps_of"]

_TOLERANCE = 1e-6

Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a route, and where in its tree.

    Attributes
    ----------
    code
        A message of the catalogue's area ``form``.
    loc
        Keys and indices from the root.
    values
        What the message needs.
    """

    code: str
    loc: Loc
    values: dict[str, object] = field(default_factory=dict)


def flaws(tree: dict[str, Any]) -> Iterator[Flaw]:
    """Yield everything that is wrong with a route beyond the form of its single values.

    >>> [flaw.code for flaw in flaws({"ways_in": [{"to": "a", "share": "60 %"}], "stages": []})]
    ['shares-not-whole', 'no-steps']
    """
    found = list(steps_of(tree))
    yield from _ages(tree)
    yield from _shares(
        [(("ways_in", *loc), way) for loc, way in _listed(tree.get("ways_in"))], ("ways_in",)
    )
    if isinstance(tree.get("stages"), list) and not found:
        yield Flaw("no-steps", ("stages",))
    if isinstance(tree.get("outcomes"), dict) and not tree["outcomes"]:
        yield Flaw("no-outcomes", ("outcomes",))
    yield from _twice([(loc, step.get("id")) for loc, step in found], "step")
    stages = [((("stages"), *loc), stage) for loc, stage in _listed(tree.get("stages"))]
    yield from _twice([(loc, s.get("id")) for loc, s in stages if isinstance(s, dict)], "stage")
    for loc, step in found:
        yield from _step(step, loc)
    yield from _profiles(tree, {str(step.get("id")): step for _, step in found})


def steps_of(tree: dict[str, Any]) -> Iterator[tuple[Loc, dict[str, Any]]]:
    """Yield every step of a tree that looks like one, with its place."""
    stages = tree.get("stages")
    for i, stage in enumerate(stages if isinstance(stages, (list, tuple)) else ()):
        steps = stage.get("steps") if isinstance(stage, dict) else None
        for j, step in enumerate(steps if isinstance(steps, (list, tuple)) else ()):
            if isinstance(step, dict):
                yield ("stages", i, "steps", j), step


def links_of(step: dict[str, Any]) -> Iterator[tuple[Loc, Any]]:
    """Yield every link of a step's tree, as a text or a mapping, with its place in the step."""
    following = step.get("next")
    if isinstance(following, dict) and ({"all", "any"} & following.keys()):
        for key in ("all", "any"):
            for loc, link in _listed(following.get(key)):
                yield ("next", key, *loc), link
    else:
        for loc, link in _listed(following):
            yield ("next", *loc), link


def _listed(value: Any) -> list[tuple[Loc, Any]]:
    if isinstance(value, (list, tuple)):
        return [((i,), item) for i, item in enumerate(value)]
    return [] if value is None else [((), value)]


def _ages(tree: dict[str, Any]) -> Iterator[Flaw]:
    ages = tree.get("ages")
    if isinstance(ages, dict):
        first, last = (str(ages.get(key)) for key in ("from", "to"))
        if first.isdecimal() and last.isdecimal() and int(first) > int(last):
            yield Flaw("ages-backwards", ("ages",), {"first": first, "last": last})


def _twice(ids: list[tuple[Loc, Any]], kind: str) -> Iterator[Flaw]:
    seen: set[str] = set()
    for loc, name in ids:
        if isinstance(name, str):
            if name in seen:
                yield Flaw("duplicate-id", (*loc, "id"), {"given": name, "kind": kind})
            seen.add(name)


def _shares(links: list[tuple[Loc, Any]], loc: Loc) -> Iterator[Flaw]:
    """Check that shares can add up to 1: ranges must leave room for it."""
    low = high = 0.0
    free = False
    stated: list[str] = []
    for _, link in links:
        text = link.get("share") if isinstance(link, dict) else None
        if text is None:
            free = True
            continue
        try:
            share = text if isinstance(text, Share) else Share.parse(str(text))
        except Mistake:
            return
        stated.append(str(text))
        low, high = low + share.low, high + share.high
    if not stated:
        return
    too_much, too_little = low > 1 + _TOLERANCE, high < 1 - _TOLERANCE and not free
    if too_much or too_little:
        total = round(100 * (low if too_much else high), 4)
        yield Flaw("shares-not-whole", loc, {"total": f"{total:g}", "given": " + ".join(stated)})


def _step(step: dict[str, Any], loc: Loc) -> Iterator[Flaw]:
    name = {"given": str(step.get("id", ""))}
    links = list(links_of(step))
    if not {"name", "question", "outcome"} & step.keys():
        yield Flaw("step-without-name", loc, name)
    if "outcome" in step and "next" in step:
        yield Flaw("outcome-and-next", (*loc, "next"), name)
    if "outcome" not in step and not links:
        yield Flaw("step-without-next", loc, name)
    if "service" in step and not ({"actor", "channel"} <= step.keys()):
        yield Flaw("service-without-actor", (*loc, "service"), name)
    yield from _links(step, links, loc)
    evidence = step.get("evidence")
    if isinstance(evidence, dict):
        for key in evidence:
            if key not in step:
                yield Flaw("evidence-of-nothing", (*loc, "evidence", key), {"given": key})


def _links(step: dict[str, Any], links: list[tuple[Loc, Any]], loc: Loc) -> Iterator[Flaw]:
    following = step.get("next")
    parallel = isinstance(following, dict) and "all" in following
    if parallel and "any" in following:
        yield Flaw("all-and-any", (*loc, "next"))
    if parallel and isinstance(step.get("question"), str):
        yield Flaw("question-with-all", (*loc, "next"))
    if parallel:
        yield from (
            Flaw("share-in-all", (*loc, *place, "share"))
            for place, link in links
            if isinstance(link, dict) and "share" in link
        )
    else:
        yield from _shares(links, (*loc, "next"))


def _profiles(tree: dict[str, Any], steps: dict[str, dict[str, Any]]) -> Iterator[Flaw]:
    profiles = tree.get("profiles")
    for key, profile in profiles.items() if isinstance(profiles, dict) else ():
        changes = profile.get("set") if isinstance(profile, dict) else None
        for path, value in changes.items() if isinstance(changes, dict) else ():
            try:
                check(path, value, steps)
            except Mistake as mistake:
                yield Flaw(mistake.code, ("profiles", key, "set", path), mistake.values)
