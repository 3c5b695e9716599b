"""A route to start from is sound, explained, and replaces nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import rutas
from rutas.cli import main
from rutas.errors import UsageError
from rutas.rules import check
from rutas.schema import KINDS, schema
from rutas.starter import start, start_board, start_improvement, start_session, start_territory
from tests.editor import errors, kind_of, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_new_book_can_be_read_at_once(tmp_path: Path) -> None:
    written = start("18-29", tmp_path)
    assert [path.name for path in written] == ["catalogue.yaml", "18-29.yaml"]
    book = rutas.load(tmp_path)
    assert list(book) == ["18-29"]
    assert [problem for problem in check(book) if problem.level == "error"] == []


def test_a_second_route_uses_the_catalogue_that_is_there(tmp_path: Path) -> None:
    start("18-29", tmp_path)
    assert [path.name for path in start("30-59", tmp_path)] == ["30-59.yaml"]
    assert list(rutas.load(tmp_path)) == ["18-29", "30-59"]


def test_it_fits_any_catalogue(tmp_path: Path) -> None:
    (tmp_path / "catalogue.yaml").write_text(
        "actors: {solo: {name: Solo}}\n"
        "channels: {casa: {name: Casa, kind: home-visit}}\n"
        "services: {algo: {name: Algo}}\n"
        "documents: {papel: {name: Papel}}\n",
        encoding="utf-8",
    )
    start("18-29", tmp_path)
    assert rutas.load(tmp_path)["18-29"].steps["atencion"].actor == ("solo",)


def test_nothing_is_replaced(tmp_path: Path) -> None:
    start("18-29", tmp_path)
    before = (tmp_path / "18-29.yaml").read_bytes()
    with pytest.raises(UsageError, match="Ya existe"):
        start("18-29", tmp_path)
    assert (tmp_path / "18-29.yaml").read_bytes() == before


def test_a_name_that_is_no_id_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="adultez-joven"):
        start("Adultez Joven", tmp_path / "libro")
    assert not (tmp_path / "libro").exists()


def test_editors_are_led_to_a_schema_that_exists(tmp_path: Path) -> None:
    schemas = tmp_path / "docs" / "schema"
    schemas.mkdir(parents=True)
    for kind in ("route", "catalogue"):
        (schemas / f"{kind}.schema.json").touch()
    start("18-29", tmp_path / "routes")
    first = (tmp_path / "routes" / "18-29.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../docs/schema/route.schema.json"


def test_a_book_far_from_any_schema_gets_its_own(tmp_path: Path) -> None:
    written = start("18-29", tmp_path, schema=schema)
    assert {path.name for path in written[: len(KINDS)]} == {
        f"{kind}.schema.json" for kind in KINDS
    }
    for path in written[len(KINDS) :]:
        line = path.read_text(encoding="utf-8").splitlines()[0]
        led = tmp_path / line.removeprefix("# yaml-language-server: $schema=")
        assert json.loads(led.read_text(encoding="utf-8")) == schema(kind_of(path))
    again = start("30-59", tmp_path, schema=schema)
    assert [path.name for path in again] == ["30-59.yaml"], "the schemas are there already"
    assert list(rutas.load(tmp_path)) == ["18-29", "30-59"]


def test_whatever_is_started_is_sound_explained_and_never_replaced(tmp_path: Path) -> None:
    book = tmp_path / "routes"
    start("18-29", book, schema=schema)
    for begin, name, files in (
        (start_territory, "distrito", ["calendar.yaml", "ficha.yaml", "distrito.yaml"]),
        (start_session, "2026-12-02", ["2026-12-02.yaml"]),
        (start_board, "distrito/2026", ["instrument.yaml", "2026.yaml"]),
        (start_board, "distrito/2027", ["2027.yaml"]),
        (start_improvement, "mejora", ["improvements.yaml"]),
    ):
        written = begin(name, book, schema=schema)
        assert [path.name for path in written] == files
        for path in written:
            first = path.read_text(encoding="utf-8").splitlines()[0]
            led = path.parent / first.removeprefix("# yaml-language-server: $schema=")
            kind = "territory" if path.stem == "distrito" else kind_of(path)
            assert json.loads(led.read_text(encoding="utf-8")) == schema(kind)
            assert errors(kind, tree_of(path)) == []
        before = written[-1].read_bytes()
        with pytest.raises(UsageError, match="Ya existe"):
            begin(name, book, schema=schema)
        assert written[-1].read_bytes() == before
    assert main(["check", "--book", str(book), "--level", "warning"]) == 0


@pytest.mark.parametrize(
    ("begin", "name", "said"),
    [
        (start_session, "2026-02-30", "2026-02-30"),
        (start_session, "mañana", "año-mes-día|no es un día"),
        (start_board, "distrito", "villeta/2022"),
        (start_board, "nada/2026", "nada"),
        (start_board, "nada/../2026", "2026"),
        (start_improvement, "Una Mejora", "una-mejora"),
    ],
)
def test_what_cannot_be_started_says_why_and_writes_nothing(
    begin: Callable[[str, Path], list[Path]], name: str, said: str, tmp_path: Path
) -> None:
    start("18-29", tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match=said):
        begin(name, tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["criteria", "catalogue", "territories", "con", "nul", "com1", ""])
def test_a_name_that_has_another_use_is_refused_and_nothing_is_written(
    name: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError):
        start(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_stands_there_as_a_comment_can_be_used(tmp_path: Path) -> None:
    _, path = start("18-29", tmp_path)
    text = path.read_text(encoding="utf-8")
    used = re.sub(r"(?m)^( *)# (?=(?:leaves|late|repeat|official|critical): )", r"\1", text)
    path.write_text(used, encoding="utf-8")
    step = rutas.load(tmp_path)["18-29"].steps["solicitud"]
    assert step.leaves
    assert step.exits == {"late": "sin-servicio"}
    assert rutas.load(tmp_path)["18-29"].official is False
