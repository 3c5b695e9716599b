"""What is told of a play is what was counted in it, person by person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from rutas.simulation.result import Result
from tests.simulation.made import Made, poisson, weekdays

WARM_UP, DAYS = 100, 465
START = date(2027, 1, 1)


@pytest.fixture(scope="module")
def made() -> Made:
    came = poisson(2, 3, DAYS)
    return Made(came, weekdays(3, 3, DAYS, date(2026, 9, 23)), warm_up=WARM_UP, leaves=7)


@pytest.fixture(scope="module")
def result(made: Made) -> Result:
    return Result(made.setting, made.record)


def _waits(made: Made, b: int) -> list[int]:
    return [day - came for one, came, day, _ in made.served if one == b and came >= WARM_UP]


def test_the_wait_is_that_of_who_comes_from_the_start_on(made: Made, result: Result) -> None:
    for row in ("step:a", "r/a"):
        wait = result.queues[row].wait
        for b in range(3):
            waits = _waits(made, b)
            assert wait.mean[b] == pytest.approx(np.mean(waits))
            for share, found in ((0.1, wait.p10), (0.5, wait.p50), (0.9, wait.p90), (1, wait.most)):
                assert found[b] == np.quantile(waits, share, method="inverted_cdf")


def test_the_queue_and_the_places(made: Made, result: Result) -> None:
    queue, waiting = result.queues["step:a"], made.waiting[:, WARM_UP:]
    served = [sum(one == b and day >= WARM_UP for one, _, day, _ in made.served) for b in range(3)]
    assert queue.waiting == pytest.approx(waiting.mean(axis=1))
    assert queue.most.tolist() == waiting.max(axis=1).tolist()
    assert queue.end.tolist() == waiting[:, -1].tolist()
    assert queue.came == pytest.approx(made.came[:, WARM_UP:].mean(axis=1))
    assert queue.utilisation == pytest.approx(served / made.slots[:, WARM_UP:].sum(axis=1))
    assert np.isnan(result.queues["r/a"].utilisation).all()
    assert not queue.growing
    slope = [np.polyfit(np.arange(DAYS - WARM_UP), one, 1)[0] * 365.25 for one in waiting]
    assert queue.growth == pytest.approx(slope)


def test_little_s_law_holds_between_the_queue_and_the_waits(made: Made) -> None:
    whole = Made(made.came, made.slots)
    found = Result(whole.setting, whole.record).queues["step:a"]
    left = [whole.waiting[b, -1] for b in range(3)]
    assert max(left) < 10
    assert found.wait.mean * found.served == pytest.approx(found.waiting, abs=0.3)


def test_who_completes_does_so_within_what_is_measured(made: Made, result: Result) -> None:
    entered = made.came[:, WARM_UP:].sum(axis=1)
    for b in range(3):
        done = [s for s in made.served if s[0] == b and s[2] >= WARM_UP and not s[3]]
        assert result.people["r"].completion[b] == pytest.approx(len(done) / entered[b])
        near = [day - came for _, came, day, _ in done]
        assert result.everybody.days.p50[b] == pytest.approx(np.median(near), abs=1)


def test_the_populations_share_who_enters_and_who_completes(result: Result) -> None:
    parts = [result.population("r", name) for name in (None, "rural")]
    assert sum(part.entered for part in parts) == pytest.approx(result.people["r"].entered)
    done = sum(part.entered * part.completion for part in parts)
    assert done == pytest.approx(result.people["r"].entered * result.people["r"].completion, abs=6)


def test_a_cohort_is_a_calendar_year_and_the_last_that_is_finished_tells_the_coverage(made: Made, result: Result) -> None:  # fmt: skip
    first, second = result.people["r"].cohorts
    assert (first.year, second.year) == (2026, 2027)
    assert first.fates["entered"].tolist() == made.came[:, :100].sum(axis=1).tolist()
    assert (first.fates["completed"] + first.fates["lost"]).tolist() == first.fates[
        "entered"
    ].tolist()
    assert result.people["r"].settled_cohort is second
    covered = second.fates["completed"] / second.fates["entered"]
    assert result.people["r"].coverage["control"] == pytest.approx(covered)


def test_a_cohort_that_still_waits_is_not_finished() -> None:
    late = Made(poisson(2, 3, 200), np.zeros((3, 200), dtype=int))
    people = Result(late.setting, late.record).people["r"]
    assert people.settled_cohort is None
    assert people.coverage == {}


def test_a_service_that_cannot_attend_all_grows_by_what_it_cannot() -> None:
    days = 3 * 365
    made = Made(poisson(10, 5, days), np.full((5, days), 8))
    result = Result(made.setting, made.record)
    queue = result.queues["step:a"]
    assert queue.growing
    assert not result.settled
    assert queue.growth.mean() == pytest.approx(2 * 365.25, rel=0.03)
    assert [one.mean() for one in queue.year_ends] == pytest.approx([365 * k * 2 / 8 for k in (1, 2, 3)], rel=0.05)  # fmt: skip


def test_what_settles_is_said_to() -> None:
    made = Made(poisson(4, 4, 600), np.full((4, 600), 5))
    assert Result(made.setting, made.record).settled


def test_late_is_a_share_of_the_visits_that_were_over(made: Made, result: Result) -> None:
    done = np.zeros_like(made.came)
    for b, _, day, _ in made.served:
        done[b, day] += 1
    over = done[:, WARM_UP:]
    assert result.late([(0, 0)]) == pytest.approx((over > 0).sum(axis=1) / over.sum(axis=1))


def test_a_queue_is_said_to_grow_where_chance_alone_would_not_make_it() -> None:
    def grows(rate: float, size: int = 60) -> float:
        made = Made(poisson(rate, size, 1000), np.full((size, 1000), 2))
        return float(Result(made.setting, made.record).queues["step:a"].grows.mean())

    assert grows(1.9) == 0
    assert grows(2.0) < 0.2
    assert grows(2.3) > 0.95


def test_a_queue_that_grows_beside_free_places_waits_for_another_door(made: Made) -> None:
    record = made.record
    piling = record.waiting + np.arange(DAYS, dtype=np.int32)
    result = Result(made.setting, replace(record, waiting=piling))
    queue = result.queues["step:a"]
    assert (queue.growth > 300).all()
    assert not queue.grows.any()


@pytest.mark.parametrize(("open_days", "told"), [(80, False), (95, True)])
def test_where_one_in_ten_waits_still_nobody_knows_how_long_people_wait(open_days, told):
    """A door that closes for ever: those whom it attended never waited, the others wait for ever."""
    came = np.ones((2, 100), dtype=int)
    slots = np.where(np.arange(100) < open_days, 1, 0) * came
    made = Made(came, slots)
    wait = Result(made.setting, made.record).queues["step:a"].wait
    for figure in (wait.mean, wait.p50, wait.p90, wait.most):
        assert np.array_equal(figure, np.zeros(2) if told else np.full(2, np.nan), equal_nan=True)
