"""Tell what is known from what is not: a number, or nan."""

from __future__ import annotations

from math import isnan
from typing import SupportsFloat

__all__ = ["known"]


def known(value: SupportsFloat) -> float | None:
    """Return a plain number; ``None`` for nan, which is what nobody knows.

    >>> known(0.5), known(float("nan"))
    (0.5, None)
    """
    number = float(value)
    return None if isnan(number) else number
