"""The small example of the documentation shows every feature of the format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import rutas
from rutas.model import Catalogue, Model, Next, Route, Step
from rutas.model.criteria import Criteria
from rutas.reading import parse
from rutas.reading.keys import _model_in
from rutas.rules import report

EXAMPLE = Path(__file__).parents[1] / "docs" / "ejemplo"


@pytest.fixture(scope="module")
def example() -> rutas.Book:
    return rutas.load(EXAMPLE)


def test_it_is_a_book_without_problems(example: rutas.Book) -> None:
    assert list(example) == ["nacer", "crecer"]
    assert example["nacer"].catalogue is example.catalogue


def test_its_rules_find_nothing_that_matters(example: rutas.Book) -> None:
    assert [str(problem) for problem in report(example).problems] == []


def test_it_is_short() -> None:
    lines = (EXAMPLE / "nacer.yaml").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if not line.startswith("#")]) <= 60


def fields(model: type[Model], seen: set[type[Model]] | None = None) -> set[tuple[str, str]]:
    """Return every field of a model and of the models in it, as a file writes them."""
    seen = set() if seen is None else seen
    if model in seen:
        return set()
    seen.add(model)
    found: set[tuple[str, str]] = set()
    for name, info in model.model_fields.items():
        if info.exclude:
            continue
        found.add((model.__name__, info.alias or name))
        if inner := _model_in(info.annotation):
            found |= fields(inner, seen)
    return found


def used(value: Any) -> set[tuple[str, str]]:
    """Return every field that somebody set in a model and in the models in it."""
    if isinstance(value, dict):
        return set().union(*map(used, value.values()))
    if isinstance(value, (list, tuple)):
        return set().union(*map(used, value))
    if not isinstance(value, Model):
        return set()
    found: set[tuple[str, str]] = set()
    for name in value.model_fields_set:
        info = type(value).model_fields[name]
        if not info.exclude:
            found |= {(type(value).__name__, info.alias or name)} | used(getattr(value, name))
    return found


def test_it_uses_every_field_of_a_route(example: rutas.Book) -> None:
    # the default of `join` and of `next` is written by leaving it out
    assert sorted(fields(Route) - used(example["nacer"]) - used(example["crecer"])) == []


def test_it_uses_every_field_of_a_catalogue(example: rutas.Book) -> None:
    shown = used(example.catalogue)
    allowed = {(kind, "allow") for kind in ("Actor", "Channel", "Document", "Service", "Source")}
    assert shown & allowed, "any entry may have one"
    assert sorted(fields(Catalogue) - shown - allowed) == []


def test_it_shows_every_way_to_write_criteria() -> None:
    tree = parse(EXAMPLE / "criteria.yaml")[0].tree
    assert {type(value) for value in tree.values()} == {str, dict}
    criteria = Criteria.model_validate(tree)
    assert criteria.loss.threshold == 0.05
    assert not criteria.handover.active


def test_it_shows_every_shape(example: rutas.Book) -> None:
    steps = list(example["nacer"].steps.values())
    assert any(step.decision for step in steps)
    assert any(step.parallel for step in steps)
    assert any(step.join == "all" for step in steps)
    assert any(step.involvement == "indirect" for step in steps)
    assert any(step.repeat for step in steps)
    assert {len(step.wait.points) for step in steps if step.wait} >= {2, 3}
    assert {name for step in steps for name in step.exits} == {"missing", "late"}
    told = [evidence.basis for step in steps for evidence in step.evidence.values()]
    assert set(told) == {"measured", "proxy", "norm", "estimate"}
    needs = [need for step in steps for need in step.requires]
    assert any(len(need.any) > 1 for need in needs)
    assert any(need.optional for need in needs)
    links = [link for step in steps for link in step.links]
    assert {link.handover for link in links} >= {"self", "accompanied", "system"}
    following = [type(step.next) for step in steps if step.next]
    assert set(following) == {Next}
    assert isinstance(steps[0], Step)


def test_it_goes_back_and_on(example: rutas.Book) -> None:
    route = example["nacer"]
    assert [link.to for link in route.steps["tiene"].links] == ["inscripcion", "visita"]
    assert route.steps["visita"].links[0].to == "tiene", "a loop"
    assert rutas.flow(route).number_of_nodes() == 10
