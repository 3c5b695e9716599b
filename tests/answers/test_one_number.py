"""One figure is one number: what two commands tell of the same thing is the same, to the last digit."""

from __future__ import annotations

from typing import Any

import pytest

from rutas.analysis import Analysis, analyse
from rutas.answers import find_question
from rutas.answers.figures import signed
from rutas.answers.row import plain
from rutas.answers.words import never_end
from rutas.compare.whatif import whatif
from rutas.prose.report import markdown
from rutas.quantity import YEAR
from tests.answers.routes import endless, full
from tests.strategies import route_of

ROUTES = {"full": full, "endless": endless}


@pytest.fixture(scope="module", params=ROUTES)
def told(request: pytest.FixtureRequest) -> dict[str, Any]:
    found = analyse(ROUTES[request.param]())
    first = next(iter(found.route.steps))
    given = {"path": {"target": first}, "whatif": {"set_": [f"{first}.wait=1 d"]}}
    names = ("steps", "critical", "bottlenecks", "documents", "actors", "path", "whatif", "compare")
    return {name: plain(find_question(name).answer(found, **given.get(name, {}))) for name in names}


def test_the_figures_of_the_whole_route(told: dict[str, Any]) -> None:
    totals = told["steps"]["totals"]
    assert told["whatif"]["before"] == totals
    assert told["compare"]["profiles"][0]["totals"] == totals
    assert told["actors"]["kinds"] == totals["handovers"]
    populations = len(told["compare"]["profiles"])
    assert told["steps"].get("weighted") == (
        told["compare"]["weighted"] if populations > 1 else None
    )
    shared = totals.keys() & told["bottlenecks"].keys()
    assert {"journey_days", "throughput", "independent_paths"} <= shared
    assert {key: told["bottlenecks"][key] for key in shared} == {key: totals[key] for key in shared}


def test_the_figures_of_each_step(told: dict[str, Any]) -> None:
    narrow = {step["id"]: step for step in told["bottlenecks"]["steps"]}
    for place, step in enumerate(told["steps"]["steps"]):
        shared = step.keys() & narrow[step["id"]].keys()
        assert {"utilisation", "wait_days", "time_share", "slack_days", "unavoidable"} <= shared
        assert {key: narrow[step["id"]][key] for key in shared} == {
            key: step[key] for key in shared
        }
        assert told["compare"]["steps"][place]["loss"][0] == step["loss"]


def test_the_figures_of_each_reason(told: dict[str, Any]) -> None:
    steps = {step["id"]: step for step in told["steps"]["steps"]}
    measure = {"loss": "loss", "delay": "time_share", "late": "on_time"}
    reasons = [
        (point["step"], why) for point in told["critical"]["points"] for why in point["reasons"]
    ]
    compared = [(s, why) for s, why in reasons if why["reason"] in measure]
    for step, why in compared:
        assert why["value"] == steps[step][measure[why["reason"]]]
    for step, why in reasons:
        if why["reason"] == "overload":
            loads = {steps[step]["utilisation"]}
            loads |= {actor["utilisation"] for actor in told["bottlenecks"]["actors"]}
            assert why["value"] in loads
        if why["reason"] == "unavoidable":
            assert steps[step]["unavoidable"]
            assert steps[step]["sole_actor"]


def test_what_was_assumed_is_the_same_everywhere(told: dict[str, Any]) -> None:
    for name in ("critical", "actors", "compare", "documents"):
        assert told[name]["assumed"] == told["bottlenecks"]["assumed"]
    named = {one for step in told["steps"]["steps"] for one in step["assumed"]}
    assert {one.rpartition(" = ")[2] for one in told["critical"]["assumed"]} == {
        one.rpartition(" = ")[2] for one in named
    }


def test_who_passes_a_step_that_always_sets_the_length_is_as_many_as_whose_length_it_sets() -> None:
    """Though one is worked out and the other takes journeys walked at random."""
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "wait": "1..9 d", "dropout": "20 %", "next": "j"},
            {"id": "c", "wait": "1..9 d", "next": "j"},
            {"id": "j", "join": "all", "missing": "s", "next": "z"},
            {"id": "s", "wait": "1 d", "next": "z"},
            {"id": "z", "outcome": "bien"},
        ]
    )
    steps = plain(find_question("steps").answer(analyse(route)))["steps"]
    found = {step["id"]: step for step in steps}
    assert found["s"]["knockout"] == pytest.approx(0.2)
    assert found["s"]["on_critical_path"] == found["s"]["knockout"]
    assert found["s"]["error"]["on_critical_path"] == 0
    assert 0 < found["b"]["on_critical_path"] < found["b"]["knockout"]


@pytest.mark.parametrize(
    ("figure", "before", "after", "shown"),
    [
        ("throughput", 230.6 / YEAR, 216.3 / YEAR, "−15"),  # 231 and 216
        ("handovers.self", 3.454, 3.506, "+0,06"),  # 3,45 and 3,51
        ("completion", 0.2621, 0.2793, "+1,7 puntos"),
        ("throughput", 1.0, 1.0, "0"),
        ("throughput", None, 1.0, "–"),
    ],
)
def test_a_difference_is_that_of_the_figures_beside_it(
    figure: str, before: float | None, after: float | None, shown: str
) -> None:
    assert signed(figure, before, after, full(), told=True) == shown


def test_who_ends_otherwise_is_told_beside_who_completes_and_who_leaves() -> None:
    route = route_of(
        [
            {"id": "a", "dropout": "20 %", "next": [{"to": "b", "share": "75 %"}, {"to": "c"}]},
            {"id": "b", "outcome": "bien"},
            {"id": "c", "outcome": "mal"},
        ]
    )
    question = find_question("steps")
    table = next(iter(question.tables(question.answer(analyse(route)), route)))
    assert {
        "Completa la ruta el 60 % de quienes entran.",
        "La abandona para siempre el 20 %.",
        "Cómo terminan, de quienes entran: Bien, 60 %; Mal, 20 %.",
    } <= set(table.notes)


def test_who_goes_round_for_ever_is_told() -> None:
    route = route_of(
        [
            {"id": "a", "dropout": "20 %", "next": [{"to": "b", "share": "75 %"}, {"to": "c"}]},
            {"id": "b", "outcome": "bien"},
            {"id": "c", "next": "d"},
            {"id": "d", "next": "c"},
        ]
    )
    found = analyse(route)
    told = next(text for text in never_end(route, found.people))
    assert told.endswith("el 20 %. «rutas check ruta» dice dónde.")
    question = find_question("steps")
    assert told in next(iter(question.tables(question.answer(found), route))).notes
    assert never_end(full(), analyse(full()).people) == []


def test_a_route_without_times_is_not_told_to_take_no_time() -> None:
    route = route_of([{"id": "a", "next": "b"}, {"id": "b", "outcome": "bien"}])
    found = analyse(route)
    asked = {
        "steps": {},
        "compare": {},
        "actors": {},
        "path": {"target": "b"},
        "whatif": {"close": ["a"]},
    }
    for name, given in asked.items():
        said = _said(name, found, **given)
        assert "0 días" not in said, name
        assert "0 horas" not in said, name
    assert "No se sabe cuánto dura el recorrido" in markdown(found)
    timed = route_of([{"id": "a", "wait": "0 d", "next": "b"}, {"id": "b", "outcome": "bien"}])
    assert "0 días" in markdown(analyse(timed))
    assert "0 días" in _said("path", analyse(timed), target="b")
    assert "0 horas" not in _said("actors", analyse(timed))  # nothing is said of attention
    assert "– 2 días –" in _said("whatif", found, set_=["a.wait=2 d"])


def test_nobody_gets_through_a_route_that_nobody_completes() -> None:
    steps = [
        {"id": "a", "capacity": "500 per year", "dropout": "10 %", "next": "b"},
        {"id": "b", "dropout": "20 %", "next": "c"},
        {"id": "c", "outcome": "bien"},
    ]
    found = whatif(route_of(steps), close=["b"])
    assert found.before.capacity.throughput == pytest.approx(500 / YEAR)
    assert (found.after.capacity.throughput, found.after.capacity.bottleneck) == (None, "a")
    said = markdown(found.after)
    assert "por año" not in said
    assert "No se conoce la capacidad de ningún paso" not in said


def test_ways_that_are_gone_at_once_are_told_so() -> None:
    steps = [
        {"id": "a", "wait": "1 d", "next": {"all": ["b", "c"]}},
        {"id": "b", "wait": "1 d", "next": "d"},
        {"id": "c", "wait": "2 d", "next": "d"},
        {"id": "d", "join": "all", "outcome": "bien"},
    ]
    found = analyse(route_of(steps))
    assert "En «A» se abren varios caminos" in _said("path", found, target="d")
    assert "se abren" not in _said("path", found, source="b", target="d")


def _said(name: str, found: Analysis, **given: object) -> str:
    """Return all that a question's tables say on one line."""
    question = find_question(name)
    tables = question.tables(question.answer(found, **given), found.route)
    cells = [[*table.notes, *(" ".join(row) for row in table.grid().cells)] for table in tables]
    return " ".join(text for one in cells for text in one)
