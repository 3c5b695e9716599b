"""Measure the routes of many districts at once: a district is a task that travels as text.

>>> import rutas
>>> from rutas.atlas import atlas, generated, processes
>>> book = rutas.load("routes")
>>> found = atlas(book, ["0-4"], generated(book, ["0-4"], 3, seed=1), executor=processes())
>>> sorted(district.id for district in found.districts), found.failed
(['d1', 'd2', 'd3'], ())
"""

from __future__ import annotations

from rutas.atlas.collect import Atlas, Failed, Measured, atlas
from rutas.atlas.district import District, generated, of_book
from rutas.atlas.executors import executor, processes
from rutas.atlas.measures import MEASURES

__all__ = [
    "MEASURES",
    "Atlas",
    "District",
    "Failed",
    "Measured",
    "atlas",
    "executor",
    "generated",
    "of_book",
    "processes",
]
