"""Find what is wrong with a board's files as a whole, in their own trees, however broken their parts are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.model.flaws import Flaw
from rutas.model.personal import personal
from rutas.model.tree import Loc, listed, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.model.board import Instrument

__all__ = ["application_flaws", "instrument_flaws"]


def instrument_flaws(tree: Mapping[str, Any]) -> Iterator[Flaw]:
    """Yield what is wrong with an instrument: gaps in the scale, ids given twice, levels off the scale.

    Examples
    --------
    >>> [flaw.code for flaw in instrument_flaws({"scale": {"0": "No", "2": "Sí"}})]
    ['scale-gap']
    """
    levels = _levels(tree.get("scale"))
    if levels and sorted(levels) != list(range(min(levels), max(levels) + 1)):
        yield Flaw("scale-gap", ("scale",), {"given": ", ".join(map(str, sorted(levels)))})
    seen: set[str] = set()
    for axis, raw in (mapping(tree.get("axes")) or {}).items():
        for name, item in (mapping((mapping(raw) or {}).get("items")) or {}).items():
            loc = ("axes", axis, "items", name)
            if name in seen:
                yield Flaw("duplicate-id", loc, {"given": name})
            seen.add(name)
            yield from _off(loc, (mapping(item) or {}).get("levels"), levels)


def application_flaws(
    tree: Mapping[str, Any], instrument: Instrument | None, *, with_sheet: bool
) -> Iterator[Flaw]:
    """Yield what is wrong with an application: levels off the scale, and whatever tells of a person.

    Parameters
    ----------
    tree
        What its file says.
    instrument
        What was asked, where it can be read.
    with_sheet
        Whether the individual scores stand in a sheet beside the file.
    """
    people = mapping(tree.get("individual")) or {}
    if people and with_sheet:
        yield Flaw("scores-twice", ("individual",), {})
    if instrument is not None:
        scale = frozenset(instrument.scale)
        scored: list[tuple[Loc, Any]] = [
            (("individual", code), one) for code, one in people.items()
        ]
        for loc, scores in [*scored, (("collective",), tree.get("collective"))]:
            for name, level in (mapping(scores) or {}).items():
                yield from _off((*loc, name), {str(level): ""}, scale, at=(*loc, name))
    members = str(tree.get("members", ""))
    if members.isdecimal() and len(people) > int(members):
        yield Flaw("more-than-members", ("members",), {"given": members, "count": len(people)})
    seen: set[str] = set()
    for loc, raw in listed(tree.get("plan")):
        known = (mapping(raw) or {}).get("id")
        if isinstance(known, str) and known in seen:
            yield Flaw("duplicate-id", ("plan", *loc, "id"), {"given": known})
        seen.add(str(known))
    for told, text in _texts(tree, ()):
        if found := personal(text):
            yield Flaw(f"personal-{found[0]}", told, {"given": found[1]})


def _levels(scale: Any) -> frozenset[int]:
    return frozenset(int(one) for one in mapping(scale) or {} if str(one).isdecimal())


def _off(loc: Loc, levels: Any, scale: frozenset[int], at: Loc | None = None) -> Iterator[Flaw]:
    """Yield levels that the scale does not have; what is no level is told by its form."""
    known = ", ".join(map(str, sorted(scale)))
    for level in mapping(levels) or {}:
        if str(level).isdecimal() and int(level) not in scale:
            values = {"given": level, "item": loc[-1], "person": "", "levels": known}
            yield Flaw("off-the-scale", at or (*loc, "levels", level), values)


def _texts(tree: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _texts(value, (*loc, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _texts(value, (*loc, number))
    elif isinstance(tree, str):
        yield loc, tree
