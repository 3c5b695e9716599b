"""Routes as models: whole or not at all, frozen, copied and written back without loss."""

from __future__ import annotations

import copy
import pickle
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import rutas
from rutas.book import read
from rutas.model import Link, Next, Outcome, Route, Stage, Step, Text, WayIn, apply
from rutas.model.base import Known
from rutas.model.step import even_shares

ROOT = Path(__file__).parents[2]


def small(**fields: Any) -> dict[str, Any]:
    """Return the tree of a small whole route, some of its fields changed."""
    return {
        "id": "prueba",
        "name": "Prueba",
        "ways_in": [{"to": "a"}],
        "outcomes": {"bien": {"name": "Bien", "success": "true"}},
        "stages": [
            {
                "id": "e",
                "name": "E",
                "steps": [
                    {"id": "a", "name": "A", "next": [{"to": "b", "share": "70 %"}, "c"]},
                    {"id": "b", "name": "B", "next": "c"},
                    {"id": "c", "outcome": "bien"},
                ],
            }
        ],
        **fields,
    }


def codes(error: ValidationError) -> list[str]:
    return [line["type"] for line in error.errors(include_url=False)]


def test_a_route_tells_its_steps_and_stages() -> None:
    route = Route.model_validate(small())
    assert list(route.steps) == ["a", "b", "c"]
    assert route.stage_of["b"].id == "e"
    assert route.way_in_shares == (1.0,)
    assert [link.to for link in route.steps["a"].links] == ["b", "c"]
    assert route.steps["a"].shares == pytest.approx((0.7, 0.3))


def test_a_route_can_be_made_of_models() -> None:
    route = Route(
        id="prueba",
        name=Text("Prueba"),
        ways_in=(WayIn(to="a"),),
        outcomes={"bien": Outcome(name=Text("Bien"), success=True)},
        stages=(
            Stage(
                id="e",
                name=Text("E"),
                steps=(
                    Step(id="a", name=Text("A"), next=Next(any=(Link(to="b"),))),
                    Step(id="b", outcome="bien"),
                ),
            ),
        ),
    )
    assert list(route.steps) == ["a", "b"]


def test_what_is_wrong_with_models_is_told_as_well() -> None:
    stage = Stage(id="e", name=Text("E"), steps=(Step(id="a", wait="1 d"), Step(id="a", next="b")))
    with pytest.raises(ValidationError) as caught:
        Route.model_validate(small(stages=(stage,)))
    assert sorted(codes(caught.value)) == [
        "duplicate-id",
        "step-without-name",
        "step-without-name",
        "step-without-next",
        "unknown-step",
    ]


def test_no_link_leads_nowhere_even_without_a_book() -> None:
    tree = small(ways_in=[{"to": "nadie"}])
    tree["stages"][0]["steps"][1]["next"] = "ninguno"
    with pytest.raises(ValidationError) as caught:
        Route.model_validate(tree)
    assert [line["loc"] for line in caught.value.errors(include_url=False)] == [
        ("ways_in", 0, "to"),
        ("stages", 0, "steps", 1, "next", "to"),
    ]


def test_models_are_frozen() -> None:
    route = Route.model_validate(small())
    for model, name in [(route, "name"), (route.steps["a"], "wait"), (route.stages[0], "steps")]:
        with pytest.raises(ValidationError):
            setattr(model, name, None)
    with pytest.raises(TypeError):
        route.steps["z"] = route.steps["a"]  # type: ignore[index]


def test_copies_forget_what_was_worked_out() -> None:
    route = Route.model_validate(small())
    assert list(route.steps) == ["a", "b", "c"]
    assert route.way_in_shares == (1.0,)
    stage = route.stages[0].model_copy(update={"steps": route.stages[0].steps[:2]})
    changed = route.model_copy(update={"stages": (stage,)})
    assert list(changed.steps) == ["a", "b"]
    assert list(route.steps) == ["a", "b", "c"]
    step = route.steps["a"]
    assert step.shares
    assert step.model_copy(update={"next": None}).links == ()


@pytest.mark.parametrize(
    "twin_of",
    [copy.copy, copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))],  # noqa: S301  (its own bytes)
    ids=["copy", "deepcopy", "pickle"],
)
def test_copies_are_the_same(twin_of: Any, book: rutas.Book) -> None:
    route = book["0-4"]
    assert route.steps and route.stage_of  # noqa: PT018  (worked out before the copy)
    twin = twin_of(route)
    assert twin == route
    assert list(twin.steps) == list(route.steps)
    assert twin.catalogue == route.catalogue
    assert twin.name.translations == route.name.translations


def written(route: Route) -> str:
    """Write a route as a file."""
    tree = route.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize("name", ["0-4", "5-13", "14-17"])
def test_a_real_route_that_is_written_reads_back_the_same(
    name: str, book: rutas.Book, tmp_path: Path
) -> None:
    again(tmp_path, book.path, book)
    twin, problems = read(tmp_path)
    assert not problems
    assert twin is not None
    assert twin[name] == book[name]


def test_the_example_that_is_written_reads_back_the_same(tmp_path: Path) -> None:
    example = rutas.load(ROOT / "docs" / "ejemplo")
    again(tmp_path, example.path, example)
    assert rutas.load(tmp_path)["nacer"] == example["nacer"]


def again(folder: Path, path: Path, book: rutas.Book) -> None:
    """Write a book anew."""
    for name in ("catalogue.yaml", "criteria.yaml"):
        shutil.copy(path / name, folder)
    for route in book.values():
        (folder / f"{route.id}.yaml").write_text(written(route), encoding="utf-8")


@given(st.lists(st.none() | st.integers(0, 100).map(lambda percent: percent / 100), min_size=1))
def test_shares_fill_up_to_the_whole(given_shares: list[float | None]) -> None:
    shares = even_shares(given_shares)
    assert len(shares) == len(given_shares)
    assert all(0 <= share <= 1 for share in shares)
    if any(share is None or share > 0 for share in given_shares):
        assert sum(shares) == pytest.approx(1)
    left_out = {share for share, told in zip(shares, given_shares, strict=True) if told is None}
    assert len(left_out) <= 1, "what is left out is split evenly"


def test_parallel_branches_are_taken_by_everybody() -> None:
    step = Step(id="s", name="S", next={"all": ["a", "b"]})
    assert step.shares == (1.0, 1.0)
    assert step.parallel
    assert not step.decision


def test_references_are_checked_where_they_stand() -> None:
    known = Known({"actor": {"usf"}, "step": {"a"}})
    with pytest.raises(ValidationError) as caught:
        Step.model_validate({"id": "a", "actor": ["usf", "usff"], "next": "b"}, context=known)
    assert [(line["type"], line["loc"]) for line in caught.value.errors(include_url=False)] == [
        ("unknown-actor", ("actor", 1)),
        ("unknown-step", ("next", "any", 0, "to")),
    ]


def test_titles() -> None:
    assert Step(id="a", name="A", question="¿B?").title == "A"
    assert Step(id="a", question="¿B?").title == "¿B?"
    assert Step(id="a").title == "a"


def test_profiles_are_change_sets_that_apply(book: rutas.Book) -> None:
    for route in (*book.values(), *rutas.load(ROOT / "docs" / "ejemplo").values()):
        for profile in route.profiles.values():
            assert apply(route, profile.set) != route


def test_exits_are_ways_on_beside_the_links() -> None:
    step = Step(id="s", next="a", join="all", missing="b", by="60 d", late="a")
    assert [link.to for link in step.links] == ["a"]
    assert step.exits == {"missing": "b", "late": "a"}
    assert step.successors == ("a", "b"), "each once"


def test_a_route_made_of_models_refuses_exits_to_nowhere() -> None:
    tree = small()
    tree["stages"][0]["steps"][1] |= {"within": "3 d", "late": "d"}
    with pytest.raises(ValidationError) as caught:
        Route.model_validate(tree)
    assert codes(caught.value) == ["unknown-step"]


@pytest.mark.parametrize(
    ("written", "basis", "cites"),
    [
        ("censo", "measured", "censo"),
        ({"source": "censo"}, "measured", "censo"),
        ({"source": "censo", "proxy": "de otro año"}, "proxy", "censo"),
        ({"norm": "ley"}, "norm", "ley"),
        ("estimate", "estimate", None),
    ],
)
def test_a_figure_rests_on_one_kind_of_thing(written: Any, basis: str, cites: str | None) -> None:
    step = Step.model_validate({"id": "s", "wait": "3 d", "evidence": {"wait": written}})
    assert (step.evidence["wait"].basis, step.evidence["wait"].cites) == (basis, cites)
    again = step.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    assert Step.model_validate(again) == step
    assert again["evidence"]["wait"] == ("censo" if written == {"source": "censo"} else written)


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        (["33.33 %"] * 3, None),
        (["33.3 %"] * 3, "99,9"),
        (["16.67 %"] * 6, None),
        (["50.1 %"] * 2, "100,2"),
    ],
)
def test_a_rest_of_rounding_is_taken_as_the_whole(shares: list[str], total: str | None) -> None:
    links = [{"to": "c", "share": share} for share in shares]
    tree = small()
    tree["stages"][0]["steps"] = [
        {"id": "a", "name": "A", "next": links}, {"id": "c", "outcome": "bien"},
    ]  # fmt: skip
    if total is None:
        assert sum(Route.model_validate(tree).steps["a"].shares) == pytest.approx(1)
        return
    with pytest.raises(ValidationError) as caught:
        Route.model_validate(tree)
    assert codes(caught.value) == ["shares-not-whole"]
    assert caught.value.errors()[0]["ctx"]["total"] == total, "as Spanish writes it"
