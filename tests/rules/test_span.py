"""Which answers are read as spans of numbers, and when two overlap or leave a gap."""

from __future__ import annotations

import pytest

from rutas.model.text import Text
from rutas.rules.engine.span import read, spans
from tests.strategies import route_of


@pytest.mark.parametrize(
    ("answer", "low", "high"),
    [
        ("Menos de 5 años", float("-inf"), 5),
        ("Hasta los 13 años", float("-inf"), 13),
        ("Mayores de 14", 14, float("inf")),
        ("Desde los 6 meses", 6, float("inf")),
        ("5 años o más", 5, float("inf")),
        ("De 5 a 13 años", 5, 13),
        ("Entre 14 y 17", 14, 17),
        ("14-17 años", 14, 17),
        ("> 2,5 kg", 2.5, float("inf")),
    ],
)
def test_answers_that_are_spans(answer, low, high):
    span = read(Text(answer))
    assert span is not None
    assert (span.low, span.high) == (low, high)


@pytest.mark.parametrize(
    "answer",
    ["Sí", "Tiene 14 años y estudia", "Sí, hasta 5 hijos", "5 vacunas", "De 5 a 3 años", "1º"],
)
def test_answers_that_say_something_else(answer):
    span = read(Text(answer))
    assert span is None or span.low != span.high


def question(*answers):
    links = [{"to": "b", "when": answer} for answer in answers]
    return route_of(
        [{"id": "a", "question": "¿?", "next": links}, {"id": "b", "outcome": "bien"}]
    ).steps["a"]


@pytest.mark.parametrize(
    ("one", "two", "overlap", "gap"),
    [
        ("Menos de 5 años", "5 años o más", False, False),
        ("Hasta 5 años", "5 años o más", True, False),
        ("Menos de 5 años", "Más de 5 años", False, True),
        ("De 0 a 4 años", "De 5 a 13 años", False, False),
        ("De 0 a 4 años", "De 6 a 13 años", False, True),
        ("De 0 a 6 años", "De 5 a 13 años", True, False),
        ("Hasta 2,5 kg", "Más de 2,5 kg", False, False),
        ("Menos de 2,5 kg", "3,5 kg o más", False, True),
    ],
)
def test_overlaps_and_gaps(one, two, overlap, gap):
    (_, first), (_, second) = spans(question(two, one))
    assert (first.overlaps(second), first.leaves_gap(second)) == (overlap, gap)


def test_a_question_with_any_other_answer_is_left_alone():
    assert spans(question("Menos de 5 años", "No se sabe")) == []
    assert spans(question("Menos de 5 años", "6 meses o más")) == []
