"""The content of `routes/`: read by its rules, its schema and its sources, and by no other test."""

from __future__ import annotations

from pathlib import Path

import pytest

import rutas
from rutas.rules import report
from tests.editor import errors, kind_of, tree_of

FOLDER = Path(__file__).parents[2] / "routes"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.fixture(scope="module")
def routes() -> rutas.Book:
    return rutas.load(FOLDER)


def test_the_rules_find_no_error_and_every_route_is_sound(routes: rutas.Book) -> None:
    found = report(routes)
    assert [str(problem) for problem in found.problems if problem.level == "error"] == []
    assert found.sound == dict.fromkeys(routes, True)


def test_every_figure_has_a_source_or_is_called_an_estimate(routes: rutas.Book) -> None:
    said = [problem for problem in report(routes).problems if problem.rule == "R080"]
    assert [str(problem) for problem in said] == []


def test_every_source_can_be_looked_up(routes: rutas.Book) -> None:
    sources = routes.catalogue.sources.items()
    assert [name for name, source in sources if not (source.url or source.date)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_fits_its_schema_and_says_so_to_editors(path: Path) -> None:
    assert errors(kind_of(path), tree_of(path)) == []
    line = f"# yaml-language-server: $schema=../docs/schema/{kind_of(path)}.schema.json"
    assert path.read_text(encoding="utf-8").splitlines()[0] == line
