"""Two versions of a route: what to mark in the old one, and what in the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.compare.changes import changes
from rutas.model import apply
from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas.model import Route

STEPS: list[dict[str, object]] = [
    {"id": "a", "wait": "4 d", "next": [{"to": "b", "share": "60 %"}, {"to": "c"}]},
    {"id": "b", "next": "d"},
    {"id": "c", "next": "d"},
    {"id": "d", "outcome": "bien"},
]


def version(*steps: dict[str, object]) -> Route:
    """The route with some of its steps written anew."""
    anew = {str(step["id"]): step for step in steps}
    kept = [anew.pop(str(step["id"]), step) for step in STEPS]
    return route_of([*kept, *anew.values()])


def test_a_route_does_not_differ_from_itself() -> None:
    assert changes(version(), version()) == ({}, {})


def test_a_figure_that_changed_marks_its_step_in_both_versions() -> None:
    old = version()
    assert changes(old, apply(old, {"a.wait": "2 d"})) == ({"a": "changed"}, {"a": "changed"})


def test_a_share_that_changed_marks_its_links_and_not_the_step() -> None:
    old = version()
    before, after = changes(old, apply(old, {"a.next.b": "50 %"}))
    assert before == after
    assert before["a->b"] == "changed"
    assert "a" not in before


def test_what_is_gone_is_marked_in_the_old_version_and_what_is_new_in_the_new_one() -> None:
    new = version({"id": "b", "next": "e"}, {"id": "e", "next": "d"})
    assert changes(version(), new) == (
        {"b->d": "removed"},
        {"e": "added", "b->e": "added", "e->d": "added"},
    )


def test_branches_that_all_go_on_are_other_links_than_those_of_which_one_does() -> None:
    new = version(
        {"id": "a", "wait": "4 d", "next": {"all": ["b", "c"]}},
        {"id": "d", "join": "all", "outcome": "bien"},
    )
    before, after = changes(version(), new)
    assert before == after == {"a->b": "changed", "a->c": "changed", "d": "changed"}


def test_a_closed_step_is_still_drawn_and_marked_as_taken_away() -> None:
    old = version()
    new = apply(old, {"b.dropout": "100 %"})
    assert changes(old, new, closed=["b"]) == ({"b": "removed"}, {"b": "removed"})


def test_two_new_links_to_one_step_are_new_and_not_changed() -> None:
    last = {"id": "b", "outcome": "bien"}
    old = route_of([{"id": "a", "outcome": "bien"}, dict(last)])
    links = [{"to": "b", "when": "Sí"}, {"to": "b", "when": "No"}]
    new = route_of([{"id": "a", "question": "¿Sí?", "next": links}, dict(last)])
    assert changes(old, new) == ({"a": "changed"}, {"a": "changed", "a->b": "added"})
