"""Do the whole job: check a book, analyse and draw every route, and write only what changed."""

from __future__ import annotations

from rutas.publish.folder import INDEX, PAGE
from rutas.publish.make import Built, build
from rutas.publish.site import publish_site

__all__ = ["INDEX", "PAGE", "Built", "build", "publish_site"]
