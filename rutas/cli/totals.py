"""Say the figures of a whole route in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.cli.table import days, share
from rutas.locale import number, say

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["span", "totals_notes"]


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
    notes = [say("cli.completes", share=share(totals["completion"]))]
    if document.get("method") == "simulated":
        error = document.get("error")
        notes[0] += " " + say("cli.simulated", error=share(error))
    length = totals["journey_days"]
    if length["mean"] is not None:
        notes.append(
            say("cli.journey", mean=span(length["mean"]), low=span(length["p10"]),
                high=span(length["p90"]))
        )  # fmt: skip
    if totals["bottleneck"] is not None:
        per_year = number(totals["throughput"] * 365.25)
        narrow = say("cli.quoted", name=titles[totals["bottleneck"]])
        notes.append(say("cli.throughput", step=narrow, people=per_year))
    return notes


def span(value: float | None) -> str:
    """Write a number of days as people say it.

    >>> span(3.26), span(1950), span(None)
    ('3,3 días', '5,3 años', '–')
    """
    if value is None:
        return "–"
    year, twice = 365.25, 2
    if value >= twice * year:
        return say("cli.years", number=number(value / year, 1))
    return say("cli.days", number=days(value))
