"""What an improvement wins: by hand, on the same draws before and after, and at what price."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import rutas
from rutas.compare.whatif import whatif
from rutas.errors import UsageError
from rutas.improve.bundle import changes_of, price, ready_days
from rutas.improve.ranking import Ranking
from tests.improve.catalogues import YEAR, chain, setting

BOOK = Path(__file__).parents[1] / "routes"


def test_people_are_demand_times_the_rise_over_all_routes() -> None:
    routes = {
        name: chain(["20 %", "50 %"], f"{n} per day", name) for name, n in (("a", 1), ("b", 3))
    }
    both = setting("a", p0="0 %")
    both = both.model_copy(update={"routes": {**both.routes, **setting("b", p1="40 %").routes}})
    gain = Ranking(routes, {"m": both}).gain(["m"])
    assert gain.people == pytest.approx(YEAR * (1 * (0.5 - 0.4) + 3 * (0.48 - 0.4)))
    assert gain.interval == pytest.approx((gain.people, gain.people))
    assert gain.sure == 1


def test_the_interval_and_how_sure_it_is_are_those_of_the_draws() -> None:
    """The loss is anything from 0 to 20 %, and 8 % afterwards: of ten draws six do better, four worse."""
    gain = Ranking({"ruta": chain(["0..20 %"])}, {"m": setting(p0="8 %")}, draws=20_000).gain(["m"])
    assert gain.people == pytest.approx(YEAR * 0.02)
    assert gain.interval == pytest.approx((YEAR * -0.06, YEAR * 0.10), abs=1.5)
    assert gain.sure == pytest.approx(0.6, abs=0.015)


def test_what_is_left_alone_is_drawn_the_same_before_and_after() -> None:
    """A range that becomes half as wide rises and falls with the one that it was."""
    ranking = Ranking({"ruta": chain(["0..50 %", "0..40 %"])}, {"m": setting(p1="0..20 %")})
    assert ranking.gain(["m"]).sure == 1
    nothing = Ranking({"ruta": chain(["0..50 %"])}, {"m": setting(p0="0..50 %")}).gain(["m"])
    assert nothing.people == 0
    assert nothing.sure == 0
    assert not np.any(nothing.draws)


def test_it_says_the_same_as_a_whatif() -> None:
    book = rutas.load(BOOK)
    ranking = Ranking(book, book.improvements)
    for name in ranking.names:
        told = 0.0
        for route in map(book.__getitem__, ranking.touched([name])):
            own = changes_of(book.improvements, [name], route)
            rise = whatif(route, own.set, close=own.close).totals["completion"].difference
            assert route.demand
            assert rise is not None
            assert ranking.on([name], route.id).completion.difference == pytest.approx(rise)
            told += YEAR * route.demand.mean * rise
        assert ranking.gain([name]).people == pytest.approx(told), name


def test_what_nobody_knows_stays_unknown() -> None:
    routes = {"a": chain(["20 %"], name="a"), "b": chain(["20 %"], None, "b")}
    ranking = Ranking(routes, {"a": setting("a", p0="0 %"), "b": setting("b", p0="0 %")})
    assert ranking.gain(["b"]).people is None
    assert ranking.gain(["b"]).interval is None
    assert ranking.gain(["b"]).sure == 1  # of one route it is plain all the same
    assert ranking.gain(["a", "b"]).people is None
    assert ranking.gain(["a", "b"]).sure is None


def test_what_it_costs_per_person_is_spread_over_five_years() -> None:
    told = {"cost": "10..30 M PYG", "upkeep": "1 M PYG per month", "ready": "2..4 mo"}
    one, unpriced = setting(p0="0 %", **told), setting(p1="0 %", cost="5 M PYG")
    found = price({"m": one}, ["m"])
    assert found == (20e6, 12e6, "PYG")
    assert found.per_person(8) == pytest.approx(2e6)
    assert found.per_person(None) is found.per_person(0) is found.per_person(-3) is None
    assert price({"m": one, "n": unpriced}, ["m", "n"]) == (25e6, None, "PYG")
    assert price({"m": one, "n": setting(p1="0 %", cost="5 USD")}, ["m", "n"]) == (None, None, None)
    assert ready_days({"m": one}, ["m"]) == pytest.approx(3 * 30.4375)
    assert ready_days({"m": one, "n": unpriced}, ["m", "n"]) is None


def test_a_bundle_is_all_that_it_includes_each_once_and_may_go_over_it() -> None:
    route = chain(["20 %", "50 %"])
    catalogue = {
        "a": setting(p0="10 %", cost="1 M PYG"),
        "b": setting(p1="40 %", cost="2 M PYG", includes=["a"]),
        "c": setting(p0="0 %", cost="4 M PYG", includes=["a", "b"], over=True),
    }
    assert changes_of(catalogue, ["b"], route).set == {"p0.dropout": "10 %", "p1.dropout": "40 %"}
    assert changes_of(catalogue, ["c"], route).set == {"p1.dropout": "40 %", "p0.dropout": "0 %"}
    assert price(catalogue, ["b", "c"]).once == 7e6
    with pytest.raises(UsageError, match="otra"):
        changes_of({"a": setting("otra", p0="0 %")}, ["a"], route)
