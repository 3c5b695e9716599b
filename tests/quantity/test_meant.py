"""An amount that is not written as the format has it: the mistake tells how, and that reads as it was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutas.errors import Mistake
from rutas.quantity import Age, Count, Duration, Hazard, Money, Quantity, Rate, Share, Upkeep

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
    (Duration, "media hora", "30 min"),
    (Duration, "Unos veinte minutos.", "20 min"),
    (Duration, "media hora a una hora", "30..60 min"),
    (Duration, "tres cuartos de hora", "45 min"),
    (Duration, "0:30", "30 min"),
    (Duration, "1h30", "90 min"),
    (Duration, "20'", "20 min"),
    (Duration, "“3 d”,", "3 d"),
    (Duration, "3 d (según la USF)", "3 d"),
    (Duration, "inmediata", "0 d"),
    (Duration, "cada mes", "1 mo"),
    (Duration, "trimestral", "3 mo"),
    (Duration, "15 días hábiles", "21 d"),
    (Duration, "3 a 5 días hábiles", "4.2..7 d"),
    (Duration, "15..1 d", "1..15 d"),
    (Age, "al nacer", "0 d"),
    (Age, "a los 18 años cumplidos", "18 y"),
    (Age, "hasta los 5 años", "5 y"),
    (Age, "siete meses antes de nacer", "-7 mo"),
    (Share, "5 de cada 100", "5 %"),
    (Share, "3 de cada 10", "30 %"),
    (Share, "la mitad", "50 %"),
    (Share, "nadie", "0 %"),
    (Share, "5 % de las familias", "5 %"),
    (Share, "cinco por cien", "5 %"),
    (Rate, "1500 personas por año", "1500 per year"),
    (Rate, "100 mensuales", "100 per month"),
    (Rate, "20 x día", "20 per day"),
    (Rate, "10 a 20 niñas y niños por mes", "10..20 per month"),
    (Hazard, "3 por ciento semanal", "3 % per week"),
    (Count, "tres veces", "3"),
    (Count, "1.200", "1200"),
    (Money, "gratis", "0 PYG"),
    (Money, "25.000 guaraníes", "25000 PYG"),
    (Money, "Gs. 25.000.-", "25000 PYG"),
    (Money, "25 mil a 30 mil guaraníes", "25000..30000 PYG"),
    (Money, "1.500.000 Gs", "1500000 PYG"),
]


@pytest.mark.parametrize(("kind", "text", "write"), WORDS)
def test_an_amount_in_words_is_told_as_it_is_written(
    kind: type[Quantity], text: str, write: str
) -> None:
    with pytest.raises(Mistake) as caught:
        kind.parse(text)
    assert f"«{write}»" in caught.value.hint
    assert str(kind.parse(write)) == write


BOTH = [
    (Duration, "hasta 15 días", "0..15 d", "15 d"),
    (Share, "menos de 5 %", "0..5 %", "5 %"),
    (Rate, "1.200..1.800 por año", "1200..1800 per year", "1.2..1.8 per year"),
    (Rate, "1.200 a 1.800 personas por año", "1200..1800 per year", "1.2..1.8 per year"),
    (Money, "8.500 USD", "8500 USD", "8.5 USD"),
]


@pytest.mark.parametrize(("kind", "text", "first", "second"), BOTH)
def test_an_amount_that_may_be_two_is_told_as_each_is_written(
    kind: type[Quantity], text: str, first: str, second: str
) -> None:
    with pytest.raises(Mistake) as caught:
        kind.parse(text)
    for write in (first, second):
        assert f"«{write}»" in caught.value.hint
        assert str(kind.parse(write)) == write


MISTAKES = [
    (Duration, "", "bad-duration"),
    (Duration, "pronto", "bad-duration"),
    (Duration, "3 a 5", "missing-unit"),
    (Duration, "5 a 3 d", "bad-duration"),
    (Duration, "3 a 5 lunas", "bad-duration"),
    (Duration, "3 y 5 lunas", "bad-duration"),
    (Duration, "1.. ..15 d", "bad-duration"),
    (Duration, "1..2..3..4 d", "bad-duration"),
    (Duration, "1e3 d", "bad-duration"),
    (Duration, "17:00", "bad-duration"),
    (Duration, "5 d..", "unknown-unit"),
    (Duration, "no se sabe", "unknown-amount"),
    (Duration, "más de 5 días", "at-least"),
    (Duration, "1.500 lunas", "bad-duration"),
    (Duration, "٣ d", "bad-duration"),
    (Duration, "9" * 5000 + " d", "bad-duration"),
    (Duration, "nan d", "bad-duration"),
    (Duration, "30", "missing-unit"),
    (Duration, "3 lunas", "unknown-unit"),
    (Duration, "1 m", "unknown-unit"),
    (Duration, "5 %", "unknown-unit"),
    (Duration, "-1 d", "negative"),
    (Duration, "15..1 d", "range-backwards"),
    (Duration, "1..30..15 d", "range-backwards"),
    (Duration, "1.500 d", "ambiguous-number"),
    (Duration, "1,500 d", "ambiguous-number"),
    (Age, "2026-01-01", "bad-age"),
    (Age, "4", "missing-unit"),
    (Share, "poco", "bad-share"),
    (Share, "5 d", "bad-share"),
    (Share, "30", "share-without-percent"),
    (Share, "20 a 30", "share-without-percent"),
    (Share, "0.5..2", "share-without-percent"),
    (Share, "120 %", "share-out-of-bounds"),
    (Share, "-5 %", "share-out-of-bounds"),
    (Share, "12..5 %", "range-backwards"),
    (Rate, "20", "missing-period"),
    (Rate, "muchos por día", "bad-rate"),
    (Rate, "20 per hour", "bad-rate"),
    (Rate, "20 por", "bad-rate"),
    (Rate, "0 per day", "rate-not-positive"),
    (Rate, "1.500 per year", "ambiguous-number"),
    (Count, "varias", "bad-count"),
    (Count, "2.5", "bad-count"),
    (Count, "0..3", "bad-count"),
    (Count, "3 lunas", "bad-count"),
    (Count, "8..4", "range-backwards"),
    (Money, "poco", "bad-money"),
    (Upkeep, "poco por mes", "bad-upkeep"),
    (Money, "8500", "missing-currency"),
    (Money, "30 min", "bad-money"),
    (Money, "8500 pesitos", "bad-money"),
    (Money, "1.500.000 PYG", "thousands"),
    (Money, "Gs. 8.500", "thousands"),
    (Money, "8.500 USD", "ambiguous-number"),
    (Money, "-5 PYG", "negative"),
]


@pytest.mark.parametrize(("kind", "text", "code"), MISTAKES)
def test_each_mistake_has_its_code_and_says_what_to_do(
    kind: type[Quantity], text: str, code: str
) -> None:
    with pytest.raises(Mistake) as caught:
        kind.parse(text)
    assert caught.value.code == code
    assert str(caught.value)
    assert caught.value.hint


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
