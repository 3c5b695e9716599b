"""Tell whether anything changed, without reading what it means."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rutas.files import book_files

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["code", "files", "fingerprint", "unchanged"]


_SOURCES = {".py", ".toml", ".html", ".css", ".js"}


def fingerprint(*parts: str | bytes) -> str:
    """Return a short text that is another one as soon as any of the parts is.

    >>> fingerprint("a", "bc") == fingerprint("ab", "c")
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(f"{len(raw)}:".encode())
        digest.update(raw)
    return digest.hexdigest()[:20]


def files(folder: Path) -> dict[str, str]:
    """Return the fingerprint of every file of a book, by name; how lines end makes no difference."""
    return {
        path.relative_to(folder).as_posix(): fingerprint(path.read_bytes().replace(b"\r\n", b"\n"))
        for place in (folder, folder / "territories", folder / "sessions")
        if place.is_dir()
        for path in book_files(place)
        if path.is_file()
    }


@cache
def code() -> str:
    """Return the fingerprint of the program itself: who changes how things are drawn redraws them.

    The command line alone leaves no trace in what is made.
    """
    root = Path(__file__).parents[1]
    sources = sorted(
        path for path in root.rglob("*.*")
        if path.suffix in _SOURCES and path.relative_to(root).parts[0] != "cli"
    )  # fmt: skip
    names = (path.relative_to(root).as_posix() for path in sources)
    contents = (path.read_bytes().replace(b"\r\n", b"\n") for path in sources)
    return fingerprint(*names, *contents)


def unchanged(folder: Path, written: Mapping[str, str]) -> bool:
    """Tell whether files still are as they were written."""
    try:
        return all(
            (folder / name).is_file() and fingerprint((folder / name).read_bytes()) == was
            for name, was in written.items()
        )
    except OSError:
        return False
