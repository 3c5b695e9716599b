"""A watch from outside: an edit is checked and built, a mistake keeps what was made, Ctrl-C ends all of it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any
from urllib.request import urlopen

import pytest

from tests.processes import children, gone

BOOK = Path(__file__).parents[1] / "cli" / "libro"
# two kinds only, and no network of any kind but this machine's own
RUN = """
import sys
from rutas.cli import main
from rutas.publish import tasks
tasks.KINDS = {name: row for name, row in tasks.KINDS.items() if name in {"flow", "lifecycle"}}
sys.exit(main())
"""


class Watch:
    """A watch in a process of its own, and the states that it tells."""

    def __init__(self, book: Path, out: Path, *more: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN, "watch", "--book", str(book), "--out", str(out), *more],
            stderr=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        assert self.process.stderr
        self.first = self.process.stderr.readline()
        self.states: Queue[dict[str, Any]] = Queue()
        self.url = next((word for word in self.first.split() if word.startswith("http:")), "")
        if self.url:
            Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):  # it ends with the watch
            self._hear(urlopen(f"{self.url}events", timeout=60))  # noqa: S310  (it says so itself)

    def _hear(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            if line.startswith(b"data: "):
                self.states.put(json.loads(line.removeprefix(b"data: ")))

    def until(self, comes: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait for a state."""
        while True:
            state = self.states.get(timeout=60)
            if comes(state):
                return state

    def built(self) -> dict[str, Any]:
        """Wait until something was made, to the end."""
        self.until(lambda state: state["making"])
        return self.until(lambda state: not state["making"])

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """End it; return its status and what else it said."""
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, Path]:
    """A small book, and a folder for what is made."""
    return Path(shutil.copytree(BOOK, tmp_path / "libro")), tmp_path / "salida"


@pytest.fixture
def watch(place: tuple[Path, Path]) -> Iterator[Watch]:
    running = Watch(*place)
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.communicate()


def flow(url: str) -> str:
    with urlopen(f"{url}alta-flow-a4.svg", timeout=30) as answer:  # noqa: S310  (as above)
        return answer.read().decode()


def test_an_edit_is_seen_a_mistake_keeps_what_was_made_and_ctrl_c_leaves_nothing(
    watch: Watch, place: tuple[Path, Path]
) -> None:
    book, out = place
    state = watch.built()
    assert (state["readable"], state["failed"]) == (True, [])
    route = book / "alta.yaml"
    text = route.read_text(encoding="utf-8")
    before = flow(watch.url)

    route.write_text(text.replace("name:", "nombre:", 1), encoding="utf-8")
    state = watch.until(lambda state: not state["readable"])
    assert state["problems"][0]["place"].startswith(f"{route}:")
    assert state["problems"][0]["excerpt"].endswith("^")
    assert flow(watch.url) == before

    route.write_text(text.replace("name:", "name: Otra ", 1), encoding="utf-8")
    watch.until(lambda state: state["readable"])
    watch.until(lambda state: not state["making"])
    assert "Otra" in flow(watch.url)

    started = children(watch.process.pid)
    assert started
    status, said = watch.end()
    assert status == 0
    assert said.endswith("Terminado.\n")
    assert f"{route}:" in said
    assert "Traceback" not in said
    assert gone(started, 10)
    assert not list(out.glob(".rutas-*"))


def test_an_edit_while_something_is_made_begins_anew(
    watch: Watch, place: tuple[Path, Path]
) -> None:
    route = place[0] / "alta.yaml"
    text = route.read_text(encoding="utf-8")
    watch.until(lambda state: state["making"])
    for name in ("Una", "Dos", "Tres"):
        route.write_text(text.replace("name:", f"name: {name} ", 1), encoding="utf-8")
        watch.until(lambda state: state["making"])
    watch.until(lambda state: not state["making"])
    assert "Tres" in flow(watch.url)


def test_an_order_to_stop_is_obeyed(watch: Watch) -> None:
    watch.until(lambda state: state["making"])
    started = children(watch.process.pid)
    status, said = watch.end(signal.SIGTERM)
    assert status == 128 + signal.SIGTERM
    assert "Traceback" not in said
    assert gone(started, 10)


def test_who_is_killed_leaves_no_process(watch: Watch) -> None:
    watch.until(lambda state: state["making"])
    started = children(watch.process.pid)
    assert started
    watch.process.kill()
    watch.process.communicate()
    assert gone(started, 20)


def test_no_book_and_a_taken_port_are_told_in_a_sentence(
    watch: Watch, place: tuple[Path, Path], tmp_path: Path
) -> None:
    none = Watch(tmp_path / "nada", place[1])
    none.process.communicate(timeout=30)
    assert none.process.returncode == 2
    assert "nada" in none.first
    port = watch.url.rstrip("/").rpartition(":")[2]
    taken = Watch(*place, "--port", port)
    taken.process.communicate(timeout=30)
    assert taken.process.returncode == 2
    assert port in taken.first
