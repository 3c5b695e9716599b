"""Place steps on a grid of cells, before any line is drawn.

A flow is read like text, its stages as bands; lanes have actors as rows and moments as columns.
"""

from __future__ import annotations

from rutas.layout.place.flow import place_flow
from rutas.layout.place.lanes import place_lanes, refine_lanes
from rutas.layout.place.links import back_links

__all__ = ["back_links", "place_flow", "place_lanes", "refine_lanes"]
