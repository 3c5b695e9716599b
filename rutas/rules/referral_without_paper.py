"""Find referrals that carry no paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield referrals where the one step gives no document and the other asks for none."""
    for one in case.passes:
        if one.link.handover == "referral" and not one.source.produces and not one.target.requires:
            values = {"step": case.title(one.source.id), "target": case.title(one.target.id)}
            loc = case.link(one.source.id, one.number, "handover")
            yield Finding(loc, values, step=one.source.id)


RULE = Rule("R065", "referral-without-paper", "info", find)
