"""Find ordinary sessions that come too long after the one before, and no recess says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.session_case import SessionCase


def find(case: SessionCase) -> Iterator[Finding]:
    """Yield an ordinary session that is further from the one before than the table laid down."""
    session, before, most = case.session, case.before, case.calendar.every
    if session.kind != "ordinary" or before is None or most is None:
        return
    days = (session.date - before.date).days
    if days > most.high and not case.calendar.is_interrupted(before.date, session.date):
        values = {"days": days, "before": before.date.isoformat(), "most": round(most.high)}
        yield Finding(("date",), values)


RULE = Rule("R141", "sessions-far-apart", "warning", find, of="session")
