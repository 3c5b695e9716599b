"""Measure the routes of many districts at once: a district is a task that travels as text.

>>> from datetime import date
>>> import rutas
>>> from rutas.atlas import Asked, atlas, generated, processes
>>> book = rutas.load("routes")
>>> asked = Asked(("0-4",), "exact", date(2026, 11, 30))
>>> found = atlas(book, generated(book, asked.routes, 3, seed=1), asked, executor=processes())
>>> sorted(district.id for district in found.districts), found.failed
(['d1', 'd2', 'd3'], ())
"""

from __future__ import annotations

from rutas.atlas.asked import Asked
from rutas.atlas.collect import Atlas, Failed, Measured, atlas
from rutas.atlas.district import District, generated, of_book
from rutas.atlas.executors import executor, processes
from rutas.atlas.measures import MEASURES
from rutas.atlas.played import visits

__all__ = [
    "MEASURES",
    "Asked",
    "Atlas",
    "District",
    "Failed",
    "Measured",
    "atlas",
    "executor",
    "generated",
    "of_book",
    "processes",
    "visits",
]
