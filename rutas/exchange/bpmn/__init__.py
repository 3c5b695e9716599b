"""Write a route as BPMN 2.0, and read what a BPMN tool made of it."""

from __future__ import annotations

from rutas.exchange.bpmn.read import arrived
from rutas.exchange.bpmn.write import write

__all__ = ["arrived", "write"]
