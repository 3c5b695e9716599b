"""Ask a territory: who serves a step, how ready each point is, what is offered, how far it is, how old the data are."""

from __future__ import annotations
