"""Ask how a route behaves: one question a file, all answers in one `Analysis`.

None of the questions imports another; `critical` weighs what they found, and `whole` holds all of them
together. Nothing is imported before it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rutas.analysis.critical import Point, Reason
    from rutas.analysis.whole import Analysis, analyse, critical_points, measures

__all__ = ["Analysis", "Point", "Reason", "analyse", "critical_points", "measures"]

_WHERE = {
    "Analysis": "whole",
    "analyse": "whole",
    "critical_points": "whole",
    "measures": "whole",
    "Point": "critical",
    "Reason": "critical",
}


def __getattr__(name: str) -> object:
    """Import what is asked for."""
    if name in _WHERE:
        return getattr(import_module(f"rutas.analysis.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
