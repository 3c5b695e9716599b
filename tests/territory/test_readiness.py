"""Readiness is a mean of the means of its dimensions, over what is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutas.territory.readiness import items_of, readiness
from tests.territory.district import district, point

ANSWERS = st.dictionaries(
    st.sampled_from(["gente", "rampa", "luz", "vacunas"]),
    st.sampled_from(["yes", "partly", "no", "unknown"]),
)


def found(answers, number=1):
    there = district(point(number, ficha={"on": "2026-01-01", **answers}))
    return readiness(items_of(there, there.points[0]), there.points[0])


def test_by_hand():
    told = found({"gente": "yes", "rampa": "partly", "luz": "no"})
    assert told.dimensions == {"staff": 1.0, "infrastructure": 0.25, "supplies": None}
    assert told.readiness == pytest.approx((1 + 0.25) / 2)
    assert told.low == pytest.approx((1 + 0.25 + 0) / 3)
    assert told.high == pytest.approx((1 + 0.25 + 1) / 3)
    assert (told.known, told.items, told.missing) == (3, 4, ("luz",))


def test_an_item_that_is_for_others_is_not_asked():
    assert found({}, number=0).items == 3
    assert "supplies" not in found({}, number=0).dimensions


def test_what_nobody_answered_is_unknown_and_not_zero():
    assert found({}).readiness is None
    assert (found({}).low, found({}).high) == (0.0, 1.0)


@given(answers=ANSWERS)
def test_to_answer_yes_where_it_was_unknown_leads_to_the_high_end(answers):
    told = found(answers)
    assert told.low <= told.high
    all_of_them = ("gente", "rampa", "luz", "vacunas")
    filled = {name: answers.get(name, "unknown") for name in all_of_them}
    for word, end in (("yes", told.high), ("no", told.low)):
        known = {name: word if said == "unknown" else said for name, said in filled.items()}
        assert found(known).readiness == pytest.approx(end)
