"""Say the figures of a whole route in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.locale import number, say
from rutas.quantity import YEAR, percent, span

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["totals_notes"]


def totals_notes(document: Mapping[str, Any], titles: Mapping[str, str]) -> list[str]:
    """Return what a document's totals say: who completes, how long it takes, what bounds it.

    Parameters
    ----------
    document
        The document of ``rutas steps``.
    titles
        What people call the steps, by id.
    """
    totals = document["totals"]
    notes = [say("cli.completes", share=percent(totals["completion"]))]
    if document.get("method") == "simulated":
        error = document.get("error")
        notes[0] += " " + say("cli.simulated", error=percent(error))
    length = totals["journey_days"]
    if length["mean"] is not None:
        notes.append(
            say("cli.journey", mean=span(length["mean"]), low=span(length["p10"]),
                high=span(length["p90"]))
        )  # fmt: skip
    if totals["bottleneck"] is not None:
        per_year = number(totals["throughput"] * YEAR)
        narrow = say("cli.quoted", name=titles[totals["bottleneck"]])
        notes.append(say("cli.throughput", step=narrow, people=per_year))
    return notes
