"""The territories that are shipped: only what is published is said to be so."""

from __future__ import annotations

from pathlib import Path

import pytest

import rutas
from rutas.model.territory import EXAMPLE
from rutas.schema import KINDS
from tests.editor import errors, tree_of

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "routes" / "territories").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_editor_takes_what_the_program_takes(path: Path) -> None:
    kind = path.stem if path.stem in KINDS else "territory"
    assert errors(kind, tree_of(path)) == []
    assert path.read_text("utf-8").startswith(
        f"# yaml-language-server: $schema=../../docs/schema/{kind}.schema"
    )


def test_the_published_counts_are_those_of_the_source() -> None:
    territories = rutas.load(ROOT / "routes").territories
    told = {
        name: (one.survey[0].surveyed, one.survey[0].points) for name, one in territories.items()
    }
    assert told == {
        "san-juan-nepomuceno": (120, 130), "villeta": (45, 46), "santa-rosa-del-aguaray": (7, 81),
        "mariscal-estigarribia": (54, 68),
    }  # fmt: skip
    for one in territories.values():
        assert (one.survey[0].on.isoformat(), one.survey[0].source) == (
            "2021-11-03",
            "utgs-mesas-2021",
        )


def test_whatever_is_made_up_says_so() -> None:
    territories = rutas.load(ROOT / "routes").territories
    for one in territories.values():
        assert {point.source for point in one.points} <= {EXAMPLE}
        assert one.example == bool(one.points)
        assert not one.complete
