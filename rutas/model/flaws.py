"""Find what is wrong with a route as a whole, in the file's own tree, however broken its parts are.

The tree is what a file says: mappings, lists and texts. Nothing here trusts their shape, so that one
mistake never hides another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rutas.errors import Mistake
from rutas.model.change import check
from rutas.model.step import whole
from rutas.model.text import as_flag, is_flag
from rutas.model.tree import Loc, links_of, listed, mapping, steps_of
from rutas.quantity import Share

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from rutas.model.base import Known
    from rutas.model.change import Change

__all__ = ["Flaw", "change_flaws", "evidence_flaws", "exit_flaws", "flaws", "says_yes"]

_YEARS = re.compile(r"[0-9]{1,3}")

Links = list[tuple[Loc, Any]]


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
    values: Mapping[str, object] = field(default_factory=dict)


def flaws(tree: Mapping[str, Any], known: Known | None = None) -> Iterator[Flaw]:
    """Yield everything that is wrong with a route beyond the form of its single values.

    Parameters
    ----------
    tree
        What a route's file says.
    known
        The ids that the route may name.

    Examples
    --------
    >>> [flaw.code for flaw in flaws({"ways_in": [{"to": "a", "share": "60 %"}], "stages": []})]
    ['shares-not-whole', 'no-steps']
    """
    steps = list(steps_of(tree))
    yield from _ages(tree)
    yield from _entrance(tree)
    if not steps and _without_steps(tree.get("stages")):
        yield Flaw("no-steps", ("stages",))
    if isinstance(tree.get("outcomes"), dict) and not tree["outcomes"]:
        yield Flaw("no-outcomes", ("outcomes",))
    full = [(loc, step) for loc, step in steps if step.keys() != {"id"}]
    for loc, step in steps if len(full) < len(steps) else ():
        if step.keys() == {"id"}:
            yield Flaw("empty-step", loc, {"given": str(step["id"])})
    yield from _twice((loc, step.get("id")) for loc, step in full)
    stages = ((loc, mapping(stage)) for loc, stage in listed(tree.get("stages")))
    yield from _twice((("stages", *loc), stage.get("id")) for loc, stage in stages if stage)
    for loc, step in full:
        yield from _step(step, loc)
    yield from evidence_flaws(tree, ())
    yield from _profiles(tree, {str(step.get("id")): step for _, step in steps}, known)


def _without_steps(stages: Any) -> bool:
    """Tell whether there are no steps, and not only none that can be read."""
    return isinstance(stages, (list, tuple)) and all(
        (mapping(stage) or {}).get("steps") in ([], ()) for stage in stages
    )


def _ages(tree: Mapping[str, Any]) -> Iterator[Flaw]:
    ages = mapping(tree.get("ages")) or {}
    first, last = (str(ages.get(key)) for key in ("from", "to"))
    if _YEARS.fullmatch(first) and _YEARS.fullmatch(last) and int(first) > int(last):
        yield Flaw("ages-backwards", ("ages",), {"first": first, "last": last})


def _entrance(tree: Mapping[str, Any]) -> Iterator[Flaw]:
    ways: Links = [(("ways_in", *loc), way) for loc, way in listed(tree.get("ways_in"))]
    if "ways_in" in tree and not ways:
        yield Flaw("no-ways-in", ("ways_in",))
    yield from _shares(ways, ("ways_in",))


def _twice(ids: Iterable[tuple[Loc, Any]]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for loc, name in ids:
        if isinstance(name, str):
            if name in seen:
                yield Flaw("duplicate-id", (*loc, "id"), {"given": name})
            seen.add(name)


def _shares(links: Links, loc: Loc, *, part: bool = False) -> Iterator[Flaw]:
    """Check that the shares of some links can add up to 1."""
    texts = [(mapping(link) or {}).get("share") for _, link in links]
    try:
        shares = [
            text if isinstance(text, Share) else Share.parse(str(text))
            for text in texts
            if text is not None
        ]
    except Mistake:
        return  # told where it stands
    try:
        whole(shares, part=part or None in texts)
    except Mistake as mistake:
        yield Flaw(mistake.code, loc, mistake.values)


def _step(step: Mapping[str, Any], loc: Loc) -> Iterator[Flaw]:
    name = {"given": str(step.get("id", ""))}
    links = list(links_of(step))
    if step.keys().isdisjoint({"name", "question", "outcome"}):
        yield Flaw("step-without-name", loc, name)
    if "outcome" in step and links:
        yield Flaw("outcome-and-next", (*loc, "next"), name)
    if "outcome" not in step and not links:
        yield Flaw("step-without-next", loc, name)
    yield from exit_flaws(step, loc)
    lacking = [key for key in ("actor", "channel") if key not in step]
    if "service" in step and lacking:
        yield Flaw("-".join(("service-without", *lacking)), (*loc, "service"), name)
    yield from _links(step, links, loc)
    yield from evidence_flaws(step, loc)


def exit_flaws(step: Mapping[str, Any], loc: Loc = ()) -> Iterator[Flaw]:
    """Yield what some fields of a step lack, or have beside them, that keeps them from meaning something.

    >>> [flaw.code for flaw in exit_flaws({"id": "a", "late": "b"})]
    ['late-without-deadline']
    """
    name = {"given": str(step.get("id", ""))}
    for key in ("missing", "late"):
        if "outcome" in step and key in step:
            yield Flaw("outcome-and-exit", (*loc, key), {**name, "key": key})
    if "missing" in step and step.get("join") != "all":
        yield Flaw("missing-without-join", (*loc, "missing"), name)
    if "late" in step and step.keys().isdisjoint({"by", "within"}):
        yield Flaw("late-without-deadline", (*loc, "late"), name)
    if "tries" in step and "no_show" not in step:
        yield Flaw("tries-without-no-show", (*loc, "tries"), name)
    giving_up = [key for key in step if key in {"leaves", "patience"}]
    if giving_up[1:]:
        yield Flaw("leaves-and-patience", (*loc, giving_up[-1]), name)
    if "custody" not in step and says_yes(step.get("sensitive")):
        yield Flaw("sensitive-without-custody", (*loc, "sensitive"), name)


def says_yes(value: object) -> bool:
    """Tell whether a flag, as a file writes it, says yes."""
    return value is True or (isinstance(value, str) and is_flag(value) and as_flag(value))


def evidence_flaws(owner: Mapping[str, Any], loc: Loc) -> Iterator[Flaw]:
    """Yield evidence of figures that are not told."""
    evidence = owner.get("evidence")
    for key in evidence if isinstance(evidence, dict) else ():
        if key not in owner:
            yield Flaw("evidence-of-nothing", (*loc, "evidence", key), {"given": key})


def _links(step: Mapping[str, Any], links: Links, loc: Loc) -> Iterator[Flaw]:
    following = mapping(step.get("next")) or {}
    if "any" in following:
        yield Flaw("next-any", (*loc, "next", "any"))
    if not following.get("all"):
        yield from _shares(links, (*loc, "next"))
        return
    if isinstance(step.get("question"), str):
        yield Flaw("question-with-all", (*loc, "next"))
    taken: set[str] = set()
    for place, link in links:
        if place[1] != "all":
            continue
        branch = mapping(link) or {"to": link}
        if "share" in branch:
            yield Flaw("share-in-all", (*loc, *place, "share"))
        target = str(branch.get("to"))
        if target in taken:
            yield Flaw("duplicate-branch", (*loc, *place, "to"), {"given": target})
        taken.add(target)


def _profiles(
    tree: Mapping[str, Any], steps: Mapping[str, Mapping[str, Any]], known: Known | None
) -> Iterator[Flaw]:
    profiles = tree.get("profiles")
    if not isinstance(profiles, dict):
        return
    yield from _shares([((), profile) for profile in profiles.values()], ("profiles",), part=True)
    for key, profile in profiles.items():
        changes = (mapping(profile) or {}).get("set")
        if isinstance(changes, dict):
            yield from change_flaws(changes, ("profiles", key, "set"), tree, steps, known)


def change_flaws(
    changes: Mapping[str, Any],
    loc: Loc,
    tree: Mapping[str, Any],
    steps: Mapping[str, Mapping[str, Any]],
    known: Known | None,
) -> Iterator[Flaw]:
    """Yield what keeps a change set from fitting a route.

    Parameters
    ----------
    changes, loc
        The change set, and its place in its file.
    tree, steps
        What the route's file says, and its steps by id.
    known
        The ids that the values may name, and those of the route's steps.
    """
    links = {name: [link for _, link in links_of(step)] for name, step in steps.items()}
    links[""] = [way for _, way in listed(tree.get("ways_in"))]
    targets = {
        name: {str((mapping(link) or {"to": link}).get("to")) for link in own}
        for name, own in links.items()
    }
    # steps whose list stands under a wrong key, which is told there
    unread = (known.ids.get("step", frozenset()) if known else frozenset()) - steps.keys()
    read = {path: v for path, v in changes.items() if path.partition(".")[0] not in unread}
    yield from _change_set(read, loc, steps, targets, known)


def _change_set(
    changes: Mapping[str, Any],
    loc: Loc,
    steps: Mapping[str, Mapping[str, Any]],
    targets: Mapping[str, set[str]],
    known: Known | None,
) -> Iterator[Flaw]:
    """Find what keeps each change from fitting the route, and all of them from fitting together."""
    shares: dict[str, list[Share]] = {}
    edited: dict[str, dict[str, Any]] = {}
    for path, value in changes.items():
        try:
            change = check(path, value, steps, known)
            _meets(change, changes, steps, targets)
        except Mistake as mistake:
            yield Flaw(mistake.code, (*loc, path), mistake.values)
            continue
        if change.field == "share":
            shares.setdefault(change.owner, []).append(change.value)
        elif change.kind == "step":
            edited.setdefault(change.owner, {})[change.field] = value
    for owner, own in shares.items():
        try:
            whole(own, part=len(own) < len(targets[owner]))
        except Mistake as mistake:
            yield Flaw(mistake.code, loc, mistake.values)
    for owner, fields in edited.items():
        for flaw in exit_flaws({**steps[owner], **fields}):
            if flaw.loc[0] in fields:
                yield Flaw(flaw.code, (*loc, f"{owner}.{flaw.loc[0]}"), flaw.values)


def _meets(
    change: Change,
    changes: Collection[str],
    steps: Mapping[str, Mapping[str, Any]],
    targets: Mapping[str, set[str]],
) -> None:
    """Refuse a change of a link, or of a series, that the route has not."""
    linked = change.kind in {"link", "way_in"}
    if linked and change.target and change.target not in targets[change.owner]:
        owner = change.owner or "ways_in"
        raise Mistake("no-such-link", given=change.target, owner=owner, guess="")
    made = f"{change.owner}.repeat" in changes
    if change.kind == "repeat" and not made and "repeat" not in steps[change.owner]:
        raise Mistake("no-series", given=change.owner)
