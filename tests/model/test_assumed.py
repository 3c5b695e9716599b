"""What a route leaves out is taken for something, and everything so taken is named with its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from rutas.answers.quantities import quantity_name
from rutas.model import apply
from tests.strategies import route_of, routes

if TYPE_CHECKING:
    from rutas.model import Route

END = {"id": "z", "outcome": "bien"}


def taken(route: Route) -> dict[str, tuple[str, str]]:
    return {one.path: (one.value, one.kind) for one in route.assumed}


def test_an_attended_step_that_says_nothing_takes_no_time_and_loses_nobody() -> None:
    route = route_of([{"id": "a", "actor": "usf", "next": "q"}, {"id": "q", "next": "z"}, END])
    assert taken(route) == {
        "a.dropout": ("0 %", "nothing"),
        "a.wait": ("0 d", "nothing"),
        "a.takes": ("0 d", "nothing"),
    }


def test_who_enters_at_an_unknown_age_is_as_young_as_the_route_allows() -> None:
    steps = [{"id": "a", "by": "60 d", "next": "z"}, END]
    assert taken(route_of(steps, ages={"from": 5, "to": 9})) == {
        "ways_in.a.at": ("5 y", "youngest")
    }
    assert taken(route_of(steps)) == {"ways_in.a.at": ("0 d", "youngest")}
    assert taken(route_of([{"id": "a", "next": "z"}, END])) == {}, "no age is asked for"


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([None], {}),
        (["60 %", "40 %"], {}),
        (["60 %", None], {"c": ("40 %", "rest")}),
        ([None, None], {"b": ("50 %", "even"), "c": ("50 %", "even")}),
        (["40 %", None, None], {"c": ("30 %", "even"), "d": ("30 %", "even")}),
        ([None, None, None], dict.fromkeys("bcd", ("33.3333 %", "even"))),
    ],
)
def test_shares_that_nobody_wrote(shares: list[str | None], expected: dict[str, Any]) -> None:
    targets = "bcd"[: len(shares)]
    links = [
        {"to": to, **({"share": share} if share else {})}
        for to, share in zip(targets, shares, strict=True)
    ]
    ends = [{"id": to, "outcome": "bien"} for to in targets]
    route = route_of([{"id": "a", "next": links}, *ends])
    assert taken(route) == {f"a.next.{to}": said for to, said in expected.items()}
    assert all(one.steps == ("a", one.path[-1]) for one in route.assumed)
    forked = (
        route_of([{"id": "a", "next": {"all": list(targets)}}, *ends]) if len(shares) > 1 else route
    )
    assert taken(forked) == {}, "branches side by side are taken by everybody"
    entered = route_of(ends, links)
    assert taken(entered) == {f"ways_in.{to}": said for to, said in expected.items()}


@given(routes())
def test_a_share_is_assumed_exactly_where_the_file_has_none(route: Route) -> None:
    asked = {
        f"{step.id}.next.{link.to}"
        for step in route.steps.values()
        for link in step.links
        if link.share is None and len(step.links) > 1 and not step.parallel
    }
    assert {one.path for one in route.assumed if one.share} == asked


def test_two_answers_that_lead_to_one_step_are_named_apart() -> None:
    links = [{"to": "z", "when": "Sí"}, {"to": "z", "when": "No"}, {"to": "z", "share": "20 %"}]
    route = route_of([{"id": "a", "question": "¿Va?", "next": links}, END])
    assert taken(route) == {"a.next.z.1": ("40 %", "even"), "a.next.z.2": ("40 %", "even")}
    assert quantity_name(route, "a.next.z.2") == "la parte que va de «A» a «Z (No)»"


@given(routes())
def test_what_was_taken_can_be_set_by_its_name(route: Route) -> None:
    for one in route.assumed:
        after = apply(route, {one.path: one.value})
        assert one.path not in {other.path for other in after.assumed}
