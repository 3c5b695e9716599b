"""Find allowances that silence nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.allowed import Ledger


def find(ledger: Ledger) -> Iterator[Finding]:
    """Yield every ``allow`` of a rule that finds nothing there."""
    for allow in ledger.allowances:
        if allow.rule and allow not in ledger.used:
            yield Finding(allow.loc, {"given": allow.word}, step=allow.step, key=True)


RULE = Rule("R111", "idle-allow", "warning", find, of="allow")
