"""Say what was meant by an amount that is not written as the format has it.

Whatever is told to write is read first, so that whoever obeys gets just what the words say.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, TypeVar

from rutas.errors import Mistake
from rutas.quantity.numeral import numeral, without_thousands
from rutas.quantity.spoken import ends, in_figures, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["meant"]

_UNKNOWN = re.compile(
    r"no se (?:sabe|conoce)|se desconoce|desconocid[oa]|sin datos?|no hay datos?|(?:por|a) definir|"
    r"pendiente|variable|null|nul[oa]|depende|n/?[ad]|s/?d|[?¿]+|[-–—]+|unknown",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    r"(?:hasta|menos de|no m[áa]s de|(?:como )?m[áa]ximo(?: de)?|a lo sumo|<=?|≤|up to|at most) ?(.+)",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?:m[áa]s de|no menos de|(?:como )?m[íi]nimo(?: de)?|al menos|por lo menos|>=?|≥|at least) ?(.+)",
    re.IGNORECASE,
)
_WORKING = re.compile(r"\bd(?:[íi]as?)? (?:h[áa]bil|laboral|laborable)(?:es)?\b", re.IGNORECASE)
_WEEK, _WORKED = 7, 5  # days


class _Amount(Protocol):
    """What a text is read as."""

    @property
    def points(self) -> tuple[float, ...]: ...
    @property
    def text(self) -> str: ...
    @property
    def low(self) -> float: ...


A = TypeVar("A", bound=_Amount)


def meant(
    text: str, mistake: Mistake, read: Callable[[str], A], phrases: Mapping[str, str]
) -> Mistake:
    """Return the mistake that says how an amount is written, where it is plain what was meant.

    Parameters
    ----------
    text
        What stands for the amount.
    mistake
        Why it is none; returned where nobody can tell what was meant.
    read
        What reads an amount of the kind that is asked for.
    phrases
        What people say for amounts of that kind, as `in_figures` takes it.
    """
    if _UNKNOWN.fullmatch(text):
        return Mistake("unknown-amount", given=text)
    said = in_figures(text, phrases)
    return (
        _bounded(text, said, read)
        or _grouped(text, said, read)
        or _worked(text, said, read)
        or _told(text, without_thousands(said)[0] or said, read)
        or mistake
    )


def _bounded(text: str, said: str, read: Callable[[str], A]) -> Mistake | None:
    """Tell an amount of which only the one end is said."""
    with suppress(Mistake):
        if found := _UP_TO.fullmatch(said):
            most = read(found[1]).text
            return Mistake("up-to", given=text, write=read(f"0..{most}").text, most=most)
        if found := _AT_LEAST.fullmatch(said):
            least, _, unit = read(found[1]).text.partition(" ")
            return Mistake("at-least", given=text, write=f"{least}..… {unit}".rstrip())
    return None


def _grouped(text: str, said: str, read: Callable[[str], A]) -> Mistake | None:
    """Tell an amount with separators of thousands, or which may be; a guaraní has no decimals."""
    whole, decimal = (_read(one, read) for one in without_thousands(said))
    if whole and decimal and not whole.endswith(" PYG"):
        return Mistake("ambiguous-number", given=text, whole=whole, decimal=decimal)
    if whole or decimal:
        return Mistake("thousands" if whole else "in-words", given=text, write=whole or decimal)
    return None


def _read(said: str, read: Callable[[str], A]) -> str:
    """Return how an amount is written; nothing where it is none."""
    with suppress(Mistake):
        if found := _understood(said, read):
            return found[1].text
    return ""


def _worked(text: str, said: str, read: Callable[[str], A]) -> Mistake | None:
    """Tell days of work, which are not counted here, as the days that pass."""
    if not _WORKING.search(said):
        return None
    with suppress(Mistake):
        if found := _understood(_WORKING.sub("d", said), read):
            passing = [point * _WEEK / _WORKED for point in found[1].points]
            return Mistake("working-days", given=text, write=_in_unit(found[1], passing, read).text)
    return None


def _told(text: str, said: str, read: Callable[[str], A]) -> Mistake | None:
    """Tell an amount in words; what is wrong with the amount itself is told instead."""
    try:
        if found := _understood(said, read):
            return Mistake(found[0], given=text, write=found[1].text)
    except Mistake as mistake:
        doubtful = mistake.code.startswith("bad-") or mistake.code in {
            "unknown-unit", "range-backwards",  # as 2021-11
        }  # fmt: skip
        return None if doubtful else mistake
    return None


def _understood(said: str, read: Callable[[str], A]) -> tuple[str, A] | None:
    """Return what an amount in figures is, and the code of how it was said.

    Raises
    ------
    Mistake
        If it is plainly an amount, and a wrong one.
    """
    with suppress(Mistake):
        return "in-words", read(said)
    if found := ends(said):
        return "range-in-words", _between(found, read)
    amounts: list[A] = []
    with suppress(Mistake):
        amounts = [read(part) for part in parts(said)]
    if amounts:
        return "several-units", _in_unit(amounts[-1], [sum(one.low for one in amounts)], read)
    return ("in-words", read(said)) if said else None


def _between(found: list[str], read: Callable[[str], A]) -> A:
    """Return the range between amounts; one that has no unit takes the last one's."""
    bare = [not end.strip("+-0123456789.,") for end in found]
    if all(bare):
        return read("..".join(found))  # the unit is lacking, or there is none
    unit = found[-1].lstrip("+-0123456789.,")
    amounts = [
        read(end + unit if no_unit else end) for end, no_unit in zip(found, bare, strict=True)
    ]
    return _in_unit(amounts[0], [one.low for one in amounts], read)


def _in_unit(of: A, values: Sequence[float], read: Callable[[str], A]) -> A:
    """Return an amount of values of the base unit, written in the unit of another amount."""
    unit = of.text.partition(" ")[2]
    one = read(f"1 {unit}").low
    written = "..".join(numeral(round(value / one, 6)) for value in values)
    return read(f"{written} {unit}")
