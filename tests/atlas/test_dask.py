"""A cluster of Dask gives the same figures as the processes of this machine, whoever falls."""

from __future__ import annotations

import logging
import os
import signal
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import rutas
from rutas.atlas import Asked, atlas, executor, generated, processes
from rutas.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

distributed = pytest.importorskip("distributed")
ON = date(2026, 11, 30)


@pytest.fixture
def cluster() -> Iterator[Any]:
    settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    quiet = logging.CRITICAL
    with distributed.LocalCluster(**settings, processes=True, silence_logs=quiet) as found:
        yield found


def test_two_workers_of_which_one_is_killed_give_the_figures_of_this_machine(
    cluster: Any, book: rutas.Book, quick: rutas.Book
) -> None:
    by_dask = executor(f"dask={cluster.scheduler_address}")
    asked = [
        (book, Asked(("0-4",), "exact", ON), 16),
        (quick, Asked(("ruta",), "simulation", ON, years=1, warm_up=0, replications=2), 60),
    ]
    for library, wanted, count in asked:
        killed: list[int] = []
        workers = [worker.pid for worker in cluster.workers.values()]

        def told(done: int, of: int, killed: list[int] = killed, pid: int = workers[0]) -> None:
            if done >= of / 4 and not killed:
                killed.append(pid)
                os.kill(pid, signal.SIGKILL)

        districts = generated(library, wanted.routes, count, seed=1)
        found = atlas(library, districts, wanted, executor=by_dask, told=told)
        assert killed
        assert len(found.districts) == count
        assert found == atlas(library, districts, wanted, executor=processes(2))


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rutas.atlas.executors._SECONDS", 0.5)
    with (
        pytest.raises(UsageError, match="dask scheduler"),
        executor("dask=tcp://127.0.0.1:9")(),
    ):
        pass
