"""Words of a book: texts in several languages, ids, dates, yes and no."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from rutas.model import Criteria
from rutas.model.dates import Date
from rutas.model.text import Flag, Id, Text, slug

text, ident, date, flag = map(TypeAdapter, (Text, Id, Date, Flag))


def code(adapter: TypeAdapter, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(value)
    return caught.value.errors(include_url=False)[0]["type"]


def test_a_text_is_spanish_and_knows_its_translations() -> None:
    name = text.validate_python({"gn": "Heñói", "es": " Nacimiento\n"})
    assert name == "Nacimiento"
    assert name.to("gn") == "Heñói"
    assert name.to("en") == "Nacimiento"
    assert text.validate_python({"gn": "Heñói"}) == "Heñói"
    assert text.dump_python(name) == {"gn": "Heñói", "es": "Nacimiento"}
    assert text.dump_python(text.validate_python("Uno")) == "Uno"


def test_a_text_is_composed_so_that_equal_words_are_equal() -> None:
    assert text.validate_python("nin\u0303o") == "niño"


@pytest.mark.parametrize(
    "twin_of",
    [copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))],  # noqa: S301  (its own bytes)
)
def test_a_text_is_copied_with_its_translations(twin_of) -> None:
    name = Text("Nacimiento", {"es": "Nacimiento", "gn": "Heñói"})
    twin = twin_of(name)
    assert twin == name
    assert type(twin) is Text
    assert twin.to("gn") == "Heñói"


def test_what_is_no_text() -> None:
    assert code(text, "  ") == "empty-text"
    assert code(text, {}) == "text-expected"
    assert code(text, ["a"]) == "text-expected"
    assert code(text, {"es": ["a"]}) == "text-expected"
    assert code(text, {"castellano": "a"}) == "bad-language"


@given(st.text())
def test_a_slug_is_an_id_or_nothing(words: str) -> None:
    name = slug(words)
    assert not name or ident.validate_python(name) == name


@pytest.mark.parametrize("value", ["0-4", "a", "registro-civil", "no", "0571", "1e3"])
def test_ids(value: str) -> None:
    assert ident.validate_python(value) == value


@pytest.mark.parametrize(
    "value", ["", "Registro", "registro civil", "año", "-a", "a--b", "a_b", "٣", "a\n"]
)
def test_what_is_no_id(value: str) -> None:
    assert code(ident, value) == "bad-id"


@pytest.mark.parametrize("value", ["2021", "2021-11", "2021-11-03", "2024-02-29"])
def test_dates(value: str) -> None:
    assert date.validate_python(value) == value


@pytest.mark.parametrize(
    "value",
    [
        "",
        "21",
        "2021-13",
        "2021-02-29",
        "31/02/2021",
        "0000",
        "2021-11-03-01",
        "hoy",
        "٢٠٢١",
    ],
)
def test_what_is_no_date(value: str) -> None:
    assert code(date, value) == "bad-date"


def test_yes_and_no() -> None:
    assert [flag.validate_python(word) for word in ("true", "Sí", "si\u0301", "yes", True)] == [
        True
    ] * 5
    assert [flag.validate_python(word) for word in ("false", "No", "no", False)] == [False] * 4
    assert code(flag, "quizá") == "bad-flag"
    assert code(flag, ["no"]) == "wrong-type"


def test_criteria_are_written_in_short_or_in_full() -> None:
    short = Criteria.model_validate({"loss": "5 %", "late": "0,8", "handover": "no", "delay": "sí"})
    full = Criteria.model_validate(
        {
            "loss": {"threshold": 0.05},
            "late": {"threshold": "80 %"},
            "handover": {"active": "false"},
            "delay": {"active": True},
        }
    )
    assert short == full
    assert full.handover.threshold == 0.1, "what is not said keeps its usual figure"
    assert Criteria.model_validate({"overload": {"active": "sí"}}).overload.threshold == 0.85
    assert Criteria().loss.threshold == 0.05


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "1e3", "mucho", "0.1.2", ""])
def test_what_is_no_threshold(value: str) -> None:
    with pytest.raises(ValidationError):
        Criteria.model_validate({"loss": {"threshold": value}})
