"""How long it takes to tell whether a route works, and to count the people who flow through it.

Asked of `Analysis`, as every command does. Run with ``pytest tests/benchmarks/test_tokens.py --benchmark-only``. Each size is twice the one before, and
`of_half` is the time over that of half the size: no more than a little over 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from rutas.analysis import Analysis
from rutas.analysis.people import people, visits_under
from rutas.tokens.figures import draw, figures
from rutas.tokens.net import compile as compile_net
from rutas.tokens.simulate import simulate
from tests.large import large_route, tangled_route, wide_route

if TYPE_CHECKING:
    from collections.abc import Callable

    from rutas.model import Route

SIZES = (2_500, 5_000, 10_000, 20_000)
TOOK: dict[tuple[str, int], float] = {}


def note_growth(benchmark: Any, work: str, size: int) -> None:
    """Say how many times longer it took than on a route of half the size."""
    TOOK[work, size] = benchmark.stats.stats.min
    if (work, size // 2) in TOOK:
        benchmark.extra_info["of_half"] = round(TOOK[work, size] / TOOK[work, size // 2], 2)


def unasked(route: Route) -> Callable[[], tuple[tuple[Analysis], dict[str, Any]]]:
    """Make ready an analysis that nobody has asked anything, of a copy, which is a new route."""
    return lambda: ((Analysis(route.model_copy()),), {})


@pytest.fixture(scope="module", params=SIZES)
def large(request: pytest.FixtureRequest) -> tuple[int, Route]:
    return request.param, large_route(request.param)


@pytest.mark.parametrize("wait", [True, False])
def test_twenty_branches_of_three_steps(benchmark: Any, *, wait: bool) -> None:
    route = wide_route(20, 3, wait=wait)
    found = benchmark.pedantic(lambda new: new.soundness, setup=unasked(route), rounds=5)
    assert found.sound is wait


def test_soundness(benchmark: Any, large: tuple[int, Route]) -> None:
    size, route = large
    found = benchmark.pedantic(lambda new: new.soundness, setup=unasked(route), rounds=3)
    assert found.sound
    note_growth(benchmark, "soundness", size)


@pytest.mark.parametrize("width", [12, 24, 48])
def test_soundness_of_a_tangle_is_given_up_soon(benchmark: Any, width: int) -> None:
    """It has 2 to the power of its width states: what is looked at before giving up is bounded."""
    found = benchmark.pedantic(lambda: Analysis(tangled_route(width)).soundness, rounds=1)
    assert found.sound is None


def test_people(benchmark: Any, large: tuple[int, Route]) -> None:
    size, route = large
    found = benchmark.pedantic(lambda new: new.people, setup=unasked(route), rounds=3)
    assert 0 < found.completion < 1
    note_growth(benchmark, "people", size)


def test_gains(benchmark: Any, large: tuple[int, Route]) -> None:
    size, route = large
    steps = range(len(route.steps))
    rises = benchmark.pedantic(lambda new: new.gains(steps), setup=unasked(route), rounds=2)
    assert all(one.value >= 0 for one in rises)
    note_growth(benchmark, "gains", size)


def test_visits_under_a_thousand_draws(benchmark: Any) -> None:
    route = large_route(60)
    drawn = draw(route, compile_net(route), np.random.default_rng(1), 1000)
    assert benchmark.pedantic(visits_under, (route, drawn), rounds=5).shape[0] >= 1


def test_ten_thousand_journeys(benchmark: Any) -> None:
    route = large_route(60)
    net = compile_net(route)
    given = figures(route)
    journeys = benchmark.pedantic(
        lambda: simulate(net, given, np.random.default_rng(1), each=10_000), rounds=3
    )
    assert abs(journeys.completed.mean() - people(route).completion) < 0.05
