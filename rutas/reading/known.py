"""Gather the ids that a file may name, from the trees themselves, however broken they are.

A section whose name is mistaken is reported as a key; its ids are taken for known, so that one mistake
doesn't bring a hundred others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rutas.errors import nearest
from rutas.model.base import Known
from rutas.model.catalogue import SECTIONS, Catalogue
from rutas.model.text import fold, id_flaw, slug
from rutas.model.tree import links_of, listed, mapping, steps_of
from rutas.reading.places import LOST_ENTRY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from rutas.reading.places import File

__all__ = ["known_in", "of_catalogue", "of_routes"]

_SECTIONS = {**SECTIONS, "outcome": "outcomes"}
# How many pairs of words are compared, at most: a second's work.
_MOST_COMPARED = 50_000
_STRAY = re.compile(r"[^a-z0-9-]")
_ID = re.compile(r"^id:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)


def of_catalogue(file: File | None) -> dict[str, AbstractSet[str]]:
    """Return the ids of a catalogue by kind; a kind that cannot be told is left out."""
    if file is None or file.tree is None or _lost_an_entry(file):
        return {}
    stray: set[str] = set()
    for key in file.tree.keys() - Catalogue.model_fields.keys():
        if isinstance(file.tree[key], dict):
            stray |= file.tree[key].keys()
    spoiled = {key for _, _, key in file.spoiled}
    ids: dict[str, AbstractSet[str]] = {}
    for kind, section in SECTIONS.items():
        entries = file.tree.get(section, {})
        if isinstance(entries, dict) and (entries or section not in spoiled):
            ids[kind] = _as_meant(entries.keys() if entries else stray)
    return ids


def of_routes(files: Mapping[str, File]) -> set[str]:
    """Return the ids of the routes of some files, by their names."""
    return _as_meant({name for stem, file in files.items() for name in _route_ids(stem, file)})


def _route_ids(stem: str, file: File) -> Iterator[str]:
    if file.tree is None:  # the text that cannot be read may still say who it is
        match = _ID.search(file.text)
        yield match[1] if match else stem
    elif isinstance(file.tree.get("id"), str):
        yield file.tree["id"]
    else:
        yield stem


def known_in(
    file: File, shared: Mapping[str, AbstractSet[str]], catalogue: File | None = None
) -> Known:
    """Add to the ids that a book shares those that a route's file gives to its steps and outcomes."""
    own: dict[str, AbstractSet[str]] = {}
    if isinstance(file.tree.get("stages"), list):
        ids = set(_ids(file.tree["stages"]))
        own["step"] = _as_meant(ids) | _lost(file.tree, ids)
    if isinstance(file.tree.get("outcomes"), dict) and not _lost_an_entry(file):
        own["outcome"] = _as_meant(file.tree["outcomes"].keys())
    return Known({**shared, **own}, lambda: {**_names(catalogue), **_names(file)})


def _names(file: File | None) -> dict[str, dict[str, str]]:
    """Return the ids of what a file has, by kind and by what people call it."""
    tree = mapping(file.tree if file else None) or {}
    steps = {str(step.get("id")): step for _, step in steps_of(tree)}
    found = {"step": steps, **{kind: tree.get(key) for kind, key in _SECTIONS.items()}}
    return {
        kind: {
            fold(said): name
            for name, entry in entries.items()
            for key in ("name", "question", "title")
            if isinstance(said := (mapping(entry) or {}).get(key), str)
        }
        for kind, entries in found.items()
        if isinstance(entries, dict)
    }


def _lost_an_entry(file: File) -> bool:
    """Tell whether the key of some entry was lost, so that what names it is not wrong."""
    return any(key == LOST_ENTRY for _, _, key in file.spoiled)


def _as_meant(ids: AbstractSet[str]) -> set[str]:
    """Add to what is written for an id, where it is none, the ids that it may be meant for.

    >>> sorted(_as_meant({"inscripción", "usf"}))
    ['inscripcin', 'inscripcion', 'inscripción', 'usf']
    """
    wrong = [name for name in ids if id_flaw(name)]
    return {*ids, *map(slug, wrong), *(_STRAY.sub("", name) for name in wrong)}


def _lost(tree: Mapping[str, Any], ids: set[str]) -> set[str]:
    """Return the ids that the steps without a right one most likely have: what is named, and near none."""
    nameless = sum(bool(id_flaw(str(step.get("id", "")))) for _, step in steps_of(tree))
    if not nameless:
        return set()
    named = {str((mapping(link) or {"to": link}).get("to")) for link in _links(tree)}
    right = [name for name in ids if not id_flaw(name)]
    strange = named - _as_meant(ids)
    if len(strange) * len(right) > _MOST_COMPARED:
        return set()
    lost = {name for name in strange if nearest(name, right) is None}
    return lost if len(lost) <= nameless else set()


def _links(tree: Mapping[str, Any]) -> Iterator[Any]:
    yield from (way for _, way in listed(tree.get("ways_in")))
    for _, step in steps_of(tree):
        yield from (link for _, link in links_of(step))
        yield from (step[key] for key in ("missing", "late") if key in step)


def _ids(stages: Iterable[Any]) -> Iterator[str]:
    """Yield the ids of all steps, under whatever key a stage holds them."""
    for stage in stages:
        for steps in stage.values() if isinstance(stage, dict) else ():
            for step in steps if isinstance(steps, list) else ():
                if isinstance(step, dict) and isinstance(step.get("id"), str):
                    yield step["id"]
