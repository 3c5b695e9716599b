"""A district is played until its figures are precise, after as long a warm-up as it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

import rutas
from rutas.errors import UsageError
from rutas.model import Route
from rutas.model.catalogue import Catalogue
from rutas.simulation import district as district_
from rutas.simulation import run
from rutas.simulation.district import Asked, Played, district
from rutas.simulation.result import Result
from rutas.simulation.shock import read_shock

DAY = date(2027, 1, 1)


def route(wait: str = "1..3 d", capacity: str = "4 per day", **more) -> Route:
    """Return two doors, to each of which a way leads: one of an actor, one of its own."""
    actors = {"usf": {"name": "USF", "capacity": "5 per day"}, "registro": {"name": "Registro"}}
    steps = [
        {"id": "aviso", "name": "Aviso", "actor": "registro", "wait": wait, "next": "control"},
        {"id": "control", "name": "Control", "actor": "usf", "outcome": "fin"},
        {"id": "cita", "name": "Cita", "actor": "registro", "capacity": capacity, "outcome": "fin"},
    ]
    return Route.model_validate({
        "id": "r", "name": "R", "demand": "4 per day", "outcomes": {"fin": {"name": "Fin", "success": True}},
        "ways_in": [{"to": "aviso", "share": "50 %"}, {"to": "cita"}],
        "stages": [{"id": "s", "name": "S", "steps": steps}],
        "catalogue": Catalogue.model_validate({"actors": actors}), **more,
    })  # fmt: skip


def asked(*routes: Route, **more) -> Asked:
    return Asked(**{"routes": routes or (route(),), "start": DAY, "years": 1, "most": 12} | more)


def test_it_ends_when_every_figure_is_precise_and_says_so_if_none_is() -> None:
    rough = district(asked(precision=0.5, most=40))
    assert (rough.result.size, rough.reached, rough.interrupted) == (10, True, False)
    fine = district(asked(precision=0.001, most=12))
    assert (fine.result.size, fine.reached) == (12, False)
    assert (fine.before, fine.calm, fine.shocks) == (None, None, ())


def test_the_play_warms_up_for_as_long_as_the_journey_and_longer_if_it_has_not_settled(
    monkeypatch,
) -> None:
    slow = route("100..110 d")
    usual = district(asked(slow, most=3)).result
    assert usual.setting.warm_up >= 110
    assert usual.warm_up <= usual.setting.warm_up
    monkeypatch.setattr(district_, "longest", lambda _: 5)
    found = district(asked(slow, most=3)).result
    assert found.setting.warm_up >= 75
    assert found.warm_up <= found.setting.warm_up


def test_several_processes_play_what_one_does(monkeypatch) -> None:
    alone = district(asked(most=5)).result.record
    monkeypatch.setattr(run, "_ALONE", 0)
    monkeypatch.setattr(run.os, "cpu_count", lambda: 2)
    told = []
    several = district(asked(most=5), lambda done, of: told.append((done, of))).result.record
    assert told == [(3, 5), (5, 5)]
    for name in ("came", "waiting", "completed"):
        assert np.array_equal(getattr(alone, name), getattr(several, name))
    assert alone.waits.keys.tolist() == several.waits.keys.tolist()


def test_too_many_visits_are_played_only_where_somebody_insists(monkeypatch) -> None:
    monkeypatch.setattr(district_, "MOST_VISITS", 10_000)
    with pytest.raises(UsageError, match="--force"):
        district(asked(most=20))
    assert district(asked(most=3, force=True)).result.size == 3
    monkeypatch.setattr(district_, "MOST_VISITS", 30_000)  # a replication has some 2,000
    assert 10 <= district(asked(most=40, precision=0.001)).result.size < 15


def test_the_same_people_come_to_both_sides() -> None:
    found = district(asked(before=(route(capacity="3 per day"),), most=3))
    sides = found.result.record, found.before.record
    assert np.array_equal(sides[0].entered, sides[1].entered)
    assert (
        found.before.queues["step:cita"].wait.mean.mean()
        > found.result.queues["step:cita"].wait.mean.mean()
    )
    same = district(asked(before=(route(),), most=3))
    assert np.array_equal(same.result.record.waiting, same.before.record.waiting)


CHANGED, WRITTEN = route(capacity="3 per day"), route()


@pytest.fixture(scope="module")
def closed() -> Played:
    """Change a route, and close a door for a while."""
    return district(asked(CHANGED, before=(WRITTEN,), shocks=("usf: closed in march",), most=2))


def test_a_door_that_closes_has_no_places_and_the_others_have_theirs(closed: Played) -> None:
    after, calm = closed.result, closed.calm
    march = slice(after.setting.warm_up + 59, after.setting.warm_up + 90)
    rows = after.record.rows
    usf, cita = rows.index("actor:usf"), rows.index("step:cita")
    assert not after.record.slots[:, usf, march].any()
    assert calm.record.slots[:, usf, march].any()
    assert np.array_equal(after.record.slots[:, cita], calm.record.slots[:, cita])


def test_a_shock_is_beside_the_changed_play_and_the_change_beside_the_play_as_written(closed: Played) -> None:  # fmt: skip
    played = [one.setting.routes[0] for one in (closed.result, closed.calm, closed.before)]
    assert [one is CHANGED for one in played] == [True, True, False]
    assert played[-1] is WRITTEN


@pytest.mark.parametrize(("who", "ways"), [("usf", (0,)), ("cita", (1,)), ("registro", (0, 1)), ("r", (0, 1))])  # fmt: skip
def test_more_people_come_by_the_ways_that_lead_there(who, ways) -> None:
    one = route()
    shock = read_shock(f"{who}: +50 % demand in may", [one], DAY, DAY + timedelta(days=365))
    (change,) = shock.changes([one])
    assert (change.ways, change.factor, change.route) == (ways, 1.5, "r")
    assert shock.closures == ()
    closed = read_shock("usf: closed in may", [one], DAY, DAY + timedelta(days=365))
    assert list(closed.changes([one])) == []


def test_more_people_come_in_may_and_the_others_stay_who_they_are() -> None:
    found = district(asked(shocks=("r: +50 % demand in may",), most=10))
    begin = found.result.setting.warm_up
    may = slice(begin + 120, begin + 151)
    after, calm = (one.record.entered[:, 0] for one in (found.result, found.calm))
    assert after[:, may].sum() / calm[:, may].sum() == pytest.approx(1.5, abs=0.1)
    after[:, may] = calm[:, may] = 0
    assert np.array_equal(after, calm)
    assert found.before is found.calm


def test_a_rise_by_the_seasons_is_not_taken_for_one_that_has_no_end() -> None:
    seasonal = rutas.load(Path(__file__).parents[2] / "docs/ejemplo")["nacer"]
    found = district(Asked((seasonal,), date(2027, 1, 1), years=1, most=4)).result
    assert found.settled
    level = replace(found.setting, routes=(seasonal.model_copy(update={"season": None}),))
    assert not Result(level, found.record).settled, "by its slope"
