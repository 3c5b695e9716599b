"""Who hands over to whom in a territory, and whether in one place: counted by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from rutas.analysis import Analysis
from rutas.improve.articulation import articulation
from rutas.improve.local import local
from rutas.improve.meetings import meetings
from rutas.model.territory import Territory
from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas import Book
    from rutas.improve.meetings import Pair

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


def met(*points: dict[str, Any]) -> dict[tuple[str, str], Pair]:
    found = Analysis(route_of(STEPS, catalogue=CATALOGUE), draws=0)
    return {(one.giver, one.receiver): one for one in meetings(found, district(*points))}


def test_two_steps_meet_where_a_working_point_of_each_stands_in_one_place() -> None:
    pairs = met(
        point("u", "usf", "centro"), point("h", "hospital", "lejos"), point("r", "registro", "centro"),
    )  # fmt: skip
    first, second, third = (
        pairs[ends] for ends in (("usf", "registro"), ("usf", "hospital"), ("hospital", "registro"))
    )
    assert (first.same, first.apart, first.minutes) == pytest.approx((0.6, 0, 10))
    assert (second.same, second.apart, second.minutes) == pytest.approx((0, 0.4, 50))
    assert (third.direction, third.kinds) == ("vertical", {"system": pytest.approx(0.4)})
    assert first.direction == "horizontal"


def test_a_step_of_which_no_point_is_listed_is_in_no_place() -> None:
    pairs = met(point("u", "usf", "centro"), point("r", "registro", "centro"))
    alone = pairs["usf", "hospital"]
    assert (alone.same, alone.apart, alone.minutes) == (0, 0, None)
    assert alone.expected == pytest.approx(0.4)


def test_a_second_point_in_the_same_place_joins_them() -> None:
    pairs = met(
        point("u", "usf", "centro"), point("h", "hospital", "lejos"), point("r", "registro", "centro"),
        point("h2", "hospital", "centro"),
    )  # fmt: skip
    assert all(one.apart == 0 for one in pairs.values())


def test_pairs_add_up_to_the_share_in_one_place(book: Book) -> None:
    villeta = book.territories["villeta"]
    found = Analysis(local(book["0-4"], villeta), draws=0)
    pairs = meetings(found, villeta)
    same, apart = sum(one.same for one in pairs), sum(one.apart for one in pairs)
    near = articulation(found, villeta, ON)
    assert near.same_place == pytest.approx(same / (same + apart))
    assert near.known == pytest.approx((same + apart) / sum(one.expected for one in pairs))
    assert sum(one.expected for one in pairs) == pytest.approx(
        sum(found.interactions.kinds.values())
    )
