"""Turn the bytes of a file into text, or say why they are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.reading.places import LINE_END

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["decoded", "place_after", "source"]

# A route of 100,000 steps weighs 44 MB, and needs 1.4 GB while it is read.
MAX_BYTES = 64 * 2**20


def source(path: Path) -> tuple[str, str, dict[str, Any]]:
    """Read a file's text.

    Returns
    -------
    The text, and the code of what is wrong with the file (or nothing) with the values of its message:
    ``line`` and ``column`` are counted from 1.
    """
    try:
        if not path.is_file():
            return "", "no-such-file" if not path.exists() else "not-a-file", {"given": str(path)}
        size = path.stat().st_size
        if size > MAX_BYTES:
            return "", "file-too-big", {"size": size // 2**20, "most": MAX_BYTES // 2**20}
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        return "", *_refused(error)
    return decoded(raw)


def decoded(raw: bytes) -> tuple[str, str, dict[str, Any]]:
    """Return the text of a file's bytes, as `source` does."""
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "", "not-utf-8", {"line": 1, "column": 1, "byte": raw[:2].hex(" ")}
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = raw.decode("utf-8-sig", "replace")
        # the codec counts from after a mark of byte order, if the file has one
        line, column = place_after(error.object[: error.start].decode("utf-8-sig"))
        byte = f"{error.object[error.start]:02x}"
        return text, "not-utf-8", {"line": line + 1, "column": column + 1, "byte": byte}
    return text, "", {}


def _refused(error: OSError | ValueError) -> tuple[str, dict[str, Any]]:
    """Say why the system doesn't let a file be read, in the reader's words where there are any."""
    if isinstance(error, PermissionError):
        return "no-permission", {}
    return "unreadable-file", {"reason": getattr(error, "strerror", None) or str(error)}


def place_after(before: str) -> tuple[int, int]:
    """Return line and column, counted from 0, of what comes after a text."""
    lines = LINE_END.split(before)
    return len(lines) - 1, len(lines[-1])
