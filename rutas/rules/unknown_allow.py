"""Find allowances of rules that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.errors import nearest
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.allowed import Ledger


def find(ledger: Ledger) -> Iterator[Finding]:
    """Yield every ``allow`` whose key is neither the code nor the name of a rule."""
    plain = {word.lower(): word for word in ledger.words}
    for allow in ledger.allowances:
        if not allow.rule:
            guess = plain.get(nearest(allow.word, plain) or "", "")
            variant = "guess" if guess else ""
            values = {"given": allow.word, "guess": guess}
            yield Finding(allow.loc, values, step=allow.step, variant=variant, key=True)


RULE = Rule("R110", "unknown-allow", "warning", find, of="allow")
