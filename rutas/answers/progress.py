"""How far each instrument of the system got in each territory."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from rutas.answers.row import Count, iso, row
from rutas.answers.table import Column, Table
from rutas.hours import day_in_words
from rutas.locale import language, say
from rutas.model.choice import choice_word
from rutas.quantity import UNKNOWN, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from rutas.book import Book

__all__ = ["Cell", "Instrument", "Progress", "answer", "counted_words", "dates_words", "tables"]

_State = Literal["design", "pilot", "applying", "done"]


@row
class Cell:
    """Where an instrument stands in a territory.

    Attributes
    ----------
    instrument, territory
        Their ids.
    state
        How far it is.
    planned_from, planned_to, real_from, real_to
        From when to when it was to be applied, and was (ISO 8601); null where nobody says.
    done, total, percent
        How many are done, of how many, and in every hundred (halves upwards); null where nobody says.
    counted
        The day of the count, where it is that of a survey (ISO 8601).
    late
        Whether it was to be done before the day asked, and is not.
    """

    instrument: str
    territory: str
    state: _State | None
    planned_from: str | None
    planned_to: str | None
    real_from: str | None
    real_to: str | None
    done: Count | None
    total: Count | None
    percent: Count | None
    counted: str | None
    late: bool


@row
class Instrument:
    """An instrument of the system.

    Attributes
    ----------
    instrument, name
        Its id and its name.
    approved
        When it was approved (ISO 8601); null where it is not, or nobody says.
    state
        How far it is where a territory says nothing else; null where nobody says.
    narrative
        What comes next.
    source
        The id of the source that published it.
    done, total, percent
        What is done in all territories that are counted; null where none is.
    """

    instrument: str
    name: str
    approved: str | None
    state: _State | None
    narrative: str | None
    source: str | None
    done: Count | None
    total: Count | None
    percent: Count | None


@row
class Progress:
    """How far the instruments of the system got.

    Attributes
    ----------
    on
        The day asked (ISO 8601).
    instruments
        The instruments, in order.
    cells
        Where each stands in each territory that it names.
    """

    on: str
    instruments: tuple[Instrument, ...]
    cells: tuple[Cell, ...]


def answer(book: Book, on: date) -> Progress:
    """Return how far the instruments of a book got by a day.

    Raises
    ------
    BookError
        If their file, or that of a territory whose survey counts, cannot be read.
    """
    from rutas.boards.progress import counted, progress

    lang, instruments = language(), book.boards.instruments
    cells = list(progress(instruments, book.territories, on))

    def whole(name: str) -> dict[str, int | None]:
        here = [one for one in cells if one.instrument == name and one.done is not None]
        sums = (
            sum(getattr(one, key) or 0 for one in here) if here else None
            for key in ("done", "total")
        )
        done, total = sums
        return {"done": done, "total": total, "percent": counted(here)}

    return Progress(
        on=on.isoformat(),
        instruments=tuple(
            Instrument(
                instrument=name,
                name=one.name.to(lang),
                approved=iso(one.approved),
                state=one.state,
                narrative=one.narrative.to(lang) if one.narrative else None,
                source=one.source,
                **whole(name),
            )
            for name, one in instruments.instruments.items()
        ),
        cells=tuple(
            Cell(
                instrument=one.instrument,
                territory=one.territory,
                state=one.state,
                planned_from=iso(one.planned.from_),
                planned_to=iso(one.planned.to),
                real_from=iso(one.real.from_),
                real_to=iso(one.real.to),
                done=one.done,
                total=one.total,
                percent=one.percent,
                counted=iso(one.counted),
                late=one.late,
            )
            for one in cells
        ),
    )


def counted_words(one: Cell | Instrument) -> str:
    """Say how many are done, of how many.

    >>> from types import SimpleNamespace
    >>> counted_words(SimpleNamespace(done=45, total=46, percent=98))
    '45 de 46 (98 %)'
    """
    if one.done is None or one.percent is None:
        return UNKNOWN
    share = percent(one.percent / 100)
    return say("progress.counted", done=one.done, total=one.total, share=share)


def dates_words(one: Cell) -> str:
    """Say from when to when it is planned, and was done; a plan that is overdue says so."""
    planned = _period("planned", one.planned_from, one.planned_to)
    if planned and one.late:
        planned = f"{planned} {say('progress.late')}"
    return "; ".join(filter(None, [planned, _period("real", one.real_from, one.real_to)]))


def _period(key: str, first: str | None, last: str | None) -> str:
    ends = {"first": first, "last": last}
    known = {end: day_in_words(one) for end, one in ends.items() if one}
    if not known:
        return ""
    which = "-from-to" if len(known) == len(ends) else "-from" if first else "-to"
    return say(f"progress.{key}{which}", **known)


@row
class _Line:
    """A territory with its instruments: what people see of the matrix."""

    territory: str
    cells: dict[str, Cell]


def tables(found: Progress, book: Book) -> Iterator[Table]:
    """Show the matrix: territories by instruments; a spreadsheet gets a row a pair."""
    names = dict.fromkeys(one.territory for one in found.cells)
    lines = [
        _Line(
            territory=name,
            cells={one.instrument: one for one in found.cells if one.territory == name},
        )
        for name in names
    ]
    columns = [
        Column("territory", lambda name: book.territories[name].name.to(language())),
        *(
            Column("cells", partial(_cell, one.instrument), title=one.name)
            for one in found.instruments
            if any(cell.instrument == one.instrument for cell in found.cells)
        ),
    ]
    notes = [*map(_said, found.instruments)] or [say("progress.none")]
    yield Table(Cell, found.cells, columns, title=say("progress.title"), shown=lines, notes=notes)


def _cell(instrument: str, cells: Mapping[str, Cell]) -> str:
    one = cells.get(instrument)
    if one is None:
        return UNKNOWN
    state = choice_word("instrument-state", one.state, language()) if one.state else ""
    count = counted_words(one) if one.done is not None else ""
    return "; ".join(filter(None, [state, count, dates_words(one)]))


def _said(one: Instrument) -> str:
    """Say an instrument: its approval, how far it is, what is done of it, and what comes next."""
    told = [choice_word("instrument-state", one.state, language())] if one.state else []
    if one.approved:
        told.append(say("progress.approved", day=day_in_words(one.approved)))
    else:
        told.append(say("progress.not-approved"))
    if one.done is not None:
        told.append(counted_words(one))
    said = say(
        "progress.everywhere", name=one.name, state="; ".join(told), narrative=one.narrative or ""
    )
    return said.strip()
