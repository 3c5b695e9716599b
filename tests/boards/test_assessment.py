"""The figures of a self-assessment are those that a board works out by hand on the blackboard."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rutas
from rutas.answers.board import answer, compare
from rutas.boards.assessment import Assessment, quartiles
from rutas.model.board import Application, Instrument
from tests.boards.assessed import assessed_book

ON = date(2023, 2, 1)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory):
    book = rutas.load(assessed_book(tmp_path_factory.mktemp("mesa") / "libro"))
    return answer(book, "distrito", ON)


def test_items_axes_and_the_whole_are_those_of_the_blackboard(found) -> None:
    # acta: agreed 3, not the mean 2; fechas: (1+1+2+2)/4; plan: (0+0+3+3+3)/5; dinero: 2/5; quejas: nobody
    items = {one.item: one for one in found.items}
    assert [items[name].score for name in ("acta", "fechas", "plan", "dinero", "quejas")] == [
        3, 1.5, pytest.approx(1.8), pytest.approx(0.4), None,
    ]  # fmt: skip
    assert [one.basis for one in found.items] == ["collective", "mean", "mean", "mean", None]
    assert [one.answered for one in found.items] == [4, 4, 5, 5, 0]
    assert [(one.axis, one.score, one.known, one.items) for one in found.axes] == [
        ("actas", 2.25, 2, 2),
        ("plan", pytest.approx(1.1), 2, 3),
    ]
    assert found.score == pytest.approx((2.25 + 1.1) / 2)
    assert found.share == pytest.approx(found.score / 3)
    assert (found.members, found.answered, found.unknown) == (6, 5, ("quejas",))


def test_disagreement_is_told_whatever_the_mean(found) -> None:
    items = {one.item: one for one in found.items}
    # plan: 0 0 3 3 3 has its quartiles at 0 and 3; dinero: 0 0 0 1 1 at 0 and 1
    assert (items["plan"].disagreement, items["plan"].to_discuss) == (3, True)
    assert (items["dinero"].disagreement, items["dinero"].to_discuss) == (1, False)
    assert (items["quejas"].disagreement, items["quejas"].to_discuss) == (None, False)
    assert (items["plan"].low, items["plan"].high) == (0, 3)


def test_strengths_weaknesses_and_priorities_are_ranked(found) -> None:
    assert {one.item: one.standing for one in found.items} == {
        "acta": "strength", "fechas": None, "plan": None, "dinero": "weakness", "quejas": None,
    }  # fmt: skip
    # dinero: 2,6 x 2; fechas: 1,5 x 2; plan: 1,2 x 1
    told = [(one.rank, one.item, round(one.weight, 9)) for one in found.priorities]
    assert told == [(1, "dinero", 5.2), (2, "fechas", 3.0), (3, "plan", 1.2)]
    assert [(one.id, one.overdue) for one in found.plan] == [("hoja", True)]


def test_change_is_told_of_what_both_periods_have(found) -> None:
    # 2021: acta (1+2)/2, plan 1
    assert {one.item: one.change for one in found.items if one.change is not None} == {
        "acta": 1.5, "plan": pytest.approx(0.8),
    }  # fmt: skip
    assert (found.previous, found.common, found.change) == ("2021", 2, pytest.approx(1.15))


def test_of_one_board_its_periods_are_compared(tmp_path: Path) -> None:
    book = rutas.load(assessed_book(tmp_path / "libro"))
    told = [(one.period, one.answered, one.axes["actas"]) for one in compare(book, []).boards]
    assert told == [("2021", 2, 1.5), ("2022", 5, 2.25)]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30))
def test_quartiles_are_those_of_the_definition(scores: list[int]) -> None:
    def at(share: Fraction) -> Fraction:
        ordered = sorted(scores)
        place = share * (len(ordered) - 1)
        low = int(place)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (place - low) * (ordered[high] - ordered[low])

    told = quartiles(scores)
    assert told == (float(at(Fraction(1, 4))), float(at(Fraction(3, 4))))


@given(st.lists(st.integers(0, 3), min_size=1, max_size=25))
def test_nothing_is_both_a_strength_and_a_weakness(scores: list[int]) -> None:
    items = {f"i{n}": {"text": "Hay"} for n in range(len(scores))}
    asked = Instrument.model_validate(
        {"scale": {0: "No", 1: "a", 2: "b", 3: "Sí"}, "axes": {"a": {"name": "A", "items": items}}}
    )
    told = Application(board="Mesa", collective={f"i{n}": one for n, one in enumerate(scores)})
    found = Assessment(asked, told)
    strong, weak = set(found.strengths), set(found.weaknesses)
    assert not strong & weak
    assert {f"i{n}" for n, one in enumerate(scores) if one <= 1} <= weak
    if len(set(scores)) > 1 and len(scores) < 10:  # a fifth is then one, and its ties
        assert {n for n in items if scores[int(n[1:])] == max(scores) > 1} <= strong
        assert {n for n in items if scores[int(n[1:])] == min(scores)} <= weak
