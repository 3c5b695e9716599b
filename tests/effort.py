"""Say how many random cases a test tries: two in five every day, all or more where there is time.

``RUTAS_EFFORT=1 pytest`` tries as many as each test names, ``RUTAS_EFFORT=10 pytest`` ten times as many.
"""

from __future__ import annotations

import os

__all__ = ["cases"]

_EFFORT = float(os.environ.get("RUTAS_EFFORT", "0.4"))


def cases(count: int) -> int:
    """Return how many of so many cases are tried, at least one.

    >>> cases(1)
    1
    """
    return max(1, round(count * _EFFORT))
