"""Model, check, analyse and draw public service routes."""

from __future__ import annotations

__version__ = "0.1.0"
