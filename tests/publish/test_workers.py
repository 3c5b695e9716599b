"""Processes that work for a build: never far ahead of what was taken from them, and never left behind."""

from __future__ import annotations

import multiprocessing
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest

from rutas.publish.workers import workers

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_BOOK: Any = None


def test_results_do_not_pile_up() -> None:
    begun = 0

    def jobs() -> Iterator[tuple[int, list[str]]]:
        nonlocal begun
        for begun in range(1, 101):
            yield begun, ["a" * begun]

    taken = {}
    with workers(2, NO_BOOK) as pool:
        for job, future in pool.run(len, jobs()):
            taken[job] = future.result()
            assert begun - len(taken) < 2 * 2 + 1
    assert taken == {number: number for number in range(1, 101)}


def test_a_fault_is_that_of_its_piece_alone() -> None:
    with workers(1, NO_BOOK) as pool:
        done = dict(pool.run(int, [("uno", ["1"]), ("dos", ["dos"]), ("tres", ["3"])]))
    assert (done["uno"].result(), done["tres"].result()) == (1, 3)
    assert isinstance(done["dos"].exception(), ValueError)


def test_an_interruption_is_the_affair_of_whoever_asked() -> None:
    """A terminal tells Ctrl-C to every process; only the first one speaks of it."""
    with workers(1, NO_BOOK) as pool:
        ((_, told),) = pool.run(signal.raise_signal, [("", [signal.SIGINT])])
    assert told.exception() is None


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
def test_whatever_happens_no_process_is_left(stop: type[BaseException]) -> None:
    def stopped() -> None:
        with workers(2, NO_BOOK) as pool:
            for _ in pool.run(time.sleep, [(n, [30 if n else 0]) for n in range(3)]):
                raise stop

    others = set(multiprocessing.active_children())
    start = time.monotonic()
    with pytest.raises(stop):
        stopped()
    while set(multiprocessing.active_children()) - others:
        assert time.monotonic() - start < 10
        time.sleep(0.01)
