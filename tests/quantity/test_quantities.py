"""Quantities: what people write is read, printed back the same, averaged and drawn from."""

from __future__ import annotations

import copy
import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from scipy import stats

from rutas.errors import Mistake
from rutas.quantity import Age, Count, Duration, Hazard, Money, Quantity, Rate, Share, Upkeep

KINDS: list[type[Quantity]] = [Duration, Age, Share, Hazard, Rate, Count, Money, Upkeep]

# Numbers as people write them: not too long, with a point or a comma.
wholes = st.integers(0, 150).map(str)
decimals = st.builds("{}.{:09d}".format, st.integers(0, 149), st.integers(0, 10**9 - 1))
UNITS = {
    Duration: ["min", "h", "d", "wk", "mo", "y", "días", "Semanas", "años", "hours", "minuto", "mes."],
    Age: ["d", "mo", "y", "meses", "years"],
    Share: ["%", " % ", "por ciento", "percent"],
    Rate: ["per day", "por semana", "/month", "al año", "a la semana", "cada mes", "/ día", "por mes"],
    Hazard: ["% per week", " % por mes", "% / día", "% al año"],
    Count: [""],
    Money: ["PYG", "Gs.", "₲", "guaraníes", "usd", "M PYG", "mil Gs."],
    Upkeep: ["PYG per month", "M PYG por mes", "mil Gs. al año"],
}  # fmt: skip


@st.composite
def written(draw: st.DrawFn) -> tuple[type[Quantity], str, list[float]]:
    """Draw a kind, a quantity as people write it, and its numbers in ascending order."""
    kind = draw(st.sampled_from(KINDS))
    if kind is Count:
        number = st.integers(1, 10**4).map(str)
    elif kind in {Money, Upkeep}:
        number = st.integers(0, 10**4).map(str)  # ten thousand millions are the most
    elif kind in {Share, Hazard}:
        number = st.floats(0, 100, allow_subnormal=False).map(lambda value: f"{value:.4f}")
    else:
        number = st.one_of(wholes, decimals)
    pieces = draw(st.lists(number, min_size=1, max_size=3))
    pieces.sort(key=float)
    if kind is Rate and float(pieces[0]) == 0:
        pieces = ["0.5", "0.75", "0.9"]
    if kind is Age and draw(st.booleans()):
        pieces = [f"-{piece}" for piece in reversed(pieces)]
    comma = draw(st.booleans())
    dots = draw(st.sampled_from(["..", " .. ", "…", "..."]))
    unit = draw(st.sampled_from(UNITS[kind]))
    text = dots.join(piece.replace(".", ",") if comma else piece for piece in pieces)
    return kind, f"{text} {unit}", [float(piece) for piece in pieces]


@given(written())
def test_what_is_printed_reads_back_the_same(case: tuple[type[Quantity], str, list[float]]) -> None:
    kind, text, _ = case
    quantity = kind.parse(text)
    again = kind.parse(str(quantity))
    assert again == quantity
    assert again.points == quantity.points
    assert str(again) == str(quantity)
    assert hash(again) == hash(quantity)


@given(written())
def test_the_mean_lies_between_the_ends_and_follows_its_formula(
    case: tuple[type[Quantity], str, list[float]],
) -> None:
    quantity = case[0].parse(case[1])
    assert quantity.low <= quantity.mean <= quantity.high
    points = quantity.points
    formula = {
        1: lambda a: a,
        2: lambda a, b: (a + b) / 2,
        3: lambda a, b, c: (a + 4 * b + c) / 6,
    }[len(points)]
    assert quantity.mean == pytest.approx(formula(*points), rel=1e-12, abs=1e-12)


@given(written(), st.integers(0, 2**32 - 1))
def test_draws_stay_within_the_ends(
    case: tuple[type[Quantity], str, list[float]], seed: int
) -> None:
    quantity = case[0].parse(case[1])
    drawn = quantity.draw(np.random.default_rng(seed), 50)
    assert drawn.shape == (50,)
    assert (drawn >= quantity.low).all()
    assert (drawn <= quantity.high).all()


@pytest.mark.parametrize("text", ["1..15 d", "1..3..15 d", "2..2..9 d", "0..7..7 d", "1..8..15 d"])
def test_draws_follow_the_distribution_that_is_promised(text: str) -> None:
    quantity = Duration.parse(text)
    drawn = quantity.draw(np.random.default_rng(2021), 20_000)
    low, high = quantity.low, quantity.high
    if len(quantity.points) == 2:
        law = stats.uniform(low, high - low)
    else:
        likely = quantity.points[1]
        a = 1 + 4 * (likely - low) / (high - low)
        b = 1 + 4 * (high - likely) / (high - low)
        law = stats.beta(a, b, loc=low, scale=high - low)
    assert law.mean() == pytest.approx(quantity.mean)
    assert stats.kstest(drawn, law.cdf).pvalue > 0.001
    chances = np.linspace(0, 1, 21)
    np.testing.assert_allclose(quantity.quantile(chances), law.ppf(chances))
    values = np.linspace(low - 1, high + 1, 21)
    np.testing.assert_allclose(quantity.at_least(values), law.sf(values), atol=1e-12)


def test_the_mean_is_the_integral_of_the_density() -> None:
    quantity = Duration.parse("1..3..15 d")
    law = stats.beta(1 + 4 * 2 / 14, 1 + 4 * 12 / 14, loc=1, scale=14)
    assert law.expect(lambda value: value) == pytest.approx(quantity.mean)


def test_an_exact_quantity_is_drawn_as_itself() -> None:
    assert set(Duration.parse("3 d").draw(np.random.default_rng(0), 10)) == {3.0}
    assert set(Duration.parse("3..3..3 d").draw(np.random.default_rng(0), 10)) == {3.0}
    assert Duration.parse("3..3..3 d").quantile(np.array([0.0, 0.7])).tolist() == [3, 3]
    assert Duration.parse("3 d").at_least(np.array([2.9, 3.0, 3.1])).tolist() == [1, 1, 0]


@pytest.mark.parametrize(
    ("spanish", "english", "days"),
    [
        ("90 minutos", "90 min", 90 / 1440),
        ("2 horas", "2 hours", 2 / 24),
        ("3 días", "3 days", 3),
        ("2 semanas", "2 wk", 14),
        ("2 meses", "2 months", 60.875),
        ("4 años", "4 years", 1461),
        ("1,5 días", "1.5 d", 1.5),
        ("1…15 días", "1..15 d", 8),
        ("3\u00a0di\u0301as", "3 d", 3),
        ("0", "0 d", 0),
    ],
)
def test_durations_in_both_languages(spanish: str, english: str, days: float) -> None:
    assert Duration.parse(spanish) == Duration.parse(english)
    assert Duration.parse(spanish).mean == pytest.approx(days)


@pytest.mark.parametrize(
    ("text", "per_day"),
    [
        ("20/day", 20),
        ("20 / día", 20),
        ("14 a la semana", 2),
        ("14 por sem.", 2),
        ("365,25 por año", 1),
        ("30.4375 al mes", 1),
        ("7..14..21 per week", 2),
    ],
)
def test_rates(text: str, per_day: float) -> None:
    assert Rate.parse(text).mean == pytest.approx(per_day)


def test_shares_are_the_nearest_floats() -> None:
    for percent in range(101):
        assert Share.parse(f"{percent} %").mean == percent / 100
    assert Share.parse("5..12 %").mean == 0.085
    assert Share.parse("2,5 %") == Share.parse("0.025")
    assert Share.parse("1.500 %").mean == 0.015, "no share has thousands"


def test_money() -> None:
    assert Money.parse("Gs. 8500") == Money.parse("8500 guaraníes") == Money.parse("₲ 8500")
    assert Money.parse("G 8500").currency == "PYG"
    assert Money.parse("USD 10").currency == "USD"
    assert Money.parse("5 USD") != Money.parse("5 PYG")
    assert Money.parse("5 USD") != 5
    assert len({Money.parse("5 USD"), Money.parse("5 PYG"), Money.parse("5 usd")}) == 2


def test_ages_may_come_before_birth() -> None:
    assert Age.parse("-7 mo").mean == Age.parse("−7 meses").mean == -7 * 30.4375
    assert Age.parse("-9..-7 mo").low == -9 * 30.4375


WRITTEN = st.from_regex(
    r"-?[0-9]{1,3}([.,][0-9])?(\.\.[0-9]{1,3}){0,2} ?(d|h|mo|%|por año|PYG)?", fullmatch=True
)


@given(st.sampled_from(KINDS), st.text() | WRITTEN)
def test_no_text_brings_anything_but_a_quantity_or_a_mistake(
    kind: type[Quantity], text: str
) -> None:
    try:
        quantity = kind.parse(text)
    except Mistake as mistake:
        said = str(mistake)
        assert said
    else:
        assert kind.parse(str(quantity)) == quantity


@given(
    st.sampled_from([Duration, Age, Share]),
    st.lists(st.floats(0, 1, allow_subnormal=False), min_size=1, max_size=3),
)
def test_quantities_are_made_from_numbers(kind: type[Quantity], numbers: list[float]) -> None:
    numbers.sort()
    quantity = kind.of(*numbers, unit="" if kind is Share else "d")
    assert quantity.points == pytest.approx(numbers, abs=1e-9)


def test_small_numbers_are_written_in_full() -> None:
    quantity = Duration.parse("0,00001 horas")
    assert str(quantity) == "0.00001 h"
    assert Duration.parse(str(quantity)) == quantity


def test_what_is_made_from_numbers_is_never_ambiguous() -> None:
    quantity = Duration.of(12.345, unit="d")
    assert quantity.points == (12.345,)
    assert Duration.parse(str(quantity)) == quantity


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_makes_no_quantity(number: float) -> None:
    with pytest.raises(Mistake):
        Duration.of(number, unit="d")
    with pytest.raises(ValidationError):
        TypeAdapter(Share).validate_python(number)


@pytest.mark.parametrize(
    ("quantity", "spanish", "english"),
    [
        (Duration.parse("20..30..60 min"), "20–30–60 min", "20–30–60 min"),
        (Duration.parse("1.5..2 d"), "1,5–2 d", "1.5–2 d"),
        (Duration.parse("1 mo"), "1 mes", "1 mo"),
        (Duration.parse("1..2 y"), "1–2 años", "1–2 y"),
        (Duration.parse("3..3 wk"), "3 sem", "3 wk"),
        (Age.parse("-7 mo"), "−7 meses", "−7 mo"),
        (Age.parse("-9..-7 mo"), "−9 a −7 meses", "−9 to −7 mo"),
        (Share.parse("2.5 %"), "2,5 %", "2.5 %"),
        (Share.parse("0.05..0.07..0.1"), "5–7–10 %", "5–7–10 %"),
        (Rate.parse("1500 per year"), "1.500 por año", "1,500 per year"),
        (Count.parse("4..8"), "4–8", "4–8"),
        (Money.parse("8500 PYG"), "8.500 PYG", "8,500 PYG"),
    ],
)
def test_labels_are_what_people_read(quantity: Quantity, spanish: str, english: str) -> None:
    assert quantity.label() == spanish
    assert quantity.label("en") == english


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_that_editors_show_are_quantities(kind: type[Quantity]) -> None:
    for example in TypeAdapter(kind).json_schema()["examples"]:
        assert kind.parse(example).mean is not None


@given(written())
def test_quantities_are_copied_and_pickled(case: tuple[type[Quantity], str, list[float]]) -> None:
    quantity = case[0].parse(case[1])
    for twin in (copy.deepcopy(quantity), pickle.loads(pickle.dumps(quantity))):  # noqa: S301  (our own)
        assert twin == quantity
        assert str(twin) == str(quantity)
        assert type(twin) is type(quantity)


def test_mistakes_travel_between_processes() -> None:
    mistake = pickle.loads(pickle.dumps(Mistake("missing-unit", given="3")))  # noqa: S301  (its own bytes)
    assert str(mistake) == "A «3» le falta la unidad."


@pytest.mark.parametrize(
    ("kind", "most", "beyond"),
    [
        (Duration, "150 y", "151 y"), (Age, "-150..150 y", "-1801 mo"), (Count, "10000", "1..10001"),
        (Rate, "1000000 per day", "1..7000001 per week"), (Hazard, "100 % per day", "101 % per day"),
        (Money, "10000000000 PYG", "10000000001 PYG"),
    ],
)  # fmt: skip
def test_what_is_beyond_reason_is_refused(kind: type[Quantity], most: str, beyond: str) -> None:
    assert kind.parse(most).high <= kind.most[0]
    with pytest.raises(Mistake) as caught:
        kind.parse(beyond)
    assert caught.value.code in {"beyond-reason", "share-out-of-bounds"}
    assert kind.parse(kind.most[1]).points == (kind.most[0],), "the hint can be obeyed"
