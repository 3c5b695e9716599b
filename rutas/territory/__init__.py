"""Ask a territory who serves a step, how ready points are, what is offered, how far and how old it is."""

from __future__ import annotations
