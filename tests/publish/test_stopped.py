"""A build that is stopped, killed, or shares its folders: nothing lost, nothing left, a word to whoever asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.processes import children, gone

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")

# One kind in one format is enough to be stopped in, and any letters are as long as those of the font.
PROGRAM = (
    "import sys; from rutas.publish import tasks\n"
    "tasks.KINDS, tasks._FORMATS = {'flow': tasks.KINDS['flow']}, {'flow': ('svg',)}\n"
    "from rutas.paper import fonts; fonts.subset = lambda *_: 'data:,' + 20_000 * 'a'\n"
    "from rutas.cli import main; sys.exit(main())"
)
ROUTE = """\
id: {id}
name: Ruta {id}
ways_in: [{{to: a}}]
outcomes: {{fin: {{name: Fin, success: true}}}}
stages: [{{id: e, name: Etapa, steps: [
  {{id: a, name: Aviso, actor: usf, dropout: 20 %, next: b}}, {{id: b, name: Cierre, outcome: fin}}]}}]
"""
WORKERS = 2


class Place:
    """A book, a folder for what is built, and one for what should not stay."""

    def __init__(self, path: Path) -> None:
        self.book, self.out, self.scraps = (path / name for name in ("libro", "salida", "tmp"))
        for folder in (self.book, self.scraps):
            folder.mkdir()
        (self.book / "catalogue.yaml").write_text("actors: {usf: {name: USF}}\n")
        for name in ("uno", "dos"):
            (self.book / f"{name}.yaml").write_text(ROUTE.format(id=name))

    def command(self, *more: str) -> list[str]:
        where = ("--book", str(self.book), "--out", str(self.out))
        return [sys.executable, "-c", PROGRAM, "build", *where, *more]

    @contextmanager
    def started(self) -> Iterator[subprocess.Popen[str]]:
        with subprocess.Popen(
            self.command(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True, env={**os.environ, "TMPDIR": str(self.scraps)},
        ) as build:  # fmt: skip
            try:
                yield build
            finally:
                build.kill()

    def run(self, *more: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*more), capture_output=True, text=True, check=False, timeout=120,
            env={**os.environ, "TMPDIR": str(self.scraps), **env},
        )  # fmt: skip

    def assert_whole(self) -> None:
        """The next build makes what is missing, and leaves nothing else."""
        built = self.run()
        assert (built.returncode, "Error" in built.stderr) == (0, False), built.stderr
        suffixes = {one.suffix for one in self.out.iterdir()}
        left = [one.name for one in self.scraps.iterdir()]
        assert (suffixes, left) == ({".svg", ".md", ".json", ".html"}, [])


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def busy(build: subprocess.Popen[str]) -> set[int]:
    """Wait until a build draws, and return its processes: workers, and a Graphviz each."""
    end = time.monotonic() + 60
    while time.monotonic() < end and build.poll() is None:
        if len(found := children(build.pid)) > WORKERS:
            return found
        time.sleep(0.01)
    raise AssertionError(f"it never drew: {build.communicate()}")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_whoever_stops_a_build_stops_all_of_it(place: Place, name: str) -> None:
    number = getattr(signal, name)
    with place.started() as build:
        processes = busy(build)
        if number == signal.SIGINT:  # Ctrl-C is told to all that the terminal runs
            os.killpg(build.pid, number)
        else:
            build.send_signal(number)
        out, err = build.communicate(timeout=20)
    assert gone(processes, seconds=2)
    killed = number == signal.SIGKILL
    assert build.returncode == (-number if killed else 128 + number)
    assert (out, err.strip()) == ("", "" if killed else "Interrumpido.")
    if number != signal.SIGTERM:
        place.assert_whole()


def test_a_worker_that_is_killed_is_told_in_a_sentence(place: Place) -> None:
    with place.started() as build:
        processes = busy(build)
        worker = next(one for one in processes if children(one))
        os.kill(worker, signal.SIGKILL)
        _, err = build.communicate(timeout=60)
    assert build.returncode == 2
    assert err.startswith("Error: Un proceso de «rutas build» se cerró de golpe")
    assert len(err.splitlines()) == 1
    assert gone(processes, seconds=2)
    place.assert_whole()


def test_a_book_that_changes_under_a_build_is_drawn_as_it_was_read(place: Place) -> None:
    with place.started() as build:
        busy(build)
        good = (place.book / "catalogue.yaml").read_text()
        (place.book / "catalogue.yaml").write_text("actors: [")
        (place.book / "uno.yaml").write_text(ROUTE.format(id="uno").replace("Aviso", "Anuncio"))
        _, err = build.communicate(timeout=60)
    assert build.returncode == 0, err
    assert "Aviso" in (place.out / "uno-flow-a4.svg").read_text()
    stale = place.run("--check")
    assert (stale.returncode, "yaml-" in stale.stderr) == (2, True)
    (place.book / "catalogue.yaml").write_text(good)
    assert place.run("--check").returncode == 1
    place.assert_whole()
    assert place.run("--check").returncode == 0
    assert "Anuncio" in (place.out / "uno-flow-a4.svg").read_text()


def test_two_builds_at_once_do_no_harm(place: Place) -> None:
    with place.started() as one, place.started() as two:
        told = [build.communicate(timeout=120)[1] for build in (one, two)]
    assert [one.returncode, two.returncode] == [0, 0], told
    place.assert_whole()


def test_a_full_disk_is_told_and_leaves_the_last_good_files(place: Place) -> None:
    assert place.run().returncode == 0
    before = {one.name: one.read_bytes() for one in place.out.iterdir()}
    for path in place.book.glob("[!c]*.yaml"):
        path.write_text(path.read_text().replace("Aviso", "Anuncio"))
    limited = subprocess.run(
        ["bash", "-c", 'ulimit -f 30; exec "$@"', "bash", *place.command()],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert limited.returncode == 2
    (told,) = limited.stderr.splitlines()
    assert told.startswith(f"Error: No se pudo usar «{place.out}/")
    assert told.endswith("es demasiado grande para lo que el sistema permite.")
    after = {one.name: one.read_bytes() for one in place.out.iterdir()}
    assert after.keys() == before.keys()
    big = [name for name, raw in before.items() if len(raw) > 30 * 1024]
    assert big
    assert [name for name in big if after[name] != before[name]] == []
    place.assert_whole()


def test_a_bare_environment_is_enough(place: Place) -> None:
    bare = subprocess.run(
        place.command(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"LANG": "C"},
    )
    assert (bare.returncode, "Listo" in bare.stderr) == (0, True), bare.stderr
    place.assert_whole()
