"""Look at processes from outside."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def running(process: int) -> bool:
    """Tell whether a process does anything; one that only waits to be counted out does not."""
    with suppress(OSError):  # where there is such a file
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def gone(processes: Collection[int], seconds: float) -> bool:
    """Wait until none of some processes runs; tell whether it came to that in time."""
    end = time.monotonic() + seconds
    while any(map(running, processes)):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def children(process: int) -> set[int]:
    """Return the processes that a process started, and those that they started (Linux)."""
    found: set[int] = set()
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text().split()):
                found |= {child, *children(child)}
    return found
