"""A route unfolds into one family's visits: which, how many, after what, from when on."""

from __future__ import annotations

from typing import Any

import pytest

from rutas.errors import UsageError
from rutas.itinerary.plan import way_in
from rutas.itinerary.visits import visits
from rutas.model import Catalogue, Route

CATALOGUE = Catalogue.model_validate({
    "actors": {"usf": {"name": "USF"}},
    "channels": {"p": {"name": "P", "kind": "in-person"}},
    "documents": {name: {"name": name} for name in ("acta", "foto", "cedula")},
})  # fmt: skip


def step(name: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "actor": "usf", "channel": "p", **fields}


def route(*steps: dict[str, Any], **fields: Any) -> Route:
    end = {"id": "fin", "name": "Fin", "outcome": "ok", "join": "all"}
    return Route.model_validate({
        "id": "r", "name": "R", "ways_in": {"to": steps[0]["id"]},
        "outcomes": {"ok": {"name": "Ok", "success": True}, "mal": {"name": "Mal", "success": False}},
        "stages": [{"id": "e", "name": "E", "steps": [*steps, end]}], "catalogue": CATALOGUE, **fields,
    })  # fmt: skip


def told(found: Any) -> list[tuple[str, dict[str, int]]]:
    """Return each visit with what comes before it, by their ids."""
    return [(visit.id, {found[one].id: lag for one, lag in visit.after.items()}) for visit in found]


def test_a_wait_of_days_passes_before_and_one_of_minutes_at_the_point() -> None:
    asked = route(
        step("a", takes="20 min", next="b"),
        step("b", wait="2..5 d", takes="1 h", next="c"),
        step("c", wait="30 min", takes="10 min", next="fin"),
    )
    found = visits(asked, "a", ["fin"], age=0)
    assert told(found) == [("a", {}), ("b", {"a": 2}), ("c", {"b": 0})]
    assert [visit.minutes for visit in found] == [20, 60, 40]


@pytest.mark.parametrize(
    ("pace", "days", "times"), [("best", 2, 2), ("usual", 4, 3), ("slow", 5, 4)]
)
def test_the_pace_takes_an_end_of_waits_and_of_how_many_visits_there_are(pace, days, times) -> None:
    asked = route(step("a", next="b"), step("b", wait="2..5 d", next="c", repeat={"times": "2..4", "every": "7 d"}), step("c", next="fin"))  # fmt: skip
    found = visits(asked, "a", ["fin"], age=0, pace=pace)
    series = [visit for visit in found if visit.step == "b"]
    assert len(series) == times
    assert dict(series[0].after) == {0: days}
    assert [dict(visit.after) for visit in series[1:]] == [{k: 7} for k in range(1, times)]


def test_what_nobody_goes_to_is_a_delay_and_a_stay_of_days_passes_before_what_follows() -> None:
    asked = route(
        step("a", takes="2 d", next="b"),
        step("b", involvement="indirect", wait="1.5 d", takes="6 h", next="c"),
        step("c", next="fin"),
    )
    assert told(visits(asked, "a", ["fin"], age=0)) == [("a", {}), ("c", {"a": 4})]


def test_all_branches_that_lead_to_the_end_are_walked_and_their_join_waits_for_the_last() -> None:
    asked = route(
        step("a", next={"all": ["b", "c", "d"]}),
        step("b", next="e"), step("c", wait="3 d", next="e"),
        step("d", next="mal"), step("e", join="all", next="fin"), step("mal", outcome="mal"),
    )  # fmt: skip
    found = told(visits(asked, "a", ["fin"], age=0))
    assert found == [("a", {}), ("b", {"a": 0}), ("c", {"a": 3}), ("e", {"b": 0, "c": 0})]


LOOP = (
    step("a", next="d"),
    {"id": "d", "question": "¿Tiene?", "next": [{"to": "b", "share": "90 %"}, {"to": "c", "share": "10 %"}]},
    step("b", next="d"), step("c", next="fin"),
)  # fmt: skip


def test_she_answers_by_the_likeliest_link_that_does_not_lead_back() -> None:
    assert [visit.id for visit in visits(route(*LOOP), "a", ["fin"], age=0)] == ["a", "c"]


def test_who_answers_to_be_led_back_is_there_a_second_time_and_goes_on() -> None:
    found = visits(route(*LOOP), "a", ["fin"], age=0, answers={"d": "b"})
    assert told(found) == [("a", {}), ("b", {"a": 0}), ("c", {"b": 0})]


def test_ages_are_days_since_the_start() -> None:
    asked = route(step("a", next="b"), step("b", **{"from": "2 mo"}, by="100 d", within="30 d", next="fin"))  # fmt: skip
    (_, found) = visits(asked, "a", ["fin"], age=40)
    assert (found.earliest, found.by, found.within) == (61 - 40, 100 - 40, 30)


def test_a_paper_that_one_other_visit_makes_puts_that_visit_first() -> None:
    branches = route(
        step("a", next={"all": ["b", "c"]}),
        step("b", requires="foto", produces="acta", next="fin"),
        step("c", produces="foto", next="fin"),
    )
    assert told(visits(branches, "a", ["fin"], age=0)) == [
        ("a", {}), ("c", {"a": 0}), ("b", {"a": 0, "c": 0}),
    ]  # fmt: skip
    held = visits(branches, "a", ["fin"], age=0, holds=["foto"])
    assert ("b", {"a": 0}) in told(held)


def test_papers_that_would_close_a_circle_put_nothing_first() -> None:
    asked = route(
        step("a", next={"all": ["b", "c"]}),
        step("b", requires="foto", produces="acta", next="fin"),
        step("c", requires="acta", produces="foto", next="fin"),
    )
    found = told(visits(asked, "a", ["fin"], age=0))
    assert found == [("a", {}), ("c", {"a": 0}), ("b", {"a": 0, "c": 0})]


def test_where_no_end_can_be_reached_she_is_told() -> None:
    asked = route(step("a", next="mal"), step("mal", outcome="mal"))
    with pytest.raises(UsageError, match="Desde «a» no se llega a fin"):
        visits(asked, "a", ["fin"], age=0)


def test_the_way_in_is_the_likeliest_on_her_side_of_the_birth() -> None:
    asked = route(
        step("a", next="fin"), step("b", next="fin"),
        ways_in=[{"to": "a", "share": "90 %", "at": "-3 mo"}, {"to": "b", "share": "10 %", "at": "0 d"}],
    )  # fmt: skip
    assert [way_in(asked, age) for age in (-10, 0, 400)] == ["a", "b", "b"]
