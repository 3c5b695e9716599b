"""What can go wrong on purpose: said in the language that is spoken, and with the nearest word."""

from __future__ import annotations

import pickle

import pytest

from rutas.errors import BookError, Mistake, Problem, RutasError, UsageError, nearest
from rutas.locale import speaking


def test_a_mistake_is_said_in_the_language_that_is_spoken() -> None:
    mistake = Mistake("range-backwards", given="5..1 d", write="1..5 d")
    assert str(mistake) == "«5..1 d» va de más a menos."
    with speaking("en"):
        assert str(mistake) == "“5..1 d” goes from more to less."
        assert "“1..5 d”" in mistake.hint
    assert Mistake("guess", guess="a").hint == ""
    assert isinstance(mistake, ValueError)


def test_problems_are_told_line_by_line() -> None:
    problems = [
        Problem("a.yaml", 3, 7, "unknown-actor", "No está."),
        Problem("b.yaml", 0, 0, "empty-file", "Está vacío.", level="warning"),
    ]
    error = BookError(iter(problems))
    assert error.problems == tuple(problems)
    assert str(error).splitlines() == [
        "a.yaml:3:7: error unknown-actor No está.",
        "b.yaml: warning empty-file Está vacío.",
    ]
    assert pickle.loads(pickle.dumps(error)).problems == error.problems  # noqa: S301  (our own)


def test_everything_is_one_family() -> None:
    for kind in (BookError, Mistake, UsageError):
        assert issubclass(kind, RutasError)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("usff", "usf"),
        ("USF", "usf"),
        ("fsu", None),
        ("registro-cvil", "registro-civil"),
        ("registro", "registro-civil"),
        ("hospital", None),
        ("", None),
    ],
)
def test_the_nearest_word(word: str, expected: str | None) -> None:
    assert nearest(word, {"usf", "registro-civil"}) == expected


def test_no_word_is_near_to_none() -> None:
    assert nearest("usf", []) is None
