"""Find what is wrong with the progress of instruments as a whole, in the file's own tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.model.dates import written_day
from rutas.model.flaws import Flaw
from rutas.model.tree import mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.model.tree import Loc

__all__ = ["instruments_flaws"]


def instruments_flaws(tree: Mapping[str, Any]) -> Iterator[Flaw]:
    """Yield what a survey counts already, more done than there is, and periods that end too early.

    Examples
    --------
    >>> there = {"villeta": {"done": "9", "total": "7"}}
    >>> tree = {"instruments": {"guia": {"name": "Guía", "counts": "survey", "territories": there}}}
    >>> [flaw.code for flaw in instruments_flaws(tree)]
    ['counted-twice', 'done-over-total']
    """
    for name, raw in (mapping(tree.get("instruments")) or {}).items():
        instrument = mapping(raw) or {}
        for territory, one in (mapping(instrument.get("territories")) or {}).items():
            loc = ("instruments", name, "territories", territory)
            yield from _flaws(mapping(one) or {}, loc, counted=instrument.get("counts") == "survey")


def _flaws(there: Mapping[str, Any], loc: Loc, *, counted: bool) -> Iterator[Flaw]:
    told = [key for key in ("done", "total") if key in there]
    if counted and told:
        yield Flaw("counted-twice", (*loc, told[0]), {"given": loc[-1]})
    done, total = (str(there.get(key, "")) for key in ("done", "total"))
    if done.isdecimal() and total.isdecimal() and int(done) > int(total):
        yield Flaw("done-over-total", (*loc, "done"), {"done": done, "total": total})
    for key in ("planned", "real"):
        period = mapping(there.get(key)) or {}
        first, last = (written_day(period.get(end)) for end in ("from", "to"))
        if first is not None and last is not None and last < first:
            values = {"first": first.isoformat(), "last": last.isoformat()}
            yield Flaw("ends-before-it-begins", (*loc, key, "to"), values)
