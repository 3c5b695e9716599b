"""How institutions work together in a territory: handovers in one place or not, before and after the plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from rutas.analysis import analyse
from rutas.improve.articulation import articulation
from rutas.improve.fixes import plan
from rutas.model.territory import Territory
from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas import Book
    from rutas.improve.articulation import Articulation, Pair

ON = date(2026, 11, 30)
CATALOGUE = {
    "actors": {
        "usf": {"name": "USF", "level": "local"},
        "hospital": {"name": "Hospital", "level": "district"},
        "registro": {"name": "Registro", "level": "local"},
    },
    "channels": {"oficina": {"name": "Oficina", "kind": "in-person"}},
}
STEPS = [
    {"id": "a", "actor": "usf", "channel": "oficina",
     "next": [{"to": "h", "share": "40 %", "handover": "referral"}, {"to": "r", "handover": "self"}]},
    {"id": "h", "actor": "hospital", "channel": "oficina", "next": {"to": "r", "handover": "system"}},
    {"id": "r", "actor": "registro", "channel": "oficina", "outcome": "bien"},
]  # fmt: skip


def point(name: str, actor: str, place: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "name": name, "actor": actor, "place": place, "hours": "lun-vie 7:00-13:00", **more,
    }  # fmt: skip


def district(*points: dict[str, Any], **more: Any) -> Territory:
    return Territory.model_validate({
        "id": "t", "name": "T", "inside": "10 min", "demand": {"ruta": "10 per year"},
        "places": {"centro": {"name": "Centro"}, "lejos": {"name": "Lejos"}},
        "travel": [{"from": "centro", "to": "lejos", "takes": "40..60 min"}],
        "points": points, **more,
    })  # fmt: skip


def met(territory: Territory) -> tuple[Articulation, dict[tuple[str, str], Pair]]:
    route = route_of(STEPS, catalogue=CATALOGUE)
    found = articulation(route, territory, ON)
    return found, {(one.giver, one.receiver): one for one in found.before.pairs}


def test_two_steps_meet_where_a_working_point_of_each_stands_in_one_place() -> None:
    found, pairs = met(district(
        point("u", "usf", "centro"), point("h", "hospital", "lejos"), point("r", "registro", "centro"),
    ))  # fmt: skip
    first, second, third = (
        pairs[ends] for ends in (("usf", "registro"), ("usf", "hospital"), ("hospital", "registro"))
    )
    assert (first.same, first.apart, first.minutes) == pytest.approx((0.6, 0, 10))
    assert (second.same, second.apart, second.minutes) == pytest.approx((0, 0.4, 50))
    assert (third.direction, third.kinds) == ("vertical", {"system": pytest.approx(0.4)})
    assert found.before.same_place == pytest.approx(0.6 / 1.4)


def test_a_step_of_which_no_point_is_listed_counts_neither_for_nor_against() -> None:
    found, pairs = met(district(point("u", "usf", "centro"), point("r", "registro", "centro")))
    assert pairs["usf", "hospital"].same == pairs["usf", "hospital"].apart == 0
    assert pairs["usf", "hospital"].minutes is None
    assert found.before.same_place == 1.0
    assert met(district())[0].before.same_place is None


def test_a_second_point_in_the_same_place_joins_them() -> None:
    points = (
        point("u", "usf", "centro"),
        point("h", "hospital", "lejos"),
        point("r", "registro", "centro"),
    )
    found, _ = met(district(*points, point("h2", "hospital", "centro")))
    assert found.before.same_place == 1.0


def test_handovers_of_steps_are_those_of_their_actors(book: Book) -> None:
    for route in book.values():
        found = analyse(route).interactions
        total = sum(found.kinds.values())
        assert sum(found.steps.values()) == pytest.approx(total)
        for (source, target), times in found.steps.items():
            assert times > 0
            assert route.steps[source].actor[0] != route.steps[target].actor[0]
        into = {
            name: sum(t for (_, to), t in found.steps.items() if to == name)
            for _, name in found.steps
        }
        assert into == {
            name: pytest.approx(sum(kinds.values())) for name, kinds in found.arrivals.items()
        }


def test_before_and_after_are_the_figures_of_the_plan(book: Book) -> None:
    route, villeta = book["0-4"], book.territories["villeta"]
    found = articulation(route, villeta, ON)
    assert found.before.local.completing == pytest.approx(plan(route, villeta, ON).value(()).people)
    assert found.after.local.services > found.before.local.services
    sums = [sum(state.kinds.values()) for state in (found.before, found.after)]
    assert sums == pytest.approx(
        [sum(state.directions.values()) for state in (found.before, found.after)]
    )
    assert sums == pytest.approx([sum(one.expected for one in state.pairs) for state in (found.before, found.after)])  # fmt: skip
