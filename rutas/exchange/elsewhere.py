"""Find where the other files of a book still name what has another id now."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from rutas.errors import Problem
from rutas.locale import say
from rutas.reading import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

__all__ = ["still_named"]

_BETWEEN = re.compile(r"[./:#]")  # the ids of a path of changes, or of a route and its step
_DEPTHS = ("*.yaml", "*/*.yaml", "*/*/*.yaml")

Loc = tuple[str | int, ...]


def still_named(
    folder: Path, followed: Collection[Path], names: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield a warning for each file and id: improvements, territories, sessions and boards name ids too.

    What a word there means is the file's own affair, so that it is told and not changed.

    Parameters
    ----------
    folder
        The book.
    followed
        The files in which the ids are followed.
    names
        The new ids by the old ones.
    """
    paths = (path for depth in _DEPTHS for path in sorted(folder.glob(depth)) if names)
    for path in paths:
        if path in followed:
            continue
        file = parse(path)[0]
        found = [
            (old, loc)
            for word, loc in _words(file.tree)
            for old in {*_BETWEEN.split(word)}
            if old in names
        ]
        counts, first = Counter(old for old, _ in found), dict(reversed(found))
        for old, n in counts.items():
            said = {"old": old, "new": names[old], "n": n}
            yield Problem(
                file.path, *file.find(first[old], key=True), "renamed-elsewhere",
                say("exchange.renamed-elsewhere", **said), say("exchange.renamed-elsewhere-hint", **said),
                level="warning",
            )  # fmt: skip


def _words(tree: Any, loc: Loc = ()) -> Iterator[tuple[str, Loc]]:
    """Yield keys and texts with their places, in the order of the file."""
    if isinstance(tree, dict):
        for key, part in tree.items():
            yield key, (*loc, key)
            yield from _words(part, (*loc, key))
    elif isinstance(tree, list):
        for i, part in enumerate(tree):
            yield from _words(part, (*loc, i))
    elif isinstance(tree, str):
        yield tree, loc
