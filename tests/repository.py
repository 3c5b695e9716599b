"""Keep a folder in a repository of git, in the name of a table."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["git"]


def git(folder: Path, *words: str) -> None:
    """Ask git for something in a folder."""
    who = ["-c", "user.name=Mesa", "-c", "user.email=mesa@example.org"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)
