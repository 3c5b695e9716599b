"""Find ordinary sessions that are not held on the table's day of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.model.choice import choice_word
from rutas.model.session import WEEKDAYS
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.session_case import SessionCase


def find(case: SessionCase) -> Iterator[Finding]:
    """Yield an ordinary session that falls on another day of the week than the table laid down."""
    session, fixed = case.session, case.calendar.weekday
    held = WEEKDAYS[session.date.weekday()]
    if session.kind == "ordinary" and fixed is not None and held != fixed:
        days = {"day": choice_word("weekday", held), "weekday": choice_word("weekday", fixed)}
        yield Finding(("date",), days)


RULE = Rule("R140", "session-off-weekday", "warning", find, of="session")
