"""Papers that lapse, against closed forms and against each journey by itself."""

from __future__ import annotations

from bisect import bisect_left

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutas.analysis.critical import points
from rutas.analysis.whole import Analysis
from rutas.model import Catalogue, Route, apply
from tests.strategies import nested_routes, route_of, routes

CATALOGUE = Catalogue.model_validate(
    {
        "documents": {
            "sello": {"name": "Sello", "valid": "30 d"},
            "otro": {"name": "Otro", "valid": "50 d"},
            "acta": {"name": "Acta"},
        }
    }
)


def stamped(*steps: dict, **fields: object) -> Route:
    return route_of(list(steps), **fields).model_copy(update={"catalogue": CATALOGUE})


def shares(route: Route) -> dict[tuple[str, str], float]:
    return {
        (step, "/".join(documents)): float(share.value)
        for (step, documents), share in Analysis(route).expired.items()
    }


def test_a_paper_lapses_for_those_who_waited_too_long() -> None:
    route = stamped(
        {"id": "a", "produces": "sello", "next": "b"},
        {"id": "b", "wait": "0..120 d", "requires": ["sello", "acta"], "outcome": "bien"},
    )
    (found,) = Analysis(route).expired.items()
    assert found[0] == ("b", ("sello",))
    assert abs(float(found[1].value) - 0.75) < 4 * float(found[1].error)
    assert 0 < float(found[1].error) < 0.02


def test_what_is_certain_is_told_without_an_error() -> None:
    route = stamped(
        {"id": "a", "produces": "sello", "next": "b"},
        {"id": "b", "wait": "31 d", "requires": "sello", "next": "c"},
        {"id": "c", "produces": "sello", "next": "d"},
        {"id": "d", "wait": "30 d", "requires": ["sello", {"optional": "otro"}], "outcome": "bien"},
        holds=["otro"],
    )
    # The new one is good to the day; the other one, held from the way in, is not.
    assert shares(route) == {("b", "sello"): 1.0, ("d", "sello"): 0.0, ("d", "otro"): 1.0}
    assert all(float(one.error) == 0 for one in Analysis(route).expired.values())


def test_of_several_one_that_is_good_is_enough() -> None:
    route = stamped(
        {"id": "a", "produces": ["sello", "otro"], "next": "b"},
        {"id": "b", "wait": "40 d", "requires": {"any": ["sello", "otro"]}, "next": "c"},
        {"id": "c", "wait": "40 d", "requires": {"any": ["sello", "otro"]}, "next": "d"},
        {"id": "d", "requires": {"any": ["sello", "acta"]}, "outcome": "bien"},
    )
    assert shares(route) == {
        ("b", "sello/otro"): 0.0,
        ("c", "sello/otro"): 1.0,
        ("d", "sello/acta"): 1.0,
    }


def test_nothing_is_walked_where_nothing_lapses(monkeypatch: pytest.MonkeyPatch) -> None:
    route = stamped(
        {"id": "a", "produces": "acta", "next": "b"},
        {"id": "b", "requires": "acta", "outcome": "bien"},
    )
    monkeypatch.setattr("rutas.analysis.whole.time_.walk", None)
    assert Analysis(route).expired == {}


@pytest.mark.usefixtures("short_walks")
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(routes(times=True), nested_routes(times=True)),
    st.lists(st.sampled_from([[], [], ["sello"], ["otro"]]), min_size=40, max_size=40),
)
def test_it_is_what_each_journey_says(route: Route, made: list[list[str]]) -> None:
    changes: dict[str, list[str]] = {}
    for step, given_ in zip(route.steps, made, strict=False):
        changes |= {f"{step}.requires": ["sello"], f"{step}.produces": given_}
    catalogue = Catalogue.model_validate(
        {"documents": {"sello": {"name": "S", "valid": "3 d"}, "otro": {"name": "O"}}}
    )
    route = apply(route.model_copy(update={"catalogue": catalogue}), changes)
    found = Analysis(route, journeys=200)
    journeys = found.timing.journeys().journeys
    steps = list(route.steps.values())
    came: dict[str, set[int]] = {}
    late: dict[str, set[int]] = {}
    given_at: dict[int, list[tuple[float, int]]] = {}
    for visit, (who, step) in enumerate(
        zip(journeys.journey.tolist(), journeys.step.tolist(), strict=True)
    ):
        if "sello" in steps[step].produces and not journeys.lost[visit]:
            given_at.setdefault(who, []).append((float(journeys.done[visit]), visit))
    for grants in given_at.values():
        grants.sort()
    for visit, (who, step) in enumerate(
        zip(journeys.journey.tolist(), journeys.step.tolist(), strict=True)
    ):
        now = float(journeys.started[visit])
        grants = given_at.get(who, [])
        before = bisect_left(grants, (now, visit))
        came.setdefault(steps[step].id, set()).add(who)
        if before and now - grants[before - 1][0] > 3 + 1e-6:
            late.setdefault(steps[step].id, set()).add(who)
    assert {step: share for (step, _), share in shares_of(found).items()} == pytest.approx(
        {step: len(late.get(step, ())) / len(people) for step, people in came.items()}
    )


def shares_of(found: Analysis) -> dict[tuple[str, tuple[str, ...]], float]:
    return {need: float(share.value) for need, share in found.expired.items()}


@pytest.mark.parametrize(("high", "told"), [(32, False), (60, True)])
def test_the_reason_documents_holds_from_a_tenth_on(high: int, told: bool) -> None:
    route = stamped(
        {"id": "a", "produces": "sello", "next": "b"},
        {"id": "b", "wait": f"0..{high} d", "requires": "sello", "outcome": "bien"},
    )
    reasons = {
        reason.reason: reason
        for point in points(Analysis(route), draws=0)
        if point.step == "b"
        for reason in point.reasons
    }
    assert ("documents" in reasons) is told
    if told:
        assert reasons["documents"].threshold == 0.1
        assert reasons["documents"].grounds.documents == (("sello",),)
