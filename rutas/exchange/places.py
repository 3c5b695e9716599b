"""Carry the places of a foreign file's texts into the tree that a book is to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.model.tree import links_of, steps_of

if TYPE_CHECKING:
    from rutas.reading import File
    from rutas.reading.places import Mark

__all__ = ["STRIDE", "at_places", "marks_of", "place_of"]

STRIDE = 1_000_000
"""A sheet's number times this, and the row, are the line of a cell."""
_NOWHERE = (-1, -1)


def at_places(tree: Any, file: Any) -> Any:
    """Return a tree in which whatever a file says too is the file's own text, which knows its place."""
    if isinstance(tree, dict) and isinstance(file, dict):
        keys = {key: key for key in file}
        return {keys.get(key, key): at_places(part, file.get(key)) for key, part in tree.items()}
    if isinstance(tree, list) and isinstance(file, list) and len(tree) == len(file):
        return [at_places(part, other) for part, other in zip(tree, file, strict=True)]
    return file if isinstance(tree, str) and isinstance(file, str) and tree == file else tree


def marks_of(tree: Any) -> Mark:
    """Return the places of a tree's texts as `rutas.reading.File` wants them.

    A text's ``place`` is its sheet, row and column; the line of the mark counts the sheets by millions. What
    has no place has that of the first of its parts, or of its brothers, that has one.
    """
    return _marks(tree, _NOWHERE)


def _marks(tree: Any, otherwise: tuple[int, int]) -> Mark:
    here = _first(tree) or otherwise
    if isinstance(tree, dict):
        parts = {}
        for key, part in tree.items():
            value = _marks(part, _place(key) or here)
            parts[key] = (*(_place(key) or value[:2]), value)
        return (*here, parts)
    if isinstance(tree, list):
        return (*here, [_marks(part, here) for part in tree])
    return here


def _place(text: object) -> tuple[int, int] | None:
    place = getattr(text, "place", None)
    return (place[0] * STRIDE + place[1], place[2]) if place else None


def _first(tree: Any) -> tuple[int, int] | None:
    """Return the first place that a tree has, not looking too deep."""
    if isinstance(tree, dict):
        candidates: list[Any] = [*tree.values(), *tree]
    elif isinstance(tree, list):
        candidates = tree[:1]
    else:
        return _place(tree)
    for one in candidates:
        if isinstance(one, str) and (found := _place(one)):
            return found
    for one in candidates[:2]:
        if not isinstance(one, str) and (found := _first(one)):
            return found
    return None


def place_of(file: File, path: str) -> int:
    r"""Return the line of what an edit's path names, counted from 1.

    >>> from rutas.reading import parse_text
    >>> text = "id: r\nstages:\n  - id: e\n    steps:\n      - id: a\n        name: A\n"
    >>> place_of(parse_text(text)[0], "steps.a.name")
    6
    """
    tree = file.tree if isinstance(file.tree, dict) else {}
    parts = path.split(".")
    if parts[0] == "steps" and len(parts) > 1:
        for loc, step in steps_of(tree):
            if step.get("id") == parts[1]:
                return _in_step(file, loc, step, parts[2:])
    if parts[0] == "stages" and len(parts) > 1:
        stages = [
            i for i, stage in enumerate(tree.get("stages", ())) if stage.get("id") == parts[1]
        ]
        return file.find(("stages", *stages[:1], *parts[2:]), key=True)[0]
    return file.find(tuple(parts), key=True)[0]


def _in_step(file: File, loc: Any, step: Any, parts: list[str]) -> int:
    if parts[:1] == ["next"] and len(parts) > 1:
        target = parts[1].partition("#")[0]
        for inner, link in links_of(step):
            if (link.get("to") if isinstance(link, dict) else link) == target:
                return file.find((*loc, *inner, *parts[2:]))[0]
    return file.find((*loc, *parts), key=True)[0]
