"""Write what a check found for other programs: one format a file, each a plain function of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.formats.github import github
from rutas.rules.formats.junit import junit
from rutas.rules.formats.sarif import sarif

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rutas.rules.engine.examine import Report

__all__ = ["FORMATS"]

FORMATS: Mapping[str, Callable[[Report], str]] = {"sarif": sarif, "junit": junit, "github": github}
"""The formats by name; tables and JSON are `rutas.answers.check`'s."""
