"""Select steps of a route by what they are and where they stand: dbt's grammar, and its attributes."""

from rutas.selection.attributes import ATTRIBUTES, FIGURES
from rutas.selection.grammar import Points, select

__all__ = ["ATTRIBUTES", "FIGURES", "Points", "select"]
