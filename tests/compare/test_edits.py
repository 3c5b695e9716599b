"""How two versions differ, beside keys made by hand: renames, moves, equal values, everything that has an id."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutas.compare.edits import Edit, edits
from rutas.compare.identity import moved, renames
from rutas.model import Catalogue, Route
from rutas.model.references import references, renamed
from tests.strategies import routes

if TYPE_CHECKING:
    from collections.abc import Callable

CATALOGUE = Catalogue.model_validate(
    {
        "actors": {
            "usf": {"name": "Unidad de Salud de la Familia", "sector": "salud"},
            "registro": {"name": "Registro del Estado Civil", "sector": "identidad"},
            "ajeno": {"name": "Un actor que nadie nombra"},
        },
        "channels": {"puesto": {"name": "En el puesto", "kind": "in-person"}},
        "documents": {"libreta": {"name": "Libreta", "issuer": "usf"}, "acta": {"name": "Acta"}},
        "services": {"control": {"name": "Control"}, "vacunas": {"name": "Vacunas"}},
        "sources": {"encuesta": {"title": "Encuesta"}},
    }
)
TREE: dict[str, Any] = {
    "id": "ruta",
    "name": "Ruta",
    "package": ["control", "vacunas"],
    "ways_in": [{"to": "control", "share": "60 %"}, {"to": "registro"}],
    "outcomes": {"bien": {"name": "Bien", "success": "yes"}},
    "profiles": {"rural": {"name": "Rural", "share": "30 %", "set": {"control.wait": "9 d"}}},
    "stages": [
        {"id": "salud", "name": "Salud", "steps": [
            {"id": "control", "name": "Control de salud", "actor": "usf", "channel": "puesto",
             "service": ["control", "vacunas"], "requires": ["libreta", "acta"], "wait": "2 d",
             "evidence": {"wait": "encuesta"}, "next": ["registro", "pesaje"]},
            {"id": "pesaje", "name": "Pesaje", "actor": "usf", "takes": "5 min",
             "next": "registro"},
        ]},
        {"id": "identidad", "name": "Identidad", "steps": [
            {"id": "registro", "name": "Inscripción del nacimiento", "actor": "registro",
             "next": "cierre"},
            {"id": "cierre", "name": "Cierre", "outcome": "bien"},
        ]},
    ],
}  # fmt: skip


def route(change: Callable[[dict[str, Any]], object] = lambda _: None) -> Route:
    """Return the route after its tree is changed."""
    tree = deepcopy(TREE)
    change(tree)
    return Route.model_validate(tree).model_copy(update={"catalogue": CATALOGUE})


def step(tree: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for stage in tree["stages"] for one in stage["steps"] if one["id"] == name)


def between(old: Route, new: Route) -> list[Edit]:
    """Return the edits of two routes, renames found."""
    names = renames(old, new)
    was = {kind: {b: a for a, b in pairs.items()} for kind, pairs in names.items()}
    return edits(renamed(old, names), new, was)


def keys(found: list[Edit]) -> list[tuple[str, str, str, str | None, str]]:
    return [(one.what, one.how, one.id, one.field, one.area) for one in found]


def put(name: str, /, **said: Any) -> Callable[[dict[str, Any]], None]:
    return lambda tree: step(tree, name).update(said)


def drop(name: str, *fields: str) -> Callable[[dict[str, Any]], None]:
    return lambda tree: [step(tree, name).pop(field) for field in fields] and None


def swap_stages(tree: dict[str, Any]) -> None:
    tree["stages"][0]["steps"].append(tree["stages"][1]["steps"].pop(1))


def new_step(tree: dict[str, Any]) -> None:
    tree["stages"][1]["steps"].append({"id": "cedula", "name": "Cédula", "outcome": "bien"})
    step(tree, "registro")["next"] = "cedula"


HAND = {
    "same value, other writing": (put("control", wait="48 h", requires=["acta", "libreta"]), []),
    "sets, in another order": (
        lambda tree: (tree["package"].reverse(), step(tree, "control")["service"].reverse()), [],
    ),
    "a written default": (put("control", urgent="no", involvement="direct", join="any"), []),
    "one thing, or a list of it": (put("pesaje", actor=["usf"], next=[{"to": "registro"}]), []),
    "a text in its own language": (put("pesaje", name={"es": "Pesaje"}), []),
    "an estimate that is written": (put("pesaje", evidence={"takes": "estimate"}), []),
    "a profile's value, other writing": (
        lambda tree: tree["profiles"]["rural"]["set"].update({"control.wait": "216 h"}), [],
    ),
    "one more language": (
        put("pesaje", name={"es": "Pesaje", "gn": "Pohýi"}),
        [("step", "changed", "pesaje", "name", "wording")],
    ),
    "quantities": (
        put("control", wait="1..3 d", dropout="5 %"),
        [("step", "changed", "control", "wait", "time"),
         ("step", "changed", "control", "dropout", "figures")],
    ),
    "a season, by its months": (
        lambda tree: tree.update(season={"jan": "0.6", "mar": "180 %"}),
        [("route", "changed", "ruta", "season.jan", "figures"),
         ("route", "changed", "ruta", "season.mar", "figures")],
    ),
    "who tires of waiting, who does not come": (
        put("pesaje", patience="15 d", no_show="10 %", tries="2", overbook="5 %", lead="3 d"),
        [("step", "changed", "pesaje", "patience", "figures"),
         ("step", "changed", "pesaje", "overbook", "figures"),
         ("step", "changed", "pesaje", "no_show", "figures"),
         ("step", "changed", "pesaje", "tries", "figures"),
         ("step", "changed", "pesaje", "lead", "time")],
    ),
    "a series, by its parts": (
        put("pesaje", repeat={"times": "3", "every": "1 month"}),
        [("step", "changed", "pesaje", "repeat.times", "time"),
         ("step", "changed", "pesaje", "repeat.every", "time")],
    ),
    "papers and people": (
        put("control", requires=["libreta"], actor=["usf", "registro"], service="control"),
        [("step", "changed", "control", "actor", "people"),
         ("step", "changed", "control", "service", "people"),
         ("step", "changed", "control", "requires", "papers")],
    ),
    "what a figure rests on": (
        drop("control", "evidence"),
        [("step", "changed", "control", "evidence.wait", "evidence")],
    ),
    "a link's own fields": (
        put("control", next=[{"to": "registro", "share": "20 %", "handover": "referral"}, "pesaje"]),
        [("link", "changed", "control->registro", "share", "figures"),
         ("link", "changed", "control->registro", "handover", "people")],
    ),
    "all at once instead of one": (
        put("control", next={"all": ["registro", "pesaje"]}),
        [("step", "changed", "control", "next", "flow")],
    ),
    "a step that came": (
        new_step,
        [("link", "removed", "registro->cierre", None, "flow"),
         ("link", "added", "registro->cedula", None, "flow"),
         ("step", "added", "cedula", None, "flow")],
    ),
    "another stage": (swap_stages, [("step", "moved", "cierre", "stage", "order")]),
    "one order, one move": (
        lambda tree: tree["stages"][0]["steps"].reverse(),
        [("step", "moved", "pesaje", "order", "order")],
    ),
    "the order of answers": (
        put("control", next=["pesaje", "registro"]),
        [("link", "moved", "control->pesaje", "order", "order")],
    ),
    "ways in": (
        lambda tree: tree.update(ways_in=[{"to": "control", "at": "1 y"}]),
        [("way_in", "changed", "control", "share", "figures"),
         ("way_in", "changed", "control", "at", "figures"),
         ("way_in", "removed", "registro", None, "flow")],
    ),
    "the route, its outcomes and populations": (
        lambda tree: (tree.update(status="validated"), tree["outcomes"]["bien"].update(success="no"),
                      tree["profiles"]["rural"]["set"].update({"control.wait": "3 d"})),
        [("route", "changed", "ruta", "status", "wording"),
         ("outcome", "changed", "bien", "success", "flow"),
         ("profile", "changed", "rural", "set.control.wait", "figures")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HAND)
def test_an_edit_is_told_as_it_was_made(name: str) -> None:
    change, expected = HAND[name]
    assert keys(between(route(), route(change))) == expected


def test_a_renamed_step_is_told_with_its_other_changes_and_followed_everywhere() -> None:
    def change(tree: dict[str, Any]) -> None:
        put("registro", id="inscripcion", wait="1 d")(tree)
        for name in ("control", "pesaje"):
            step(tree, name)["next"] = ["inscripcion"] + (["pesaje"] if name == "control" else [])
        tree["ways_in"][1]["to"] = "inscripcion"

    found = between(route(), route(change))
    assert [(one.how, one.id, one.was, one.field) for one in found] == [
        ("renamed", "inscripcion", "registro", None),
        ("changed", "inscripcion", "registro", "wait"),
    ]
    assert [one.before for one in found] == ["registro", None]


def test_what_is_not_alike_is_no_rename() -> None:
    other = {"id": "cedula", "name": "Obtención de la cédula", "actor": "usf", "next": "cierre"}
    found = between(route(), route(lambda tree: (step(tree, "pesaje").update(other),
                                                 put("control", next=["registro", "cedula"])(tree))))  # fmt: skip
    assert {(one.what, one.how, one.id) for one in found if one.what == "step"} == {
        ("step", "removed", "pesaje"),
        ("step", "added", "cedula"),
    }


def test_of_the_catalogue_what_either_version_uses_is_compared() -> None:
    actors = {
        name: one.model_copy(update={"sector": "gobierno"})
        for name, one in CATALOGUE.actors.items()
    }
    changed = CATALOGUE.model_copy(update={"actors": actors})
    new = route().model_copy(update={"catalogue": changed})
    assert {one.id for one in edits(route(), new)} == {"usf", "registro"}


def test_the_place_of_a_change_is_that_of_its_own_version() -> None:
    (found,) = between(route(), route(put("registro", wait="1 d")))
    assert found.old is not None
    assert found.new is not None
    assert found.new.loc == ("stages", 1, "steps", 0, "wait") == found.old.loc
    (gone,) = (
        one
        for one in between(route(), route(lambda tree: tree.update(ways_in=[{"to": "control"}])))
        if one.new is None
    )
    assert gone.old is not None
    assert gone.old.loc == ("ways_in", 1)


@given(st.permutations(range(7)))
def test_moves_are_as_few_as_can_be(order: list[int]) -> None:
    names = [str(i) for i in order]
    still = [name for name in names if name not in set(moved([str(i) for i in range(7)], names))]
    assert still == sorted(still)
    longest = max(
        (mask.bit_count() for mask in range(128)
         if (kept := [i for k, i in enumerate(order) if mask >> k & 1]) == sorted(kept)),
    )  # fmt: skip
    assert len(still) == longest


@given(routes(exits=True, times=True), st.integers(0, 7))
def test_a_route_under_other_ids_is_the_same_route(one: Route, place: int) -> None:
    assert edits(one, one) == []
    name = list(one.steps)[place % len(one.steps)]
    other = renamed(one, {"step": {name: "otro-id"}})
    assert name not in references(other).get("step", set())
    assert renamed(other, {"step": {"otro-id": name}}) == one
    assert edits(renamed(one, {"step": {name: "otro-id"}}), other) == []
