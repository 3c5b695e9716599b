"""Write a calendar file (``.ics``) that any calendar program reads.

Days are whole days; times are those of the place, without a time zone: a door opens at seven wherever the
telephone that reminds of it was bought.

References
----------
.. [1] RFC 5545, Internet Calendaring and Scheduling Core Object Specification (iCalendar).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rutas.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

__all__ = ["Event", "calendar_file"]

_FOLDED = 75  # octets of a line, at most
_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of a calendar.

    Attributes
    ----------
    uid
        What tells it from all others, and stays the same when the file is written again.
    summary
        What it is called.
    start
        The day, or the moment at which it begins.
    end
        The moment at which it ends, or for days the first day after; one day, or nothing, where it is
        left out.
    description, place
        What else is to be known, and where it is.
    alarm
        How long before its beginning it is called to mind; never where it is left out.
    """

    uid: str
    summary: str
    start: date
    end: date | None = None
    description: str = ""
    place: str = ""
    alarm: timedelta | None = None


def calendar_file(events: Iterable[Event], *, name: str, stamp: date) -> str:
    r"""Return the text of a calendar file, its lines ended as the standard has it.

    Parameters
    ----------
    events
        What stands in the calendar.
    name
        What it is called.
    stamp
        The day as of which it is: the same day, the same file.

    Examples
    --------
    >>> from datetime import date
    >>> text = calendar_file([Event("a@rutas", "Mesa", date(2021, 11, 3))], name="M", stamp=date(2021, 11, 1))
    >>> text.splitlines()[5:10]
    ['BEGIN:VEVENT', 'UID:a@rutas', 'DTSTAMP:20211101T000000Z', 'DTSTART;VALUE=DATE:20211103', 'SUMMARY:Mesa']
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//rutas//rutas {__version__}//ES"]
    lines += ["CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_escaped(name)}"]
    for event in events:
        lines += _lines(event, f"{stamp:%Y%m%d}T000000Z")
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _lines(event: Event, stamp: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{_escaped(event.uid)}", f"DTSTAMP:{stamp}")
    yield f"DTSTART{_moment(event.start)}"
    if event.end is not None:
        yield f"DTEND{_moment(event.end)}"
    said = {"SUMMARY": event.summary, "DESCRIPTION": event.description, "LOCATION": event.place}
    yield from (f"{key}:{_escaped(text)}" for key, text in said.items() if text)
    if event.alarm is not None:
        minutes = int(event.alarm / timedelta(minutes=1))
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(event.summary)}")
        yield from (f"TRIGGER:-PT{minutes}M", "END:VALARM")
    yield "END:VEVENT"


def _moment(at: date) -> str:
    return f":{at:%Y%m%dT%H%M%S}" if isinstance(at, datetime) else f";VALUE=DATE:{at:%Y%m%d}"


def _escaped(text: str) -> str:
    r"""Write a text as a value.

    >>> _escaped("Acta; anexo, 1\nfin")
    'Acta\\; anexo\\, 1\\nfin'
    """
    return text.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """Break a line where it is longer than 75 octets, never inside a character."""
    room, begun, used = _FOLDED, 0, 0
    for place, sign in enumerate(line):
        octets = len(sign.encode())
        if used + octets > room:
            yield f"{' ' * (begun > 0)}{line[begun:place]}"
            begun, used, room = place, 0, _FOLDED - 1
        used += octets
    yield f"{' ' * (begun > 0)}{line[begun:]}"
