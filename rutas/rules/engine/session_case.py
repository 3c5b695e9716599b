"""Lay out what rules ask of a session: itself, the one before, and what the table laid down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.book import Book
    from rutas.model.session import Session, SessionCalendar
    from rutas.model.text import Text

__all__ = ["SessionCase", "session_cases"]


@dataclass(frozen=True, slots=True)
class SessionCase:
    """One session under examination.

    Attributes
    ----------
    session
        The session.
    before
        The ordinary session before it, where there is one.
    calendar
        When the table meets.
    """

    session: Session
    before: Session | None
    calendar: SessionCalendar

    @property
    def allow(self) -> Mapping[str, Text]:
        """The rules that it may break."""
        return self.session.allow


def session_cases(book: Book) -> dict[str, SessionCase]:
    """Return the sessions of a book as cases, by the names of their files."""
    found: dict[str, SessionCase] = {}
    before = None
    for name, session in book.sessions.items():
        found[name] = SessionCase(session, before, book.criteria.sessions)
        before = session if session.kind == "ordinary" else before
    return found
