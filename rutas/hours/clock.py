"""Tell the times of a day in minutes from midnight, and the spans between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, NamedTuple

from rutas.errors import Mistake
from rutas.hours.text import FromText

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DAY", "Clock", "Span", "clock", "merged", "read_clock", "united"]

DAY = 24 * 60
_HOUR = 60
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s*(?:hs?|horas?)?\.?", re.IGNORECASE)


class Span(NamedTuple):
    """From when to when a door is open on one day.

    Attributes
    ----------
    opens, closes
        Minutes from midnight; 1440 is the day's end.
    appointment
        Whether only who has an appointment is attended.
    """

    opens: int
    closes: int
    appointment: bool = False

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.closes - self.opens


def read_clock(text: str) -> int:
    """Return the minutes from midnight of a time of day.

    Raises
    ------
    Mistake
        If the text is no time from 0:00 to 24:00.

    Examples
    --------
    >>> read_clock("6:30"), read_clock("7 hs"), read_clock("24:00")
    (390, 420, 1440)
    """
    match = _CLOCK.fullmatch(text.strip())
    minutes = _HOUR * int(match[1]) + int(match[2] or 0) if match else DAY + 1
    if minutes > DAY or (match and int(match[2] or 0) >= _HOUR):
        raise Mistake("bad-clock", given=text)
    return minutes


def clock(minutes: int, *, padded: bool = False) -> str:
    """Write a time of day.

    >>> clock(390), clock(390, padded=True), clock(1440)
    ('6:30', '06:30', '24:00')
    """
    hour, minute = divmod(minutes, _HOUR)
    return f"{hour:0{2 if padded else 1}}:{minute:02}"


Clock = Annotated[int, FromText(read_clock, clock, "bad-clock", ["7:00", "13:30"])]
"""A time of day, in minutes from midnight; a file writes ``6:30``."""


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans that overlap or touch as one, in their order.

    >>> merged([(780, 900), (420, 690), (690, 720)])
    [(420, 720), (780, 900)]
    """
    found: list[tuple[int, int]] = []
    for opens, closes in sorted(spans):
        if found and opens <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], closes)
        else:
            found.append((opens, closes))
    return found


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the hours in which any of the spans is open; whoever may walk in needs no appointment.

    >>> united([Span(420, 660, appointment=True), Span(420, 540), Span(540, 600)])
    (Span(opens=420, closes=600, appointment=False), Span(opens=600, closes=660, appointment=True))
    """
    given = list(spans)
    free = merged(span[:2] for span in given if not span.appointment)
    found = [Span(*span) for span in free]
    for opens, closes in merged(span[:2] for span in given if span.appointment):
        at = opens
        for start, end in free:
            if start < closes and end > at:
                if start > at:
                    found.append(Span(at, start, appointment=True))
                at = end
        if at < closes:
            found.append(Span(at, closes, appointment=True))
    return tuple(sorted(found))
