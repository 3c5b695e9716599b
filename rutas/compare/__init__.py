"""Set two routes side by side: what if some quantities were others, and what changed between versions."""

from __future__ import annotations
