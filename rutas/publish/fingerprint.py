"""Tell whether anything changed, without reading what it means."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["code", "files", "fingerprint", "unchanged"]

# What leaves no trace in the pictures and the reports.
_NOT_DRAWN = {"cli", "export", "outline", "schema.py", "starter"}


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
        path.name: fingerprint(path.read_bytes().replace(b"\r\n", b"\n"))
        for path in sorted(folder.iterdir())
        if path.suffix in {".yaml", ".yml"} and path.is_file()
    }


@cache
def code() -> str:
    """Return the fingerprint of the program itself: who changes how things are drawn redraws them."""
    root = Path(__file__).parents[1]
    sources = sorted(
        path
        for pattern in ("*.py", "*.toml")
        for path in root.rglob(pattern)
        if path.relative_to(root).parts[0] not in _NOT_DRAWN
    )
    names: Iterable[str] = (path.relative_to(root).as_posix() for path in sources)
    contents = (path.read_bytes().replace(b"\r\n", b"\n") for path in sources)
    return fingerprint(*names, *contents)


def unchanged(folder: Path, written: Mapping[str, str]) -> bool:
    """Tell whether files still are as they were written."""
    try:
        return all(
            fingerprint((folder / name).read_bytes()) == was for name, was in written.items()
        )
    except OSError:
        return False
