"""Measures of time under every draw: bounded in work and memory, and true where they can be worked out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from rutas.analysis.spread import spread
from rutas.analysis.whole import Analysis
from rutas.tokens.figures import draw
from rutas.tokens.net import compile as compile_net
from rutas.tokens.simulate import simulate
from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas.model import Route
    from rutas.tokens.journeys import Journeys


def turning(size: int, *, share: str = "40 %") -> Route:
    """A row of steps, most of which lead back seven for some; one is due at once."""
    steps: list[dict[str, Any]] = []
    for i in range(size):
        step: dict[str, Any] = {
            "id": f"s{i}",
            "wait": "1..3 d",
            "dropout": "0..2 %",
            "within": "2 d",
        }
        if i == size - 1:
            step["outcome"] = "bien"
        elif i >= 7:
            step["next"] = [{"to": f"s{i + 1}"}, {"to": f"s{i - 7}", "share": share}]
        else:
            step["next"] = f"s{i + 1}"
        steps.append(step)
    return route_of(steps)


def test_loops_that_hold_people_for_long_are_walked_by_the_batch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batches = []

    def counted(*args: Any, **more: Any) -> Journeys:
        walked = simulate(*args, **more)
        batches.append(len(walked.step))
        return walked

    monkeypatch.setattr("rutas.analysis.spread.simulate", counted)
    monkeypatch.setattr("rutas.analysis.spread._BATCH", 20_000)
    monkeypatch.setattr("rutas.analysis.spread._WORK", 100_000)
    net = compile_net(turning(20))
    drawn = draw(turning(20), net, np.random.default_rng(1), 1000)
    spread(net, drawn, np.random.default_rng(2))
    assert len(batches) > 3
    assert max(batches) < 2 * 20_000
    assert sum(batches) < 100_000 + 2 * 20_000


def test_draws_beyond_the_work_that_is_allowed_are_not_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    net = compile_net(turning(12))
    drawn = draw(turning(12), net, np.random.default_rng(1), 400)
    whole = spread(net, drawn, np.random.default_rng(2))
    for name in ("_WORK", "_BATCH"):
        monkeypatch.setattr(f"rutas.analysis.spread.{name}", 10_000)
    part = spread(net, drawn, np.random.default_rng(2))
    told = ~np.isnan(part.on_time).all(axis=1)
    assert 30 < told.sum() < 400
    assert np.array_equal(part.on_time[told], whole.on_time[told], equal_nan=True)
    assert not told[told.sum() :].any()


def test_who_passes_a_step_tells_whose_length_it_sets_where_branches_do_not_run_side_by_side() -> (
    None
):
    route = turning(9, share="10 %")
    found = Analysis(route)
    drawn = draw(route, found.net, np.random.default_rng(3), 300)
    passes = found.passes_under(drawn)
    assert passes is not None
    walked = spread(found.net, drawn, np.random.default_rng(4), each=20).on_critical_path
    told = ~np.isnan(walked)
    assert np.abs((walked - passes)[told]).mean() < 0.01
    assert spread(found.net, drawn, np.random.default_rng(4), passes).on_critical_path == (
        pytest.approx(passes)
    )


def test_rare_journeys_count_though_hardly_anybody_gets_through() -> None:
    route = route_of(
        [
            {"id": "a", "wait": "1..3 d", "dropout": "99 %", "next": {"all": ["b", "c"]}},
            {"id": "b", "wait": "1 d", "next": "d"},
            {"id": "c", "wait": "2..4 d", "next": "d"},
            {"id": "d", "join": "all", "outcome": "bien"},
        ]
    )
    net = compile_net(route)
    drawn = draw(route, net, np.random.default_rng(5), 50)
    assert (
        spread(net, drawn, np.random.default_rng(6)).on_critical_path.tolist()
        == [[1, 0, 1, 1]] * 50
    )
    never = replace(drawn, dropout=np.ones_like(drawn.dropout))
    assert np.isnan(spread(net, never, np.random.default_rng(6)).on_critical_path).all()
