"""Weigh what the analyses found: the critical points of a route, with reasons, never with a score."""

from __future__ import annotations

from rutas.analysis.critical.points import measure_first, points
from rutas.analysis.critical.reasons import Driver, Grounds, Point, Reason

__all__ = ["Driver", "Grounds", "Point", "Reason", "measure_first", "points"]
