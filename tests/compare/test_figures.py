"""Sampling is no news: what is told of a change is the change's, and never chance's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutas.analysis.whole import Analysis
from rutas.compare.figures import FIGURES, change, route_figures, step_figures
from rutas.compare.whatif import whatif
from rutas.tokens.estimate import quantile, ratio
from rutas.tokens.walk import walk
from tests.effort import cases
from tests.strategies import nested_routes, route_of

if TYPE_CHECKING:
    from rutas.model import Route

relaxed = settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))


def beside(dropout: str = "10 %", wait: str = "1..9 d", **more: Any) -> Route:
    """Two branches side by side, one of which some lose; a long wait that few have to bear."""
    return route_of(
        [
            {"id": "a", "actor": "usf", "next": {"all": ["b", "c"]}, **more},
            {"id": "b", "wait": wait, "dropout": dropout, "next": "d"},
            {"id": "c", "next": [{"to": "c1", "share": "11 %"}, {"to": "c2"}]},
            {"id": "c1", "wait": "200 d", "dropout": "20 %", "next": "d"},
            {"id": "c2", "wait": "2..40 d", "next": "d"},
            {"id": "d", "join": "all", "outcome": "bien"},
        ]
    )


def test_losing_fewer_does_not_move_the_days_of_who_completes() -> None:
    found = whatif(beside(), {"b.dropout": "9 %"})
    assert found.totals["completion"].told
    assert found.totals["completion"].error == 0
    days = [one for name, one in found.totals.items() if name.startswith("journey_days")]
    assert any(one.difference for one in days)
    assert not any(one.told for one in days)
    assert "on_critical_path" not in found.steps.get("b", {})


def test_a_wait_that_grows_by_an_hour_is_told_though_no_sample_of_others_would_tell_it() -> None:
    route = beside()
    found = whatif(route, {"c2.wait": "3..41 d"}).totals
    assert found["journey_days.mean"].told
    assert 0 < found["journey_days.mean"].difference < 1
    assert found["journey_days.mean"].error < Analysis(route).time.days.error["mean"] / 5


@relaxed
@given(nested_routes(times=True))
def test_a_change_that_changes_nothing_differs_in_nothing(route: Route) -> None:
    step = next(iter(route.steps.values()))
    found = whatif(route, {f"{step.id}.wait": str(step.wait)})
    assert found.steps == {}
    assert {name for name, one in found.totals.items() if one.difference not in {0, None}} == set()
    assert (found.appear, found.vanish) == ((), ())
    assert set(found.idle.values()) == {"same"}


@relaxed
@given(nested_routes(times=True), st.integers(0, 2**32))
def test_the_figures_of_one_side_are_those_of_the_route_by_itself(route: Route, pick: int) -> None:
    step = list(route.steps)[pick % len(route.steps)]
    before = whatif(route, {f"{step}.wait": "30 d"}).before
    alone = Analysis(route.model_copy())
    for mine, theirs in ((route_figures(before), route_figures(alone)),):
        assert mine.keys() == theirs.keys()
        for name, one in mine.items():
            assert np.array_equal(one.value, theirs[name].value, equal_nan=True), name
    for name in FIGURES:
        both = step_figures(before)[name].value, step_figures(alone)[name].value
        assert np.array_equal(*both, equal_nan=True), name


def test_what_is_told_has_the_same_sign_whoever_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    route, changed = beside("0..20 %"), beside("0..20 %", "4..13 d")
    figures = []
    for seed in range(20):
        monkeypatch.setitem(walk.__kwdefaults__, "seed", seed)
        sides = [route_figures(Analysis(one.model_copy())) for one in (route, changed)]
        figures.append({name: change(sides[0][name], sides[1][name]) for name in sides[0]})
    told = 0
    for name in figures[0]:
        signs = {np.sign(one[name].difference) for one in figures if one[name].told}
        assert len(signs) <= 1, name
        told += bool(signs)
    assert told >= 2
    # and each seed has other journeys
    assert len({one["journey_days.mean"].before for one in figures}) == 20


@settings(relaxed, max_examples=cases(60))
@given(st.integers(0, 2**32), st.sampled_from([0.1, 0.5, 0.9]), st.booleans())
def test_the_error_of_a_difference_is_what_other_samples_would_show(
    seed: int, level: float, paired: bool
) -> None:
    rng = np.random.default_rng(seed)
    found, errors = [], []
    for _ in range(60):
        days = rng.gamma(2.0, 10.0, 800)
        again = days + rng.normal(3, 4, 800) if paired else rng.gamma(2.0, 10.0, 800)
        one, other = (quantile(part, np.ones(800), level) for part in (days, again))
        found.append(float(other.value - one.value))
        if paired:
            errors.append(float(other.error_beside(one)))
        else:
            errors.append(float(np.hypot(one.error, other.error)))
    assert 0.5 < np.mean(errors) / np.std(found) < 2


def test_a_share_of_those_who_count_has_the_error_of_the_binomial() -> None:
    rng = np.random.default_rng(3)
    counts = rng.random(4000) < 0.25
    good = counts & (rng.random(4000) < 0.6)
    found = ratio(good.astype(float), counts.astype(float))
    share, size = float(found.value), int(counts.sum())
    assert float(found.error) == pytest.approx((share * (1 - share) / size) ** 0.5)


def test_people_who_are_counted_by_walking_are_compared_person_by_person() -> None:
    def crossed(dropout: str) -> Route:
        return route_of(
            [
                {"id": "a", "next": {"all": ["b", "c"]}},
                {"id": "b", "dropout": dropout, "next": ["d", "z"]},
                {"id": "c", "dropout": "30 %", "next": "d"},
                {"id": "d", "join": "all", "next": "z"},
                {"id": "z", "join": "all", "dropout": "20 %", "outcome": "bien"},
            ]
        )

    found = whatif(crossed("10 %"), {"b.dropout": "9.5 %"})
    assert found.before.method == "simulated"
    completes = found.totals["completion"]
    assert completes.told
    assert completes.difference == pytest.approx(0.8 * 0.7 * 0.005, abs=3 * completes.error)
    assert completes.error < found.before.people.error / 3
    (gain,) = found.before.gains([1])
    assert float(gain.error) > 0


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"b.dropout": "10 %"}, "same"),
        ({"a.narrative": "Otra"}, "words"),
        ({"e.wait": "3 d"}, "nobody"),
    ],
)
def test_a_change_that_shows_nowhere_says_why(changes: dict[str, object], why: str) -> None:
    steps = [
        *(step.model_dump(mode="json", exclude_defaults=True) for step in beside().steps.values()),
        {"id": "e", "wait": "1 d", "dropout": "5 %", "outcome": "mal"},
    ]
    found = whatif(route_of(steps), changes)
    assert found.idle == dict.fromkeys(changes, why)
    assert not any(one.told for one in found.totals.values())
