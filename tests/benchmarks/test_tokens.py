"""How long it takes to tell whether a route works, and to count the people who flow through it.

Run with ``pytest tests/benchmarks/test_tokens.py --benchmark-only``. Each size is four times the one before: the
times should be no more than a little over four times, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from rutas.analysis.people import people, visits_under
from rutas.analysis.soundness import soundness
from rutas.tokens.exact import Exact
from rutas.tokens.figures import draw, figures
from rutas.tokens.net import compile as compile_net
from rutas.tokens.simulate import simulate
from tests.large import large_route, wide_route

if TYPE_CHECKING:
    from rutas.model import Route

SIZES = (2_500, 10_000, 40_000)


@pytest.fixture(scope="module", params=SIZES)
def large(request: pytest.FixtureRequest) -> Route:
    return large_route(request.param)


@pytest.mark.parametrize("wait", [True, False])
def test_twenty_branches_of_three_steps(benchmark: Any, *, wait: bool) -> None:
    route = wide_route(20, 3, wait=wait)
    assert benchmark(soundness, route).sound is wait


def test_soundness(benchmark: Any, large: Route) -> None:
    # A copy is a route that nobody has asked anything yet.
    found = benchmark.pedantic(soundness, setup=lambda: ((large.model_copy(),), {}), rounds=3)
    assert found.sound


def test_people(benchmark: Any, large: Route) -> None:
    net = compile_net(large)
    given = figures(large, net)

    def count() -> float:
        flow = Exact.under(net, given).flow(())
        return float(flow.completion[0])

    assert 0 < benchmark.pedantic(count, rounds=3) < 1


def test_gains(benchmark: Any, large: Route) -> None:
    net = compile_net(large)
    given = figures(large, net)
    rises = benchmark.pedantic(lambda: Exact.under(net, given).rises(range(len(net))), rounds=2)
    assert (rises >= 0).all()


def test_visits_under_a_thousand_draws(benchmark: Any) -> None:
    route = large_route(60)
    drawn = draw(route, compile_net(route), np.random.default_rng(1), 1000)
    assert benchmark(visits_under, route, drawn).shape[0] >= 1


def test_ten_thousand_journeys(benchmark: Any) -> None:
    route = large_route(60)
    net = compile_net(route)
    given = figures(route, net)
    journeys = benchmark(lambda: simulate(net, given, np.random.default_rng(1), each=10_000))
    assert abs(journeys.completed.mean() - people(route).completion) < 0.05
