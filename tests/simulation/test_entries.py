"""Who enters: as many as the demand says, in its season, and the same people whatever it is."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy import stats

from rutas.errors import UsageError
from rutas.model import Route, apply
from rutas.simulation.setting import DemandChange, Setting, setting
from tests.strategies import route_of

START = date(2027, 1, 1)
STEPS = [{"id": "a", "wait": "3 d", "next": "z"}, {"id": "z", "outcome": "bien"}]


def route(demand: str | None = "2 per day", **fields: Any) -> Route:
    ways = [
        {"to": "a", "share": "30 %", "at": "1..3 mo"}, {"to": "a", "share": "70 %"},
    ]  # fmt: skip
    given = {"demand": demand} if demand else {}
    return route_of(
        [dict(step) for step in STEPS], ways, **given, ages={"from": 4, "to": 9}, **fields
    )


def play(of: Route, **fields: Any) -> Setting:
    return setting([of], start=START, **{"years": 1, "seed": 3, **fields})


def test_numbers_a_day_are_a_poisson_s() -> None:
    """Dispersion of 400 years: variance over mean of the people a day, against its chi-square law."""
    found = play(route()).entries(range(400))
    counts = np.bincount(found.replication * 365 + found.time.astype(int), minlength=400 * 365)
    dispersion = counts.var(ddof=1) / counts.mean()
    assert counts.mean() == pytest.approx(2, abs=4 * np.sqrt(2 / len(counts)))
    assert stats.chi2.cdf(dispersion * (len(counts) - 1), len(counts) - 1) == pytest.approx(
        0.5, abs=0.499
    )
    assert stats.kstest(found.time % 1, "uniform").pvalue > 0.001
    assert (np.diff(found.time) >= 0).all()


def test_a_demand_that_is_a_range_is_drawn_once_a_replication() -> None:
    found = play(route("1..5 per day")).entries(range(300))
    rates = np.bincount(found.replication, minlength=300) / 365
    assert stats.kstest(rates, stats.uniform(1, 4).cdf).pvalue > 0.001


def test_people_come_by_the_shares_of_the_ways_and_at_their_ages() -> None:
    found = play(route()).entries(range(50))
    size = len(found)
    assert (found.way == 0).mean() == pytest.approx(0.3, abs=4 * np.sqrt(0.21 / size))
    by_first = found.at[found.way == 0]
    assert stats.kstest(by_first, stats.uniform(30.4375, 60.875).cdf).pvalue > 0.001
    assert set(found.at[found.way == 1]) == {4 * 365.25}


def test_each_population_has_its_share_and_comes_by_its_own_ways() -> None:
    profiles = {
        "rural": {
            "name": "R",
            "share": "40 %",
            "set": {"ways_in.a.1": "100 %", "ways_in.a.at": "9 mo"},
        },
        "otra": {"name": "O"},
    }
    found = play(route(profiles=profiles)).entries(range(50))
    assert set(found.profile) == {-1, 0}
    rural = found.profile == 0
    assert rural.mean() == pytest.approx(0.4, abs=4 * np.sqrt(0.24 / len(found)))
    assert set(found.way[rural]) == {0}
    assert set(found.at[rural]) == {9 * 30.4375}
    assert (found.way[~rural] == 0).mean() == pytest.approx(0.3, abs=0.02)


def test_a_season_moves_people_between_months_and_not_between_years() -> None:
    """Half as many in January, thrice in July: by the days of each month, and the year as before."""
    seasonal = route(season={"jan": 0.5, "jul": "300 %"})
    found = play(seasonal, years=4).entries(range(100))
    months = (np.datetime64(START) + found.time.astype(int)).astype("datetime64[M]").astype(
        int
    ) % 12
    per_day = (
        np.bincount(months)
        / 100
        / np.array([124, 113, 124, 120, 124, 120, 124, 124, 120, 124, 120, 124])
    )
    usual = 2 * 365.2425 / (365.2425 - 15.5 + 62)
    assert per_day[0] == pytest.approx(usual / 2, rel=0.05)
    assert per_day[6] == pytest.approx(usual * 3, rel=0.02)
    assert len(found) / 100 / 1461 == pytest.approx(2, rel=0.01)


def words(found: Any, *, where: Any = slice(None)) -> set[int]:
    return set(found.person[where].tolist())


def test_more_demand_adds_people_and_the_others_stay_who_they_are() -> None:
    few, many = (play(route(demand)).entries([0, 1]) for demand in ("2 per day", "7 per day"))
    assert words(few) < words(many)
    kept = np.isin(many.person, few.person)
    for name in ("replication", "time", "person", "way", "at", "profile"):
        assert (getattr(many, name)[kept] == getattr(few, name)).all()


def test_a_change_of_demand_is_felt_on_its_days_and_by_its_ways() -> None:
    usual = play(route()).entries(range(40))
    may = DemandChange("ruta", 1.5, date(2027, 5, 1), date(2027, 5, 31), ways=(1,))
    more = play(route(), changes=[may]).entries(range(40))
    added = ~np.isin(more.person, usual.person)
    assert words(usual) <= words(more)
    assert set(more.way[added]) == {1}
    assert {date.fromordinal(START.toordinal() + int(t)).month for t in more.time[added]} == {5}
    assert added.sum() == pytest.approx(0.5 * 0.7 * 2 * 31 * 40, rel=0.1)
    none = play(route(), changes=[DemandChange("ruta", 0, START, date(2027, 12, 31))])
    assert len(none.entries([0])) == 0


def test_a_replication_is_the_same_in_any_batch_and_for_longer() -> None:
    alone = play(route()).entries([7])
    batch = play(route()).entries([3, 7, 9])
    longer = play(route(), years=2).entries([7])
    mine = batch.replication == 1
    for name in ("time", "person", "way", "at", "profile"):
        assert (getattr(batch, name)[mine] == getattr(alone, name)).all()
        assert (getattr(longer, name)[: len(alone)] == getattr(alone, name)).all()
    assert len(words(batch)) == len(batch)


def test_routes_that_are_played_together_have_people_of_their_own() -> None:
    other = route().model_copy(update={"id": "otra"})
    both = setting([route(), other], start=START, years=1, seed=3).entries([0])
    assert len(words(both)) == len(both)
    assert words(both, where=both.route == 0) == words(play(route()).entries([0]))


def test_a_capacity_that_is_a_range_is_each_replication_s_own() -> None:
    ranged = apply(route(), {"a.capacity": "10..30 per day"})
    made = play(ranged)
    yearly = made.slots(range(200)).sum(axis=(1, 2)) / 365
    assert stats.kstest(yearly, stats.uniform(10, 20).cdf).pvalue > 0.001
    assert (made.slots([5, 8])[1] == made.slots([8])[0]).all()


def test_a_route_without_a_demand_says_what_is_missing() -> None:
    with pytest.raises(UsageError, match="no dice cuántas personas entran"):
        play(route(None)).entries([0])


def test_a_setting_travels_between_processes() -> None:
    import pickle

    made = play(apply(route(season={"jan": 2}), {"a.capacity": "1..3 per day"}))
    again = pickle.loads(pickle.dumps(made))  # noqa: S301  (our own)
    assert (again.entries([2]).person == made.entries([2]).person).all()
    assert (again.slots([2]) == made.slots([2])).all()


def test_seeds_differ() -> None:
    sets = [words(play(route(), seed=seed).entries([0])) for seed in (1, 2, 3)]
    assert all(not one & other for one, other in pairwise(sets))
