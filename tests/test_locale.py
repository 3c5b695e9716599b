"""What people read: every area in both languages, with the same places; numbers as people write them."""

from __future__ import annotations

import re
import string
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutas.locale import LANGUAGES, has, language, number, say, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTED = re.compile(r"\{(\w+):([^{}]*)\|([^{}]*)\}")
AREAS = sorted(
    path.name.removesuffix(".toml")
    for path in files("rutas.locale").iterdir()
    if path.name.endswith(".toml")
)


@pytest.mark.parametrize("area", AREAS)
def test_every_message_has_every_language_with_the_same_places(area: str) -> None:
    text = files("rutas.locale").joinpath(f"{area}.toml").read_text(encoding="utf-8")
    for key, wordings in tomllib.loads(text).items():
        assert set(wordings) == set(LANGUAGES), key
        places = {language: places_of(wording) for language, wording in wordings.items()}
        # click's own sentences give more than Spanish needs
        assert places["es"] <= places["en"], key
        assert area == "click" or places["es"] == places["en"], key
        for wording in wordings.values():
            assert wording == wording.strip() or wording.startswith(" "), key


def places_of(wording: str) -> set[str]:
    """Return the places at which something is written; a word may follow a number without writing it."""
    said = COUNTED.sub(lambda place: f"{{{place[1]}}}" if "#" in place[3] else "", wording)
    return {name for _, name, _, _ in string.Formatter().parse(said) if name}


def messages() -> Iterator[tuple[str, str, str]]:
    for area in AREAS:
        text = files("rutas.locale").joinpath(f"{area}.toml").read_text(encoding="utf-8")
        for key, wordings in tomllib.loads(text).items():
            for lang, wording in wordings.items():
                yield f"{area}.{key}", lang, wording


def test_what_is_counted_has_a_word_for_one_and_one_for_more() -> None:
    found = [(key, place) for key, _, text in messages() for place in COUNTED.finditer(text)]
    assert len(found) > 50
    for key, place in found:
        assert place[2] != place[3], key
        assert "#" not in place[2] or "#" in place[3], key


def test_no_number_stands_beside_a_word_that_does_not_follow_it() -> None:
    """Whatever word is counted in one message is counted in all: “1 visitas” is nobody's Spanish."""
    words = {
        word.group(1)
        for _, _, text in messages()
        for place in COUNTED.finditer(text)
        if (word := re.search(r"# (\w+s)\b", place[3]))
    }
    assert {"pasos", "personas", "días", "steps"} <= words
    beside = re.compile(rf"\{{(?!of\b)\w+\}} (?:{'|'.join(sorted(words))})\b")
    assert [key for key, _, text in messages() if beside.search(text)] == []


@pytest.mark.parametrize(
    ("count", "spanish"),
    [(1, "1 día"), (-1, "−1 día"), (0, "0 días"), (1.04, "1 día"), (1.5, "1,5 días"), ("1", "1 día"),
     (1234, "1.234 días"), ("4–8", "4–8 días")],
)  # fmt: skip
def test_a_word_follows_its_number(count: float | str, spanish: str) -> None:
    assert say("units.d-long", n=count) == spanish


def test_the_language_is_that_of_the_context() -> None:
    assert language() == "es"
    assert say("units.day") == "día"
    with speaking("en"):
        assert say("units.day") == "day"
        with speaking("es"):
            assert say("units.day") == "día"
        assert language() == "en"
    assert language() == "es"
    assert say("units.day", "en") == "day"


def test_a_language_that_nobody_speaks_here() -> None:
    with pytest.raises(ValueError, match="use one of es, en"), speaking("gn"):
        pass
    assert language() == "es"


def test_the_language_comes_back_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), speaking("en"):
        1 / 0  # noqa: B018  (any error will do)
    assert language() == "es"


def test_messages_are_looked_for() -> None:
    assert has("form.unknown-actor")
    assert not has("form.unknown-planet")
    with pytest.raises(KeyError):
        say("form.unknown-planet")


@pytest.mark.parametrize(
    ("value", "digits", "spanish", "english"),
    [
        (1234567.891, 2, "1.234.567,89", "1,234,567.89"),
        (1000, 0, "1.000", "1,000"),
        (0.5, 0, "0", "0"),
        (0.125, 2, "0,12", "0.12"),
        (2.50, 2, "2,5", "2.5"),
        (100, 2, "100", "100"),
        (-0.0001, 2, "0", "0"),
        (-1.5, 1, "−1,5", "−1.5"),
    ],
)
def test_numbers(value: float, digits: int, spanish: str, english: str) -> None:
    assert number(value, digits) == spanish
    assert number(value, digits, "en") == english


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_numbers_read_back(value: float, digits: int) -> None:
    english = float(number(value, digits, "en").replace(",", "").replace("−", "-"))
    assert english == round(value, digits)
    spanish = number(value, digits, "es")
    assert spanish.translate(str.maketrans(",.", ".,")) == number(value, digits, "en")


OTHER_WORDS = {
    "es": r"dejan?\}? la ruta|desiste|se pierden? (?:gente|personas)|\bocupaci[oó]n\b|\bDepen\.",
    "en": r"\bget lost\b|drop out of the route|\butili[sz]ation\b",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_word_a_thing(lang: str) -> None:
    """Who leaves the route *abandona*, what a capacity is used of is its *uso*: no message says otherwise."""
    other = re.compile(OTHER_WORDS[lang])
    assert [key for key, spoken, text in messages() if spoken == lang and other.search(text)] == []
