"""Write files whole or not at all, and only where something changes."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

__all__ = ["write"]


def write(path: str | Path, content: str | bytes) -> bool:
    """Write a file, unless it says the same already.

    The content goes to a file beside it first, which then takes its place in one move: whoever reads
    the path sees the old file or the new one, and never half of either.

    Parameters
    ----------
    path
        The file; its folder is made where it is missing.
    content
        Text, written as UTF-8, its ends of lines as they are; or bytes.

    Returns
    -------
    Whether the file had to be written.

    Raises
    ------
    OSError
        If the folder or the file cannot be written; what stood there before still stands there.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     target = Path(folder) / "new" / "route.txt"
    ...     write(target, "uno"), write(target, "uno"), write(target, "dos")
    (True, False, True)
    """
    target = Path(path)
    raw = content.encode("utf-8") if isinstance(content, str) else content
    with suppress(OSError):
        if target.read_bytes() == raw:
            return False
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_symlink():  # the file it leads to is replaced, and not the link
        target = target.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _mode(target: Path) -> int:
    """Return the permissions of the file to replace, or those of any new file."""
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
