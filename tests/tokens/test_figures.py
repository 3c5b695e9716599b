"""Quantities as arrays: at their means, drawn, and unknown ones said."""

from __future__ import annotations

import numpy as np

from rutas.tokens.figures import draw, figures
from rutas.tokens.net import compile as compile_net
from tests.strategies import route_of

STEPS = [
    {
        "id": "a", "actor": "usf", "wait": "1..3 d", "dropout": "10..20 %",
        "next": [{"to": "b", "share": "20..40 %"}, {"to": "c"}, {"to": "z"}],
    },
    {"id": "b", "takes": "1 d", "repeat": {"times": "2..4", "every": "1 mo"}, "next": "z"},
    {"id": "c", "by": "60 d", "next": {"all": ["b", "z"]}},
    {"id": "z", "join": "all", "outcome": "bien"},
]  # fmt: skip
ROUTE = route_of(
    STEPS, [{"to": "a", "share": "60..80 %"}, {"to": "c"}], demand="1000..2000 per year"
)
NET = compile_net(ROUTE)


def test_means_are_one_row() -> None:
    found = figures(ROUTE)
    assert found.draws == 1
    assert found.share[0].tolist() == [0.3, 0.35, 0.35, 1, 1, 1]
    np.testing.assert_allclose(found.share[0], NET.share)
    np.testing.assert_allclose(found.way_share[0], NET.way_share)
    np.testing.assert_allclose(found.entry(NET)[0], NET.entry)
    assert found.duration[0].tolist() == [2, 1 + 2 * 30.4375, 0, 0]


def test_every_uncertain_quantity_is_drawn_and_named_as_a_change_set_would() -> None:
    drawn = draw(ROUTE, NET, np.random.default_rng(1), 400)
    assert set(drawn.names) == {
        "a.dropout", "a.next.b", "a.wait", "b.repeat.times", "demand", "ways_in.a",
    }  # fmt: skip
    assert drawn.values.shape == (400, len(drawn.names))
    assert (drawn.dropout[:, 0] >= 0.1).all()
    assert (drawn.dropout[:, 0] <= 0.2).all()
    np.testing.assert_array_equal(
        drawn.values[:, drawn.names.index("a.dropout")], drawn.dropout[:, 0]
    )
    assert drawn.wait[:, 0].std() > 0.4


def test_shares_of_a_decision_add_up_to_one_in_every_draw() -> None:
    drawn = draw(ROUTE, NET, np.random.default_rng(1), 400)
    np.testing.assert_allclose(drawn.share[:, :3].sum(axis=1), 1)
    np.testing.assert_allclose(drawn.share[:, 1], drawn.share[:, 2])
    np.testing.assert_allclose(drawn.way_share.sum(axis=1), 1)
    both = route_of(
        [
            {
                "id": "a",
                "next": [{"to": "b", "share": "40..60 %"}, {"to": "z", "share": "40..60 %"}],
            },
            {"id": "b", "next": "z"},
            {"id": "z", "outcome": "bien"},
        ]
    )
    drawn = draw(both, compile_net(both), np.random.default_rng(1), 50)
    np.testing.assert_allclose(drawn.share[:, :2].sum(axis=1), 1)


def test_what_is_unknown_is_no_number_or_no_bound() -> None:
    found = figures(ROUTE)
    assert np.isnan(found.capacity).all()
    assert np.isinf(found.opens).all()


def test_some_rows_can_be_taken() -> None:
    drawn = draw(ROUTE, NET, np.random.default_rng(1), 10)
    some = drawn.of(slice(2, 5))
    np.testing.assert_array_equal(some.dropout, drawn.dropout[2:5])
    assert some.draws == 3
