"""Critical points: when each reason holds, in which order, how sure, and what decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from rutas.analysis import analyse
from rutas.analysis.critical import measure_first
from rutas.answers.critical import critical_points
from rutas.locale import speaking
from rutas.model import REASONS, Criteria
from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas.analysis.critical import Point
    from rutas.answers.critical import Reason
    from rutas.model import Route

CATALOGUE = {
    "actors": {"usf": {"name": "USF"}, "registro": {"name": "Registro Civil"}},
    "channels": {"oficina": {"name": "Oficina", "kind": "in-person"}},
    "documents": {"cnv": {"name": "Certificado de nacido vivo"}},
    "sources": {
        "encuesta": {"title": "Encuesta de hogares"},
        "decreto-1": {"title": "Decreto 1/2020"},
        "norma": {"title": "Norma interna"},
    },
}


def one(criteria: Criteria | None = None, demand: str | None = None, **fields: Any) -> Route:
    """A route of one step that anything may be said of, and an end."""
    step = {"id": "a", "actor": "registro", "wait": "0 d", "takes": "0 d", "next": "b", **fields}
    more: dict[str, Any] = {"demand": demand} if demand else {}
    return route_of(
        [
            {"id": "antes", "actor": "usf", "next": [{"to": "a"}, {"to": "b", "share": "0 %"}]},
            step,
            {"id": "b", "outcome": "bien"},
        ],
        catalogue=CATALOGUE,
        criteria=criteria or Criteria(),
        **more,
    )


def reasons(route: Route, step: str = "a") -> dict[str, Reason]:
    found = {point.step: point for point in critical_points(route)}
    return {reason.reason: reason for reason in found[step].reasons} if step in found else {}


def test_a_step_of_which_nothing_is_wrong_is_not_critical() -> None:
    assert critical_points(one()) == []


def test_loss_is_told_in_people() -> None:
    route = one(dropout="14 %", next={"to": "b", "handover": "system"})
    (found,) = critical_points(route)
    assert str(found) == "1. A: de cada 100 personas que entran, 14 abandonan aquí"
    assert found.gain == pytest.approx(0.14)
    with speaking("en"):
        (found,) = critical_points(route)
        assert str(found) == "1. A: of every 100 people who enter, 14 leave here"
    assert reasons(one(dropout="4.9 %")) == {}
    assert reasons(one(dropout="5 %"))["loss"].threshold == 0.05


def test_one_person_leaves_and_two_people_leave() -> None:
    criteria = Criteria.model_validate({"loss": {"threshold": "1 %"}})
    assert "1 abandona " in reasons(one(criteria, dropout="1 %"))["loss"].text
    assert "2 abandonan " in reasons(one(criteria, dropout="2 %"))["loss"].text


def test_what_the_authors_say() -> None:
    found = reasons(one(critical="Las familias rurales no llegan."))["declared"]
    assert found.text == "Quienes hicieron la ruta lo señalan: Las familias rurales no llegan."
    assert (found.value, found.threshold, found.confidence) == (None, None, 1.0)


def test_a_door_that_nobody_gets_round() -> None:
    door = one(service="inscripcion", channel="oficina")
    assert "Registro Civil" in reasons(door)["unavoidable"].text
    assert reasons(one()) == {}


def test_a_door_with_more_people_than_it_can_attend() -> None:
    found = reasons(one(capacity="10 per day", demand="9 per day"))["overload"]
    assert found.value == pytest.approx(0.9)
    assert (
        found.text == "Se piden 9 atenciones por día y se pueden dar 10: el 90 % de la capacidad."
    )
    assert reasons(one(capacity="10 per day", demand="8 per day")) == {}
    yearly = reasons(one(capacity="6 per year", demand="24 per year"))["overload"]
    assert "24 atenciones por año" in yearly.text


def test_an_actor_with_more_people_than_it_can_attend() -> None:
    busy = {**CATALOGUE["actors"], "registro": {"name": "Registro", "capacity": "10 per day"}}
    route = one(demand="9 per day").model_copy(
        update={"catalogue": one().catalogue.model_validate({**CATALOGUE, "actors": busy})}
    )
    assert reasons(route)["overload"].value == pytest.approx(0.9)


def test_a_step_that_sets_the_length_and_takes_much_of_it() -> None:
    found = reasons(one(wait="9 d"))["delay"]
    assert found.value == 1
    assert "100 %" in found.text
    assert found.threshold == 0.15


def test_nobody_in_time_is_no_number() -> None:
    found = reasons(one(wait="5 d", within="3 d"))["late"]
    assert found.value == 0
    assert found.text == "De las personas que terminan este paso, ninguna lo hace en plazo."


def test_a_step_that_finishes_too_late() -> None:
    found = reasons(one(wait="0..10 d", within="3 d"))["late"]
    assert found.value == pytest.approx(0.3, abs=0.02)
    # In each draw everybody waits for what was drawn: 7 of 10 waits are longer than 3 days.
    assert found.confidence == pytest.approx(0.7, abs=0.05)


def test_a_document_that_not_everybody_holds() -> None:
    found = reasons(one(requires="cnv"))["documents"]
    assert found.text == "Pide Certificado de nacido vivo, que nadie puede tener al llegar."


def test_people_who_come_on_their_own_and_get_lost() -> None:
    found = reasons(one(dropout="10 %"))["handover"]
    assert "USF" in found.text
    assert reasons(one(dropout="9 %")).keys() == {"loss"}


def test_a_reason_can_be_switched_off() -> None:
    off = Criteria.model_validate({name: {"active": "no"} for name in REASONS if name != "delay"})
    assert critical_points(one(off, dropout="50 %", requires="cnv", critical="x")) == []


def test_a_criterion_without_a_threshold_never_holds() -> None:
    none = Criteria.model_validate({"loss": {"threshold": None}, "handover": {"active": "no"}})
    assert critical_points(one(none, dropout="50 %")) == []


def line_of(dropouts: list[str], **fields: Any) -> Route:
    steps: list[dict[str, Any]] = [
        {"id": f"s{i}", "actor": "usf", "dropout": share, "next": f"s{i + 1}"}
        for i, share in enumerate(dropouts)
    ]
    return route_of([*steps, {"id": f"s{len(dropouts)}", "outcome": "bien"}], **fields)


def test_points_are_ranked_by_what_closing_them_would_win() -> None:
    points = critical_points(line_of(["10 %", "30 %", "20 %"]))
    whole = 0.9 * 0.7 * 0.8
    assert [point.step for point in points] == ["s1", "s2", "s0"]
    assert [point.rank for point in points] == [1, 2, 3]
    assert [point.gain for point in points] == pytest.approx(
        [whole / 0.7 - whole, whole / 0.8 - whole, whole / 0.9 - whole], abs=0.02
    )


def test_equal_gains_are_ranked_by_days_and_then_by_the_route() -> None:
    route = route_of(
        [
            {"id": "a", "critical": "x", "wait": "1 d", "next": "b"},
            {"id": "b", "critical": "x", "wait": "1 d", "next": "c"},
            {"id": "c", "critical": "x", "wait": "9 d", "outcome": "bien"},
        ]
    )
    assert [(point.step, point.days) for point in critical_points(route)] == [
        ("c", 9),
        ("a", 1),
        ("b", 1),
    ]


def test_confidence_is_the_share_of_draws_in_which_a_reason_holds() -> None:
    found = reasons(one(dropout="0..20 %"))
    assert found["loss"].confidence == pytest.approx(0.75, abs=0.05)
    assert found["handover"].confidence == pytest.approx(0.5, abs=0.05)


def test_a_ranking_says_how_often_it_holds() -> None:
    """What either would win is a(1 − b) and b(1 − a): the first is first where a > b, in 3 of 4."""
    first, second = critical_points(line_of(["0..40 %", "10 %"]))
    assert (first.step, second.step) == ("s0", "s1")
    assert first.first == pytest.approx(0.75, abs=0.05)
    assert second.first == pytest.approx(0.25, abs=0.05)
    assert first.top3 == second.top3 == 1
    assert (first.tied, second.tied) == (("s1",), ("s0",))


def test_neighbours_that_seldom_change_places_are_not_tied() -> None:
    """Now a > b in 8 of 9."""
    first, second = critical_points(line_of(["0..90 %", "10 %"]))
    assert first.first == pytest.approx(8 / 9, abs=0.04)
    assert first.tied == second.tied == ()


def test_only_the_first_three_are_among_the_first_three() -> None:
    points = critical_points(line_of(["40 %", "30 %", "25 %", "20 %"]))
    assert [(point.first, point.top3) for point in points] == [(1, 1), (0, 1), (0, 1), (0, 0)]


def test_drivers_are_the_quantities_that_decide() -> None:
    route = line_of(["0..2 %", "5..60 %"])
    point = next(one for one in critical_points(route) if one.step == "s1")
    assert [driver.quantity for driver in point.drivers][:1] == ["s1.dropout"]
    assert point.drivers[0].share > 0.9
    assert measure_first([point])[0].quantity == "s1.dropout"
    exact = next(one for one in critical_points(line_of(["1 %", "50 %"])) if one.step == "s1")
    assert exact.drivers == ()


def test_two_equal_factors_share_what_they_decide() -> None:
    route = one(dropout="0 %", capacity="5..15 per day", demand="5..15 per day")
    (point,) = [one_ for one_ in analyse(route).points if one_.step == "a"]
    shares = {driver.quantity: driver.share for driver in point.drivers}
    assert set(shares) == {"a.capacity", "demand"}
    assert shares["demand"] == pytest.approx(0.5, abs=0.15)


SURVEY, NEAR, RULE = "encuesta", {"source": "encuesta", "proxy": "algo cercano"}, {"norm": "ley"}


@pytest.mark.parametrize(
    ("evidence", "basis"),
    [
        ({}, "estimate"),
        ({"dropout": "estimate"}, "estimate"),
        ({"dropout": SURVEY}, "measured"),
        ({"dropout": NEAR}, "proxy"),
        ({"dropout": RULE}, "norm"),
        ({"wait": SURVEY}, "estimate"),
    ],
)
def test_a_figure_says_what_it_rests_on(evidence: dict[str, Any], basis: str) -> None:
    assert reasons(one(dropout="20 %", evidence=evidence))["loss"].basis == basis


@pytest.mark.parametrize(
    ("evidence", "basis"),
    [
        ({"wait": SURVEY, "within": RULE}, "norm"),
        ({"wait": NEAR, "within": SURVEY}, "proxy"),
        ({"wait": SURVEY, "within": SURVEY}, "measured"),
        ({"within": SURVEY}, "estimate"),
    ],
)
def test_a_figure_made_of_several_is_as_weak_as_the_weakest(
    evidence: dict[str, Any], basis: str
) -> None:
    route = one(wait="9 d", within="2 d", evidence={"takes": SURVEY, **evidence})
    assert reasons(route)["late"].basis == basis


def test_a_load_rests_on_the_demand_too() -> None:
    full = {"demand": "9 per day", "capacity": "5 per day"}
    assert reasons(one(evidence={"capacity": SURVEY}, **full))["overload"].basis == "estimate"


def test_without_draws_there_is_no_confidence_but_the_same_points() -> None:
    from rutas.analysis.whole import Analysis

    route = one(dropout="0..20 %", wait="0..9 d")
    quick: tuple[Point, ...] = Analysis(route, draws=0).points
    slow = Analysis(route).points
    assert [point.step for point in quick] == [point.step for point in slow]
    assert {reason.confidence for reason in quick[0].reasons} == {None}
    assert {(point.first, point.top3, point.tied) for point in quick} == {(None, None, ())}


def test_the_same_route_gives_the_same_points() -> None:
    route = one(dropout="0..20 %", wait="0..9 d", within="5 d")
    again = one(dropout="0..20 %", wait="0..9 d", within="5 d")
    assert critical_points(route) == critical_points(again)


def test_each_measure_is_worked_out_once() -> None:
    found = analyse(one(dropout="10 %"))
    assert found.people is found.people
    assert found.points is found.points
    assert found.time is found.time
