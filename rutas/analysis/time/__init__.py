"""Measure the journey's time: exactly where it can be, else from journeys walked at random."""

from __future__ import annotations

from rutas.analysis.time.alone import Chances, often
from rutas.analysis.time.measure import LEVELS, Days, Time, Timing, time, time_share
from rutas.analysis.time.walk import JOURNEYS, Walked, walk

__all__ = [
    "JOURNEYS",
    "LEVELS",
    "Chances",
    "Days",
    "Time",
    "Timing",
    "Walked",
    "often",
    "time",
    "time_share",
    "walk",
]
