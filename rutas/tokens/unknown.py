"""Tell a figure that is known from nan, which is what nobody knows, without loading numpy."""

from __future__ import annotations

import math
from typing import SupportsFloat

__all__ = ["known"]


def known(value: SupportsFloat) -> float | None:
    """Return a plain number; ``None`` for nan.

    >>> known(0.5), known(math.nan)
    (0.5, None)
    """
    plain = float(value)
    return None if math.isnan(plain) else plain
