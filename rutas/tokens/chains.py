"""Mark the visits that set how long each journey took."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.tokens.figures import Figures
    from rutas.tokens.journeys import Journeys

__all__ = ["chain"]

_TIE = 1e-9


def chain(journeys: Journeys, figures: Figures) -> NDArray[np.bool_]:
    """Mark the visits on the chain that set the length of each completed journey.

    The chain is followed back from the last end; at a join to the branch that came last. Where she
    waited for an age, what came before did not set the length, and the chain begins.

    Parameters
    ----------
    journeys
        Journeys through a route.
    figures
        What they were walked with.

    Returns
    -------
    ``(V,)``, one for each visit.
    """
    row = journeys.row[journeys.journey] if len(figures.opens) > 1 else 0
    opens = figures.opens[row, journeys.step] - journeys.at[journeys.journey]
    before = np.where(opens > journeys.arrived + _TIE, -1, journeys.before)
    marked = np.zeros(len(journeys.step), dtype=bool)
    visit = journeys.last[journeys.completed]
    while len(visit):
        marked[visit] = True
        visit = before[visit]
        visit = visit[visit >= 0]
    return marked
