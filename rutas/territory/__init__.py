"""Ask a territory who serves a step, how ready points are, what is offered, how far it is, how old that is."""

from __future__ import annotations
