"""Write files whole or not at all, and only where something changes; know which files make a book."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

__all__ = ["book_files", "write"]

# What a file is called until it is whole.
_BEGUN = (".rutas-", ".part")
_SURELY_HELD = 1.0  # seconds after which whoever writes it holds it


def book_files(folder: Path) -> list[Path]:
    """Return the files of a folder that make a route book, by name.

    Raises
    ------
    OSError
        If the folder cannot be read.
    """
    endings = {".yaml", ".yml"}
    paths = sorted(folder.iterdir())
    return [path for path in paths if path.suffix.lower() in endings and path.name[0] != "."]


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
        If the folder or the file cannot be written, or what stands there is no file (a folder, a device,
        a pipe); what stood there before still stands there. The error names the file that was asked for.

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
    try:
        # the file that a link leads to is replaced, and not the link
        return _write(Path(os.path.realpath(target)) if target.is_symlink() else target, raw)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(target)) from error


def _write(target: Path, raw: bytes) -> bool:
    if _says(target, raw):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    _tidy(target.parent)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=_BEGUN[0], suffix=_BEGUN[1])
    begun = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            _hold(handle)
            file.write(raw)
        begun.chmod(_mode(target))
        begun.replace(target)
    except BaseException:
        begun.unlink(missing_ok=True)
        raise
    return True


def _says(target: Path, raw: bytes) -> bool:
    """Tell whether a file says something already; refuse what is no file, which nobody could replace."""
    try:
        found = target.stat()
    except OSError:
        return False
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    with suppress(OSError):
        return found.st_size == len(raw) and target.read_bytes() == raw
    return False


def _mode(target: Path) -> int:
    """Return the permissions of the file to replace, or those of any new file."""
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _hold(handle: int) -> bool:
    """Hold a file for as long as it is open; tell whether nobody else does."""
    try:
        import fcntl  # noqa: PLC0415  (Windows has none, and removes no file that is open)
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@cache  # once a process is often enough
def _tidy(folder: Path) -> None:
    """Remove what was begun by somebody who was killed."""
    for begun in folder.glob(_BEGUN[0] + "*" + _BEGUN[1]):
        with suppress(OSError):
            if time.time() - begun.stat().st_mtime > _SURELY_HELD:
                with begun.open("rb") as file:
                    left = _hold(file.fileno())
                if left:
                    begun.unlink()
