"""What people read: every area in both languages, with the same places; numbers as people write them."""

from __future__ import annotations

import string
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutas.locale import LANGUAGES, has, language, number, say, speaking

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
            for form in forms(wording):
                assert form == form.strip() or form.startswith(" "), key


@pytest.mark.parametrize("area", AREAS)
def test_a_message_that_has_forms_has_one_and_other(area: str) -> None:
    text = files("rutas.locale").joinpath(f"{area}.toml").read_text(encoding="utf-8")
    for key, wordings in tomllib.loads(text).items():
        for wording in wordings.values():
            if not isinstance(wording, str):
                assert set(wording) == {"one", "other"}, key
                assert places_of(wording["one"]) | {"count"} >= places_of(wording), key


def forms(wording: str | dict[str, str]) -> list[str]:
    return [wording] if isinstance(wording, str) else list(wording.values())


def places_of(wording: str | dict[str, str]) -> set[str]:
    said = wording if isinstance(wording, str) else wording["other"]
    return {name for _, name, _, _ in string.Formatter().parse(said) if name}


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
        1 / 0  # noqa: B018
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
