"""A watch from outside: an edit is checked and built, a mistake keeps what was made, Ctrl-C ends all of it."""

from __future__ import annotations

import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.processes import children, gone
from tests.watch.running import Watch

BOOK = Path(__file__).parents[1] / "cli" / "libro"


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


def test_no_book_and_a_taken_port_are_told_in_a_sentence(place: tuple[Path, Path]) -> None:
    none = Watch(place[0] / "nada", place[1])
    none.process.communicate(timeout=30)
    assert none.process.returncode == 2
    assert "nada" in none.first
    with socket.create_server(("127.0.0.1", 0)) as there:
        port = str(there.getsockname()[1])
        taken = Watch(*place, "--port", port)
        taken.process.communicate(timeout=30)
    assert taken.process.returncode == 2
    assert port in taken.first
