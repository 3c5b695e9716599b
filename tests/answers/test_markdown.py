"""Whatever a book says reads in Markdown as it was written: asked of another program that shows it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rutas.analysis.whole import Analysis
from rutas.answers import NAMES, find_question, show
from rutas.answers.check import completeness, completeness_tables
from rutas.answers.markdown import bullet, escaped, table
from rutas.book import Book
from rutas.prose import step_tables
from rutas.prose.report import markdown
from rutas.publish.page import page
from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas.model import Route

SHOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = "<>&*_`[]()|\\~#+-=!.:1a \"'"
TEXTS = st.text(st.sampled_from(SIGNS), min_size=1, max_size=20).map(str.strip).filter(bool)


def read(html: str, *tags: str) -> list[str]:
    """Return what stands in some elements, each of which holds nothing but text."""
    found = []
    for piece in html.split(f"<{tags[0]}>")[1:]:
        text = piece.partition(f"</{tags[0]}>")[0].removeprefix("<p>").removesuffix("</p>")
        assert "<" not in text, html
        found.append(unescape(text))
    return found


@given(TEXTS)
@example("Llenar <formulario> y firmar *hoy* &copy; [x](javascript:alert(1))")
@example("1. Ir")
@example("- a")
@example("# a")
@example("=")
def test_a_text_reads_as_it_is(text: str) -> None:
    said = SHOWN.render(f"Antes\n\n{escaped(text)}\n\ndespués")
    assert read(said, "p") == ["Antes", text, "después"]
    assert read(SHOWN.render(f"## {escaped(text)}"), "h2") == [text]
    assert read(SHOWN.render(bullet(text)), "li") == [text]


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_cells_read_as_they_are(rows: list[tuple[str, str]]) -> None:
    shown = SHOWN.render("\n".join(table(["uno", "dos"], rows)))
    assert read(shown.replace(' style="text-align:right"', ""), "td") == [
        c for row in rows for c in row
    ]


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb"])
def test_a_text_stays_on_its_line(text: str) -> None:
    assert escaped(text) == "a b"


HOSTILE = "<script>x</script> *a* [b](javascript:c) ![d](https://e.org/f) &copy; `g` |h"


def hostile() -> Route:
    """A route of which every text tries to be something else."""
    return route_of(
        [
            {"id": "a", "name": HOSTILE, "actor": "usf", "channel": "o", "dropout": "20 %", "wait": "1..9 d",
             "critical": HOSTILE, "requires": "x", "service": "s", "capacity": "1 per day",
             "next": [{"to": "b", "when": HOSTILE}, {"to": "c"}]},
            {"id": "b", "name": HOSTILE, "actor": "registro", "narrative": HOSTILE, "next": "c"},
            {"id": "c", "name": HOSTILE, "outcome": "bien"},
        ],
        name=HOSTILE,
        demand="2 per day",
        catalogue={
            "actors": {"usf": {"name": HOSTILE, "institution": HOSTILE}, "registro": {"name": HOSTILE}},
            "documents": {"x": {"name": HOSTILE}},
            "services": {"s": {"name": HOSTILE}},
            "channels": {"o": {"name": HOSTILE, "kind": "in-person"}},
        },
        profiles={"rural": {"name": HOSTILE, "share": "40 %", "set": {"a.dropout": "60 %"}}},
    )  # fmt: skip


def test_nothing_that_a_book_says_becomes_anything_else() -> None:
    route = hostile()
    found = Analysis(route, journeys=200, draws=20)
    told: dict[str, dict[str, Any]] = {
        "path": {"target": "c"}, "whatif": {"set_": ["a.wait=1 d"], "close": ["b"]},
    }  # fmt: skip
    pages = [
        table.grid().markdown()
        for name in NAMES
        for table in find_question(name).tables(
            find_question(name).answer(found, **told.get(name, {})), route
        )
    ]
    pages += [one.grid().markdown() for one in (*show.tables(route), *step_tables(route, "a"))]
    pages += [one.grid().markdown() for one in completeness_tables(completeness([route]))]
    pages.append(markdown(found))
    holder = Book(Path("libro"), route.catalogue, route.criteria, {route.id: route}, {})
    pages.append(page(holder, {}))
    for text in pages:
        shown = SHOWN.render(text)
        assert not re.search(r"<script|<em>|<img|<a |<code>g|©", shown), text
    assert all("script" in text for text in pages[:4])
