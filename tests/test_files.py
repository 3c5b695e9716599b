"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from rutas import files
from rutas.files import book_files, write


def test_a_failure_leaves_what_stood_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "ruta.txt"
    write(target, "antes")

    def full(self: Path, to: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="space"):
        write(target, "después")
    assert target.read_text() == "antes"
    assert list(tmp_path.iterdir()) == [target]  # and no half of the new one beside it


def test_what_says_the_same_is_not_touched(tmp_path: Path) -> None:
    target = tmp_path / "ruta.txt"
    assert write(target, "ñandutí")
    os.utime(target, (1, 1))
    assert not write(target, "ñandutí".encode())
    assert target.stat().st_mtime == 1


def test_permissions_stay_and_new_files_have_the_usual_ones(tmp_path: Path) -> None:
    target, usual = tmp_path / "ruta.txt", tmp_path / "otra.txt"
    usual.touch()
    write(target, "a")
    assert target.stat().st_mode == usual.stat().st_mode
    target.chmod(0o640)
    write(target, "b")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "ruta.txt", tmp_path / "link.txt"
    target.write_text("antes")
    link.symlink_to(target)
    write(link, "después")
    assert link.is_symlink()
    assert target.read_text() == "después"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    pipe, folder, link = tmp_path / "pipe", tmp_path / "carpeta", tmp_path / "link"
    os.mkfifo(pipe)
    folder.mkdir()
    link.symlink_to(pipe)
    for target in (pipe, link, folder):
        before = target.stat()
        with pytest.raises(OSError, match=r"exists|directory") as caught:
            write(target, "a")
        assert caught.value.filename == str(target)
        assert target.stat().st_mode == before.st_mode


@pytest.mark.parametrize("target", ["archivo/x.txt", "a" * 300, "/proc/nada/x.txt"])
def test_an_error_names_the_file_that_was_asked_for(tmp_path: Path, target: str) -> None:
    (tmp_path / "archivo").touch()
    with pytest.raises(OSError) as caught:
        write(tmp_path / target, "a")
    assert caught.value.filename == str(tmp_path / target)
    assert [one.name for one in tmp_path.iterdir()] == ["archivo"]


def test_what_somebody_killed_left_is_removed_and_what_somebody_writes_is_not(
    tmp_path: Path,
) -> None:
    code = (
        "import os, pathlib, time, rutas.files as files\n"
        "hold = files._hold\n"
        "def wait(handle): hold(handle); print('ya', flush=True); time.sleep(60)\n"
        "files._hold = wait\n"
        f"files.write({str(tmp_path / 'a.txt')!r}, 'a')"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as writing:
        assert writing.stdout is not None
        assert writing.stdout.readline() == b"ya\n"
        (begun,) = tmp_path.iterdir()
        os.utime(begun, (1, 1))
        files._tidy.cache_clear()
        write(tmp_path / "b.txt", "b")
        stays = begun.exists()
        writing.kill()
    assert stays
    files._tidy.cache_clear()
    write(tmp_path / "b.txt", "c")
    assert [one.name for one in tmp_path.iterdir()] == ["b.txt"]


def test_the_files_of_a_book_are_those_that_its_reader_takes(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.YML", ".hidden.yaml", "notas.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in book_files(tmp_path)] == ["a.YML", "b.yaml"]
