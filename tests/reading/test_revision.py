"""A book as it was at a revision: what git keeps is read, whatever stands in the folder now."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from rutas.book import load, load_revision
from rutas.errors import BookError, UsageError
from rutas.reading.revision import commit_by, commit_of, files_at
from tests.repository import git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")

CATALOGUE = "actors: {usf: {name: USF}}\n"
ROUTE = """\
id: uno
name: Ruta
ways_in: {to: a}
outcomes: {fin: {name: Fin, success: yes}}
stages: [{id: s, name: S, steps: [{id: a, name: Paso, actor: usf, outcome: fin}]}]
"""


def commit(folder: Path, tag: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--message", tag)
    git(folder, "tag", tag)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book in a folder of a repository, of three revisions; the second one cannot be read."""
    folder = tmp_path / "mesa" / "libro"
    folder.mkdir(parents=True)
    git(tmp_path, "init", "--quiet")
    (tmp_path / "notas.yaml").write_text("no: es del libro\n", encoding="utf-8")
    (folder / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    (folder / "uno.yaml").write_text(ROUTE, encoding="utf-8")
    (folder / "improvements.yaml").write_text("improvements: {}\n", encoding="utf-8")
    commit(tmp_path, "primera")
    (folder / "uno.yaml").write_text(ROUTE.replace("actor: usf", "actor: usg"), encoding="utf-8")
    commit(tmp_path, "rota")
    (folder / "uno.yaml").write_text(ROUTE.replace("Paso", "Otro ñandú"), encoding="utf-8")
    (folder / "catalogue.yaml").write_text(CATALOGUE.replace("USF", "Salud"), encoding="utf-8")
    commit(tmp_path, "tercera")
    return folder


def test_a_book_is_read_as_it_was_with_its_catalogue_of_then(book: Path) -> None:
    shutil.rmtree(book)  # what stands there now does not matter
    then, later = load_revision("primera", book), load_revision("HEAD", book)
    assert [str(one["uno"].steps["a"].name) for one in (then, later)] == ["Paso", "Otro ñandú"]
    assert [str(one.catalogue.actors["usf"].name) for one in (then, later)] == ["USF", "Salud"]
    assert then.files["uno"].path == f"primera:{book}/uno.yaml"
    assert list(then) == ["uno"]  # nothing of the folder above


def test_the_folder_may_be_the_repository_or_be_named_from_elsewhere(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book)
    assert list(load_revision("HEAD~2", ".")) == ["uno"]
    monkeypatch.chdir(book.parent)
    assert list(load_revision("HEAD~2", "libro")) == ["uno"]
    head = commit_of("HEAD", book.parents[1])
    assert head is not None
    assert set(files_at(head, book.parents[1])) == {"notas.yaml"}


def test_a_book_that_could_not_be_read_then_is_an_error_at_its_place(book: Path) -> None:
    with pytest.raises(BookError) as wrong:
        load_revision("rota", book)
    (problem,) = wrong.value.problems
    assert (problem.rule, problem.line) == ("unknown-actor", 5)
    assert problem.path == f"rota:{book}/uno.yaml"
    with pytest.raises(BookError, match="no-such-folder"):
        load_revision("primera", book.parent / "otro")


@pytest.mark.parametrize(
    "name", ["nada", "--help", "-h", "--exec=touch x", "", "a\nb", "HEAD:", "x y"]
)
def test_what_is_no_revision_is_told_and_is_no_option(name: str, book: Path) -> None:
    with pytest.raises(UsageError, match="revisión"):
        load_revision(name, book)


def test_no_git_and_no_repository_are_told(
    book: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = tmp_path_factory.mktemp("solo")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(alone.parent))
    with pytest.raises(UsageError, match="repositorio"):
        load_revision("HEAD", alone)
    monkeypatch.setenv("PATH", str(alone))
    with pytest.raises(UsageError, match="programa «git»"):
        load_revision("HEAD", book)


def test_the_last_commit_up_to_a_day_is_one_that_touched_the_book(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip = commit_of("tercera", book)
    for day, file in (("2090-05-04", book / "uno.yaml"), ("2090-06-01", book.parent / "notas.txt")):
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T23:30:00-04:00")
        file.write_text(ROUTE.replace("Paso", day), encoding="utf-8")
        commit(book.parent, day)
    assert commit_by(date(2090, 5, 4), book) == commit_of("2090-05-04", book)
    assert commit_by(date(2090, 6, 30), book) == commit_of("2090-05-04", book)
    assert commit_by(date(2090, 5, 3), book) == tip
    assert commit_by(date(1990, 1, 1), book) is None


def test_no_filter_runs_and_bytes_come_as_they_were_kept(book: Path) -> None:
    (book / ".gitattributes").write_text("*.yaml filter=mal\n", encoding="utf-8")
    git(book, "config", "filter.mal.smudge", "touch FALLO; cat")
    (book / "uno.yaml").write_bytes(ROUTE.replace("\n", "\r\n").encode())
    git(book, "add", "uno.yaml")
    commit(book, "cuarta")
    head = commit_of("cuarta", book)
    assert head is not None
    assert files_at(head, book)["uno.yaml"] == ROUTE.replace("\n", "\r\n").encode()
    assert not (book / "FALLO").exists()
    assert load(book)["uno"].id == "uno"
