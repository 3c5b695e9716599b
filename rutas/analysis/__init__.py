"""Ask how a route behaves: one question a file, all answers in one `Analysis`.

None of the questions imports another; `critical` weighs what they found, and `whole` holds all of them
together. Nothing is imported before it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.lazy import attach

if TYPE_CHECKING:
    from rutas.analysis.critical import Point, Reason
    from rutas.analysis.whole import Analysis, analyse

__all__ = ["Analysis", "Point", "Reason", "analyse"]

__getattr__ = attach(
    __name__,
    {
        "whole": ("Analysis", "analyse"),
        "critical": ("Point", "Reason"),
    },
)
