"""Read the files of a folder as they were at a revision of git, by the program ``git``; no filter runs.

What a person names is handed on behind ``--end-of-options``, and from then on only the commit's hash.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from rutas.errors import UsageError
from rutas.locale import say

if TYPE_CHECKING:
    from datetime import date

__all__ = ["commit_by", "commit_of", "files_at"]

_FILES = {b"100644", b"100755"}
_OWN = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}


def commit_of(revision: str, folder: Path) -> str | None:
    """Return the hash of the commit that a revision names, or nothing where there is none of that name.

    Parameters
    ----------
    revision
        As git reads it: ``main``, ``HEAD~2``, ``v1.0``, a hash.
    folder
        A folder of the repository; it need not be there any more.

    Raises
    ------
    UsageError
        If there is no git, or the folder is in no repository.
    """
    here = _standing(folder)
    _git(here, "rev-parse", "--git-dir", otherwise=say("revision.no-repository", folder=folder))
    if not revision or not revision.isprintable():
        return None
    named = f"{revision}^{{commit}}"
    found = _run(here, "rev-parse", "--verify", "--quiet", "--end-of-options", named)
    return None if found.returncode else found.stdout.decode().strip()


def commit_by(day: date, folder: Path) -> str | None:
    """Return the hash of the last commit up to a day that touched a folder; nothing where there is none.

    The day is the one that its committer's calendar showed: the same on every machine.

    Parameters
    ----------
    day
        The last day that counts.
    folder
        A folder of the repository.

    Raises
    ------
    UsageError
        If there is no git, or the folder is in no repository.
    """
    here = _standing(folder)
    _git(here, "rev-parse", "--git-dir", otherwise=say("revision.no-repository", folder=folder))
    told = _run(here, "log", "--first-parent", "--format=%H %cs", "HEAD", "--", ".").stdout.decode()
    dated = (line.split() for line in told.splitlines())
    return next((commit for commit, made in dated if made <= day.isoformat()), None)


def files_at(commit: str, folder: Path) -> dict[str, bytes]:
    """Return the YAML files that stood in a folder at a commit, by name; nothing where there was no folder.

    Parameters
    ----------
    commit
        A commit's hash, as `commit_of` returns it.
    folder
        The folder; it need not be there any more.

    Raises
    ------
    UsageError
        If git cannot read them.
    """
    here = _standing(folder)
    failed = say("revision.unreadable", revision=commit, folder=folder)
    prefix = os.fsdecode(_git(here, "rev-parse", "--show-prefix", otherwise=failed)).rstrip("\n")
    gone = folder.resolve().relative_to(here.resolve()).as_posix()
    within = f"{prefix}{gone}".removesuffix(".").strip("/")
    listed = _run(here, "ls-tree", "-z", "--full-tree", f"{commit}:{within}")
    if listed.returncode:
        return {}
    blobs: dict[str, bytes] = {}
    for entry in filter(None, listed.stdout.split(b"\0")):
        head, _, name = entry.partition(b"\t")
        mode, _, blob = head.split()
        path = Path(os.fsdecode(name))
        if mode in _FILES and path.suffix.lower() in {".yaml", ".yml"} and path.name[0] != ".":
            blobs[path.name] = blob
    asked = b"\n".join([*blobs.values(), b""])
    told = _git(here, "cat-file", "--batch", given=asked, otherwise=failed)
    return dict(zip(blobs, _contents(told), strict=True))


def _contents(told: bytes) -> list[bytes]:
    r"""Take apart what ``cat-file --batch`` says: a line that ends in the size, then the content.

    >>> _contents(b"1f blob 3\nabc\n2e blob 0\n\n")
    [b'abc', b'']
    """
    found, at = [], 0
    while at < len(told):
        line = told.index(b"\n", at)
        size = int(told[at:line].rpartition(b" ")[2])
        found.append(told[line + 1 : line + 1 + size])
        at = line + size + 2
    return found


def _standing(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    return next(one for one in (folder, *folder.resolve().parents) if one.is_dir())


def _git(folder: Path, *words: str, otherwise: str, given: bytes = b"") -> bytes:
    """Ask git; what it says is the answer, and whatever keeps it from saying it an error of ours."""
    found = _run(folder, *words, given=given)
    if found.returncode:
        raise UsageError(otherwise)
    return found.stdout


def _run(folder: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = which("git")
    if program is None:
        raise UsageError(say("revision.no-git"))
    return subprocess.run(  # noqa: S603  (words are ours, or stand behind --end-of-options)
        [program, "-C", str(folder), *words],
        input=given,
        capture_output=True,
        check=False,
        env=os.environ | _OWN,
    )
