"""The fewest places: against all that there are to try, one by one."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import exp

import numpy as np
import pytest

from rutas.errors import UsageError
from rutas.quantity import Duration, Share
from rutas.simulation.capacities import Adjustable, adjusted, least
from rutas.simulation.district import Asked
from rutas.simulation.play import play as engine
from rutas.simulation.result import Result
from rutas.simulation.staff import reach, staff
from rutas.simulation.statistics import interval
from rutas.simulation.targets import read_target
from tests.simulation.tandem import START, Plays, tandem


def reached(setting, levels, targets, play, unit="week"):
    """Whether so many places of the resources, in their order, reach some targets."""
    those = {one.id: Adjustable(one, unit).with_places(n) for one, n in zip(setting.resources, levels, strict=True)}  # fmt: skip
    result = play(adjusted(setting, those))
    if any(queue.growing or lacking(queue) for queue in result.queues.values()):
        return False
    return all(interval(one.figure(result)).high <= one.days for one in targets)


def lacking(queue):
    """Whether as many come as there are places, but for one in fifty, or more."""
    return queue.came.mean() >= 0.98 * (queue.served / queue.utilisation).mean()


@pytest.mark.parametrize("capacity", ["2 per day", "80 per day", "10..20 per week"])
@pytest.mark.parametrize("text", ["p0.wait.p90<=3d", "p0.wait.mean<=1 d", "p0.espera.mediana<=6 h"])
def test_it_is_the_least_of_all(text, capacity):
    setting, play = tandem(capacity), Plays()
    target = read_target(text, setting)
    found = staff(setting, [target], play)
    expected = next(n for n in range(1, 90) if reached(setting, [n], [target], play))
    (told,) = found.staff
    assert told.places == expected
    assert told.rate == told.rate.parse(f"{expected * (5 if told.unit == 'day' else 1)} per week")
    assert told.capacity == pytest.approx(told.rate.mean)
    assert found.goals[0].found.high <= target.days
    assert found.goals[0].slack == pytest.approx(target.days - found.goals[0].found.mean)


def test_of_two_none_can_have_one_fewer_and_the_second_is_seen_behind_the_first():
    setting, play = tandem("2 per day", "2.5 per day"), Plays()
    target = read_target("journey.mean<=4d", setting)
    found = staff(setting, [target], play)
    first, second = (one.places for one in found.staff)
    assert [one.resource for one in found.staff] == ["step:p0", "step:p1"]
    assert reached(setting, [first, second], [target], play)
    assert not reached(setting, [first - 1, second], [target], play)
    assert not reached(setting, [first, second - 1], [target], play)


def test_of_a_journey_what_may_stay_as_it_is_stays():
    """Wide enough is wide enough, though narrower would do: nobody asked for less."""
    setting, play = tandem("2 per day", "3.8 per day"), Plays()
    waits = play(adjusted(setting, {"step:p0": Adjustable(setting.resources[0], "week").unlimited}))
    assert waits.queues["step:p1"].wait.mean.mean() >= 0.5, "so it is looked at"
    target = read_target("journey.mean<=6d", setting)
    (one,) = staff(setting, [target], play).staff
    assert one.resource == "step:p0"
    both = {"step:p0": Adjustable(setting.resources[0], "week").with_places(one.places)}
    assert interval(target.figure(play(adjusted(setting, both)))).high <= 6


def test_of_several_targets_each_is_reached_and_groups_that_come_at_once_are_minded():
    setting, play = tandem("2 per day", "2 per day"), Plays()
    targets = [read_target(one, setting) for one in ("p0.wait.mean<=4d", "p1.wait.mean<=1 d")]
    found = staff(setting, targets, play)
    first, second = (one.places for one in found.staff)
    good = {n: reached(setting, n, targets, play) for n in product(range(first - 1, first + 2), range(second - 1, second + 2))}  # fmt: skip
    assert good[first, second]
    assert not good[first - 1, second]
    assert not good[first, second - 1]


def test_as_many_are_attended_as_come_however_long_they_may_wait():
    """In one year a queue that grows is not yet long."""
    setting, play = tandem("2 per day", seed=4), Plays(2)
    found = staff(setting, [read_target("p0.wait.mean<=200 d", setting)], play)
    (one,) = found.staff
    came = play(setting).queues["step:p0"].came.mean()
    opened = setting.resources[0].places.doors.open.mean() * 7 / 5
    assert came < 0.98 * one.capacity * opened
    assert came >= 0.98 * (one.capacity - 1 / 7) * opened


def test_where_the_time_is_elsewhere_it_says_what_is_left():
    """Who comes on a Saturday waits till Monday, whatever the places."""
    setting, play = tandem("2 per day"), Plays()
    found = staff(setting, [read_target("p0.wait.p90<=1d", setting)], play)
    assert not found.reachable
    assert found.staff == ()
    (goal,) = found.goals
    assert goal.floor.mean == 2.0
    assert goal.found is None
    assert goal.slack is None
    assert goal.today is None, "the queue of today grows"


def test_with_places_for_everybody_the_queue_still_makes_the_wait_and_some_do_not_show():
    """A declared wait is not drawn where there is a capacity, and so not where it suffices for all."""
    (route,) = tandem("2 per day").routes
    (stage,) = route.stages
    first, *others = stage.steps
    figures = {"wait": Duration.parse("30 d"), "no_show": Share.parse("50 %")}
    first = first.model_copy(update=figures)
    stage = stage.model_copy(update={"steps": (first, *others)})
    changed = route.model_copy(update={"stages": (stage,)})
    found = reach(
        Asked((changed,), START, years=1, most=3), ["journey.mean<=0 d", "p0.wait.max<=9d"]
    )
    journey, _ = found.goals
    assert 0 < journey.floor.mean < 5
    wide = adjusted(
        found.setting, {"step:p0": Adjustable(found.setting.resources[0], "week").unlimited}
    )
    assert Result(wide, engine(wide, range(3))).queues["step:p0"].no_shows.min() > 0.4


def test_a_journey_that_nobody_is_held_up_in_needs_nothing():
    setting = tandem("90 per day")
    found = staff(setting, [read_target("journey.p90<=3d", setting)], Plays())
    assert found.reachable
    assert found.staff == ()


def test_the_curve_and_the_next_one_are_what_is_played():
    setting, play = tandem("2 per day"), Plays()
    target = read_target("p0.wait.mean<=1d", setting)
    found = staff(setting, [target], play)
    assert found.plays == play.count
    (one,) = found.staff
    figures = {}
    for point in one.curve:
        result = play(adjusted(setting, {one.resource: Adjustable(setting.resources[0], one.unit).with_places(point.places)}))  # fmt: skip
        figures[point.places] = target.figure(result)
        growing = result.queues["step:p0"].growing
        assert point.figure == (None if growing else interval(figures[point.places]))
    assert {one.places - 1, one.places, one.places + 1, 2 * one.places} <= figures.keys()
    assert one.next == interval(figures[one.places + 1] - figures[one.places])
    assert [point.places for point in one.curve] == sorted(figures)


def test_the_formula_counts_on_a_door_that_never_closes():
    """One who attends as chance has it, people who come by chance: M/M/1, by hand."""
    setting, play = tandem("5 per day", demand="8 per day", takes=None), Plays(2)
    came = play(adjusted(setting, {})).queues["step:p0"].came.mean()
    asked = {
        "p0.wait.mean<=1d": lambda room: came / room / (room - came) <= 1,
        "p0.wait.p90<=2d": lambda room: came / room * exp(-2 * (room - came)) <= 0.1,
    }
    for text, suffices in asked.items():
        (one,) = staff(setting, [read_target(text, setting)], play).staff
        expected = next(n for n in range(1, 99) if n * 5 / 7 > came and suffices(n * 5 / 7))
        assert one.formula == expected


def test_where_nobody_comes_nothing_can_be_asked():
    setting = tandem("9 per day", demand="1 per year", seed=5)
    nobody = Plays(1)
    assert not nobody(setting).queues["step:p0"].came.any()
    with pytest.raises(UsageError, match="no llega nadie"):
        staff(setting, [read_target("p0.wait.p90<=7d", setting)], nobody)


@pytest.mark.parametrize(
    ("capacity", "unit", "places", "rate"),
    [
        ("5 per day", "day", 7.0, "35 per week"),
        ("7 per week", "week", 7.0, "7 per week"),
        ("70 per year", "month", 70 / 12, "6 per month"),
        ("18..27 per year", "year", 22.5, "22 per year"),
    ],
)
def test_places_are_counted_of_a_stretch_that_has_some(capacity, unit, places, rate):
    (resource,) = tandem(capacity).resources
    one = Adjustable.of(resource, resource.capacity)
    assert one.unit == unit
    assert one.places(one.today) == pytest.approx(places)
    written = one.rate(round(places))
    assert written.text == rate
    assert one.with_places(round(places)).capacity == pytest.approx(written.mean)


def test_doors_that_hand_out_places_hand_out_as_many_more_on_each_day():
    """On one day one door, on the next another: 8 and 15 places, and none at the weekend."""
    (one,) = tandem("2 per day").resources
    quota = np.resize([8, 15, 8, 15, 8, 0, 0], 365)
    handed = replace(one, places=replace(one.places, rate=None, quota=quota))
    changed = Adjustable.of(handed, 0.1)
    assert changed.unit == "day"
    assert changed.places(changed.today) == 11, "10.8 on a day on which it opens"
    same, more, fewer = (changed.with_places(n).places.quota for n in (11, 14, 1))
    assert np.array_equal(same, quota)
    assert np.array_equal(more, np.where(quota > 0, quota + 3, 0))
    assert np.array_equal(fewer, np.maximum(quota - 10, 0))
    assert changed.with_places(14).capacity == pytest.approx(more.mean())


@pytest.mark.parametrize("first", [1, 2, 13, 14, 500])
@pytest.mark.parametrize("answer", [1, 2, 13, 100])
def test_the_least_number_is_found_and_seldom_asked_for(first, answer):
    asked = []

    def suffices(n):
        asked.append(n)
        return n >= answer

    assert least(suffices, first) == answer
    assert len(asked) <= 3 + 2 * max(1, abs(first - answer)).bit_length()


def test_the_literal_play_is_that_of_the_engine():
    """So what was found above is found of what is really played."""
    setting, size = tandem("3 per day", "20 per week", takes=None), 3
    literal, result = Plays(size)(setting), Result(setting, engine(setting, range(size)))
    for row, queue in literal.queues.items():
        found = result.queues[row]
        for name in ("came", "served"):
            assert np.array_equal(getattr(found, name), getattr(queue, name)), (row, name)
        for name in ("mean", "p50", "p90", "most"):
            known = getattr(found.wait, name)
            assert np.isnan(known).all() or known == pytest.approx(getattr(queue.wait, name)), (
                row,
                name,
            )


def test_a_district_is_warmed_up_and_asked_the_same():
    (route,) = tandem("2 per day").routes
    asked = Asked((route,), START, years=1, seed=3, most=3)
    found = reach(asked, ["p0.wait.mean<=1 d"])
    assert found.setting.warm_up > 0
    assert found.replications == 3
    (one,) = found.staff
    target = read_target("p0.wait.mean<=1 d", found.setting)

    def mean(places):
        played = adjusted(found.setting, {"step:p0": Adjustable(found.setting.resources[0], one.unit).with_places(places)})  # fmt: skip
        return interval(target.figure(Result(played, engine(played, range(3)))))

    assert mean(one.places) == found.goals[0].found
    assert mean(one.places).high <= 1 < mean(one.places - 1).high


def test_what_cannot_be_read_is_told_before_anything_is_played(monkeypatch):
    (route,) = tandem("2 per day").routes
    monkeypatch.setattr("rutas.simulation.staff.replicate", None)
    with pytest.raises(UsageError, match="No se entiende la meta"):
        reach(Asked((route,), START, years=1), ["p0.wait.p90<=7d", "nada"])


def test_more_visits_than_anybody_waits_for_are_refused():
    (route,) = tandem("2 per day").routes
    large = route.model_copy(update={"demand": route.demand.parse("900000 per day")})
    with pytest.raises(UsageError, match="--force"):
        reach(Asked((large,), START, years=1, most=20), ["p0.wait.p90<=7d"])
