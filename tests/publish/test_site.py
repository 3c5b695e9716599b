"""The page stands beside the drawings of a build, is made again only where something changed, and tells what it is asked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rutas.cli import main
from rutas.errors import UsageError
from rutas.publish import publish_site
from rutas.publish.fingerprint import fingerprint
from rutas.publish.manifest import Made, Manifest
from tests.repository import git
from tests.site import book


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return book.written(tmp_path_factory.mktemp("mesa") / "routes")


@pytest.fixture(scope="module")
def drawings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a build leaves it: a drawing of a route in two sheets, one of a territory, a report."""
    folder = tmp_path_factory.mktemp("diagrams")
    files = {
        "uno flow": ["uno-flow-a4.svg", "uno-flow-a4-2.svg", "uno-flow-a4.pdf"],
        "villeta guide": ["villeta-guide.pdf"],
        "uno report": ["uno-report.md"],
    }
    for name in (name for names in files.values() for name in names):
        (folder / name).write_bytes(name.encode())
    tasks = {
        task: Made("x", {name: fingerprint(name.encode()) for name in names})
        for task, names in files.items()
    }
    (folder / "contents.json").write_text(Manifest(tasks=tasks).text(), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, routes: Path, drawings: Path) -> Path:
    folder = tmp_path_factory.mktemp("out") / "site"
    assert not publish_site(routes, folder, drawings=drawings).current
    return folder


def test_the_drawings_of_the_routes_stand_beside_the_page_which_links_to_them(out: Path) -> None:
    names = {path.name for path in out.iterdir()}
    assert names == {
        "index.html",
        "rutas.json",
        "contents.json",
        "uno-flow-a4.svg",
        "uno-flow-a4-2.svg",
        "uno-flow-a4.pdf",
    }
    page = (out / "index.html").read_text(encoding="utf-8")
    assert '<img src="uno-flow-a4-2.svg"' in page
    document = json.loads((out / "rutas.json").read_text(encoding="utf-8"))
    assert document["routes"][0]["drawings"] == {
        "flow": ["uno-flow-a4.svg", "uno-flow-a4-2.svg", "uno-flow-a4.pdf"]
    }


def test_an_unchanged_book_makes_nothing(routes: Path, out: Path, drawings: Path) -> None:
    assert publish_site(routes, out, drawings=drawings).current


def test_a_drawing_that_is_no_more_goes_and_the_page_works_without(
    routes: Path, out: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(out, tmp_path / "site"))
    built = publish_site(routes, copy, drawings=tmp_path / "none")
    assert set(built.removed) == {"uno-flow-a4.svg", "uno-flow-a4-2.svg", "uno-flow-a4.pdf"}
    assert "<img" not in (copy / "index.html").read_text(encoding="utf-8")


def test_somebody_elses_page_is_left_alone(routes: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mía", encoding="utf-8")
    with pytest.raises(UsageError, match=r"index\.html"):
        publish_site(routes, tmp_path, drawings=tmp_path / "none")
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "mía"


def test_nothing_is_written_where_one_file_is_somebody_elses(
    routes: Path, drawings: Path, tmp_path: Path
) -> None:
    """A page of theirs beside it is of no concern."""
    for name in ("README.md", "uno-flow-a4.svg"):
        (tmp_path / name).write_text("mío", encoding="utf-8")
    with pytest.raises(UsageError, match=r"ya hay uno-flow-a4\.svg.*--force"):
        publish_site(routes, tmp_path, drawings=drawings)
    assert {path.name for path in tmp_path.iterdir()} == {"README.md", "uno-flow-a4.svg"}
    assert publish_site(routes, tmp_path, drawings=drawings, force=True).written
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mío"


def test_the_folder_of_a_build_is_left_as_it_is(routes: Path, tmp_path: Path) -> None:
    """Else what is no drawing of a route would be removed."""
    made = {"contents": Made("x", {"README.md": fingerprint(b"indice")})}
    (tmp_path / "README.md").write_bytes(b"indice")
    (tmp_path / "contents.json").write_text(Manifest(tasks=made).text(), encoding="utf-8")
    with pytest.raises(UsageError, match=r"también hace la página.*--out"):
        publish_site(routes, tmp_path, force=True)
    assert {path.name for path in tmp_path.iterdir()} == {"README.md", "contents.json"}


def test_a_drawing_that_somebody_took_away_is_named(
    routes: Path, drawings: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(drawings, tmp_path / "diagrams"))
    (copy / "uno-flow-a4.pdf").unlink()
    with pytest.raises(UsageError, match=r"Falta «.*uno-flow-a4\.pdf».*rutas build"):
        publish_site(routes, tmp_path / "site", drawings=copy)
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--territory", "alde"], "¿Quiso decir «aldea»?"),
        (["--out", "{file}"], "No se pudo usar «{file}»"),
        (["--out", "{file}/site"], "No se pudo usar «{file}/site»"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    routes: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    file = tmp_path / "notas.txt"
    file.write_text("mías", encoding="utf-8")
    args = ["--out", str(tmp_path / "s"), *(word.format(file=file) for word in words)]
    assert main(["site", "--book", str(routes), *args]) == 2
    said = capfd.readouterr().err
    assert told.format(file=file) in said
    assert said.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notas.txt"]


def test_the_command_counts_what_it_wrote_and_says_what_to_open(
    routes: Path, drawings: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "site")
    told = []
    for _ in range(2):
        assert main(["site", "--book", str(routes), "--out", out, "--drawings", str(drawings)]) == 0
        told.append(capfd.readouterr().err.splitlines())
    assert f"En {out}, archivos escritos: 6; borrados: 0; sin cambios: 0." in told[0][0]
    assert "al día" in told[1][0]
    assert [lines[1:] for lines in told] == [[f"Abra {Path(out, 'index.html')}"]] * 2


def test_what_changed_since_a_revision_is_told_of_each_route(tmp_path: Path) -> None:
    routes = book.written(tmp_path / "mesa" / "routes")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Primera versión"]):
        git(routes.parent, *words)
    (routes / "uno.yaml").write_text(book.UNO.replace("wait: 10 d", "wait: 20 d"), encoding="utf-8")
    out, none = tmp_path / "site", tmp_path / "none"
    publish_site(routes, out, drawings=none)
    with pytest.raises(UsageError, match="«nunca»"):  # nor is it what there is already
        publish_site(routes, out, drawings=none, since="nunca")
    publish_site(routes, out, drawings=none, since="HEAD")
    document = json.loads((out / "rutas.json").read_text(encoding="utf-8"))
    changes = {route["id"]: route["changes"] for route in document["routes"]}
    assert changes["uno"][1] == "Inscripción · espera: de 10 d a 20 d (empeora)"
    assert [len(changes[name]) for name in ("uno", "dos")] == [2, 1]
    assert changes["uno"][1] in (out / "index.html").read_text(encoding="utf-8")
    assert publish_site(routes, out, drawings=none, since="HEAD").current
    git(routes.parent, "commit", "-qam", "Segunda versión")
    publish_site(routes, out, drawings=none, since="HEAD")
    assert changes["uno"][1] not in (out / "index.html").read_text(encoding="utf-8")
