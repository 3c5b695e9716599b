"""Tell what a book holds, as it was written: its list, a route, a step, a route in words."""

from __future__ import annotations

from rutas.prose.fields import step_fields, step_tables
from rutas.prose.record import route_record, step_record
from rutas.prose.route import as_text

__all__ = ["as_text", "route_record", "step_fields", "step_record", "step_tables"]
