"""A book is a folder: what counts as its files, what they say of each other, who is asked for."""

from __future__ import annotations

import copy
import pickle
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rutas.book import load, load_route, read
from rutas.errors import BookError, UsageError
from rutas.model import Catalogue

if TYPE_CHECKING:
    import rutas

EXAMPLE = Path(__file__).parents[1] / "docs" / "ejemplo"
ROUTE = """\
id: {id}
name: Ruta {id}
{ages}
ways_in: {{to: a}}
outcomes: {{bien: {{name: Bien, success: sí{continues}}}}}
stages: [{{id: e, name: E, steps: [{{id: a, name: A, outcome: bien}}]}}]
"""


def write(folder: Path, name: str, ages: str = "", continues: str = "") -> None:
    text = ROUTE.format(id=name, ages=ages, continues=continues and f", continues: {continues}")
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "catalogue.yaml").write_text("actors: {}\n", encoding="utf-8")
    return tmp_path


def test_the_real_book(book: rutas.Book) -> None:
    assert list(book) == ["0-4", "5-13", "14-17"]
    for route in book.values():
        assert len(route.steps) >= 20
        assert route.catalogue is book.catalogue
        assert route.criteria is book.criteria


def test_routes_come_in_the_order_of_their_first_age(folder: Path) -> None:
    write(folder, "a", "ages: {from: 14, to: 17}")
    write(folder, "c")
    write(folder, "b", "ages: {from: 0, to: 4}")
    write(folder, "0", "ages: {from: 5, to: 13}")
    assert list(load(folder)) == ["b", "0", "a", "c"]


def test_one_route_leads_to_another(folder: Path) -> None:
    write(folder, "a", continues="b")
    write(folder, "b")
    assert load(folder)["a"].outcomes["bien"].continues == "b"
    (folder / "b.yaml").unlink()
    with pytest.raises(BookError, match="unknown-route"):
        load(folder)


def test_what_counts_as_a_file_of_the_book(folder: Path) -> None:
    write(folder, "a")
    (folder / "a.yaml").rename(folder / "a.YML")
    for name in ("notas.md", "b.yaml~", ".b.yaml", "#b.yaml#"):
        (folder / name).write_text("[", encoding="utf-8")
    (folder / "territories").mkdir()
    (folder / "territories" / "x.yaml").write_text("[", encoding="utf-8")
    assert list(load(folder)) == ["a"]


def test_a_book_is_given_back_as_it_was_named(folder: Path) -> None:
    write(folder, "a")
    whole = load(str(folder))
    assert whole.path == folder
    assert set(whole.files) == {"a", "catalogue"}
    assert whole.files["a"].path == str(folder / "a.yaml")
    assert whole.files["a"].find(("stages", 0, "steps", 0, "name")) == (6, 49)
    assert len(whole) == 1
    assert "a" in whole


def test_a_route_that_is_not_there_brings_the_nearest(book: rutas.Book) -> None:
    with pytest.raises(UsageError) as caught:
        book["0-44"]
    assert "¿Quiso decir «0-4»?" in str(caught.value)
    assert "5-13" in str(caught.value)
    with pytest.raises(UsageError):
        book["primaria"]


def test_criteria_are_the_usual_ones_where_the_book_has_none(folder: Path) -> None:
    write(folder, "a")
    assert load(folder).criteria.loss.threshold == 0.05
    (folder / "criteria.yaml").write_text("loss: 7 %\n", encoding="utf-8")
    whole = load(folder)
    assert whole.criteria.loss.threshold == 0.07
    assert whole["a"].criteria is whole.criteria


def test_a_broken_catalogue_brings_no_flood(tmp_path: Path) -> None:
    for path in EXAMPLE.iterdir():
        shutil.copy(path, tmp_path)
    (tmp_path / "catalogue.yaml").write_text("actors: [\n", encoding="utf-8")
    _, problems = read(tmp_path)
    assert [Path(problem.path).name for problem in problems] == ["catalogue.yaml"]


def test_problems_know_their_route_and_step(tmp_path: Path) -> None:
    for path in EXAMPLE.iterdir():
        shutil.copy(path, tmp_path)
    path = tmp_path / "nacer.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "actor: usf, channel: presencial, produces", "actor: usff, channel: presencial, produces"
    )
    path.write_text(text, encoding="utf-8")
    (problem,) = read(tmp_path)[1]
    assert (problem.route, problem.step, problem.rule) == ("nacer", "aviso", "unknown-actor")
    assert str(problem).startswith(f"{path}:{problem.line}:{problem.column}: error unknown-actor ")


def test_a_route_by_its_file(folder: Path) -> None:
    write(folder, "a", continues="b")
    write(folder, "b")
    route = load_route(folder / "a.yaml")
    assert route.id == "a"
    assert isinstance(route.catalogue, Catalogue)


def test_a_route_alone_shares_the_named_book(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write(folder, "a")
    apart = tmp_path_factory.mktemp("aparte")
    write(apart, "z", continues="a")
    assert load_route(apart / "z.yaml", folder).outcomes["bien"].continues == "a"
    with pytest.raises(BookError, match="no-such-file"):
        load_route(apart / "nada.yaml", folder)


def test_a_book_is_copied_and_pickled(book: rutas.Book) -> None:
    for twin in (copy.deepcopy(book), pickle.loads(pickle.dumps(book))):  # noqa: S301  (our own)
        assert twin == book
        assert list(twin["0-4"].steps) == list(book["0-4"].steps)
