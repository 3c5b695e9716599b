"""Which sessions the table held, and what it agreed that nobody noted as done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from rutas.answers.agreed import Agreed, as_row
from rutas.answers.row import Count, iso, like, row
from rutas.answers.table import Column, Table
from rutas.answers.words import joined
from rutas.hours import day_in_words
from rutas.locale import language, say
from rutas.model.choice import choice_word
from rutas.model.session import concerned
from rutas.quantity import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rutas.book import Book
    from rutas.model.session import Agreement as Told
    from rutas.model.session import NextSession
    from rutas.model.session import Session as Held

__all__ = ["Agreement", "Recess", "Session", "Sessions", "answer", "calendar", "tables"]


@row
class Session:
    """A session of the technical table.

    Attributes
    ----------
    date, kind, number, title
        As the file has them; the date is ISO 8601.
    called
        The day on which the invitation went out; null where nobody says.
    institutions, agenda
        Who took part, and what it was about.
    validated
        By route, the version that it validated.
    agreed, open
        Agreements and commitments, and of them those that nobody noted as done.
    next
        The day on which the table meets again; null where nobody says.
    """

    date: str
    kind: Literal["ordinary", "extraordinary"]
    number: str | None
    title: str | None
    called: str | None
    institutions: tuple[str, ...]
    agenda: tuple[str, ...]
    validated: Mapping[str, str]
    agreed: Count
    open: Count
    next: str | None


@row
class Agreement(Agreed):
    """An open agreement on a day.

    Attributes
    ----------
    late
        Whether it was due before the day asked.
    """

    late: bool


@row
class Recess:
    """Days on which no session is held.

    Attributes
    ----------
    from_, to
        The first and the last of them (ISO 8601).
    """

    from_: str
    to: str


@row
class Sessions:
    """The sessions of the technical table, and what is open of what they agreed.

    Attributes
    ----------
    on
        The day asked (ISO 8601).
    sessions
        The sessions in the order of their days.
    recess
        When none is held.
    agreements
        The open agreements that were asked for, what is due first before all else.
    """

    on: str
    sessions: tuple[Session, ...]
    recess: tuple[Recess, ...]
    agreements: tuple[Agreement, ...]


def answer(
    book: Book, on: date, *, late: bool = False, responsible: str | None = None,
    route: str | None = None,
) -> Sessions:  # fmt: skip
    """Return the sessions of a book, and the open agreements.

    Parameters
    ----------
    book
        The book.
    on
        The day asked.
    late
        Tell only of what is overdue.
    responsible, route
        Tell only of what an actor is to do, and of what is about a route or its steps.

    Raises
    ------
    UsageError
        If the book has no such actor, or no such route.
    """
    from rutas.errors import no_such

    if responsible is not None and responsible not in book.catalogue.actors:
        raise no_such("sessions.no-such-actor", responsible, book.catalogue.actors)
    about = None if route is None else book[route].id
    found = [
        agreement
        for session in book.sessions.values()
        for one in session.agreed
        if one.done is None
        and (responsible is None or responsible in one.responsible)
        and (about is None or any(concerned(name)[0] == about for name in one.concerns))
        and ((agreement := _agreement(session, one, on)).late or not late)
    ]
    return Sessions(
        on=on.isoformat(),
        sessions=tuple(map(_session, book.sessions.values())),
        recess=tuple(
            Recess(from_=one.from_.isoformat(), to=one.to.isoformat())
            for one in book.criteria.sessions.recess
        ),
        agreements=tuple(sorted(found, key=lambda one: (one.due is None, one.due, one.session))),
    )


def _session(one: Held) -> Session:
    lang = language()
    return Session(
        date=one.date.isoformat(),
        kind=one.kind,
        number=one.number,
        title=one.title.to(lang) if one.title else None,
        called=iso(one.called),
        institutions=one.institutions,
        agenda=tuple(item.to(lang) for item in one.agenda),
        validated=one.validated,
        agreed=len(one.agreed),
        open=sum(agreement.done is None for agreement in one.agreed),
        next=one.next.date.isoformat() if one.next else None,
    )


def _planned(book: Book) -> Iterator[NextSession]:
    """Yield the sessions that are announced and have no file yet, each day once."""
    held = {one.date for one in book.sessions.values()}
    told = [one.next for one in book.sessions.values() if one.next and one.next.date not in held]
    yield from {one.date: one for one in told}.values()


def _place(one: Held | NextSession) -> str:
    return one.place.to(language()) if one.place else ""


def _agreement(session: Held, one: Told, on: date) -> Agreement:
    late = one.due is not None and one.due < on
    return like(Agreement, as_row(one, session.date), late=late)


def tables(found: Sessions, book: Book, *, asked: bool = False) -> Iterator[Table]:
    """Show the sessions, and then the open agreements; where some are asked for, those alone."""
    if not asked:
        notes = [
            say("sessions.recess", first=_day(one.from_), last=_day(one.to)) for one in found.recess
        ]
        notes += [
            say(
                "sessions.next",
                day=", ".join(filter(None, (_day(one.date.isoformat()), _place(one)))),
            )
            for one in _planned(book)
        ]
        notes = notes if found.sessions else [say("sessions.none")]
        columns = (
            Column("date", _day),
            Column("title", heading="session-title"),
            Column("kind", lambda kind: choice_word("session-kind", kind, language())),
            Column("agreed", align="right"),
            Column("open", align="right"),
        )
        yield Table(Session, found.sessions, columns, title=say("sessions.held"), notes=notes)
        if not found.sessions:
            return
    overdue = sum(one.late for one in found.agreements)
    none = say(f"sessions.none-{'asked' if asked else 'open'}")
    counted = say("sessions.count-late", day=_day(found.on), late=overdue) if overdue else ""
    yield Table(
        Agreement,
        found.agreements,
        (
            Column("", _due, heading="due"),
            Column("text", heading="agreement"),
            Column("responsible", lambda names: _named(book, names)),
            Column("concerns"),
            Column("session", _day),
        ),
        title=say("sessions.agreements"),
        notes=[counted if found.agreements else none],
    )


def _day(written: str | None) -> str:
    return UNKNOWN if written is None else day_in_words(written)


def _due(one: Agreement) -> str:
    said = _day(one.due)
    return f"{said} {say('sessions.late')}" if one.late else said


def _named(book: Book, names: tuple[str, ...]) -> str:
    if not names:
        return UNKNOWN
    return joined([book.catalogue.actors[name].name.to(language()) for name in names])


def calendar(found: Sessions, book: Book, on: date, *, asked: bool = False) -> str:
    """Return the sessions and the days on which agreements are due as a calendar file.

    Parameters
    ----------
    found
        The answer.
    book
        The book.
    on
        The day as of which the file is.
    asked
        Whether some agreements are asked for: then their days alone.
    """
    from datetime import date, timedelta

    from rutas.calendar_file import Event, calendar_file

    day = timedelta(days=1)
    lang = language()
    events = [
        Event(
            f"session-{one.date.isoformat()}@rutas",
            one.title.to(lang) if one.title else say("sessions.session"),
            one.date,
            description="\n".join(item.to(lang) for item in one.agenda),
            place=_place(one),
            alarm=day,
        )
        for one in ([] if asked else book.sessions.values())
    ]
    events += [
        Event(f"session-{one.date.isoformat()}@rutas", say("sessions.session"), one.date,
              place=_place(one), alarm=day)
        for one in ([] if asked else _planned(book))
    ]  # fmt: skip
    events += [
        Event(
            f"agreement-{one.session}-{one.id}@rutas",
            say("sessions.due", text=one.text),
            date.fromisoformat(one.due),
            description=say("sessions.answers", names=_named(book, one.responsible)),
            alarm=day,
        )
        for one in found.agreements
        if one.due is not None
    ]
    return calendar_file(events, name=say("sessions.calendar"), stamp=on)
