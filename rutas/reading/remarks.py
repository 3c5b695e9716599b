"""Find the comments of a YAML text, each with the part of the tree that it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rutas.reading.entries import Entries
from rutas.reading.nodes import comments, compose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.reading.nodes import Node

__all__ = ["remarks"]

Path = tuple[str | int, ...]
_RULER = re.compile(r"([-=*~#_])\1\1")  # what parts a file for the eye is about nothing in it


def remarks(text: str) -> dict[Path, str]:
    r"""Return the comments of a text by the path of what they stand above, or behind on its line.

    Parameters
    ----------
    text
        Sound YAML of one document.

    Raises
    ------
    yaml.YAMLError
        If it isn't.

    Examples
    --------
    >>> remarks("# cabeza\n\nid: r\n# dos\n# líneas\nsteps:\n  - id: a\n    wait: 1 d  # la espera\n")
    {('steps',): 'dos\nlíneas', ('steps', 0, 'wait'): 'la espera'}
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    return dict(_found(Entries(f"\n{text}"), compose(text), ()))


def _found(entries: Entries, node: Node, path: Path) -> Iterator[tuple[Path, str]]:
    if not node.is_block:
        return
    for key, entry in zip(node.parts, entries.of(node), strict=True):
        here = (*path, key)
        lines = comments(entries.text[entry.own : entry.start])
        if not entry.node.is_block and entry.node.style not in {"|", ">"}:
            lines += comments(entries.text[entry.node.end + 1 : entry.end])
        lines = [line.lstrip("# ").rstrip() for line in lines if not _RULER.search(line)]
        if said := "\n".join(lines).strip():
            yield here, said
        yield from _found(entries, entry.node, here)
