"""Districts are measured wherever their text arrives, and whatever happens on the way is told."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import pytest

import rutas
from rutas.analysis import analyse
from rutas.atlas import (
    MEASURES,
    Asked,
    Atlas,
    District,
    Measured,
    atlas,
    executor,
    generated,
    of_book,
    processes,
)
from rutas.atlas.asked import Measures
from rutas.atlas.figures import Waited
from rutas.atlas.played import together
from rutas.atlas.task import measured, packed, task
from rutas.errors import RutasError, UsageError
from rutas.improve.local import within
from rutas.model import Text, apply
from rutas.simulation.district import Asked as Alone
from rutas.simulation.district import district

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ON = date(2026, 11, 30)
ROUTES = ("0-4", "5-13")
EXACT = Asked(ROUTES, "exact", ON)


class Here(Executor):
    """Do work in this process, the last first; what is asked for may go wrong."""

    def __init__(self, wrong: Callable[[str], Exception | None] = lambda _: None) -> None:
        self.wrong = wrong
        self.broken = False

    def submit(self, work: Any, *given: Any) -> Future[Any]:  # type: ignore[override]
        future: Future[Any] = Future()
        error = BrokenExecutor("cayó") if self.broken else self.wrong(given[1])
        self.broken = self.broken or isinstance(error, BrokenExecutor)
        if error is None:
            try:
                future.set_result(work(*given))
            except RutasError as wrong:
                error = wrong
        if error is not None:
            future.set_exception(error)
        return future


def here(wrong: Callable[[str], Exception | None] = lambda _: None) -> Callable[[], Any]:
    @contextmanager
    def opened() -> Iterator[Executor]:
        yield Here(wrong)

    return opened


@pytest.fixture(scope="module")
def districts(book: rutas.Book) -> list[District]:
    return generated(book, ROUTES, 6, seed=7)


@pytest.fixture(scope="module")
def found(book: rutas.Book, districts: list[District]) -> Atlas:
    return atlas(book, districts, EXACT, executor=here())


def test_figures_are_those_of_the_same_route_analysed_by_itself(
    book: rutas.Book, found: Atlas
) -> None:
    for one in found.districts:
        for of_route in one.routes:
            changed = apply(book[of_route.route], one.district.changes[of_route.route])
            alone = analyse(changed.model_copy(update={"profiles": {}}))
            assert of_route.completion == alone.completion
            assert of_route.lost_most is not None
            assert of_route.lost_most.share == alone.people.loss.max()
            loads = [*alone.capacity.steps.values(), *alone.capacity.actors.values()]
            assert of_route.busiest is not None
            assert of_route.busiest.utilisation == max(load.utilisation or 0 for load in loads)


def test_critical_points_are_those_of_the_route(
    book: rutas.Book, districts: list[District]
) -> None:
    (one,) = atlas(book, districts[:1], Asked(("5-13",), "critical", ON), executor=here()).districts
    points = analyse(apply(book["5-13"], one.district.changes["5-13"])).points
    assert one.routes[0].points is not None
    assert [(point.step, point.gain) for point in one.routes[0].points] == [
        (point.step, point.gain) for point in points
    ]


def test_the_table_of_measures_has_all_that_can_be_asked_for() -> None:
    assert tuple(MEASURES) == get_args(Measures)


def test_played_districts_are_what_each_is_played_by_itself(quick: rutas.Book) -> None:
    districts = generated(quick, ["ruta"], 4, seed=2)
    asked = Asked(("ruta",), "simulation", ON, years=2, warm_up=60, replications=4)
    whole = atlas(quick, districts, asked, executor=here())
    alone = [atlas(quick, [one], asked, executor=here()).districts[0] for one in districts]
    assert sorted(whole.districts, key=by_id) == sorted(alone, key=by_id)
    shares = [one.completion for one in whole.districts]
    assert shares == sorted(shares)
    for one in whole.districts:
        (route,) = one.routes
        assert route.played is not None
        assert one.completion == pytest.approx(route.played.completion)
        assert route.played.low < route.played.completion < route.played.high
        if not route.played.growing:  # where a queue settles, who completes does not hang on it
            assert route.played.low - 0.03 < route.completion < route.played.high + 0.03
        busy = route.busiest.utilisation > 1.1
        assert route.played.growing == (("actor:usf",) if busy else ())
        assert (route.played.longest_wait is None) == busy


def test_a_district_has_the_figures_that_it_has_where_it_is_played_alone(quick: rutas.Book) -> None:
    one, other = generated(quick, ["ruta"], 2, seed=2)
    route = apply(quick["ruta"], other.changes["ruta"])
    alone = district(Alone(routes=(route,), start=date(2027, 1, 1), years=2, most=3)).result
    asked = Asked(("ruta",), "simulation", ON, 2, alone.setting.warm_up, replications=alone.size)
    both = {one.id: one for one in atlas(quick, [one, other], asked, executor=here()).districts}
    (found,) = both["d2"].routes
    assert found.played is not None
    assert found.played.completion == alone.people["ruta"].completion.mean()
    wait = alone.queues["ruta/control"].wait.p90.mean()
    assert found.played.longest_wait == Waited("control", wait)


def test_fewer_districts_are_played_as_one_where_their_days_are_many() -> None:
    few = Asked(ROUTES, "simulation", ON, years=1, replications=1)
    sizes = [together(replace(few, replications=many)) for many in (1, 10, 100, 1000)]
    assert sizes == [24, 10, 1, 1]


def by_id(one: Measured) -> str:
    return one.id


def test_who_fails_among_those_that_are_played_as_one_is_named_alone(quick: rutas.Book) -> None:
    asked = Asked(("ruta",), "simulation", ON, years=1, replications=1)
    one, other = generated(quick, ["ruta"], 2, seed=2)
    lost = District("nadie", Text("Nadie"), example=False, territory="nadie")
    told = atlas(quick, [one, lost, other], asked, executor=here())
    assert [one.district.id for one in told.failed] == ["nadie"]
    assert sorted(one.id for one in told.districts) == ["d1", "d2"]


def test_the_worst_comes_first_whatever_came_first(
    book: rutas.Book, districts: list[District], found: Atlas
) -> None:
    shares = [one.completion for one in found.districts]
    assert shares == sorted(shares)
    assert len(set(shares)) == len(districts)
    assert atlas(book, districts[::-1], EXACT, executor=processes(2)) == found


def test_a_district_counts_its_people_over_all_routes(found: Atlas) -> None:
    for one in found.districts:
        people = [route.people_per_year or 0 for route in one.routes]
        done = sum(n * route.completion for n, route in zip(people, one.routes, strict=True))
        assert one.people_per_year == sum(people)
        assert one.completion == pytest.approx(done / sum(people))
        assert one.worst.completion == min(route.completion for route in one.routes)


def test_the_territories_of_the_book_are_measured_as_they_are(book: rutas.Book) -> None:
    found = atlas(book, of_book(book), Asked(("0-4",), "exact", ON), executor=here())
    told = {one.id: one for one in found.districts}
    assert set(told) == set(book.territories)
    alone = within(book["0-4"], book.territories["villeta"], ON)
    assert told["villeta"].completion == alone.people.completion
    assert told["villeta"].district.example


def test_a_task_needs_no_file_of_the_book(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(Path(__file__).parents[1] / "routes", tmp_path / "libro"))
    book = rutas.load(folder)
    (villeta,) = (one for one in of_book(book) if one.id == "villeta")
    texts = packed(book), task([villeta], Asked(("0-4",), "exact", ON))
    shutil.rmtree(folder)
    (found,) = measured(*texts)["villeta"]
    assert 0 < found.completion < 1


def test_districts_are_the_same_for_a_seed_and_like_the_book_on_average(book: rutas.Book) -> None:
    many = generated(book, ["0-4"], 120, seed=1)
    assert generated(book, ["0-4"], 3, seed=1) == many[:3]
    assert generated(book, ["0-4"], 1, seed=2)[0].changes != many[0].changes
    usual = book["0-4"].demand
    assert usual is not None
    people = [apply(book["0-4"], one.changes["0-4"]).demand for one in many]
    ratio = np.array([one.mean for one in people if one]) / usual.mean
    assert ratio.mean() == pytest.approx(1, abs=0.25)
    assert ratio.max() > 4
    assert ratio.min() < 0.2


def test_what_fails_is_tried_again_and_named_if_it_fails_each_time(
    book: rutas.Book, districts: list[District], found: Atlas
) -> None:
    tries: dict[str, int] = {}

    def wrong(text: str) -> Exception | None:
        tries[text] = tries.get(text, 0) + 1
        first, second = (task([one], EXACT) for one in districts[:2])
        if text == first:
            return ValueError("se cayó el techo")
        return ValueError("una vez") if text == second and tries[text] == 1 else None

    told = atlas(book, districts, EXACT, executor=here(wrong))
    assert [(one.district.id, one.error) for one in told.failed] == [("d1", "se cayó el techo")]
    assert told.districts == tuple(one for one in found.districts if one.id != "d1")
    assert sorted(tries.values()) == [1, 1, 1, 1, 2, 3]


def test_who_breaks_the_executor_is_named_and_nobody_else(
    book: rutas.Book, districts: list[District], found: Atlas
) -> None:
    bad = task([districts[2]], EXACT)

    def wrong(text: str) -> Exception | None:
        return BrokenExecutor("cayó") if text == bad else None

    told = atlas(book, districts, EXACT, executor=here(wrong))
    assert [one.district.id for one in told.failed] == ["d3"]
    assert told.districts == tuple(one for one in found.districts if one.id != "d3")


def test_figures_are_the_same_if_a_process_is_killed_half_way(
    book: rutas.Book, districts: list[District], found: Atlas
) -> None:
    killed: list[int] = []

    def told(done: int, _: int) -> None:
        if done == 2 and not killed:
            killed.append(multiprocessing.active_children()[0].pid or 0)
            os.kill(killed[0], signal.SIGKILL)

    assert atlas(book, districts, EXACT, executor=processes(2), told=told) == found
    assert killed


def test_whoever_is_interrupted_keeps_what_is_there(
    book: rutas.Book, districts: list[District], found: Atlas
) -> None:
    def told(done: int, _: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    some = atlas(book, districts, EXACT, executor=here(), told=told)
    assert isinstance(some.stopped, KeyboardInterrupt)
    assert len(some.districts) == 4
    assert all(one in found.districts for one in some.districts)


def test_another_version_measures_nothing(
    book: rutas.Book, districts: list[District], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = task(districts[:1], EXACT)
    monkeypatch.setattr("rutas.atlas.task.__version__", "99.0")
    with pytest.raises(rutas.RutasError, match=r"99\.0"):
        measured(packed(book), text)


@pytest.mark.parametrize(
    "text", ["threads", "processes=", "processes=0", "processes=dos", "dask", "dask="]
)
def test_what_is_no_executor_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="dask=DIRECCIÓN"):
        executor(text)
