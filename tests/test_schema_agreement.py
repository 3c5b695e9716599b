"""What the program takes an editor takes, and what is wrong in form an editor marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from rutas.book import read
from rutas.model import Link, Outcome, Route, Stage, Step, WayIn
from rutas.model.base import Model
from tests.editor import agreed, errors, tree_of

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = [0, 0.5, 1, 2, 2.5, 70, 8500, 20000, -1]


@pytest.mark.parametrize(
    ("field", "taken"),
    [
        ("wait", [0]),
        ("by", [0]),
        ("dropout", [0, 0.5, 1]),
        ("capacity", []),
        ("leaves", []),
        ("patience", [0]),
        ("no_show", [0, 0.5, 1]),
        ("cost", []),
    ],
)
def test_numbers_without_a_unit_are_taken_by_both_or_by_none(
    field: str, taken: list[float], tmp_path: Path
) -> None:
    assert [number for number in NUMBERS if agreed(tmp_path, {field: number})] == taken


def test_counts_are_taken_by_both_or_by_none(tmp_path: Path) -> None:
    found = [n for n in NUMBERS if agreed(tmp_path, {"repeat": {"times": n, "every": 0}})]
    assert found == [1, 2, 70, 8500]


@pytest.mark.parametrize("value", [2024, 1.5, True, "texto", {"es": 2024}])
def test_every_scalar_is_a_text_for_both(value: Any, tmp_path: Path) -> None:
    assert agreed(tmp_path, {"name": value, "narrative": value})
    assert agreed(tmp_path, {"next": [{"to": "f", "when": value}]}, name=value, authors=value)


def test_ids_of_digits_are_taken_by_both(tmp_path: Path) -> None:
    steps = {
        "id": "e",
        "name": "E",
        "steps": [{"id": 1, "name": "A", "next": 2}, {"id": 2, "outcome": "fin"}],
    }
    assert agreed(tmp_path, {}, stages=[steps], ways_in={"to": 1}, id=2024)


@pytest.mark.parametrize("name", ["con", "catalogue", "Con", "r"])
def test_reserved_names_are_refused_by_both(name: str, tmp_path: Path) -> None:
    assert agreed(tmp_path, {}, id=name) == (name == "r")


@pytest.mark.parametrize(
    ("word", "taken"),
    [
        ("draft", True),
        ("Borrador", True),
        ("VALIDADA", True),
        ("aprobado", True),
        ("borador", False),
    ],
)
def test_words_as_people_say_them_are_taken_by_both(word: str, taken: bool, tmp_path: Path) -> None:
    assert agreed(tmp_path, {}, status=word) == taken


@pytest.mark.parametrize("word", ["indirect", "Indirecta", "directo", "no directa"])
def test_an_involvement_is_taken_by_both(word: str, tmp_path: Path) -> None:
    assert agreed(tmp_path, {"involvement": word}) == (word != "no directa")


def test_next_any_is_refused_by_both(tmp_path: Path) -> None:
    assert agreed(tmp_path, {"next": {"all": ["f"]}})
    assert not agreed(tmp_path, {"next": {"any": ["f"]}})


@pytest.mark.parametrize(
    ("path", "value", "taken"),
    [
        ("demand", "3 per day", True),
        ("holds", [], True),
        ("a.wait", "3 d", True),
        ("a", "3 d", False),
    ],
)
def test_what_a_profile_sets_is_taken_by_both(
    path: str, value: Any, taken: bool, tmp_path: Path
) -> None:
    profiles = {"rural": {"name": "Rural", "set": {path: value}}}
    assert agreed(tmp_path, {}, profiles=profiles) == taken


CATALOGUE = """\
actors: {usf: {name: U}}
channels: {p: {name: P, kind: in-person}}
documents: {doc: {name: D}}
services: {s: {name: S}}
sources: {f: {title: F}}
"""
# Values of every shape, to be put where they belong and where they don't.
VALUES: list[Any] = [
    True, 5, 1.5, -1, None, "x", [], {}, ["x"], {"es": "x"}, {"R001": "x"}, "usf", "p", "doc", "s", "f",
    "3 d", "5 %", 0.5, "2 per day", "3 PYG", "all", "Sí", 2021, "2021-11", "-2 mo", "Borrador", "fin", "r",
    {"any": ["doc"]}, {"times": 3, "every": "1 mo"}, {"name": {"source": "f", "proxy": "x"}},
    [{"to": "f", "share": "50 %"}, "f"], {"all": ["f"]}, {"from": 1, "to": 3},
    {"fin": {"name": "x", "success": "no"}}, {"p": {"name": "x", "share": 0.5}},
]  # fmt: skip
# Of what depends on other places of the book, or on how a text is to be read, a schema knows nothing.
BEYOND = (
    "unknown-", "bad-", "no-", "missing-unit", "missing-without", "late-without", "tries-without", "leaves-and", "sensitive-without",
    "outcome-and", "shares-not-whole", "duplicate-id", "evidence-of-nothing", "negative", "service-without-actor", "step-without-next",
)  # fmt: skip


def route_with(place: str, key: str, value: Any) -> dict[str, Any]:
    """Return a small route with one value at one place."""
    step: dict[str, Any] = {"id": "a", "name": "A", "actor": "usf", "channel": "p", "next": "f"}
    link: dict[str, Any] = {"to": "f"}
    way: dict[str, Any] = {"to": "a"}
    end: dict[str, Any] = {"name": "F", "success": True}
    stage: dict[str, Any] = {"id": "e", "name": "E", "steps": [step, {"id": "f", "outcome": "fin"}]}
    route: dict[str, Any] = {
        "id": "r", "name": "R", "ways_in": [way], "outcomes": {"fin": end}, "stages": [stage],
    }  # fmt: skip
    if place == "Link":
        step["next"] = [link]
    places = {
        "Route": route, "Step": step, "Link": link, "WayIn": way, "Stage": stage, "Outcome": end,
    }  # fmt: skip
    places[place][key] = value
    return route


@pytest.mark.parametrize("model", [Route, Step, Link, WayIn, Stage, Outcome])
def test_any_value_at_any_place_is_taken_by_both_or_marked_by_both(
    model: type[Model], tmp_path: Path
) -> None:
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    path = tmp_path / "r.yaml"
    apart = []
    for name, field in model.model_fields.items():
        for value in VALUES if not field.exclude else ():
            tree = route_with(model.__name__, field.alias or name, value)
            path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")
            rules = {problem.rule for problem in read(tmp_path)[1]}
            marked = errors("route", tree_of(path))
            of_form = [rule for rule in rules if not rule.startswith(BEYOND)]
            if (of_form and not marked) or (marked and not rules):
                apart.append((name, value, rules, marked))
    assert apart == []
