"""Keep documents plain: numbers, texts, lists and mappings, and ``None`` for what is unknown."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rutas import __version__

if TYPE_CHECKING:
    from rutas.analysis import Analysis

__all__ = ["head", "plain"]

_DIGITS = 12


def head(found: Analysis) -> dict[str, Any]:
    """Return what every document of a route begins with."""
    return {"rutas": __version__, "route": found.route.id}


def plain(value: Any) -> Any:
    """Return a value as JSON has it; a number that is none becomes nothing.

    >>> plain({"a": float("nan"), "b": (1, 0.1 + 0.2), "c": float("inf")})
    {'a': None, 'b': [1, 0.3], 'c': None}
    """
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, bool) or value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
    if hasattr(value, "item"):
        return plain(value.item())
    return str(value)
