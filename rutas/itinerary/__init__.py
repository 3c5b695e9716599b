"""Plan a family's way through a route over days, doors and papers."""

from __future__ import annotations
