"""Find documents that are asked for and that some people do not have by then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rutas.graph.walks import path, search
from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.shape import START
from rutas.rules.impossible_document import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every required document that some paths bring and others do not, with such a path."""
    walked: dict[tuple[str, ...], dict[str, str | None]] = {}
    for need in case.needs("possible"):
        makers = {m for name in need.documents for m in case.documents.made.get(name, ())}
        if need.documents not in walked:
            walked[need.documents] = search(case.graph, START, closed=makers)
        found = walked[need.documents]
        missed = need.step in found
        said = finding(case, need, "" if missed else "beside", makers=case.titles(sorted(makers)))
        yield replace(said, story=path(found, need.step)[1:] if missed else ())


RULE = Rule("R032", "document-not-sure", "warning", find)
