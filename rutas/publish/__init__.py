"""Do the whole job: check a book, analyse and draw every route, and write only what changed."""

from __future__ import annotations

from rutas.publish.folder import PAGE
from rutas.publish.make import Built, build

__all__ = ["PAGE", "Built", "build"]
