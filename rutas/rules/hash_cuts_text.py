"""Find texts that end where a hash sign makes a comment of their rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.reading import File
    from rutas.reading.places import Loc
    from rutas.rules.engine.case import Shelf

_CUT = re.compile(r"\s+(#\w.*)")


def find(shelf: Shelf) -> Iterator[Finding]:
    """Yield each unquoted value after which stands a hash sign with a letter or digit at once after it.

    A comment that a person writes has a space after its hash sign.
    """
    for name, file in shelf.book.files.items():
        for loc, value in _texts(file.tree, ()):
            if cut := _cut(file, loc, value):
                yield Finding(loc, {"text": value, "rest": cut}, file=name)


def _texts(tree: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in parts:
        if isinstance(value, str):
            yield (*loc, key), value
        elif isinstance(value, (dict, list)):
            yield from _texts(value, (*loc, key))


def _cut(file: File, loc: Loc, value: str) -> str | None:
    """Return what the line goes on with as a comment after a value, if it looks like the value's rest."""
    line, column = file.find(loc)
    rest = file.lines[line - 1][column - 1 :]
    match = _CUT.match(rest, len(value)) if rest.startswith(value) else None
    return match[1].rstrip() if match else None


RULE = Rule("R108", "hash-cuts-text", "warning", find, of="book")
