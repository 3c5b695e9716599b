"""Where one of a few words is meant, what is displayed is taken, in either language and any case."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from rutas.book import read
from rutas.locale import LANGUAGES, has, keys, wording
from rutas.model.catalogue import ChannelKind, Level, Sector
from rutas.model.choice import words
from rutas.model.route import Status
from rutas.model.step import Handover
from tests.editor import errors, tree_of

KINDS: dict[str, tuple[Any, str]] = {
    "status": (Status, "status"),
    "level": (Level, "level"),
    "sector": (Sector, "sector"),
    "kind": (ChannelKind, "channel"),
    "handover": (Handover, "handover"),
}
"""For each kind of word its codes, and how the words of drawings and tables are called."""
AREAS = ("actors", "cli", "diagram", "publish", "report")


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_that_is_displayed_is_taken(kind: str) -> None:
    codes, name = get_args(KINDS[kind][0]), KINDS[kind][1]
    table = words(kind, codes)
    displayed = [
        (wording(f"{area}.{key}", language), code)
        for area in AREAS
        for key in keys(area)
        for code in codes
        if key == f"{name}-{code}"
        for language in LANGUAGES
    ]
    assert displayed or kind in {"sector", "status"}, (
        "all others have words of their own on drawings"
    )
    assert [word for word, code in displayed if table.get(word.casefold()) != code] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_code_has_a_word_and_no_word_means_two_things(kind: str) -> None:
    codes = get_args(KINDS[kind][0])
    assert all(has(f"choices.{kind}-{code}") for code in codes)
    said = [
        (word, code)
        for code in codes
        for language in LANGUAGES
        for word in wording(f"choices.{kind}-{code}", language).split(" | ")
    ]
    assert all(words(kind, codes)[word.casefold()] == code for word, code in said)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("actors: {a: {name: A, level: Distrito, sector: EDUCACIÓN}}", True),
        ("actors: {a: {name: A, level: nación, sector: educacion}}", True),
        ("actors: {a: {name: A, level: distritos}}", False),
        ("channels: {a: {name: A, kind: Visita al hogar}}", True),
        ("channels: {a: {name: A, kind: en linea}}", True),
        ("channels: {a: {name: A, kind: visita}}", False),
    ],
)
def test_the_catalogue_and_its_schema_take_the_same(text: str, taken: bool, tmp_path: Any) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_text(f"{text}\n", encoding="utf-8")
    told = [problem for problem in read(tmp_path)[1] if problem.rule != "no-routes"]
    assert (not told) == taken
    assert (not errors("catalogue", tree_of(path))) == taken
