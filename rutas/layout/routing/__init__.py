"""Route the wires of a placed drawing: lines, channels, labels, crossings.

Boxes stand in cells of a grid; wires run in the channels between rows and columns and through
empty cells. What `route` promises, whatever the graph: every line is orthogonal and goes from
border to border; no line comes within 2 points of a foreign box; no two lines lie on each other,
except wires of one group, which share their last run into their target; texts touch nothing.
"""

from __future__ import annotations

from rutas.layout.routing.curve import bridges, smooth
from rutas.layout.routing.layout import route
from rutas.layout.routing.usage import Rates

__all__ = ["Rates", "bridges", "route", "smooth"]
