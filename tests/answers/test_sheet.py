"""Spreadsheets: plain CSV reads back as it was, and Excel's can do no harm."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutas.answers.sheet import sheet
from rutas.locale import speaking

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


HARMLESS = TEXTS.filter(
    lambda text: not text.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r"))
)


@given(st.lists(st.tuples(HARMLESS, HARMLESS)))
def test_plain_csv_reads_back(rows: list[tuple[str, str]]) -> None:
    text = sheet(["a", "b"], rows)
    assert [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))] == [("a", "b"), *rows]
    assert text.count("\r\n") == len(rows) + 1


@given(st.sampled_from("=+-@\t'"), TEXTS, st.booleans())
def test_no_text_is_a_formula(sign: str, rest: str, excel: bool) -> None:
    text = sheet(["a"], [[f"{sign}{rest}"]], excel=excel).removeprefix("\ufeff")
    _, (cell,) = csv.reader(io.StringIO(text, newline=""), delimiter=";" if excel else ",")
    assert not cell.startswith(("=", "+", "@", "\t"))
    assert not cell.startswith("-") or set(cell[1:]) <= set("0123456789.,")


@given(st.lists(HARMLESS.filter(bool), min_size=1))
def test_a_list_can_be_split_again(items: list[str]) -> None:
    _, (cell,) = csv.reader(io.StringIO(sheet(["a"], [[items]]), newline=""))
    found = re.findall(r"((?:[^\\|]|\\.)*)(?:\||$)", cell, re.DOTALL)[: len(items)]
    assert [re.sub(r"\\(.)", r"\1", item, flags=re.DOTALL) for item in found] == items


def test_a_mapping_is_a_list_of_its_pairs() -> None:
    text = sheet(["a"], [[{"cedula": "sí", "x|y": ["a", "b"]}]])
    assert text.splitlines()[1] == r"cedula=sí|x\|y=a\|b"


def test_a_header_stands_even_over_nothing() -> None:
    assert sheet(["a", "b"], []) == "a,b\r\n"


@pytest.mark.parametrize(
    ("lang", "line"), [("es", "1,5;-2;;sí;0,25|x"), ("en", "1.5,-2,,sí,0.25|x")]
)
def test_excel_of_each_language_reads_its_numbers(lang: str, line: str) -> None:
    with speaking(lang):
        text = sheet("abcde", [[1.5, -2, None, "sí", [0.25, "x"]]], excel=True)
    assert text.splitlines()[1] == line.replace("0,25", "0.25")  # a list is a text
    assert text[0] == "\ufeff"


def test_an_id_is_no_date() -> None:
    text = sheet(["a", "b", "c"], [["5-13", "2021-11-03", "3"]], excel=True)
    assert text.splitlines()[1] == '"=""5-13""";2021-11-03;3'
