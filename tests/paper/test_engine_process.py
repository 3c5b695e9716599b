"""Graphviz's process: bounded in time, gone with whoever asked, and nothing left behind."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rutas.paper import engine
from rutas.paper.engine import Engine, EngineError
from tests.processes import gone, running

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

DOT = 'digraph { a [label="Ñandutí", fontname="Source Sans Pro"] a -> b }'


@pytest.fixture
def own():
    own = Engine()
    yield own
    own.close()


def child_of(own: Engine) -> int:
    process = own._child.process
    assert process is not None
    return process.pid


def test_a_graphviz_that_stands_still_is_told_in_time(
    own: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.render(DOT, ["svg"], layout="dot")
    monkeypatch.setattr(engine, "_TIME_LIMIT", 0.3)
    os.kill(child_of(own), signal.SIGSTOP)
    with pytest.raises(EngineError, match=r"no terminó de dibujar la hoja en 0\.3 s"):
        own.render(DOT, ["svg"], layout="dot")
    monkeypatch.setattr(engine, "_TIME_LIMIT", 30)
    assert own.render(DOT, ["svg"], layout="dot"), "a new process takes over"


def test_a_graphviz_that_is_killed_is_told(own: Engine) -> None:
    own.render(DOT, ["svg"], layout="dot")
    os.kill(child_of(own), signal.SIGSTOP)
    os.kill(child_of(own), signal.SIGKILL)
    while running(child_of(own)):
        time.sleep(0.01)
    assert own.render(DOT, ["svg"], layout="dot"), "a new process takes over"


def test_a_library_that_cannot_be_loaded_is_named(
    own: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pygraphviz.py").write_text("raise ImportError('falta libcgraph')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(EngineError, match="ImportError: falta libcgraph"):
        own.render(DOT, ["svg"], layout="dot")


def test_no_folder_stays_and_the_fonts_do(
    own: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    first = own.render(DOT, ["svg"], layout="dot")
    assert list(tmp_path.iterdir()) == []
    wide = 'digraph { b [label="la primera vez", fontname="Source Sans Pro Bold"] }'
    assert own.render(wide, ["svg"], layout="dot") == engine.engine().render(
        wide, ["svg"], layout="dot"
    )
    assert own.render(DOT, ["svg"], layout="dot") == first


@pytest.mark.parametrize("busy", [False, True])
def test_it_ends_with_whoever_asked(busy: bool, tmp_path: Path) -> None:
    """Even in the middle of a layout that takes minutes, and though nobody could say goodbye."""
    choose = random.Random(1)
    links = "".join(f"{choose.randrange(900)} -> {choose.randrange(900)};" for _ in range(5000))
    (tmp_path / "big.dot").write_text(f"digraph {{ {links} }}")
    code = (
        "import pathlib, sys, threading, time\n"
        "from rutas.paper.engine import Engine\n"
        f"own = Engine(); own.render({DOT!r}, ['svg'], layout='dot')\n"
        "print(own._child.process.pid, flush=True)\n"
        f"text = pathlib.Path({str(tmp_path / 'big.dot')!r}).read_text()\n"
        + ("own.render(text, ['svg'], layout='dot')\n" if busy else "time.sleep(60)\n")
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as asker:
        assert asker.stdout is not None
        child = int(asker.stdout.readline())
        time.sleep(0.5)
        assert running(child)
        asker.kill()
    assert gone([child], seconds=2)


def test_an_interruption_leaves_no_half_answer(own: Engine) -> None:
    """Whoever is interrupted and asks again gets the answer to what was asked then."""
    own.render(DOT, ["svg"], layout="dot")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_exchange", interrupt)
        with pytest.raises(KeyboardInterrupt):
            own.render(DOT, ["svg"], layout="dot")
    assert own._child.process is None
    assert own.render(DOT, ["pdf"], layout="dot")[0].startswith(b"%PDF")


def test_what_the_system_denies_graphviz_is_told_as_its_own() -> None:
    """A full disk is no fault of the drawing, and has words of its own in each language."""
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    own = Engine()
    few = (100, limits[1])  # bytes; the child is started below
    resource.setrlimit(resource.RLIMIT_FSIZE, few)
    try:
        with pytest.raises(OSError, match="large") as told:
            own.render(DOT, ["svg"], layout="dot")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        own.close()
    assert told.value.errno == errno.EFBIG
