"""Whatever a book says reads in Markdown as it was written: asked of another program that shows it."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rutas.answers.markdown import bullet, escaped, table

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
