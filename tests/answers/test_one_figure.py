"""The same quantity has one value, whoever is asked for it, and whatever its steps are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from rutas.analysis.whole import Analysis
from rutas.answers import find_question
from rutas.answers.row import plain
from rutas.model import Route
from tests.strategies import route_of

if TYPE_CHECKING:
    from collections.abc import Callable


def beside(name: Callable[[str], str] = str) -> Route:
    """Branches side by side, of which one chooses; ids and order as they are asked for."""
    return route_of(
        [
            {"id": name("a"), "actor": "usf", "next": {"all": [name("b"), name("c")]}},
            {"id": name("b"), "wait": "1..9 d", "dropout": "10 %", "next": name("d")},
            {
                "id": name("c"), "wait": "2 d", "within": "3 d",
                "next": [{"to": name("c1"), "share": "30 %"}, {"to": name("c2")}],
            },
            {"id": name("c1"), "wait": "3..30 d", "dropout": "20 %", "next": name("d")},
            {"id": name("c2"), "wait": "2..4 d", "within": "3 d", "next": name("d")},
            {"id": name("d"), "join": "all", "outcome": "bien"},
        ],
        profiles={"rural": {"name": "Rural", "set": {f"{name('b')}.wait": "5..20 d"}}},
    )  # fmt: skip


def documents(route: Route) -> dict[str, Any]:
    """The documents of the questions that tell how long journeys take, each asked by itself."""
    more: dict[str, dict[str, Any]] = {"whatif": {"set_": ["demand=90 per year"]}}
    return {
        name: plain(find_question(name).answer(Analysis(route.model_copy()), **more.get(name, {})))
        for name in ("steps", "bottlenecks", "whatif", "compare")
    }


def test_every_command_tells_the_same_days() -> None:
    found = documents(beside())
    days = [
        found["steps"]["totals"]["journey_days"],
        found["bottlenecks"]["journey_days"],
        found["whatif"]["before"]["journey_days"],
        found["whatif"]["after"]["journey_days"],
        found["compare"]["profiles"][0]["totals"]["journey_days"],
    ]
    assert days[0]["method"] == "simulated"
    assert days[1:] == days[:-1]
    rural = plain(find_question("whatif").answer(Analysis(beside()), profile="rural"))
    of_profile = found["compare"]["profiles"][1]["totals"]
    assert rural["after"]["journey_days"] == of_profile["journey_days"] != days[0]


def test_every_command_tells_the_same_of_a_step() -> None:
    found = documents(beside())
    both = {"on_critical_path", "on_time", "time_share", "visits"}
    of = [{key: row[key] for key in both} for row in found["steps"]["steps"]]
    assert of == [{key: row[key] for key in both} for row in found["bottlenecks"]["steps"]]
    assert of[2]["on_time"] == 1
    assert 0 < of[4]["on_time"] < 1


@pytest.mark.parametrize("rename", [lambda name: f"x-{name}", lambda name: name[::-1] + "9"])
def test_another_name_changes_no_figure_beyond_its_error(rename: Callable[[str], str]) -> None:
    before, after = Analysis(beside()), Analysis(beside(rename))
    assert before.completion == after.completion
    for name, one in before.time.estimates.items():
        other = after.time.estimates[name]
        off = np.nan_to_num(np.abs(one.value - other.value))
        assert (off <= 4 * np.hypot(one.error, other.error) + 1e-9).all(), name


def test_the_order_of_steps_changes_no_figure_at_all() -> None:
    route = beside()
    stage = route.stages[0]
    turned = route.model_copy(
        update={"stages": (stage.model_copy(update={"steps": stage.steps[::-1]}),)}
    )
    before, after = Analysis(route).time, Analysis(turned).time
    assert before.days == after.days
    assert before.on_critical_path == after.on_critical_path
    assert before.on_time == after.on_time


def test_where_nobody_is_handed_on_no_kinds_are_told() -> None:
    found = Analysis(route_of([{"id": "a", "actor": "usf", "outcome": "bien"}]))
    question = find_question("actors")
    shown = question.tables(question.answer(found), found.route)
    assert not any("traspasos: ." in note for one in shown for note in one.notes)
