"""What people queue for: capacities of steps and actors, quotas of doors, and what a closure shuts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rutas.errors import UsageError
from rutas.model import Catalogue, Route, apply
from rutas.simulation.resources import Calendar, Closure, Resource, resources
from tests.strategies import route_of
from tests.territory.district import chain, district, lacking, point

MONDAY = date(2027, 1, 4)
WEEK = Calendar(MONDAY, 7)
CATALOGUE = Catalogue.model_validate(
    {"actors": {"usf": {"name": "USF", "capacity": "10 per day"}, "codeni": {"name": "CODENI"}}}
)


def usf(**step: Any) -> Route:
    """Two steps of the USF with some further fields for the second."""
    return route_of(
        [
            {"id": "a", "actor": "usf", "channel": [], "next": "b"},
            {"id": "b", "actor": ["codeni", "usf"], "next": "z", **step},
            {"id": "z", "outcome": "bien"},
        ],
        catalogue=CATALOGUE,
        demand="1 per day",
    )


def slots(found: Resource) -> list[int]:
    import numpy as np

    return found.places.slots(np.array([0.5]))[0].tolist()


def test_an_actor_s_capacity_is_shared_by_every_step_in_which_it_takes_part() -> None:
    (one,) = resources([usf()], WEEK)
    assert (one.id, one.steps, one.capacity) == ("actor:usf", ((0, 0), (0, 1)), 10)
    assert slots(one) == [14] * 5 + [0, 0]


def test_a_step_with_a_capacity_of_its_own_asks_for_a_place_of_both() -> None:
    found = resources([usf(capacity="7 per week")], WEEK)
    assert [(one.id, one.steps) for one in found] == [
        ("actor:usf", ((0, 0), (0, 1))), ("step:b", ((0, 1),)),
    ]  # fmt: skip


def test_routes_that_are_played_together_share_an_actor_and_keep_their_steps_apart() -> None:
    one = usf(capacity="1 per day")
    other = one.model_copy(update={"id": "otra"})
    found = resources([one, other], WEEK)
    assert [(one.id, one.steps) for one in found] == [
        ("actor:usf", ((0, 0), (0, 1), (1, 0), (1, 1))),
        ("step:ruta/b", ((0, 1),)), ("step:otra/b", ((1, 1),)),
    ]  # fmt: skip


def test_a_shared_capacity_is_overbooked_as_far_as_all_its_steps_are() -> None:
    some = resources([usf(overbook="50 %", capacity="10 per day")], WEEK)
    assert [slots(one)[0] for one in some] == [14, 21]
    all_of_them = apply(usf(overbook="50 %"), {"a.overbook": "10 %"})
    assert [sum(slots(one)) for one in resources([all_of_them], WEEK)] == [77]


def test_without_a_capacity_nobody_queues() -> None:
    assert resources([chain([0.1])], WEEK) == ()


# ── in a territory ──────────────────────────────────────────────────────────────────────────────


def test_a_capacity_is_shared_by_the_days_on_which_a_working_point_is_open() -> None:
    route = apply(chain([0, 0]), {"p0.capacity": "2 per day"})
    doors = [
        point(0, hours="lun 7-11"), {**point(0, hours="mié 7-11"), "id": "otro"},
        {**point(0, ficha=lacking("gente")), "id": "sin-gente"},
    ]  # fmt: skip
    (one,) = resources([route], WEEK, district(*doors))
    assert slots(one) == [7, 0, 7, 0, 0, 0, 0]


def test_a_step_that_no_point_serves_is_open_as_offices_are() -> None:
    route = apply(chain([0, 0]), {"p0.capacity": "5 per day"})
    (one,) = resources([route], WEEK, district(point(1)))
    assert slots(one) == [7] * 5 + [0, 0]


def test_quotas_stand_instead_of_capacities_where_every_working_point_has_one() -> None:
    route = apply(chain([0, 0]), {"p0.capacity": "2 per day", "p1.capacity": "2 per day"})
    doors = [
        point(0, hours="lun y mar 7-11", quota=3),
        {**point(0, hours="mar 7-11", quota=5), "id": "otro"},
        {**point(0, ficha=lacking("gente")), "id": "sin-gente"},
        point(1, quota=4), {**point(1), "id": "sin-cupo"},
    ]  # fmt: skip
    found = resources([route], WEEK, district(*doors))
    assert [one.id for one in found] == ["service:s0", "step:p1"]
    assert slots(found[0]) == [3, 8, 0, 0, 0, 0, 0]
    assert found[0].capacity == pytest.approx(11 / 7)
    assert slots(found[1]) == [2] * 7


# ── who closes ──────────────────────────────────────────────────────────────────────────────────


def closed(route: Route, who: str, **more: Any) -> dict[str, list[bool]]:
    """Which resources have places on which day, where somebody is closed on Tuesday and Wednesday."""
    days = Closure(who, date(2027, 1, 5), date(2027, 1, 6))
    return {
        one.id: [number > 0 for number in slots(one)][:5]
        for one in resources([route], WEEK, closures=[days], **more)
    }


SHUT = [True, False, False, True, True]


def test_an_actor_that_closes_hands_out_nothing() -> None:
    assert closed(usf(capacity="7 per week"), "usf") == {"actor:usf": SHUT, "step:b": SHUT}


def test_an_actor_without_a_capacity_closes_its_steps() -> None:
    """The USF goes on with its other step; what CODENI takes part in has a gate before it."""
    assert closed(usf(), "codeni") == {"actor:usf": [True] * 5, "closed:codeni": SHUT}
    found = resources([usf()], WEEK, closures=[Closure("codeni", MONDAY, MONDAY)])
    assert (found[1].steps, found[1].capacity) == (((0, 1),), None)


def test_a_step_that_closes_leaves_the_others_of_its_actor() -> None:
    assert closed(usf(), "ruta/a") == {"actor:usf": [True] * 5, "closed:ruta/a": SHUT}


def test_to_close_what_nobody_queues_for_is_refused() -> None:
    with pytest.raises(UsageError, match="Nadie hace cola en «ruta/z»"):
        closed(usf(), "ruta/z")
