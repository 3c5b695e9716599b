"""Read YAML files into models, with the place of every problem."""

from __future__ import annotations

from rutas.reading.places import File
from rutas.reading.syntax import parse
from rutas.reading.validate import validate

__all__ = ["File", "parse", "validate"]
