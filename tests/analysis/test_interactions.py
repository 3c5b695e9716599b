"""Handovers and changes of channel, counted by hand and along random journeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given

from rutas.analysis.interactions import _Walks, interactions
from rutas.analysis.whole import Analysis
from rutas.tokens.figures import figures
from rutas.tokens.net import compile as compile_net
from tests.strategies import nested_routes, route_of

if TYPE_CHECKING:
    from rutas.analysis.interactions import Interactions
    from rutas.model import Route

CATALOGUE = {
    "actors": {
        "usf": {"name": "USF", "institution": "MSPBS", "level": "local"},
        "hospital": {"name": "Hospital", "institution": "MSPBS", "level": "district"},
        "registro": {"name": "Registro", "institution": "Justicia", "level": "local"},
    },
    "channels": {
        "oficina": {"name": "Oficina", "kind": "in-person"},
        "casa": {"name": "Casa", "kind": "home-visit"},
    },
}


def measured(route: Route, visits: list[float]) -> Interactions:
    return interactions(route, np.array(visits), figures(route))


def family() -> Route:
    return route_of(
        [
            {"id": "a", "actor": "usf", "channel": "casa", "dropout": "10 %", "next": "q"},
            {
                "id": "q",
                "question": "¿Hace falta el hospital?",
                "next": [
                    {"to": "h", "share": "30 %", "handover": "referral"},
                    {"to": "r", "handover": "self"},
                    ],
            },
            {"id": "h", "actor": "hospital", "channel": "oficina",
             "next": {"to": "r", "handover": "system"}},
            {"id": "r", "actor": "registro", "channel": "oficina", "outcome": "bien"},
        ],
        catalogue=CATALOGUE,
    )  # fmt: skip


def test_a_question_on_the_way_hands_on_who_came_before() -> None:
    found = measured(family(), [1, 0.9, 0.27, 0.9])
    assert found.kinds == pytest.approx(
        {"self": 0.63, "referral": 0.27, "accompanied": 0, "system": 0.27}
    )
    assert {(one.source, one.target) for one in found.handovers} == {
        ("usf", "hospital"),
        ("usf", "registro"),
        ("hospital", "registro"),
    }
    assert found.selves == {"r": ("usf",)}


def test_directions_and_institutions() -> None:
    found = measured(family(), [1, 0.9, 0.27, 0.9])
    assert found.directions == pytest.approx({"horizontal": 0.63, "vertical": 0.54, "unknown": 0})
    assert found.institutions == pytest.approx({("MSPBS", "Justicia"): 0.9})
    assert found.channel_changes == pytest.approx(0.9)


def test_rounds_through_questions_add_up() -> None:
    route = route_of(
        [
            {"id": "a", "actor": "usf", "next": "q"},
            {"id": "q", "question": "¿?", "next": [{"to": "p", "share": "50 %"}, {"to": "r"}]},
            {"id": "p", "question": "¿?", "next": [{"to": "q", "share": "50 %"}, {"to": "h"}]},
            {"id": "h", "actor": "hospital", "outcome": "bien"},
            {"id": "r", "actor": "registro", "outcome": "bien"},
        ]
    )
    found = measured(route, [1, 4 / 3, 2 / 3, 1 / 3, 2 / 3])
    expected = {(one.source, one.target): one.expected for one in found.handovers}
    assert expected == pytest.approx({("usf", "registro"): 2 / 3, ("usf", "hospital"): 1 / 3})


def test_an_unknown_level_has_no_direction() -> None:
    route = route_of(
        [
            {"id": "a", "actor": "x", "next": "b"},
            {"id": "b", "actor": "y", "outcome": "bien"},
        ]
    )
    found = measured(route, [1, 1])
    assert found.directions == {"horizontal": 0, "vertical": 0, "unknown": 1}
    assert found.handovers[0].between is None


def test_the_burden_counts_what_she_goes_through_herself() -> None:
    route = route_of(
        [
            {
                "id": "a", "actor": "usf", "channel": "casa", "takes": "30 min", "wait": "1 d",
                "cost": "1000 PYG", "requires": "x",
                "next": [{"to": "b", "share": "80 %"}, {"to": "c"}],
            },
            {
                "id": "b", "actor": "usf", "channel": "oficina", "takes": "1 h", "wait": "1 d",
                "repeat": {"times": 3, "every": "10 d"}, "requires": ["x", {"any": ["y", "z"]}],
                "next": "c",
            },
            {
                "id": "c", "actor": "registro", "channel": "oficina", "involvement": "indirect",
                "takes": "5 h", "wait": "4 d", "requires": "w", "outcome": "bien",
            },
        ],
        catalogue=CATALOGUE,
    )  # fmt: skip
    found = Analysis(route).burden
    assert found.likeliest is not None
    assert found.mean is not None
    assert found.worst is not None
    assert found.likeliest.steps == ("a", "b", "c")
    assert found.likeliest.share == pytest.approx(0.8, abs=0.02)
    assert (found.likeliest.visits, found.likeliest.trips) == (4, 3)
    assert found.likeliest.hours == pytest.approx(3.5)
    assert found.likeliest.documents == 2
    assert found.likeliest.cost == {"PYG": 1000}
    assert found.mean.visits == pytest.approx(1 + 0.8 * 3, abs=0.06)
    assert found.worst.visits == 4
    assert found.worst.days == pytest.approx(6 + 20 + 6.5 / 24)
    assert "b.cost" in found.assumed
    assert "a.wait" not in found.assumed


def test_who_is_attended_anew_in_a_loop_takes_another_time_each_visit() -> None:
    route = route_of(
        [
            {
                "id": "a", "actor": "usf", "channel": "oficina", "takes": "0..10 h",
                "next": [{"to": "a", "share": "90 %"}, {"to": "z"}],
            },
            {"id": "z", "outcome": "bien"},
        ],
        catalogue=CATALOGUE,
    )  # fmt: skip
    worst = Analysis(route).burden.worst
    rng = np.random.default_rng(7)
    hours = [rng.uniform(0, 10, visits).sum() for visits in rng.geometric(0.1, 20_000)]
    assert worst is not None
    assert worst.hours == pytest.approx(np.quantile(hours, 0.95), rel=0.08)


def test_who_misses_a_deadline_goes_on_by_the_exit_and_by_no_link() -> None:
    route = route_of(
        [
            {"id": "a", "actor": "usf", "dropout": "10 %", "within": "2 d", "wait": "1..4 d", "late": "t",
             "next": {"to": "b", "handover": "referral"}},
            {"id": "b", "actor": "registro", "next": "z"},
            {"id": "t", "actor": "hospital", "next": "z"},
            {"id": "z", "outcome": "bien"},
        ],
        catalogue=CATALOGUE,
    )  # fmt: skip
    found = measured(route, [1, 0.6, 0.3, 0.9])
    assert found.kinds == pytest.approx(
        {"self": 0.3, "referral": 0.6, "accompanied": 0, "system": 0}
    )
    assert found.selves == {"t": ("usf",)}


def test_who_lost_a_branch_is_looked_for_by_those_who_notice() -> None:
    route = route_of(
        [
            {"id": "a", "actor": "usf", "next": {"all": ["b", "c"]}},
            {"id": "b", "actor": "usf", "dropout": "20 %", "next": "j"},
            {"id": "c", "actor": "usf", "next": "j"},
            {"id": "j", "actor": "registro", "join": "all", "missing": "m",
             "next": {"to": "z", "handover": "referral"}},
            {"id": "m", "actor": "hospital", "next": "z"},
            {"id": "z", "actor": "usf", "outcome": "bien"},
        ],
        catalogue=CATALOGUE,
    )  # fmt: skip
    found = measured(route, [1, 1, 1, 1, 0.2, 1])
    times = {(one.source, one.target, one.kind): one.expected for one in found.handovers}
    assert times["registro", "hospital", "system"] == pytest.approx(0.2)
    assert times["registro", "usf", "referral"] == pytest.approx(0.8)
    assert times["hospital", "usf", "self"] == pytest.approx(0.2)


def test_an_exit_to_where_links_lead_too_is_told_from_them() -> None:
    """Half of the late go on to where one in four of the others goes as well."""
    route = route_of(
        [
            {"id": "a", "actor": "usf", "within": "2 d", "wait": "1..4 d", "late": "t",
             "next": [{"to": "t", "share": "25 %", "handover": "referral"}, {"to": "z"}]},
            {"id": "t", "actor": "hospital", "next": "z"},
            {"id": "z", "outcome": "bien"},
        ],
        catalogue=CATALOGUE,
    )  # fmt: skip
    found = measured(route, [1, 0.5 + 0.5 * 0.25, 1])
    assert found.kinds["self"] == pytest.approx(0.5)
    assert found.kinds["referral"] == pytest.approx(0.125)


def test_nobody_takes_an_exit_less_than_never() -> None:
    """Whom c gets beyond its link from the join came late from d, however many the join sent away."""
    route = route_of(
        [
            {"id": "a", "actor": "usf", "next": {"all": ["b", "d"]}},
            {"id": "b", "actor": "usf", "dropout": "20 %", "next": "j"},
            {"id": "d", "actor": "usf", "within": "2 d", "wait": "1..4 d", "late": "c", "next": "j"},
            {"id": "j", "actor": "registro", "join": "all", "missing": "k", "next": "c"},
            {"id": "k", "join": "all", "next": "z"},
            {"id": "c", "actor": "hospital", "next": "z"},
            {"id": "z", "outcome": "bien"},
        ],
        catalogue=CATALOGUE,
    )  # fmt: skip
    walks = _Walks(route, np.array([1, 1, 1, 0.5, 0, 1, 1]), figures(route))
    assert dict(zip(walks.exits, walks.walked[-2:], strict=True)) == pytest.approx(
        {("missing", 3, 4): 0.0, ("late", 2, 5): 0.5}
    )


@given(nested_routes())
def test_whoever_visits_a_step_came_by_a_way_in_a_link_or_an_exit(route: Route) -> None:
    found = Analysis(route)
    net, walks = found.net, _Walks(route, found.visits, found.figures)
    came = net.entry + np.bincount(walks.target, walks.walked, len(net))
    np.testing.assert_allclose(came[~net.join], found.visits[~net.join], atol=1e-9)


def test_of_who_goes_round_for_ever_by_an_exit_nothing_is_known() -> None:
    route = route_of(
        [
            {
                "id": "a",
                "actor": "usf",
                "within": "1 d",
                "wait": "0..2 d",
                "late": "a",
                "next": "b",
            },
            {"id": "b", "actor": "registro", "outcome": "bien"},
        ]
    )
    net = compile_net(route)
    found = interactions(route, np.full(len(net), np.nan), figures(route))
    assert [np.isnan(one.expected) for one in found.handovers] == [True]


def test_what_people_who_go_round_for_ever_do_is_unknown() -> None:
    route = route_of(
        [
            {"id": "a", "actor": "usf", "channel": "casa", "next": ["q", "r"]},
            {"id": "q", "question": "¿?", "next": ["h", "p"]},
            {"id": "p", "question": "¿?", "next": "q"},
            {"id": "h", "actor": "hospital", "channel": "oficina", "next": "q"},
            {"id": "r", "actor": "registro", "channel": "casa", "outcome": "bien"},
        ]
    )
    found = measured(route, [1, np.nan, np.nan, np.nan, 0.5])
    expected = {(one.source, one.target): one.expected for one in found.handovers}
    assert expected["usf", "registro"] == 0.5
    assert np.isnan(expected["usf", "hospital"])
    assert np.isnan(found.kinds["self"])
    assert found.kinds["referral"] == 0
    assert np.isnan(found.channel_changes)


def test_channel_changes_are_unknown_only_where_people_get_to_an_unsaid_channel() -> None:
    steps = [
        {"id": "a", "actor": "usf", "channel": "casa"},
        {"id": "b", "actor": "registro", "channel": "oficina", "outcome": "bien"},
        {"id": "c", "actor": "registro", "outcome": "bien"},
    ]
    steps[0]["next"] = [{"to": "b", "share": "100 %"}, {"to": "c", "share": "0 %"}]
    assert measured(route_of(steps), [1, 1, 0]).channel_changes == 1
    steps[0]["next"] = ["b", "c"]
    assert np.isnan(measured(route_of(steps), [1, 0.5, 0.5]).channel_changes)
