"""Find sentences that are too long to be read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.words import sentences, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case

_MOST = 30


def find(case: Case) -> Iterator[Finding]:
    """Yield each text that holds a sentence of more than 30 words, with its longest one."""
    for text in case.said:
        count, longest = max(
            ((len(words(sentence)), sentence) for sentence in sentences(str(text.text))),
            default=(0, ""),
        )
        if count > _MOST:
            values = {"count": count, "most": _MOST, "start": " ".join(words(longest)[:6])}
            yield Finding(text.loc, values, step=text.step)


RULE = Rule("R101", "long-sentence", "info", find)
