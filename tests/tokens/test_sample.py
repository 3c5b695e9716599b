"""Walking many journeys: the same people in every row, and only those walk again who were lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutas.model import Route
from rutas.tokens.figures import figures
from rutas.tokens.net import compile as compile_net
from rutas.tokens.sample import rises, sample
from rutas.tokens.walk import walk
from tests.strategies import route_of, routes

relaxed = settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
SIZE = 50


@pytest.mark.usefixtures("short_walks")
@relaxed
@given(routes(largest=5), st.integers(0, 2**32))
def test_a_rise_is_that_of_letting_everybody_walk_again(route: Route, seed: int) -> None:
    net = compile_net(route)
    means = figures(route)
    first = walk(route, net, means, SIZE, seed=seed)
    for i, rise in enumerate(rises(first, range(len(net)))):
        dropout = means.dropout.copy()
        dropout[:, i] = 0.0
        mended = replace(means, dropout=dropout)
        again = walk(route, net, mended, SIZE, seed=seed).journeys.completed
        before = first.journeys.completed
        assert float(rise.value) == pytest.approx(again.mean() - before.mean())


def test_rows_of_the_same_figures_are_walked_by_the_same_people() -> None:
    route = route_of(
        [
            {"id": "a", "dropout": "30 %", "next": [{"to": "b", "share": "40 %"}, "c"]},
            {"id": "b", "dropout": "50 %", "outcome": "bien"},
            {"id": "c", "outcome": "bien"},
        ],
        [{"to": "a", "share": "60 %"}, {"to": "c", "share": "40 %"}],
    )
    net = compile_net(route)
    means = figures(route)
    thrice = replace(means, dropout=np.repeat(means.dropout, 3, axis=0))
    flow = sample(net, thrice, (), np.random.default_rng(1), each=50)
    assert (flow.visits == flow.visits[0]).all()
    assert 0 < flow.completion[0] < 1


def test_who_goes_round_for_ever_was_there_however_often() -> None:
    route = route_of(
        [
            {"id": "a", "next": [{"to": "b", "share": "30 %"}, "z"]},
            {"id": "b", "next": "c"},
            {"id": "c", "next": "b"},
            {"id": "z", "outcome": "bien"},
        ]
    )
    net = compile_net(route)
    flow = sample(net, figures(route), (), np.random.default_rng(1), each=2000)
    assert flow.reach[0].tolist() == pytest.approx([1, 0.3, 0.3, 0.7], abs=0.05)
    assert np.isnan(flow.visits[0]).tolist() == [False, True, True, False]
