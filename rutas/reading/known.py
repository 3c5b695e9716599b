"""Gather the ids that a file may name, from the trees themselves, however broken they are.

A section whose name is mistaken is reported as a key; its ids are taken for known, so that one mistake
doesn't bring a hundred others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rutas.model.base import Known
from rutas.model.catalogue import SECTIONS, Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from rutas.reading.places import File

__all__ = ["known_in", "of_catalogue", "of_routes"]

_ID = re.compile(r"^id:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)


def of_catalogue(file: File | None) -> dict[str, AbstractSet[str]]:
    """Return the ids of a catalogue by kind; a kind that cannot be told is left out."""
    if file is None or file.tree is None:
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
            ids[kind] = entries.keys() if entries else stray
    return ids


def of_routes(files: Mapping[str, File]) -> set[str]:
    """Return the ids of the routes of some files, by their names."""
    return {name for stem, file in files.items() for name in _route_ids(stem, file)}


def _route_ids(stem: str, file: File) -> Iterator[str]:
    if file.tree is None:  # the text that cannot be read may still say who it is
        match = _ID.search(file.text)
        yield match[1] if match else stem
    elif isinstance(file.tree.get("id"), str):
        yield file.tree["id"]
    else:
        yield stem


def known_in(file: File, shared: Mapping[str, AbstractSet[str]]) -> Known:
    """Add to the ids that a book shares those that a route's file gives to its steps and outcomes."""
    own: dict[str, AbstractSet[str]] = {}
    if isinstance(file.tree.get("stages"), list):
        own["step"] = set(_ids(file.tree["stages"]))
    if isinstance(file.tree.get("outcomes"), dict):
        own["outcome"] = file.tree["outcomes"].keys()
    return Known({**shared, **own})


def _ids(stages: Iterable[Any]) -> Iterator[str]:
    """Yield the ids of all steps, under whatever key a stage holds them."""
    for stage in stages:
        for steps in stage.values() if isinstance(stage, dict) else ():
            for step in steps if isinstance(steps, list) else ():
                if isinstance(step, dict) and isinstance(step.get("id"), str):
                    yield step["id"]
