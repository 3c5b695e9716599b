"""Find sessions that were called at shorter notice than the table laid down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.session_case import SessionCase


def find(case: SessionCase) -> Iterator[Finding]:
    """Yield a session whose invitation went out too few days before, or after it."""
    called, least = case.session.called, case.calendar.notice
    if called is None or least is None:
        return
    days = (case.session.date - called).days
    if days < 0:
        yield Finding(("called",), {"called": called.isoformat()}, variant="late")
    elif days < least.low:
        yield Finding(("called",), {"days": days, "least": round(least.low)})


RULE = Rule("R142", "short-notice", "warning", find, of="session")
