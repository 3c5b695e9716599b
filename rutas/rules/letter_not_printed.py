"""Find signs that the font of the drawings lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.letters import PRINTED
from rutas.rules.engine.words import said_of_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Shelf


def find(shelf: Shelf) -> Iterator[Finding]:
    """Yield each text with signs that would be drawn as boxes, once for all of its signs."""
    texts = [(name, text) for name, case in shelf.cases.items() for text in case.said]
    texts += [("catalogue", text) for text in said_of_all(shelf.catalogue)]
    for name, text in texts:
        lacking = dict.fromkeys(sign for sign in text.text if sign not in PRINTED)
        if lacking:
            signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in lacking)
            values = {"signs": signs, "count": len(lacking), "text": text.text}
            yield Finding(text.loc, values, step=text.step, file=name)


RULE = Rule("R107", "letter-not-printed", "warning", find, of="book")
