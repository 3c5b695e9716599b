"""Amounts as people say them: the mistake tells how they are written, and that reads as what they say."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutas.errors import Mistake
from rutas.quantity import Age, Count, Duration, Hazard, Money, Quantity, Rate, Share
from rutas.quantity.spoken import ends, parts

WORDS = [
    (Duration, "10 a 20 minutos", "10..20 min"),
    (Duration, "entre 3 y 5 días", "3..5 d"),
    (Duration, "de 10 hasta 20 min.", "10..20 min"),
    (Duration, "between 3 and 5 days", "3..5 d"),
    (Duration, "1-15 d", "1..15 d"),
    (Duration, "1 d..15 d", "1..15 d"),
    (Duration, "20 min a 1 hora", "20..60 min"),
    (Duration, "0 a 5 días", "0..5 d"),
    (Duration, "1,5 a 2,5 h", "1.5..2.5 h"),
    (Duration, "2–15–90 d", "2..15..90 d"),
    (Duration, "2–90 d, lo usual 15", "2..15..90 d"),
    (Duration, "1 hora y media", "1.5 h"),
    (Duration, "1 día 2 horas", "26 h"),
    (Age, "4 años y 3 meses", "51 mo"),
    (Age, "−7 a −5 meses", "-7..-5 mo"),
    (Share, "5 a 10 por ciento", "5..10 %"),
    (Share, "5%-10%", "5..10 %"),
    (Share, "0,05 a 0,1", "0.05..0.1"),
    (Rate, "de 10 a 20 por día", "10..20 per day"),
    (Hazard, "1 a 3 % por semana", "1..3 % per week"),
    (Count, "4 a 8", "4..8"),
    (Money, "entre 5000 y 8000 Gs.", "5000..8000 PYG"),
]


@pytest.mark.parametrize(("kind", "text", "write"), WORDS)
def test_an_amount_in_words_is_told_as_it_is_written(
    kind: type[Quantity], text: str, write: str
) -> None:
    with pytest.raises(Mistake) as caught:
        kind.parse(text)
    assert f"«{write}»" in caught.value.hint
    assert str(kind.parse(write)) == write


@given(st.tuples(*[st.integers(0, 500)] * 2, st.sampled_from(["min", "h", "d", "mo"])))
def test_what_a_table_shows_leads_back_to_the_quantity(
    shown: tuple[int, int, str],
) -> None:
    low, high, unit = shown
    quantity = Duration.of(min(low, high), max(low, high), unit=unit)
    try:
        read = Duration.parse(quantity.label())
    except Mistake as mistake:
        read = Duration.parse(str(mistake.values["write"]))
    assert read.points in {quantity.points, quantity.points[:1]}


@pytest.mark.parametrize(
    "text", ["1 " * 4000, "1 a " * 4000, "1" + " x" * 4000, "1-" * 4000, "1 a" + " " * 9000]
)
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    assert (ends(text), parts(text)) == ([], [])
    assert time.process_time() - start < 0.1
