"""Do the whole job: check a book, analyse and draw every route, and write only what changed."""

from __future__ import annotations

from rutas.build.make import Built, build

__all__ = ["Built", "build"]
