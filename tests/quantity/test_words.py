"""An amount reads the same wherever it stands: in the unit people use, with the digits that tell it apart."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rutas
from rutas.quantity import (
    MONTH,
    YEAR,
    Age,
    Duration,
    Quantity,
    Rate,
    Share,
    in_every,
    per_period,
    percent,
    short_span,
    span,
)

DAYS = st.floats(1 / 1440, 50 * YEAR)


@pytest.mark.parametrize(
    ("days", "long", "short", "english"),
    [
        (1 / 1440, "1 minuto", "1 min", "1 minute"),
        (0.04, "58 minutos", "58 min", "58 minutes"),
        (1 / 24, "1 hora", "1 h", "1 hour"),
        (0.5, "12 horas", "12 h", "12 hours"),
        (1.0, "1 día", "1 d", "1 day"),
        (1.5, "1,5 días", "1,5 d", "1.5 days"),
        (59.0, "59 días", "59 d", "59 days"),
        (MONTH * 2, "2 meses", "61 d", "2 months"),
        (-3.0, "−3 días", "−3 d", "−3 days"),
        (4100.0, "11,2 años", "11,2 años", "11.2 years"),
        (0.0, "0 días", "0 d", "0 days"),
        (None, "–", "–", "–"),
    ],
)
def test_a_length_of_time_is_told_in_the_unit_that_suits_it(
    days: float | None, long: str, short: str, english: str
) -> None:
    assert span(days) == long
    assert short_span(days) == short
    assert span(days, "en") == english


@given(DAYS)
def test_no_length_of_time_reads_as_nothing_nor_far_from_what_it_is(days: float) -> None:
    text, _, unit = span(days, "en").partition(" ")
    sizes = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "month": MONTH, "year": YEAR}
    assert float(text) * sizes[unit.rstrip("s")] == pytest.approx(days, rel=0.06)
    assert (text == "1") == (not unit.endswith("s"))


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.123, "12 %"), (0.0123, "1,2 %"), (0.0004, "0,04 %"), (0.0, "0 %"), (1.0, "100 %"),
        (0.999, "99,9 %"), (0.99999, ">99,99 %"), (1e-6, "<0,01 %"), (2.77, "277 %"), (None, "–"),
        (1 - 1e-16, "100 %"),
    ],
)  # fmt: skip
def test_a_share_never_reads_as_nothing_or_as_all_unless_it_is(
    share: float | None, said: str
) -> None:
    assert percent(share) == said


@given(st.floats(0, 3))
def test_no_share_reads_far_from_what_it_is(share: float) -> None:
    text = percent(share, "en").removesuffix(" %")
    said = float(text.lstrip("<>")) / 100
    assert said == pytest.approx(share, rel=0.06, abs=0.00005 if text[0] not in "<>" else 0.0001)
    if text in {"0", "100"}:
        assert share < 1e-8 or share > 1 - 1e-8


def test_shares_as_people_of_a_round_number() -> None:
    assert in_every(0.5) == (50, 100)
    assert in_every(0.0002) == (2, 10_000)
    assert in_every(1e-9) == (0, 100)


def test_rates_in_the_shortest_period_that_has_one_of_each() -> None:
    assert per_period([3.0, 4.0]) == (["3", "4"], "día")
    assert per_period([1 / 30, 12.0], "en") == (["1", "365"], "month")
    assert per_period([1e-4]) == (["0"], "año")


def test_the_days_of_a_year_and_a_month_stand_in_one_place() -> None:
    root = Path(rutas.__file__).parent
    told = {365.25, 365, 730.5, 30.4375, 60.875, 1440}
    found = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in sorted(root.rglob("*.py"))
        if path != root / "quantity" / "units.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, (int, float))
        and node.value in told
    ]
    assert found == []


def test_units_are_worded_in_one_place() -> None:
    root = Path(rutas.__file__).parent
    found = {
        path.relative_to(root).parts[0]
        for path in root.rglob("*.py")
        if 'say(f"units.' in path.read_text(encoding="utf-8").replace("'", '"')
    }
    assert found == {"quantity"}


@pytest.mark.parametrize(
    ("quantity", "spanish", "english"),
    [
        (Duration.parse("2..15..90 d"), "2–90 d, lo usual 15", "2–90 d, usually 15"),
        (Duration.parse("1..1..15 d"), "1–15 d, lo usual 1", "1–15 d, usually 1"),
        (Duration.parse("1..15 d"), "1–15 d", "1–15 d"),
        (Duration.parse("3..3..3 d"), "3 d", "3 d"),
        (Share.parse("0.05..0.07..0.1"), "5–10 %, lo usual 7", "5–10 %, usually 7"),
        (
            Rate.parse("10..20..60 per week"),
            "10–60 por semana, lo usual 20",
            "10–60 per week, usually 20",
        ),
        (Age.parse("-9..-8..-7 mo"), "−9 a −7 meses, lo usual −8", "−9 to −7 mo, usually −8"),
    ],
)
def test_what_is_usual_is_never_hidden(quantity: Quantity, spanish: str, english: str) -> None:
    assert quantity.wording() == spanish
    assert quantity.wording("en") == english
    usual = spanish.partition("lo usual ")[2]
    assert usual in quantity.label()


@pytest.mark.parametrize(
    ("every", "spanish", "english"),
    [("1 mo", "mes", "month"), ("1 wk", "semana", "week"), ("2 mo", "2 meses", "2 mo"), ("1..2 y", "1–2 años", "1–2 y")],
)  # fmt: skip
def test_how_often_a_series_comes(every: str, spanish: str, english: str) -> None:
    assert Duration.parse(every).each() == spanish
    assert Duration.parse(every).each("en") == english
