"""Find agreements for which nobody answers, or that have no date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.session_case import SessionCase


def find(case: SessionCase) -> Iterator[Finding]:
    """Yield open agreements without somebody responsible, and without a date."""
    for key in ("agreements", "commitments"):
        for number, one in enumerate(getattr(case.session, key)):
            if one.done is None:
                loc, values = (key, number), {"agreement": one.text}
                if not one.responsible:
                    yield Finding(loc, values)
                if one.due is None:
                    yield Finding(loc, values, variant="due")


RULE = Rule("R143", "agreement-without-owner", "warning", find, of="session")
