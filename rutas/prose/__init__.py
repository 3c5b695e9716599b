"""Tell a route in words: its steps in full, from its beginning to its end, and how it behaves."""

from __future__ import annotations

from rutas.prose.fields import step_fields, step_tables
from rutas.prose.route import as_text

__all__ = ["as_text", "step_fields", "step_tables"]
