"""The analyst's table: an address keeps the view, unknown figures come last, what is copied is harmless."""

from __future__ import annotations

from typing import Any

import pytest

from tests.site.scripts import Ask

VIEW = {
    "text": "cédula & más",
    "sort": "-loss",
    "columns": ["id", "loss"],
    "facets": {"actor": ["registro-civil", "usf"], "institution": ["Defensa Pública, y más"]},
}
ROWS = [
    {"id": name, "values": {"loss": loss, "name": text}, "facets": {}, "text": text}
    for name, loss, text in [("a", 0.2, "Éxito"), ("b", None, "carnet"), ("c", 0.1, "cédula"), ("d", 0.2, "Acta")]
]  # fmt: skip


def ids(rows: list[dict[str, Any]]) -> str:
    return "".join(row["id"] for row in rows)


def test_an_address_keeps_a_view(ask: Ask) -> None:
    [address] = ask([["filter.addressOf", ["pasos", VIEW]]])
    known = ["actor", "institution"]
    back, plain, broken, empty = ask(
        [
            ["filter.viewOf", [f"#{address}", known]],
            ["filter.viewOf", ["#/pasos?actor=registro-civil&__proto__=x&otro=y", known]],
            ["filter.viewOf", ["#/pasos?q=100%", known]],
            ["filter.viewOf", ["", known]],
        ]
    )
    assert back == {"page": "pasos", "view": VIEW}
    assert plain["view"]["facets"] == {"actor": ["registro-civil"]}
    assert broken["view"]["text"] == "100%"
    assert empty == {"page": "", "view": {"text": "", "sort": "", "columns": None, "facets": {}}}


def test_what_is_unknown_comes_last_either_way(ask: Ask) -> None:
    up, down, names = ask(
        [
            ["filter.ordered", [ROWS, "loss"]],
            ["filter.ordered", [ROWS, "loss", True]],
            ["filter.ordered", [ROWS, "name"]],
        ]
    )
    assert (ids(up), ids(down), ids(names)) == ("cadb", "adcb", "dbca")


@pytest.mark.parametrize(
    ("text", "shown"), [("CEDULA", "c"), ("", "abcd"), ("a c", "bcd"), ("nada", "")]
)
def test_all_words_of_the_text_stand_in_a_row(ask: Ask, text: str, shown: str) -> None:
    [found] = ask([["filter.filtered", [ROWS, {"text": text, "facets": {}}]]])
    assert sorted(ids(found)) == sorted(shown)


def test_values_are_counted_as_they_are_met(ask: Ask) -> None:
    rows = [{"facets": {"actor": ["b", "a"]}}, {"facets": {"actor": ["a"]}}, {"facets": {}}]
    assert ask([["filter.counted", [rows, "actor"]]]) == [[["b", 1], ["a", 2]]]


def test_the_clipboard_gets_a_line_a_row_and_no_formula(ask: Ask) -> None:
    [found] = ask([["filter.tsv", [["a", "b"], [["x\ty\nz", 1.5], ["=1+1", None]]]]])
    assert found == "a\tb\nx y z\t1.5\n'=1+1\t"
