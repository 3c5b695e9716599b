"""Districts are measured wherever their text arrives, and whatever happens on the way is told."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import rutas
from rutas.analysis import analyse
from rutas.atlas import Atlas, District, atlas, executor, generated, of_book, processes
from rutas.atlas.task import Asked, measured, packed, task
from rutas.errors import UsageError
from rutas.improve.local import within
from rutas.model import apply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ON = date(2026, 11, 30)
ROUTES = ["0-4", "5-13"]


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
            future.set_result(work(*given))
        else:
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
    return atlas(book, ROUTES, districts, executor=here(), on=ON)


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
    (one,) = atlas(
        book, ["5-13"], districts[:1], executor=here(), measures="critical", on=ON
    ).districts
    points = analyse(apply(book["5-13"], one.district.changes["5-13"])).points
    assert one.routes[0].points is not None
    assert [(point.step, point.gain) for point in one.routes[0].points] == [
        (point.step, point.gain) for point in points
    ]


def test_the_worst_comes_first_whatever_came_first(
    book: rutas.Book, districts: list[District], found: Atlas
) -> None:
    shares = [one.completion for one in found.districts]
    assert shares == sorted(shares)
    assert len(set(shares)) == len(districts)
    assert atlas(book, ROUTES, districts[::-1], executor=processes(2), on=ON) == found


def test_a_district_counts_its_people_over_all_routes(found: Atlas) -> None:
    for one in found.districts:
        people = [route.people_per_year or 0 for route in one.routes]
        done = sum(n * route.completion for n, route in zip(people, one.routes, strict=True))
        assert one.people_per_year == sum(people)
        assert one.completion == pytest.approx(done / sum(people))
        assert one.worst.completion == min(route.completion for route in one.routes)


def test_the_territories_of_the_book_are_measured_as_they_are(book: rutas.Book) -> None:
    found = atlas(book, ["0-4"], of_book(book), executor=here(), on=ON)
    told = {one.id: one for one in found.districts}
    assert set(told) == set(book.territories)
    alone = within(book["0-4"], book.territories["villeta"], ON)
    assert told["villeta"].completion == alone.people.completion
    assert told["villeta"].district.example


def test_a_task_needs_no_file_of_the_book(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(Path(__file__).parents[1] / "routes", tmp_path / "libro"))
    book = rutas.load(folder)
    (villeta,) = (one for one in of_book(book) if one.id == "villeta")
    texts = packed(book), task(villeta, Asked(("0-4",), "exact", ON))
    shutil.rmtree(folder)
    (found,) = measured(*texts)
    assert 0 < found.completion < 1


def test_districts_are_the_same_for_a_seed_and_like_the_book_on_average(book: rutas.Book) -> None:
    many = generated(book, ["0-4"], 300, seed=1)
    assert generated(book, ["0-4"], 3, seed=1) == many[:3]
    assert generated(book, ["0-4"], 1, seed=2)[0].changes != many[0].changes
    usual = book["0-4"].demand
    assert usual is not None
    people = [apply(book["0-4"], one.changes["0-4"]).demand for one in many]
    ratio = np.array([one.mean for one in people if one]) / usual.mean
    assert ratio.mean() == pytest.approx(1, abs=0.2)
    assert ratio.max() > 4
    assert ratio.min() < 0.2


def test_what_fails_is_tried_again_and_named_if_it_fails_each_time(
    book: rutas.Book, districts: list[District], found: Atlas
) -> None:
    tries: dict[str, int] = {}

    def wrong(text: str) -> Exception | None:
        tries[text] = tries.get(text, 0) + 1
        first, second = (task(one, Asked(tuple(ROUTES), "exact", ON)) for one in districts[:2])
        if text == first:
            return ValueError("se cayó el techo")
        return ValueError("una vez") if text == second and tries[text] == 1 else None

    told = atlas(book, ROUTES, districts, executor=here(wrong), on=ON)
    assert [(one.district.id, one.error) for one in told.failed] == [("d1", "se cayó el techo")]
    assert told.districts == tuple(one for one in found.districts if one.id != "d1")
    assert sorted(tries.values()) == [1, 1, 1, 1, 2, 3]


def test_who_breaks_the_executor_is_named_and_nobody_else(
    book: rutas.Book, districts: list[District], found: Atlas
) -> None:
    bad = task(districts[2], Asked(tuple(ROUTES), "exact", ON))

    def wrong(text: str) -> Exception | None:
        return BrokenExecutor("cayó") if text == bad else None

    told = atlas(book, ROUTES, districts, executor=here(wrong), on=ON)
    assert [one.district.id for one in told.failed] == ["d3"]
    assert told.districts == tuple(one for one in found.districts if one.id != "d3")


def test_figures_are_the_same_if_a_process_is_killed_half_way(
    book: rutas.Book, districts: list[District], found: Atlas
) -> None:
    killed: list[int] = []

    def told(done: int) -> None:
        if done == 2 and not killed:
            killed.append(multiprocessing.active_children()[0].pid or 0)
            os.kill(killed[0], signal.SIGKILL)

    assert atlas(book, ROUTES, districts, executor=processes(2), on=ON, told=told) == found
    assert killed


def test_whoever_is_interrupted_keeps_what_is_there(
    book: rutas.Book, districts: list[District], found: Atlas
) -> None:
    def told(done: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    some = atlas(book, ROUTES, districts, executor=here(), on=ON, told=told)
    assert isinstance(some.stopped, KeyboardInterrupt)
    assert len(some.districts) == 4
    assert all(one in found.districts for one in some.districts)


def test_another_version_measures_nothing(
    book: rutas.Book, districts: list[District], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = task(districts[0], Asked(("0-4",), "exact", ON))
    monkeypatch.setattr("rutas.atlas.task.__version__", "99.0")
    with pytest.raises(rutas.RutasError, match=r"99\.0"):
        measured(packed(book), text)


@pytest.mark.parametrize(
    "text", ["threads", "processes=", "processes=0", "processes=dos", "dask", "dask="]
)
def test_what_is_no_executor_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="dask=DIRECCIÓN"):
        executor(text)
