"""Measure the journey's time: exactly where it can be, else from journeys walked at random."""

from __future__ import annotations

from rutas.analysis.time.alone import Chances, often
from rutas.analysis.time.measure import LEVELS, Days, Time, time, time_share
from rutas.analysis.time.walk import SEED, Walked, days_saved, walk

__all__ = [
    "LEVELS",
    "SEED",
    "Chances",
    "Days",
    "Time",
    "Walked",
    "days_saved",
    "often",
    "time",
    "time_share",
    "walk",
]
