"""A comment is about what it stands above, or behind on its line."""

from __future__ import annotations

import pytest

from rutas.reading.remarks import remarks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# c\nid: r\n# d\n# e\nx: 1 # f\n", {("id",): "c", ("x",): "d\ne\nf"}),
        ("# de la cabeza\n\nid: r\n", {}),
        ("id: r\n# --- una regla ---\nx: 1\n", {}),
        ("id: 'r # no'\nx: a#b\n", {}),
        ("a: |\n  texto # no\n# sí\nb: >-\n  x\n", {("b",): "sí"}),
        ("a:\n  # x\n  - 1\n  # y\n  - b: 2 # z\n", {("a", 0): "x", ("a", 1): "y", ("a", 1, "b"): "z"}),
        ("a: &q {b: 1} # uno\nc: *q # dos\n", {("a",): "uno", ("c",): "dos"}),
        ("\ufeffa: 1 # uno\r\nb: 2 # dos\r\n", {("a",): "uno", ("b",): "dos"}),
        ("{a: 1, # x\n b: 2}\n", {}),
    ],
)  # fmt: skip
def test_a_comment_is_found_with_what_it_is_about(text: str, found: dict[object, str]) -> None:
    assert remarks(text) == found
