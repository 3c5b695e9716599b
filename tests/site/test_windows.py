"""When a step has its time, and behind which answer it stands, by routes that can be told by hand."""

from __future__ import annotations

import pytest

from rutas.quantity import YEAR
from rutas.site.windows import behind, windows
from tests.strategies import route_of

TREE = [
    {"id": "ask", "question": "¿Sí?", "next": [{"to": "yes", "when": "Sí", "share": "50 %"}, {"to": "no", "when": "No"}]},
    {"id": "yes", "wait": "10 d", "next": "meet"},
    {"id": "no", "next": "early"},
    {"id": "early", "by": "20 d", "next": "meet"},
    {"id": "meet", "from": "30 d", "by": "90 d", "next": "free"},
    {"id": "free", "outcome": "bien"},
]  # fmt: skip


def test_a_step_has_time_until_its_own_deadline_or_the_laxest_that_comes_after() -> None:
    route = route_of(TREE, ages={"from": 0, "to": 1})
    found = {name: (one.opens, one.by, one.until) for name, one in windows(route).items()}
    assert found["early"] == (0, 20, 20)
    assert found["meet"][0] == pytest.approx(30)
    assert (found["yes"], found["no"]) == ((0, None, 90), (0, None, 20))
    assert found["ask"] == (0, None, 90)  # by the laxer of the two answers
    assert found["free"][1:] == (
        None,
        pytest.approx(2 * YEAR),
    )  # to the last day of the route's ages


def test_a_loop_has_the_time_of_its_way_out() -> None:
    route = route_of([
        {"id": "try", "next": "again"},
        {"id": "again", "question": "¿Otra vez?", "next": [{"to": "try", "when": "Sí", "share": "30 %"}, {"to": "done", "when": "No"}]},
        {"id": "done", "by": "50 d", "outcome": "bien"},
    ])  # fmt: skip
    assert {one.until for one in windows(route).values()} == {50}


def test_a_step_stands_behind_the_nearest_answer_that_all_pass() -> None:
    found = {
        name: (step.id, str(link.when)) for name, (step, link) in behind(route_of(TREE)).items()
    }
    assert found == {"yes": ("ask", "Sí"), "no": ("ask", "No"), "early": ("ask", "No")}


def test_two_answers_that_lead_to_one_step_say_nothing_of_it() -> None:
    route = route_of([
        {"id": "ask", "question": "¿?", "next": [{"to": "end", "when": "Sí", "share": "50 %"}, {"to": "end", "when": "No"}]},
        {"id": "end", "outcome": "bien"},
    ])  # fmt: skip
    assert behind(route) == {}
