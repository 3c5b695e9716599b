"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from rutas.files import write


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
