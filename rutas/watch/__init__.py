"""Show every edit of a book at once: its problems, its drawings and its page, in a browser."""

from __future__ import annotations

from rutas.watch.feed import Feed, State
from rutas.watch.watching import Checked, Made, Serving, watch

__all__ = ["Checked", "Feed", "Made", "Serving", "State", "watch"]
