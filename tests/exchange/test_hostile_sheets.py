"""Whatever is written in a workbook, what comes of it is a change or a problem, and never a fault."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from rutas.errors import RutasError
from rutas.exchange.home import bring_home
from rutas.exchange.sheets import arrived
from tests.exchange.workbooks import a_book, rows_of, saved

GARBAGE = [
    "", " ", ";", "a;;b", "{", "{a: b}", "[a, b]", "{a: {b: [c]}}", "- a", "x\ny", "#", "=1", "'", "a" * 40_000, "\x0b", "\u2028",
    "ñ", "a", "b", "c", "uno", "5 %", "1..2..3 d", "usf", "| a", "(a", "a | b; (c, d)", "Espera: x; : y", "R080", "1e999", "id",
    "{to: a}", "a#2", "null", "true", 3, 0.5, -1e300, ("=1/0", "#DIV/0!"), "ruta · x",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_any_change_is_a_change_or_a_problem(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    book = a_book(tmp_path / "book")
    rows = rows_of(book, source=draw.random() < 0.7)
    for _ in range(draw.choice([1, 3, 30])):
        name = draw.choice([sheet for sheet in rows if rows[sheet]])
        table = rows[name]
        i = draw.randrange(len(table))
        how = draw.choice(["cell", "cell", "cell", "cell", "row", "copy", "swap", "drop"])
        if how == "cell" and table[i]:
            table[i][draw.randrange(len(table[i]))] = draw.choice(GARBAGE)
        elif how == "row":
            table[i] = [draw.choice(GARBAGE) for _ in table[i]]
        elif how == "copy":
            table.insert(i, list(table[i]))
        elif how == "swap":
            draw.shuffle(table)
        elif how == "drop" and draw.random() < 0.3:
            del table[i:]
    try:
        home = bring_home(arrived(saved(tmp_path / "back.xlsx", rows)), book)
    except RutasError:
        return
    assert home.is_refused or home.book is not None
