"""Change sets: what a what-if, a profile or a territory makes of a route."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutas.errors import Mistake
from rutas.model import Catalogue, Route, apply
from rutas.quantity import Duration, Rate, Share
from rutas.tokens.figures import figures


def route(**first: Any) -> Route:
    """Return a small route with a decision, a twin link, two ways in and parallel branches."""
    return Route.model_validate(
        {
            "id": "prueba",
            "name": "Prueba",
            "demand": "100 per year",
            "ways_in": [
                {"to": "a", "share": "50 %"},
                {"to": "b", "share": "30 %"},
                {"to": "c", "share": "20 %"},
            ],
            "outcomes": {"bien": {"name": "Bien", "success": True}},
            "stages": [
                {
                    "id": "e",
                    "name": "E",
                    "steps": [
                        {
                            "id": "a",
                            "name": "A",
                            "wait": "3 d",
                            "next": [
                                {"to": "b", "share": "40..60 %"},
                                {"to": "c", "share": "20 %"},
                                {"to": "c", "share": "10 %", "when": "Otra vez"},
                                {"to": "d"},
                            ],
                            **first,
                        },
                        {"id": "b", "name": "B", "next": {"all": ["c", "d"]}},
                        {"id": "c", "name": "C", "next": "d"},
                        {"id": "d", "name": "D", "outcome": "bien"},
                    ],
                }
            ],
            "catalogue": Catalogue.model_validate({"actors": {"usf": {"name": "USF"}}}),
        }
    )


def mistake(work: Callable[[], object]) -> str:
    with pytest.raises(Mistake) as found:
        work()
    return found.value.code


def test_fields_and_demand_are_set() -> None:
    before = route()
    after = apply(
        before, {"a.wait": "10..60 d", "a.from": "2 mo", "demand": Rate.parse("1 per day")}
    )
    assert str(after.steps["a"].wait) == "10..60 d"
    assert str(after.steps["a"].from_) == "2 mo"
    assert str(after.demand) == "1 per day"
    assert str(before.steps["a"].wait) == "3 d", "the route itself stays as it is"
    assert after.steps["b"] is before.steps["b"], "what is not changed is the same"


def test_values_may_be_given_as_the_model_holds_them() -> None:
    after = apply(
        route(), {"a.wait": Duration.parse("2 d"), "a.repeat": {"times": 3, "every": "1 mo"}}
    )
    assert after.steps["a"].wait == Duration.parse("2 d")
    assert after.steps["a"].repeat is not None
    assert after.steps["a"].repeat.times.mean == 3


def test_an_empty_change_changes_nothing() -> None:
    assert apply(route(), {}) == route()


def test_the_other_shares_keep_their_proportions() -> None:
    after = apply(route(), {"a.next.b": "80 %"})
    # before: 50, 20, 10 and what remains, 20; now these share 20 as 2 to 1 to 2
    assert after.steps["a"].shares == pytest.approx((0.8, 0.08, 0.04, 0.08))
    after = apply(route(), {"ways_in.c": "60 %"})
    assert after.way_in_shares == pytest.approx((0.25, 0.15, 0.6))


def test_ranges_stay_ranges() -> None:
    after = apply(route(), {"a.next.d": "60 %"})
    share = after.steps["a"].links[0].share
    assert share is not None
    assert (share.low, share.high) == pytest.approx((0.2, 0.3))
    assert after.steps["a"].shares == pytest.approx((0.25, 0.1, 0.05, 0.6))


def test_two_links_to_one_step_divide_its_share() -> None:
    after = apply(route(), {"a.next.c": "60 %"})
    assert after.steps["a"].shares[1:3] == pytest.approx((0.3, 0.3))
    assert sum(after.steps["a"].shares) == pytest.approx(1)


@given(st.dictionaries(st.sampled_from(["b", "c", "d"]), st.integers(0, 50), max_size=2))
def test_shares_add_up_whatever_is_set(shares: dict[str, int]) -> None:
    before = route()
    after = apply(before, {f"a.next.{target}": f"{share} %" for target, share in shares.items()})
    assert sum(after.steps["a"].shares) == pytest.approx(1)
    for target, share in shares.items():
        links = zip(after.steps["a"].links, after.steps["a"].shares, strict=True)
        found = [part for link, part in links if link.to == target]
        assert sum(found) == pytest.approx(share / 100, abs=1e-6)


@pytest.mark.parametrize(
    "changes",
    [
        {"a.next.b": "80 %", "a.next.c": "30 %"},
        {"a.next.b": "10 %", "a.next.c": "10 %", "a.next.d": "10 %"},
        {"a.next.b": "0 %", "a.next.c": "0 %", "a.next.d": "0 %"},
        {"ways_in.a": "50 %", "ways_in.b": "50 %", "ways_in.c": "1 %"},
    ],
)
def test_shares_that_cannot_add_up_are_refused(changes: dict[str, str]) -> None:
    with pytest.raises(Mistake) as caught:
        apply(route(), changes)
    assert caught.value.code == "shares-not-whole"


def test_shares_may_be_set_for_all_links_at_once() -> None:
    after = apply(route(), {"a.next.b": "10..30 %", "a.next.c": "50 %", "a.next.d": "30 %"})
    assert after.steps["a"].shares == pytest.approx((0.2, 0.25, 0.25, 0.3))


@pytest.mark.parametrize(
    ("path", "value", "code", "words"),
    [
        ("a", "3 d", "bad-change-path", "PASO.CAMPO"),
        ("ways_in", "3 %", "bad-change-path", "PASO.CAMPO"),
        ("", "3 d", "bad-change-path", "PASO.CAMPO"),
        ("z.wait", "3 d", "unknown-step", "z"),
        ("a.wiat", "3 d", "unknown-field", "¿Quiso decir «wait»?"),
        ("a.id", "b", "unknown-field", "id"),
        ("a.outcome", "bien", "unknown-field", "outcome"),
        ("a.next", "b", "unknown-field", "next"),
        ("a.wait", "3 lunas", "unknown-unit", "lunas"),
        ("a.wait", "pronto", "bad-duration", "pronto"),
        ("a.actor", "usff", "unknown-actor", "¿Quiso decir «usf»?"),
        ("a.involvement", "a medias", "not-one-of", "a medias"),
        ("a.repeat", "3", "bad-change", "a.repeat"),
        ("a.next.z", "3 %", "no-such-link", "z"),
        ("c.next.a", "3 %", "no-such-link", "a"),
        ("d.next.a", "3 %", "no-such-link", "a"),
        ("b.next.c", "3 %", "share-in-all", "paralelas"),
        ("a.next.b", "300 %", "share-out-of-bounds", "300 %"),
        ("ways_in.d", "3 %", "no-such-link", "d"),
        ("demand", "30", "missing-period", "30"),
    ],
)
def test_a_change_that_does_not_fit_says_so(path: str, value: str, code: str, words: str) -> None:
    with pytest.raises(Mistake) as caught:
        apply(route(), {path: value})
    assert caught.value.code == code
    assert words in f"{caught.value} {caught.value.hint}"
    assert caught.value.hint


def test_an_actor_of_the_catalogue_fits() -> None:
    assert apply(route(), {"a.actor": "usf"}).steps["a"].actor == ("usf",)


def test_what_was_worked_out_is_worked_out_anew() -> None:
    before = route()
    assert before.steps["a"].shares
    assert before.way_in_shares
    after = apply(
        before, {"a.next.b": "10 %", "ways_in.a": "10 %", "a.dropout": Share.parse("5 %")}
    )
    assert after.steps["a"].shares[0] == pytest.approx(0.1)
    assert after.way_in_shares[0] == pytest.approx(0.1)
    assert after.stage_of["a"] is after.stages[0]


def test_each_of_two_links_to_one_target_has_a_name_of_its_own() -> None:
    after = apply(route(), {"a.next.c.2": "50 %"})
    # b 50, c 20 and d 20 divide the other half
    assert after.steps["a"].shares == pytest.approx([0.5 * 5 / 9, 0.5 * 2 / 9, 0.5, 0.5 * 2 / 9])
    both = apply(route(), {"a.next.c.1": "10 %", "a.next.c.2": "30 %"})
    assert [link.share and link.share.mean for link in both.steps["a"].links[1:3]] == [0.1, 0.3]
    assert mistake(lambda: apply(route(), {"a.next.c.3": "10 %"})) == "no-such-link"


def test_how_people_get_from_step_to_step_is_set_one_link_or_all() -> None:
    after = apply(route(), {"a.next.c.2.handover": "referral", "b.next.handover": "accompanied"})
    assert [link.handover for link in after.steps["a"].links] == [
        "self",
        "self",
        "referral",
        "self",
    ]
    assert [link.handover for link in after.steps["b"].links] == ["accompanied", "accompanied"]
    assert after.steps["a"].links[2].share == route().steps["a"].links[2].share


def test_what_a_route_and_its_actors_have_is_set() -> None:
    before = route()
    after = apply(
        before, {"actors.usf.capacity": "20 per day", "holds": ["cedula"], "ways_in.b.at": "2 mo"}
    )
    assert str(after.catalogue.actors["usf"].capacity) == "20 per day"
    assert before.catalogue.actors["usf"].capacity is None
    assert (after.holds, before.holds) == (("cedula",), ())
    assert [way.at and str(way.at) for way in after.ways_in] == [None, "2 mo", None]
    assert mistake(lambda: apply(before, {"actors.us.capacity": "20 per day"})) == "unknown-actor"
    assert mistake(lambda: apply(before, {"actors.usf.level": "local"})) == "bad-change-path"


def test_a_series_is_changed_part_by_part() -> None:
    series = route(repeat={"times": 4, "every": "1 mo"})
    after = apply(series, {"a.repeat.times": "6..8"})
    assert after.steps["a"].repeat is not None
    assert str(after.steps["a"].repeat.times) == "6..8"
    assert str(after.steps["a"].repeat.every) == "1 mo"
    assert mistake(lambda: apply(route(), {"a.repeat.times": 3})) == "no-series"


def test_every_uncertain_quantity_can_be_set_by_its_name() -> None:
    """What the program names, it can set: to its own value, which changes nothing."""
    before = route(
        wait="1..3 d", takes="1..2 h", repeat={"times": "2..4", "every": "1..2 mo"}, dropout="1..9 %",
        **{"from": "1..2 mo", "by": "3..4 mo"},
    )  # fmt: skip
    names = figures(before).names
    assert {"a.next.b", "a.wait", "a.from", "a.repeat.times", "a.repeat.every"} <= set(names)
    assert len(set(names)) == len(names)
    for name in names:
        step, _, field = name.partition(".")
        value = {"next.b": "40..60 %"}.get(field)
        if value is None:
            owner = before.steps[step].repeat if field.startswith("repeat.") else before.steps[step]
            value = str(getattr(owner, {"from": "from_"}.get(field, field.removeprefix("repeat."))))
        after = apply(before, {name: value})
        drawn = figures(after)
        assert drawn.values.tolist() == [pytest.approx(figures(before).values[0])]


def test_exits_are_set_like_other_fields_and_lack_nothing() -> None:
    after = apply(route(), {"d.join": "all", "c.within": "3 d", "c.late": "b"})
    assert after.steps["c"].exits == {"late": "b"}
    for changes, code in [
        ({"c.missing": "b"}, "missing-without-join"),
        ({"c.late": "b"}, "late-without-deadline"),
        ({"c.late": "z", "c.within": "3 d"}, "unknown-step"),
        ({"c.sensitive": "sí"}, "sensitive-without-custody"),
    ]:
        with pytest.raises(Mistake) as caught:
            apply(route(), changes)
        assert caught.value.code == code
