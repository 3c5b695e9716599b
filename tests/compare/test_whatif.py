"""What would happen: before, after, difference, and the points that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rutas.compare.whatif import profiles, weighted, whatif
from rutas.errors import Mistake, UsageError
from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas.model import Route


def line(**fields: object) -> Route:
    return route_of(
        [
            {
                "id": "a", "actor": "usf", "dropout": "10 %", "wait": "4..6 d",
                "next": [{"to": "b", "share": "49 %"}, "c"],
            },
            {"id": "b", "actor": "usf", "dropout": "20 %", "wait": "10 d", "next": "d"},
            {"id": "c", "actor": "usf", "dropout": "0 %", "wait": "2..4 d", "next": "d"},
            {"id": "d", "actor": "usf", "wait": "1 d", "outcome": "bien"},
        ],
        **fields,
    )  # fmt: skip


def test_a_change_is_set_beside_what_it_changes() -> None:
    found = whatif(line(), {"b.dropout": "0 %"})
    assert found.totals["completion"].difference == pytest.approx(0.09, abs=0.01)
    assert found.totals["lost"].difference == pytest.approx(-0.09, abs=0.01)
    assert found.steps["b"]["loss"].after == 0
    assert "visits" not in found.steps.get("a", {})
    assert [point.step for point in found.vanish] == ["b"]


def test_the_same_journeys_are_walked_so_that_only_the_change_tells() -> None:
    found = whatif(line(), {"a.wait": "1 d"})
    mean = found.totals["journey_days.mean"]
    assert mean.difference == pytest.approx(-4)


def test_closing_a_step_loses_everybody_who_gets_there() -> None:
    found = whatif(line(), close=["b"])
    assert found.totals["completion"].after == pytest.approx(0.45, abs=0.01)
    assert found.steps["b"]["loss"].after == pytest.approx(0.45, abs=0.01)
    everything = whatif(line(), close=["d", "d"])
    assert everything.closed == ("d",)
    assert everything.totals["completion"].after == 0
    assert everything.totals["journey_days.mean"].after is None
    assert everything.totals["journey_days.mean"].difference is None
    chain = everything.steps["a"]["on_critical_path"]
    assert (chain.before, chain.after, chain.difference) == (1, None, None)


def test_points_appear_and_vanish() -> None:
    found = whatif(line(), {"b.dropout": "0 %", "b.wait": "0 d", "c.dropout": "50 %"})
    assert "b" in {point.step for point in found.vanish}
    assert "c" in {point.step for point in found.appear}


def test_the_route_itself_stays_as_it_is() -> None:
    route = line()
    whatif(route, {"b.dropout": "0 %"}, close=["a"])
    assert route == line()


@pytest.mark.parametrize(
    ("changes", "close"), [({"x.wait": "1 d"}, []), ({"a.wait": "3 lunas"}, []), ({}, ["x"])]
)
def test_a_change_that_does_not_fit_is_told(changes: dict[str, object], close: list[str]) -> None:
    with pytest.raises(Mistake):
        whatif(line(), changes, close=close)


def test_profiles_are_change_sets_weighed_by_their_share() -> None:
    route = line(
        profiles={
            "rural": {"name": "Rural", "share": "40 %", "set": {"a.dropout": "60 %"}},
        }
    )
    found = profiles(route)
    assert [(one.id, one.share) for one in found] == [("", pytest.approx(0.6)), ("rural", 0.4)]
    assert found[1].analysis.completion == pytest.approx(0.4 * 0.9, abs=0.01)
    assert weighted(found) == pytest.approx(0.6 * 0.81 + 0.4 * 0.36, abs=0.02)
    assert len(profiles(route, ["rural"])) == 2
    with pytest.raises(UsageError, match="rural"):
        profiles(route, ["rura"])


def test_a_share_that_nobody_knows_weighs_nothing() -> None:
    route = line(profiles={"rural": {"name": "Rural", "set": {"a.dropout": "60 %"}}})
    assert weighted(profiles(route)) is None
