"""A build replaces and removes what a build made, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutas.errors import UsageError
from rutas.publish.fingerprint import fingerprint
from rutas.publish.folder import PAGE, Folder
from rutas.publish.manifest import NAME, Manifest

TITLE = "# Rutas de servicios: diagramas e informes\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A folder that a build filled."""
    folder = Folder(tmp_path / "salida")
    folder.open()
    folder.put("uno flow", "k", {"uno.svg": b"dibujo"})
    folder.put("contents", "k", {PAGE: TITLE.encode()})
    folder.save("todo", {"error": 0})
    return folder.path


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def rewrite(path: Path, change: dict) -> None:
    data = json.loads((path / NAME).read_text(encoding="utf-8"))
    data["tasks"] |= change
    (path / NAME).write_text(json.dumps(data), encoding="utf-8")


def test_what_was_made_is_known_again(path: Path) -> None:
    folder = Folder(path)
    assert folder.has("uno flow", "k")
    assert not folder.has("uno flow", "otro")
    assert not folder.has("dos flow", "k")
    assert folder.was.inputs == "todo"
    (path / "uno.svg").write_bytes(b"roto")
    assert not Folder(path).has("uno flow", "k")


@pytest.mark.parametrize(
    "name", ["../keep.txt", "{abs}", "sub/keep.txt", "..", "", ".", "a\\b", "C:x", NAME]
)
def test_a_manifest_that_names_anything_else_is_none(path: Path, name: str) -> None:
    keep = path.parent / "keep.txt"
    keep.write_text("mío")
    name = name.replace("{abs}", str(keep))
    rewrite(path, {"vieja flow": {"inputs": "x", "files": {name: fingerprint(b"m\xc3\xado")}}})
    before = snapshot(path.parent)
    assert Manifest.load(path) == Manifest()
    folder = Folder(path)
    folder.open()
    folder.leave(["contents"])
    assert folder.removed == []
    assert snapshot(path.parent) == before


@pytest.mark.parametrize(
    "made",
    [{"inputs": "x", "files": None}, {"inputs": 3, "files": {}}, {"inputs": "x", "files": {"a": 1}}, [], None,
     {"inputs": "x", "files": ["a"]}, {"files": {}}],
)  # fmt: skip
def test_a_broken_manifest_is_as_none_and_the_folder_can_be_filled_again(path: Path, made) -> None:
    rewrite(path, {"vieja flow": made})
    assert Manifest.load(path) == Manifest()
    folder = Folder(path)
    folder.open()
    folder.put("uno flow", "k2", {"uno.svg": b"nuevo"})
    assert folder.written == ["uno.svg"]


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["rutas", "inputs", "findings", "tasks", "files", "x"]), inner
            )
        ),
        max_leaves=8,
    )
)
def test_no_json_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, data: object) -> None:
    path = tmp_path_factory.getbasetemp()
    (path / NAME).write_text(json.dumps(data), encoding="utf-8")
    found = Manifest.load(path)
    assert [name for name in found.files if Path(name).name != name] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_pipe_is_waited_for_by_nobody(path: Path) -> None:
    (path / "uno.svg").unlink()
    os.mkfifo(path / "uno.svg")
    assert not Folder(path).has("uno flow", "k")
    assert Folder(path).left([]) == [PAGE]
    (path / NAME).unlink()
    os.mkfifo(path / NAME)
    assert Manifest.load(path) == Manifest()
    with pytest.raises(OSError, match="exists"):
        Folder(path).save()


def test_the_files_of_a_task_that_is_no_more_go(path: Path) -> None:
    folder = Folder(path)
    folder.leave(["contents"])
    assert folder.removed == ["uno.svg"]
    assert sorted(snapshot(path)) == [PAGE, NAME]


def test_what_somebody_changed_since_stays(path: Path) -> None:
    (path / "uno.svg").write_bytes(b"corregido a mano")
    Folder(path).leave(["contents"])
    assert (path / "uno.svg").read_bytes() == b"corregido a mano"


def test_a_further_sheet_that_is_no_more_goes(path: Path) -> None:
    folder = Folder(path)
    folder.put("uno flow", "k2", {"uno-2.svg": b"otra"})
    folder.leave(["uno flow", "contents"])
    assert folder.removed == ["uno.svg"]


@pytest.mark.parametrize("name", [PAGE, NAME])
def test_no_project_loses_its_own_page(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"mi": "proyecto"}')
    with pytest.raises(UsageError, match=rf"ya hay {name}, y no lo hizo «rutas».*--force"):
        Folder(tmp_path).open()
    assert snapshot(tmp_path) == {name: b'{"mi": "proyecto"}'}
    Folder(tmp_path, force=True).open()


def test_nobody_else_s_file_is_replaced(path: Path) -> None:
    (path / "dos.svg").write_bytes(b"de otra persona")
    folder = Folder(path)
    with pytest.raises(UsageError, match=r"dos\.svg"):
        folder.put("dos flow", "k", {"dos.svg": b"dibujo", "dos.pdf": b"dibujo"})
    assert (path / "dos.svg").read_bytes() == b"de otra persona"
    assert not (path / "dos.pdf").exists()  # a piece is written whole or not at all
    folder.put("dos flow", "k", {"dos.svg": b"de otra persona"})  # it says the same
    Folder(path, force=True).put("dos flow", "k", {"dos.svg": b"dibujo"})
    assert (path / "dos.svg").read_bytes() == b"dibujo"


def test_a_folder_is_known_by_its_page_where_the_manifest_is_gone(path: Path) -> None:
    (path / NAME).unlink()
    folder = Folder(path)
    folder.open()
    folder.put("uno flow", "k2", {"uno.svg": b"nuevo"})
    assert folder.written == ["uno.svg"]


def test_what_a_killed_build_left_is_no_stranger(path: Path, tmp_path: Path) -> None:
    """Its name is in the manifest before the file is in the folder."""
    folder = Folder(path)
    folder.put("dos flow", "k", {"dos.svg": b"a medias"})  # and then it is killed
    shutil.copytree(path, tmp_path / "copia")
    again = Folder(tmp_path / "copia")
    again.put("dos flow", "k2", {"dos.svg": b"entero"})
    assert again.written == ["dos.svg"]


def test_a_piece_that_failed_keeps_its_last_good_files(path: Path) -> None:
    folder = Folder(path)
    folder.leave(["uno flow", "contents"])
    folder.save()
    assert (path / "uno.svg").read_bytes() == b"dibujo"
    assert Folder(path).was.files.keys() == {"uno.svg", PAGE}
