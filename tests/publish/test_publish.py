"""Building a book: all of it, then only what changed, and nothing twice."""

from __future__ import annotations

import json
import multiprocessing
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import rutas
from rutas.errors import BookError, UsageError
from rutas.locale import speaking
from rutas.publish import Built, build, make, tasks
from rutas.publish.manifest import Made, Manifest
from rutas.publish.marks import marks
from rutas.publish.page import page

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", autouse=True)
def _two_kinds() -> Iterator[None]:
    """Draw two kinds only: one of a route, and one of the whole book."""
    with pytest.MonkeyPatch.context() as patch:
        kept = {name: row for name, row in tasks.KINDS.items() if name in {"flow", "lifecycle"}}
        patch.setattr(tasks, "KINDS", kept)
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small book, and what was built of it."""
    book, out = tmp_path_factory.mktemp("libro"), tmp_path_factory.mktemp("salida")
    (book / "catalogue.yaml").write_text("actors: {usf: {name: USF}}\n", encoding="utf-8")
    for name in ("uno", "dos"):
        (book / f"{name}.yaml").write_text(
            f"id: {name}\nname: Ruta {name}\nways_in: [{{to: a}}]\n"
            "outcomes: {fin: {name: Fin, success: true}}\n"
            "stages: [{id: e, name: Etapa, steps: [\n"
            "  {id: a, name: Aviso, actor: usf, dropout: 20 %, next: b},\n"
            "  {id: b, name: Cierre, outcome: fin}]}]\n",
            encoding="utf-8",
        )
    told: list[tuple[str, int, int]] = []
    first = build(book, out, tell=lambda *step: told.append(step))
    assert first.failed == {}
    assert [done for _, done, _ in told] == list(range(1, told[0][2] + 1))
    return book, out


@pytest.fixture
def place(built: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """A copy of both, to be changed."""
    book, out = tmp_path / "libro", tmp_path / "salida"
    shutil.copytree(built[0], book)
    shutil.copytree(built[1], out)
    return book, out


def nothing_may_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def make_nothing(*_: object) -> None:
        raise AssertionError("something was made")

    monkeypatch.setattr(make, "_make", make_nothing)


def test_everything_is_there_and_named(place: tuple[Path, Path]) -> None:
    out = place[1]
    names = {path.name for path in out.iterdir()}
    assert {"uno-flow-a4.svg", "uno-flow-a4.pdf", "dos-flow-a4.svg", "README.md"} <= names
    assert {"uno-report.md", "uno-report.json", "contents.json"} <= names
    assert any(name.startswith("rutas-lifecycle") for name in names)
    text = (out / "README.md").read_text(encoding="utf-8")
    assert all(f"({name})" in text for name in names - {"README.md", "contents.json"})
    assert (
        "**Flujo por etapas** (A4, 1 hoja): [PDF](uno-flow-a4.pdf), [SVG](uno-flow-a4.svg)" in text
    )
    assert json.loads((out / "uno-report.json").read_text(encoding="utf-8"))["route"] == "uno"


def test_the_same_book_is_not_even_read(
    place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    import rutas.book

    nothing_may_be_made(monkeypatch)
    monkeypatch.setattr(rutas.book, "load", None)
    before = {path.name: path.stat().st_mtime_ns for path in place[1].iterdir()}
    again = build(*place)
    assert again.current
    assert again.same == len(before) - 1  # all but the manifest
    assert {path.name: path.stat().st_mtime_ns for path in place[1].iterdir()} == before
    assert build(*place, check=True).current


def test_a_check_writes_nothing(place: tuple[Path, Path]) -> None:
    book, out = place
    path = book / "uno.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Aviso", "Anuncio"), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    told = build(book, out, check=True)
    assert not told.current
    assert "uno flow" in told.written
    assert "dos flow" not in told.written  # the other route is as it was
    assert "lifecycle" in told.written
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_check_sees_whatever_is_not_as_it_was_made(place: tuple[Path, Path]) -> None:
    book, out = place
    for path in [path for path in out.iterdir() if path.name != "contents.json"]:
        good = path.read_bytes()
        path.write_bytes(good + b" ")
        assert not build(book, out, check=True).current, path.name
        path.unlink()
        assert not build(book, out, check=True).current, path.name
        path.write_bytes(good)
    assert build(book, out, check=True).current
    with speaking("en"):
        assert not build(book, out, check=True).current


def test_a_check_sees_every_file_that_the_reader_of_a_book_takes(place: tuple[Path, Path]) -> None:
    book, out = place
    (book / "uno.yaml").rename(book / "uno.YML")
    (book / "uno.YML").write_text((book / "uno.YML").read_text().replace("Aviso", "Anuncio"))
    assert "uno flow" in build(book, out, check=True).written


def test_only_what_changed_is_written(place: tuple[Path, Path]) -> None:
    book, out = place
    path = book / "uno.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Aviso", "Anuncio"), encoding="utf-8")
    again = build(book, out, processes=1)
    assert "uno-flow-a4.svg" in again.written
    assert not any(name.startswith("dos-") for name in again.written)
    assert "Anuncio" in (out / "uno-flow-a4.svg").read_text(encoding="utf-8")
    assert build(book, out, check=True).current


def test_a_build_that_is_stopped_is_taken_up_where_it_was(place: tuple[Path, Path]) -> None:
    book, out = place
    path = book / "uno.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Aviso", "Anuncio"), encoding="utf-8")

    def stop(_: str, done: int, __: int) -> None:
        if done == 1:  # what changed is analysed, and nothing is drawn yet
            raise KeyboardInterrupt

    todo = build(book, out, check=True).written
    with pytest.raises(KeyboardInterrupt):
        build(book, out, processes=1, tell=stop)
    assert [*build(book, out, check=True).written] == [
        name for name in todo if name != "uno report"
    ]


ANALYSED = tasks.analysed


def fails_for_uno(route: str) -> object:
    if route == "uno":
        raise KeyError(route)
    return ANALYSED(route)


def test_a_piece_that_fails_is_told_and_keeps_its_last_good_files(
    place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    book, out = place
    for name in ("uno", "dos"):
        path = book / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("Aviso", "Anuncio"))
    before = (out / "uno-report.md").read_bytes()

    monkeypatch.setattr(tasks, "analysed", fails_for_uno)
    if multiprocessing.get_start_method() != "fork":
        pytest.skip("a process that starts anew knows nothing of this")
    built = build(book, out, processes=1)
    assert {name: type(error) for name, error in built.failed.items()} == {
        "uno report": KeyError, "uno flow": UsageError, "lifecycle": UsageError,
    }  # fmt: skip
    assert "dos-report.md" in built.written
    assert (out / "uno-report.md").read_bytes() == before
    assert (out / "uno-flow-a4.svg").exists()
    assert build(book, out, check=True).written[0] == "uno report"


def test_what_somebody_spoiled_is_made_again(place: tuple[Path, Path]) -> None:
    book, out = place
    target = out / "uno-flow-a4.svg"
    good = target.read_bytes()
    target.write_bytes(b"roto")
    again = build(book, out, processes=1)
    assert again.written == ("uno-flow-a4.svg",)
    assert target.read_bytes() == good


def test_a_route_that_is_gone_takes_its_files_with_it(place: tuple[Path, Path]) -> None:
    book, out = place
    (out / "mío.txt").write_text("no es de rutas", encoding="utf-8")
    (book / "dos.yaml").unlink()
    again = build(book, out, processes=1)
    assert "dos-flow-a4.svg" in again.removed
    assert not list(out.glob("dos-*"))
    assert (out / "mío.txt").exists()  # what others put there stays


def test_a_broken_book_changes_nothing(place: tuple[Path, Path]) -> None:
    book, out = place
    (book / "uno.yaml").write_text("id: uno\n", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(BookError):
        build(book, out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_line_ends_make_no_difference(place: tuple[Path, Path]) -> None:
    book, out = place
    for path in book.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert build(book, out, check=True).current


def test_a_broken_manifest_is_no_manifest(tmp_path: Path) -> None:
    for text in ("{", "[]", "{}", '{"tasks": {"a": 1}}', '{"tasks": {}, "otro": 1}'):
        (tmp_path / "contents.json").write_text(text, encoding="utf-8")
        assert Manifest.load(tmp_path) == Manifest()


def test_the_page_speaks_both_languages(book: object) -> None:
    with speaking("en"):
        assert "# Service routes" in page(book, {})  # type: ignore[arg-type]
    assert "# Rutas de servicios" in page(book, {})  # type: ignore[arg-type]


def test_the_cover_comes_first_on_the_page_and_the_report_last() -> None:
    made = {
        f"nacer {kind}": Made("", {f"nacer-{kind}.pdf": ""})
        for kind in ("calendar", "flow", "lanes", "overview", "report")
    }
    text = page(rutas.load(Path(__file__).parents[2] / "docs" / "ejemplo"), made)
    order = re.findall(r"\[PDF\]\(nacer-(\w+)", text)
    assert order == ["overview", "flow", "lanes", "calendar", "report"]


def test_marks_have_a_reason_and_a_figure(book: dict) -> None:
    import rutas

    route = book["0-4"]
    points = rutas.critical_points(route)
    found = marks(points)
    assert set(found) == {point.step for point in points}
    assert all(mark.reason for mark in found.values())
    loss = next(point for point in points if point.main.reason == "loss")
    assert found[loss.step].figure.endswith("%")


def test_nothing_done_is_current() -> None:
    assert Built(same=3).current
    assert not Built(failed={"uno flow": ValueError("algo")}).current
