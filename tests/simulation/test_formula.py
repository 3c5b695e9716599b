"""What is told beside a play is what the other commands tell, and about as much is played as is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rutas.analysis import Analysis
from rutas.analysis.queues import door, queue_wait
from rutas.book import load
from rutas.simulation.district import Asked, district
from rutas.simulation.formula import arrivals, told, visits
from tests.simulation.test_district import route

DAY = date(2027, 1, 1)


def test_the_formula_of_a_step_is_that_of_the_bottlenecks() -> None:
    book = load(Path(__file__).parents[1] / "routes")
    one = book["0-4"]
    queues = Analysis(one, draws=0).queues
    setting = Asked((one,), DAY, years=1).setting([one])
    own = [door_ for door_ in setting.resources if door_.id.startswith("step:")]
    assert own
    for resource in own:
        queue = queues[resource.id.partition(":")[2]]
        assert told(setting, resource).formula == queue.days
        assert told(setting, resource).declared == pytest.approx(queue.declared)


def test_an_actor_is_told_of_all_who_come_to_its_steps_in_all_routes() -> None:
    one, other = route(), route().model_copy(update={"id": "otra"})
    setting = Asked((one, other), DAY, years=1).setting([one, other])
    usf = next(one for one in setting.resources if one.id == "actor:usf")
    rates = [arrivals(one)["control"], arrivals(other)["control"]]
    assert sum(rates) == pytest.approx(4)
    assert (
        told(setting, usf).formula == queue_wait(sum(rates), 5) == door(5, rates, [None, None])[1]
    )
    assert told(setting, usf).declared is None


def test_as_many_visits_are_played_as_are_foreseen() -> None:
    asked = Asked((route(),), DAY, years=1)
    year = visits(asked.setting(asked.routes))
    assert visits(asked.setting(asked.routes, warm_up=365)) == pytest.approx(2 * year)
    found = district(Asked((route(),), DAY, years=1, most=3)).result
    played = found.record.visits.sum() / found.size
    assert played == pytest.approx(visits(found.setting), rel=0.05)
