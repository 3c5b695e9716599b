"""Read YAML files into models, with the place of every problem."""

from __future__ import annotations

from rutas.reading.places import File
from rutas.reading.syntax import parse, parse_bytes, parse_text
from rutas.reading.validate import validate

__all__ = ["File", "parse", "parse_bytes", "parse_text", "validate"]
